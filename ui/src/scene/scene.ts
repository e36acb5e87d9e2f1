// One scene: everything the renderer needs, in layout units and without any
// drawing. The same view on the same data gives the same scene.

import type { Lang } from '../api/types';
import { type Model, nameOf } from '../model/graph';
import { stub } from '../model/silence';
import { contentDegree } from '../model/overview';
import { strengthOf, typeName, type Vocabulary } from '../model/vocabulary';
import type { Group } from '../state/groups';
import type { Visible } from '../state/visible';
import { spacing, type Territory, territories } from './territories';
import { cut, wrap } from './wrap';

export interface SceneNode {
  node: number;
  /** Position in layout units. */
  x: number;
  y: number;
  /** Radius in pixels at the usual zoom. */
  r: number;
  shape: string;
  label: string;
  /** The whole name; what is drawn of it may be cut. */
  name: string;
  lines: string[];
  /** Its beginning in one line, where there is no room for the lines; "" for a
   * name that is then left out. */
  short: string;
  bold: boolean;
  priority: number;
  pinned: boolean;
  /** A rule found something about it. */
  marked: boolean;
  selected: boolean;
  lit: boolean;
  /** Its name is shown whatever it covers. */
  must: boolean;
  /** "host" or "hosted" where the text leaves it open. */
  stub: string | null;
  /** What became of it, where two plans are compared: ＋, － or ≠. */
  sign: string;
  /** A group instead of a node: the words under its name, and whether some of
   * its members are drawn. Its `node` is -1, -2, …, its radius fixed. */
  group: { words: string; open: boolean; unit: number } | null;
}

export interface SceneEdge {
  /** Index of the relationship; below 0 for a bundle. */
  relationship: number;
  /** Places in `nodes`. */
  a: number;
  b: number;
  basis: string;
  name: string;
  slot: number;
  count: number;
  flip: boolean;
  lit: boolean;
  /** At the selection: drawn in ink with its name. */
  strong: boolean;
  /** Number of the hop in the chain, from 1, or 0. */
  hop: number;
  weakest: boolean;
  /** Relationships in it, where an end is a group; 0 for a single one. */
  bundle: number;
  /** Pixels across, of a bundle. */
  width: number;
}

export interface Scene {
  nodes: SceneNode[];
  edges: SceneEdge[];
  /** Place in `nodes` by node index. */
  place: Map<number, number>;
  territories: Territory[];
  /** True when everything not lit is dimmed. */
  dimmed: boolean;
  /** Changes when the chain in the picture changes. */
  chainKey: string;
  /** Words over columns, in layout units. */
  captions: Placement['captions'];
  /** Whether columns A–F and rows 1–5 stand at the edges. */
  framed: boolean;
  /** Whether groups are among the nodes. */
  grouped: boolean;
  /** Typical distance between neighbours, in layout units. */
  spread: number;
  lang: Lang;
}

export interface SceneInput {
  model: Model;
  vocabulary: Vocabulary;
  visible: Visible;
  lang: Lang;
  selectedNode: number | null;
  selectedRelationship: number | null;
  pins: Map<number, [number, number]>;
  /** Nodes with an open finding. */
  marked?: Set<number>;
  /** Relationship indices of the chain, in order, and its weakest basis. */
  chain: { nodes: number[]; relationships: number[]; weakest: string } | null;
  /** Nodes to light while the rest dims, or null. */
  lit: Set<number> | null;
  /** Both ends of a trace: drawn as selected. */
  ends: number[];
  /** Places of another arrangement than the map's. */
  placed: Placement | null;
  /** Signs of a comparison by node, and its relationships that are new and gone. */
  signs?: Map<number, string>;
  fresh?: Set<number>;
  faded?: Set<number>;
  /** What sizes show instead of the number of relationships: 0 to 1 by node. */
  weights?: Map<number, number> | null;
  /** Key of the selected group, and what groups are called. */
  selectedGroup?: string | null;
  groupWords?: (g: Group) => { name: string; words: string };
}

export interface Placement {
  positions: Map<number, [number, number]>;
  captions: { x: number; y: number; text: string; short: string }[];
}

/** Pictures of no more nodes than this leave none without a name if they can. */
const fewNodes = 80;

