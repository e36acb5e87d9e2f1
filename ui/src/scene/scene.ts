// One scene: everything the renderer needs, in layout units and without any
// drawing. The same view on the same data gives the same scene.

import type { Lang } from '../api/types';
import { type Model, nameOf } from '../model/graph';
import { stub } from '../model/silence';
import { contentDegree } from '../model/overview';
import { strengthOf, typeName, type Vocabulary } from '../model/vocabulary';
import type { Visible } from '../state/visible';
import { type Territory, territories } from './territories';
import { wrap } from './wrap';

export interface SceneNode {
  node: number;
  /** Position in layout units. */
  x: number;
  y: number;
  /** Radius in pixels at the usual zoom. */
  r: number;
  shape: string;
  label: string;
  lines: string[];
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
}

export interface SceneEdge {
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
}

export interface Placement {
  positions: Map<number, [number, number]>;
  captions: { x: number; y: number; text: string }[];
}

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
  const place = new Map(nodes.map((n, i) => [n.node, i]));
  const edges = pairUp(
    visible.relationships.map((i) => sceneEdge(input, i, place, lit)),
    nodes,
  );
  return {
    nodes,
    edges,
    place,
    territories: input.placed ? [] : territories(model, v, visible.nodes),
    captions: input.placed?.captions ?? [],
    framed: !input.placed,
    dimmed: lit !== null,
    chainKey: input.chain ? input.chain.relationships.join(',') : '',
    lang: input.lang,
  };
}

function litNodes(input: SceneInput): Set<number> | null {
  if (input.chain) return new Set(input.chain.nodes);
  return input.lit;
}

function sceneNode(input: SceneInput, index: number, lit: Set<number> | null): SceneNode {
  const { model, vocabulary: v } = input;
  const n = model.nodes[index]!;
  const degree = contentDegree(model, v, index);
  const r = input.weights ? weightedRadius(input.weights.get(index) ?? 0) : radiusOf(n.label, degree);
  const pin = input.placed ? undefined : input.pins.get(index);
  const at = pin ?? input.placed?.positions.get(index);
  const selected = input.selectedNode === index;
  const end = input.ends.includes(index);
  return {
    node: index,
    x: at?.[0] ?? model.x[index]!,
    y: at?.[1] ?? model.y[index]!,
    r,
    shape: v.label(n.label)?.shape ?? 'disc',
    label: n.label,
    lines: input.lang === 'en' ? wrap(nameOf(n, 'en'), 20, 3) : wrap(n.name, 18, 3),
    bold: r >= 17,
    priority: (input.weights ? 40 * (input.weights.get(index) ?? 0) : degree) + (selected || end ? 1000 : 0) + (lit?.has(index) ? 500 : 0) - (small.has(n.label) ? 3 : 0),
    pinned: pin !== undefined,
    marked: input.marked?.has(index) ?? false,
    selected: selected || end,
    lit: !lit || lit.has(index) || selected || end,
    must: selected || end || (input.chain?.nodes.includes(index) ?? false),
    stub: input.placed ? null : stub(model, n),
    sign: input.signs?.get(index) ?? '',
  };
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
