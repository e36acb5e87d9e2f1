// Large pictures begin with groups: by label, chapter or zone. A group stands at
// a place of its own that never changes, says how many are inside, and gives out
// its best-connected members a handful at a time, each at its place in the
// layout. Pure, so that the canvas, the tables and the counts agree.

import type { Model } from '../model/graph';
import { degrees } from '../model/overview';
import type { Vocabulary } from '../model/vocabulary';

export const groupings = ['label', 'chapter', 'zone'] as const;
export type Grouping = (typeof groupings)[number];

/** More nodes than this are grouped unless the view says otherwise. */
export const groupFrom = 2500;

/** How many members one opening brings. */
export const openStep = 120;

/** Groups of zones beyond this number go into one for the rest. */
const mostGroups = 24;

/** Key of the group of those that belong nowhere, and of the small rest. */
export const nowhere = '-';
export const others = '*';

/** A group of the whole graph: where it stands and how it looks. */
export interface GroupPlace {
  key: string;
  /** Label that gives colour and symbol. */
  label: string;
  size: number;
  /** Layout units, and radius in pixels where a pixel is `unit` of them. */
  x: number;
  y: number;
  r: number;
  unit: number;
}

export interface Arrangement {
  by: Grouping;
  places: GroupPlace[];
  /** Place of each node's group, -1 for none. */
  of: Int32Array;
}

export interface Group extends GroupPlace {
  /** Node indices of the picture that belong to it, best connected first. */
  members: number[];
  /** Those of them that are drawn on their own. */
  open: number;
}

/** Relationships between two ends, at least one of them a group. Ends are node
 * indices, or -1, -2, … for the first, second, … group. */
export interface Bundle {
  a: number;
  b: number;
  count: number;
  bases: Map<string, number>;
}

export interface Grouped {
  by: Grouping;
  groups: Group[];
  bundles: Bundle[];
  /** Nodes inside groups, not drawn. */
  inside: number;
}

/** "Measure~2": a group's key and how many times it was opened. */
export function readOpen(list: string[]): Map<string, number> {
  const found = new Map<string, number>();
  for (const item of list) {
    const [key, times] = item.split('~');
    const n = times === undefined ? 1 : Number(times);
    if (key && Number.isInteger(n) && n > 0 && n < 1000) found.set(key, n);
  }
  return found;
}

/** The list with a group opened once more, or closed. */
export function withOpen(list: string[], key: string, times: number): string[] {
  const open = readOpen(list);
  if (times <= 0) open.delete(key);
  else open.set(key, times);
  return [...open].map(([k, n]) => (n === 1 ? k : `${k}~${n}`));
}

function chapterKeys(model: Model): (node: number) => string {
  const chapterOf = new Map<number, number>();
  for (const r of model.relationships) {
    if (r.type !== 'HAS_PART') continue;
    const [from, to] = [model.nodes[r.start]!, model.nodes[r.end]!];
    if (from.label === 'Chapter' && to.label === 'Article') chapterOf.set(Number(to.properties.number), Number(from.properties.number));
  }
  return (node) => {
    const n = model.nodes[node]!;
    const heading = n.refs.find((r) => r.startsWith('ch:'));
    const chapter = n.articles.length ? chapterOf.get(n.articles[0]!) : heading ? Number(heading.slice(3)) : undefined;
    return chapter === undefined ? nowhere : String(chapter);
  };
}

// A thing's zone is the district it lies in, else that of what it acts on.
function zoneKeys(model: Model, v: Vocabulary): (node: number) => string {
  const zone = new Int32Array(model.nodes.length).fill(-1);
  for (const n of model.nodes) if (n.label === 'District') zone[n.index] = n.index;
  for (const r of model.relationships) if (r.type === 'LOCATED_IN' && zone[r.start] === -1 && model.nodes[r.end]!.label === 'District') zone[r.start] = r.end;
  for (let round = 0; round < 2; round++) {
    const next = zone.slice();
    for (const r of model.relationships) {
      if (v.structural(r.type)) continue;
      if (next[r.start] === -1 && zone[r.end] !== -1) next[r.start] = zone[r.end]!;
      if (next[r.end] === -1 && zone[r.start] !== -1) next[r.end] = zone[r.start]!;
    }
    zone.set(next);
  }
  const id = (i: number) => model.nodes[i]!.id.slice(model.nodes[i]!.id.indexOf(':') + 1);
  return (node) => (zone[node] === -1 ? nowhere : id(zone[node]!));
}

