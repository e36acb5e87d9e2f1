// Territories: tinted grounds that name a region before any node is read. A
// region is a group of one category lying together in the layout; it is drawn
// only where it is nearly pure and does not lie over another one, since real
// layouts mix what a hand-drawn map would part.

import type { Bounds, Model } from '../model/graph';
import type { Vocabulary } from '../model/vocabulary';
import { hull, inside, type Point } from './geometry';

export interface Territory {
  category: string;
  /** Label whose colour tints it: the commonest inside. */
  label: string;
  /** Hull in layout units, around the nodes' centres. */
  polygon: Point[];
  nodes: number[];
}

const purity = 0.72;
const smallest = 3;

function distance(model: Model, a: number, b: number): number {
  return Math.hypot(model.x[a]! - model.x[b]!, model.y[a]! - model.y[b]!);
}

/** Typical distance from a node to its nearest neighbour. */
export function spacing(model: Pick<Model, 'x' | 'y'>, nodes: number[]): number {
  if (nodes.length < 2) return 1;
  const sample = nodes.length > 400 ? nodes.filter((_, i) => i % Math.ceil(nodes.length / 400) === 0) : nodes;
  const nearest = sample.map((a) => {
    let best = Infinity;
    for (const b of nodes) {
      if (a === b) continue;
      const d = (model.x[a]! - model.x[b]!) ** 2 + (model.y[a]! - model.y[b]!) ** 2;
      if (d < best) best = d;
    }
    return Math.sqrt(best);
  });
  nearest.sort((p, q) => p - q);
  return nearest[nearest.length >> 1]! || 1;
}

/** Groups of nodes no further apart than `reach` from one to the next. */
function clumps(model: Model, nodes: number[], reach: number): number[][] {
  const left = new Set(nodes);
  const groups: number[][] = [];
  for (const first of nodes) {
    if (!left.delete(first)) continue;
    const group = [first];
    for (let head = 0; head < group.length; head++) {
      for (const other of [...left]) {
        if (distance(model, group[head]!, other) <= reach && left.delete(other)) group.push(other);
      }
    }
    groups.push(group);
  }
  return groups;
}

function dominant(model: Model, nodes: number[]): string {
  const counts = new Map<string, number>();
  for (const n of nodes) counts.set(model.nodes[n]!.label, (counts.get(model.nodes[n]!.label) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))[0]?.[0] ?? '';
}

// As the layout groups them: strategies stand above the plan and goals at its
// end; measures and terms stand beside what they act on and belong to no region.
function regionOf(v: Vocabulary, label: string): string {
  const category = v.label(label)?.category ?? '';
  if (label === 'Measure' || category === 'evidence' || category === 'glossary') return '';
  return label === 'Strategy' ? 'strategies' : category;
}

/** Territories of the shown nodes. */
export function territories(model: Model, v: Vocabulary, shown: number[]): Territory[] {
  if (shown.length > 1500) return [];
  const reach = spacing(model, shown) * 2.6;
  const byRegion = new Map<string, number[]>();
  for (const n of shown) {
    const region = regionOf(v, model.nodes[n]!.label);
    if (!region) continue;
    byRegion.set(region, [...(byRegion.get(region) ?? []), n]);
  }
  const regional = [...byRegion.values()].flat();
  const found: Territory[] = [];
  for (const [category, nodes] of byRegion) {
    for (const group of clumps(model, nodes, reach)) {
      if (group.length < smallest) continue;
      const polygon = hull(group.map((n): Point => [model.x[n]!, model.y[n]!]));
      if (polygon.length < 3) continue;
      const within = regional.filter((n) => inside(polygon, model.x[n]!, model.y[n]!) || group.includes(n));
      if (group.length / within.length < purity) continue;
      found.push({ category, label: dominant(model, group), polygon, nodes: group });
    }
  }
  return apart(model, found);
}

/** Keeps the larger of two territories that share ground. */
function apart(model: Model, all: Territory[]): Territory[] {
  const kept: Territory[] = [];
  const clash = (a: Territory, b: Territory) =>
    a.nodes.some((n) => inside(b.polygon, model.x[n]!, model.y[n]!)) ||
    b.nodes.some((n) => inside(a.polygon, model.x[n]!, model.y[n]!));
  for (const t of [...all].sort((a, b) => b.nodes.length - a.nodes.length)) {
    const namesake = kept.some((k) => k.category === t.category);
    if (!namesake && !kept.some((k) => clash(k, t))) kept.push(t);
  }
  return kept;
}

/** Columns A–F and rows 1–5 over the whole layout, so that "look at C3" means
 * the same place for everyone with the same data. */
export function mapCell(bounds: Bounds, x: number, y: number): string {
  const at = (v: number, low: number, high: number, n: number) =>
    Math.max(0, Math.min(n - 1, Math.floor(((v - low) / (high - low || 1)) * n)));
  return 'ABCDEF'[at(x, bounds.minX, bounds.maxX, 6)]! + (at(y, bounds.minY, bounds.maxY, 5) + 1);
}

