// A layered picture of what a node serves and what carries it: the node in the
// middle, what carries it to the left, what it serves to the right, one column a
// hop. Columns are ordered so that lines cross little.

import type { Model } from './graph';
import { strengthOf, type Vocabulary } from './vocabulary';

export interface Reached {
  node: number;
  hops: number;
}

export interface LayerInput {
  model: Model;
  vocabulary: Vocabulary;
  centre: number;
  up: Reached[];
  down: Reached[];
  /** Relationship indices of both walks. */
  relationships: number[];
  /** Nodes a column at the most, and columns a side. */
  most: number;
  depth: number;
}

export interface Layers {
  nodes: number[];
  relationships: number[];
  positions: Map<number, [number, number]>;
  columns: { at: number; x: number; shown: number; total: number }[];
  /** Nodes that stand in no column for want of room. */
  left: number;
}

const columnWidth = 210;
const lowestRow = 84;
const highestRow = 150;

/** Lays the layers out. */
export function layers(input: LayerInput): Layers {
  const column = new Map<number, number>([[input.centre, 0]]);
  const place = (list: Reached[], sign: number) => {
    for (const r of list) {
      if (r.hops === 0 || r.hops > input.depth) continue;
      const known = column.get(r.node);
      if (known === undefined || r.hops < Math.abs(known)) column.set(r.node, sign * r.hops);
    }
  };
  place(input.up, 1);
  place(input.down, -1);
  const kept = keepBest(input, column);
  const columns = new Map<number, number[]>();
  for (const n of kept) columns.set(column.get(n)!, [...(columns.get(column.get(n)!) ?? []), n]);
  const relationships = input.relationships.filter((i) => {
    const r = input.model.relationships[i]!;
    return kept.has(r.start) && kept.has(r.end) && column.get(r.start) !== column.get(r.end);
  });
  const neighbours = adjacency(input.model, relationships);
  untangle(columns, neighbours);
  const totals = new Map<number, number>();
  for (const c of column.values()) totals.set(c, (totals.get(c) ?? 0) + 1);
  return {
    nodes: [...kept].sort((a, b) => a - b),
    relationships: relationships.sort((a, b) => a - b),
    positions: spread(columns),
    columns: [...columns.keys()]
      .sort((a, b) => a - b)
      .map((at) => ({ at, x: at * columnWidth, shown: columns.get(at)!.length, total: totals.get(at)! })),
    left: column.size - kept.size,
  };
}

/** The best supported nodes of each column, each joined to one nearer the middle. */
function keepBest(input: LayerInput, column: Map<number, number>): Set<number> {
  const { model, vocabulary: v } = input;
  const best = new Map<number, number>();
  const joined = new Map<number, number[]>();
  for (const i of input.relationships) {
    const r = model.relationships[i]!;
    const [a, b] = [column.get(r.start), column.get(r.end)];
    if (a === undefined || b === undefined) continue;
    const [outer, inner] = Math.abs(a) > Math.abs(b) ? [r.start, r.end] : [r.end, r.start];
    best.set(outer, Math.max(best.get(outer) ?? 0, strengthOf(v, r.basis)));
    joined.set(outer, [...(joined.get(outer) ?? []), inner]);
  }
  const kept = new Set([input.centre]);
  for (let hops = 1; hops <= input.depth; hops++) {
    for (const sign of [-1, 1]) {
      const here = [...column]
        .filter(([n, c]) => c === sign * hops && (joined.get(n) ?? []).some((m) => kept.has(m)))
        .map(([n]) => n)
        .sort((a, b) => best.get(b)! - best.get(a)! || a - b);
      here.slice(0, input.most).forEach((n) => kept.add(n));
    }
  }
  return kept;
}

function adjacency(model: Model, relationships: number[]): Map<number, number[]> {
  const found = new Map<number, number[]>();
  const add = (a: number, b: number) => found.set(a, [...(found.get(a) ?? []), b]);
  for (const i of relationships) {
    const r = model.relationships[i]!;
    add(r.start, r.end);
    add(r.end, r.start);
  }
  return found;
}

/** Orders columns by the mean place of their neighbours, sweeping from the middle. */
function untangle(columns: Map<number, number[]>, neighbours: Map<number, number[]>): void {
  const rank = new Map<number, number>();
  const number = (list: number[]) => list.forEach((n, i) => rank.set(n, i - (list.length - 1) / 2));
  columns.forEach(number);
  const order = [...columns.keys()].sort((a, b) => Math.abs(a) - Math.abs(b) || a - b);
  for (let sweep = 0; sweep < 10; sweep++) {
    for (const c of sweep % 2 ? [...order].reverse() : order) {
      const list = columns.get(c)!;
      const mean = new Map(
        list.map((n) => {
          const near = neighbours.get(n) ?? [];
          return [n, near.length ? near.reduce((s, m) => s + rank.get(m)!, 0) / near.length : rank.get(n)!] as const;
        }),
      );
      list.sort((a, b) => mean.get(a)! - mean.get(b)! || a - b);
      number(list);
    }
  }
}

function spread(columns: Map<number, number[]>): Map<number, [number, number]> {
  const at = new Map<number, [number, number]>();
  // About as high as wide: a few columns of a few nodes need not be a narrow band.
  const most = Math.max(...[...columns.values()].map((l) => l.length));
  const rowHeight = Math.max(lowestRow, Math.min(highestRow, (columns.size * columnWidth * 1.1) / most));
  for (const [c, list] of columns) {
    // Neighbouring names stand at two depths, so that long ones pass each other.
    list.forEach((n, i) => at.set(n, [c * columnWidth + (list.length > 6 ? (i % 2 ? 22 : -22) : 0), (i - (list.length - 1) / 2) * rowHeight]));
  }
  return at;
}

/** Number of pairs of lines between the same columns that cross. */
export function crossings(model: Model, found: Layers): number {
  let n = 0;
  const lines = found.relationships.map((i) => {
    const r = model.relationships[i]!;
    const [a, b] = [found.positions.get(r.start)!, found.positions.get(r.end)!];
    return a[0] < b[0] ? [a, b] : [b, a];
  });
  lines.forEach((p, i) => {
    for (const q of lines.slice(i + 1)) {
      if (Math.abs(p[0]![0] - q[0]![0]) < 60 && (p[0]![1] - q[0]![1]) * (p[1]![1] - q[1]![1]) < 0) n++;
    }
  });
  return n;
}