function keys(model: Model, v: Vocabulary, by: Grouping): (node: number) => string {
  if (by === 'label') return (node) => model.nodes[node]!.label;
  return by === 'chapter' ? chapterKeys(model) : zoneKeys(model, v);
}

const labelOf: Record<Exclude<Grouping, 'label'>, string> = { chapter: 'Chapter', zone: 'District' };

/** The groups of the whole graph, largest first, each at its place. */
export function arrange(model: Model, v: Vocabulary, by: Grouping): Arrangement {
  const key = keys(model, v, by);
  const members = new Map<string, number[]>();
  for (const n of model.nodes) {
    if (v.evidence(n.label)) continue;
    const k = key(n.index);
    const list = members.get(k);
    if (list) list.push(n.index);
    else members.set(k, [n.index]);
  }
  const order = [...members].sort((a, b) => b[1].length - a[1].length || (a[0] < b[0] ? -1 : 1));
  if (order.length > mostGroups) {
    const rest = order.splice(mostGroups - 1).flatMap(([, list]) => list);
    order.push([others, rest]);
  }
  const of = new Int32Array(model.nodes.length).fill(-1);
  const largest = Math.max(1, ...order.map(([, list]) => list.length));
  const places = order.map(([k, list], i): GroupPlace => {
    let [x, y] = [0, 0];
    for (const n of list) {
      of[n] = i;
      x += model.x[n]!;
      y += model.y[n]!;
    }
    const r = Math.round(32 + 24 * Math.sqrt(list.length / largest));
    return { key: k, label: by === 'label' ? k : labelOf[by], size: list.length, x: x / list.length, y: y / list.length, r, unit: 1 };
  });
  spread([...places], model.bounds, by === 'chapter');
  return { by, places, of };
}

// Discs are in pixels, the layout in its own units: they are set out as on a
// sheet where the layout takes this room and the oval around it has these axes.
const room = { w: 520, h: 440 };
const axes = { x: 340, y: 292 };
const air = 22;

/** Sets the groups out on an oval around the layout, so that opened members stand
 * inside it: in the order in which they lie around its middle, or numbered ones
 * like the hours of a clock. */
function spread(outer: GroupPlace[], b: Model['bounds'], numbered: boolean): void {
  const unit = Math.max((b.maxX - b.minX) / room.w, (b.maxY - b.minY) / room.h) || 1;
  const middle = { x: (b.minX + b.maxX) / 2, y: (b.minY + b.maxY) / 2 };
  const angle = (p: GroupPlace) => Math.atan2(p.y - middle.y, p.x - middle.x);
  const number = (p: GroupPlace) => Number(p.key) || Infinity;
  outer.sort((p, q) => (numbered ? number(p) - number(q) || 0 : angle(p) - angle(q)) || (p.key < q.key ? -1 : 1));
  const [rx, ry] = [axes.x, axes.y];
  const round = Math.PI * (3 * (rx + ry) - Math.sqrt((3 * rx + ry) * (rx + 3 * ry)));
  const need = outer.reduce((sum, p) => sum + 2 * p.r + air, 0);
  // Where they do not fit, all of them are smaller; where they do, the air
  // between them is the same.
  const shrink = Math.min(1, (round - air * outer.length) / Math.max(1, need - air * outer.length));
  outer.forEach((p) => (p.r = Math.max(20, Math.floor(p.r * shrink))));
  const gap = Math.max(4, (round - outer.reduce((sum, p) => sum + 2 * p.r, 0)) / Math.max(1, outer.length));
  const walk = oval(rx, ry, round);
  const at = (s: number) => walk(((s % round) + round) % round);
  const begin = numbered ? round / 4 - (outer[0]?.r ?? 0) : outer.length ? turn(outer.map(angle), outer.map((p) => p.r), gap, at) : 0;
  let s = begin;
  const set = (p: GroupPlace, x: number, y: number) => {
    p.unit = unit;
    p.x = Math.round((middle.x + x * unit) * 100) / 100;
    p.y = Math.round((middle.y + y * unit) * 100) / 100;
  };
  for (const p of outer) {
    s += p.r;
    set(p, ...at(s));
    s += p.r + gap;
  }
}