/** Names of a map have room to the sides; those of columns stand close. */
const nameRoom = { map: { most: 18, lines: 3 }, mapEn: { most: 20, lines: 3 }, columns: { most: 16, lines: 2 }, columnsEn: { most: 17, lines: 3 }, short: 12, shortEn: 15 };

const small = new Set(['Measure', 'Indicator', 'Target', 'Project', 'Term', 'Article', 'Chapter']);

/** Radius of a symbol: what is much connected is larger, within bounds. */
export function radiusOf(label: string, degree: number): number {
  const base = small.has(label) ? 9.5 : 12;
  return Math.min(21, base + Math.max(0, Math.log2(1 + degree) - 2) * 2.2);
}

/** Radius of a symbol by its share of the heaviest. */
export function weightedRadius(weight: number): number {
  return 7 + 17 * Math.sqrt(Math.max(0, Math.min(1, weight)));
}

/** Builds the scene of what is visible. */
export function buildScene(input: SceneInput): Scene {
  const { model, vocabulary: v, visible } = input;
  const lit = litNodes(input);
  const nodes = visible.nodes.map((n) => sceneNode(input, n, lit));
  const groups = (visible.grouped?.groups ?? []).map((g, i) => ({ g, i })).filter(({ g }) => g.members.length > g.open);
  nodes.push(...groups.map(({ g, i }) => groupNode(input, g, -1 - i, lit !== null)));
  const place = new Map(nodes.map((n, i) => [n.node, i]));
  const edges = pairUp(
    visible.relationships.map((i) => sceneEdge(input, i, place, lit)),
    nodes,
  );
  edges.push(...bundleEdges(input, place, nodes, lit !== null));
  return {
    nodes,
    edges,
    place,
    territories: input.placed || visible.grouped ? [] : territories(model, v, visible.nodes),
    captions: input.placed?.captions ?? [],
    framed: !input.placed,
    grouped: groups.length > 0,
    spread: spacing({ x: Float64Array.from(nodes, (n) => n.x), y: Float64Array.from(nodes, (n) => n.y) }, nodes.map((_, i) => i)),
    dimmed: lit !== null,
    chainKey: input.chain ? input.chain.relationships.join(',') : '',
    lang: input.lang,
  };
}

const incidence = new WeakMap<SceneEdge[], Map<number, number[]>>();

/** Edges at a node, by places; found when they are first asked for. */
export function incident(scene: Pick<Scene, 'edges'>, place: number): number[] {
  let by = incidence.get(scene.edges);
  if (!by) {
    incidence.set(scene.edges, (by = new Map()));
    scene.edges.forEach((e, i) => {
      for (const end of e.a === e.b ? [e.a] : [e.a, e.b]) {
        const list = by!.get(end);
        if (list) list.push(i);
        else by!.set(end, [i]);
      }
    });
  }
  return by.get(place) ?? [];
}

function groupNode(input: SceneInput, g: Group, node: number, dimmed: boolean): SceneNode {
  const { name, words } = input.groupWords?.(g) ?? { name: g.key, words: String(g.members.length) };
  return {
    node, x: g.x, y: g.y, r: g.r, shape: input.vocabulary.label(g.label)?.shape ?? 'disc', label: g.label,
    name, lines: wrap(name, 12, 2), short: '', bold: true, priority: 0, pinned: false, marked: false, selected: input.selectedGroup === g.key, lit: !dimmed, must: false, stub: null, sign: '',
    group: { words, open: g.open > 0, unit: g.unit },
  };
}

function bundleEdges(input: SceneInput, place: Map<number, number>, nodes: SceneNode[], dimmed: boolean): SceneEdge[] {
  const found: SceneEdge[] = [];
  const bundles = input.visible.grouped?.bundles ?? [];
  const most = bundles.reduce((m, b) => (b.a < 0 && b.b < 0 ? Math.max(m, b.count) : m), 1);
  bundles.forEach((b, i) => {
    const [a, z] = [place.get(b.a), place.get(b.b)];
    if (a === undefined || z === undefined) return;
    const both = b.a < 0 && b.b < 0;
    found.push({
      relationship: -1 - i, a, b: z, basis: '', name: b.count.toLocaleString('en'), slot: 0, count: 1, flip: false, lit: !dimmed,
      strong: nodes[a]!.selected || nodes[z]!.selected, hop: 0, weakest: false, bundle: b.count,
      width: both ? 1.2 + 13 * Math.sqrt(b.count / most) : 1,
    });
  });
  return found;
}