/** Point of an oval by the way along it. */
function oval(rx: number, ry: number, round: number): (s: number) => [number, number] {
  const steps = 720;
  const points = Array.from({ length: steps + 1 }, (_, i): [number, number] => {
    const t = -Math.PI + (2 * Math.PI * i) / steps;
    return [rx * Math.cos(t), ry * Math.sin(t)];
  });
  const way = [0];
  for (let i = 1; i <= steps; i++) way.push(way[i - 1]! + Math.hypot(points[i]![0] - points[i - 1]![0], points[i]![1] - points[i - 1]![1]));
  const whole = way[steps]!;
  return (s) => {
    const target = (s / round) * whole;
    const i = Math.max(1, way.findIndex((w) => w >= target));
    return points[i] ?? points[steps]!;
  };
}

/** Where on the oval the first group begins, so that all lie as near as can be
 * to the side on which they lie in the layout. */
function turn(angles: number[], radii: number[], gap: number, at: (s: number) => [number, number]): number {
  let best = 0;
  let least = Infinity;
  for (let step = 0; step < 48; step++) {
    const begin = (step / 48) * (radii.reduce((sum, r) => sum + 2 * r, 0) + gap * radii.length);
    let s = begin;
    let off = 0;
    angles.forEach((a, i) => {
      s += radii[i]!;
      const [x, y] = at(s);
      off += 1 - Math.cos(Math.atan2(y, x) - a);
      s += radii[i]! + gap;
    });
    if (off < least - 1e-9) [least, best] = [off, begin];
  }
  return best;
}

/** The picture of some nodes as groups. `alone` are drawn on their own whatever
 * group they belong to. */
export function group(
  model: Model,
  v: Vocabulary,
  arrangement: Arrangement,
  nodes: Iterable<number>,
  open: Map<string, number>,
  alone: Set<number>,
  counts: (relationship: number) => boolean,
): { grouped: Grouped; drawn: Set<number> } {
  const degree = degrees(model, v);
  const groups = arrangement.places.map((p): Group => ({ ...p, members: [], open: 0 }));
  const drawn = new Set<number>();
  for (const n of nodes) {
    const g = arrangement.of[n]!;
    if (g < 0) drawn.add(n);
    else groups[g]!.members.push(n);
  }
  for (const g of groups) {
    g.members.sort((a, b) => degree[b]! - degree[a]! || a - b);
    const first = (open.get(g.key) ?? 0) * openStep;
    g.members.forEach((n, i) => (i < first || alone.has(n)) && drawn.add(n));
    g.open = g.members.filter((n) => drawn.has(n)).length;
  }
  const inside = groups.reduce((sum, g) => sum + g.members.length - g.open, 0);
  return { grouped: { by: arrangement.by, groups, bundles: bundle(model, groups, drawn, counts), inside }, drawn };
}

function bundle(model: Model, groups: Group[], drawn: Set<number>, counts: (relationship: number) => boolean): Bundle[] {
  const unit = new Int32Array(model.nodes.length).fill(unseen);
  groups.forEach((g, i) => g.members.forEach((n) => (unit[n] = -1 - i)));
  drawn.forEach((n) => (unit[n] = n));
  const found = new Map<number, Bundle>();
  const wide = model.nodes.length + groups.length + 1;
  for (const r of model.relationships) {
    const [p, q] = [unit[r.start]!, unit[r.end]!];
    if (p === unseen || q === unseen || p === q || (p >= 0 && q >= 0) || !counts(r.index)) continue;
    const [a, b] = p < q ? [p, q] : [q, p];
    const key = (a + groups.length) * wide + (b + groups.length);
    let one = found.get(key);
    if (!one) found.set(key, (one = { a, b, count: 0, bases: new Map() }));
    one.count++;
    one.bases.set(r.basis, (one.bases.get(r.basis) ?? 0) + 1);
  }
  return [...found.values()].sort((x, y) => x.a - y.a || x.b - y.b);
}

const unseen = -0x7fffffff;