function litNodes(input: SceneInput): Set<number> | null {
  if (input.chain) return new Set(input.chain.nodes);
  return input.lit;
}

function sceneNode(input: SceneInput, index: number, lit: Set<number> | null): SceneNode {
  const { model, vocabulary: v, visible } = input;
  const n = model.nodes[index]!;
  const degree = contentDegree(model, v, index);
  const r = input.weights ? weightedRadius(input.weights.get(index) ?? 0) : radiusOf(n.label, degree);
  const pin = input.placed ? undefined : input.pins.get(index);
  const at = pin ?? input.placed?.positions.get(index);
  const selected = input.selectedNode === index;
  const end = input.ends.includes(index);
  const columns = (input.placed?.captions.length ?? 0) > 0;
  const name = nameOf(n, input.lang);
  return {
    node: index,
    x: at?.[0] ?? model.x[index]!,
    y: at?.[1] ?? model.y[index]!,
    r,
    shape: v.label(n.label)?.shape ?? 'disc',
    label: n.label,
    name,
    lines: nameLines(name, input.lang, columns),
    short: columns || visible.nodes.length <= fewNodes ? cut(name, input.lang === 'en' ? nameRoom.shortEn : nameRoom.short) : '',
    bold: r >= 17,
    priority: (input.weights ? 40 * (input.weights.get(index) ?? 0) : degree) + (selected || end ? 1000 : 0) + (lit?.has(index) ? 500 : 0) - (small.has(n.label) ? 3 : 0),
    pinned: pin !== undefined,
    marked: input.marked?.has(index) ?? false,
    selected: selected || end,
    lit: !lit || lit.has(index) || selected || end,
    must: selected || end || (input.chain?.nodes.includes(index) ?? false),
    stub: input.placed ? null : stub(model, n),
    sign: input.signs?.get(index) ?? '',
    group: null,
  };
}

const wrapped = new Map<string, string[]>();

// Wrapping looks for the best of many ways; a name is wrapped once.
function nameLines(name: string, lang: Lang, columns: boolean): string[] {
  const room = nameRoom[`${columns ? 'columns' : 'map'}${lang === 'en' ? 'En' : ''}`];
  const key = `${room.most} ${room.lines} ${name}`;
  let lines = wrapped.get(key);
  if (!lines) {
    if (wrapped.size > 100_000) wrapped.clear();
    wrapped.set(key, (lines = wrap(name, room.most, room.lines)));
  }
  return lines;
}

function sceneEdge(input: SceneInput, index: number, place: Map<number, number>, lit: Set<number> | null): SceneEdge {
  const { model, vocabulary: v, chain } = input;
  const r = model.relationships[index]!;
  const hop = chain ? chain.relationships.indexOf(index) + 1 : 0;
  return {
    relationship: index,
    a: place.get(r.start)!,
    b: place.get(r.end)!,
    basis: r.basis,
    name: typeName(v, r.type, input.lang),
    slot: 0,
    count: 1,
    flip: false,
    lit: input.faded?.has(index) ? false : chain ? hop > 0 : !lit || (lit.has(r.start) && lit.has(r.end)),
    strong:
      hop > 0 ||
      (input.fresh?.has(index) ?? false) ||
      input.selectedRelationship === index ||
      (!chain && input.selectedNode !== null && (r.start === input.selectedNode || r.end === input.selectedNode)),
    hop,
    weakest: hop > 0 && r.basis === chain!.weakest && strengthOf(v, r.basis) < strongest(v),
    bundle: 0,
    width: 0,
  };
}

function strongest(v: Vocabulary): number {
  return Math.max(...v.bases.map((b) => b.strength));
}

/** Numbers the relationships of each pair so that they curve apart. */
function pairUp(edges: SceneEdge[], nodes: SceneNode[]): SceneEdge[] {
  const pairs = new Map<string, SceneEdge[]>();
  for (const e of edges) {
    const a = nodes[e.a]!.node;
    const b = nodes[e.b]!.node;
    e.flip = a > b;
    const key = a < b ? `${a} ${b}` : `${b} ${a}`;
    const list = pairs.get(key);
    if (list) list.push(e);
    else pairs.set(key, [e]);
  }
  for (const list of pairs.values()) list.forEach((e, i) => ((e.slot = i), (e.count = list.length)));
  return edges;
}
