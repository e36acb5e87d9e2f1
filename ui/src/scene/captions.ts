// Outlines of territories in pixels, and where their captions stand: beside the
// outline where no symbol, no line and no other territory is in the way.

import { inside, type Point } from './geometry';
import { type Box, Grid, overlaps } from './labels';

/** Closed curve through the middles of a polygon's sides, as points. */
export function smoothed(polygon: Point[], steps = 5): Point[] {
  const n = polygon.length;
  const mid = (a: Point, b: Point): Point => [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2];
  const found: Point[] = [];
  for (let i = 0; i < n; i++) {
    const from = mid(polygon[(i + n - 1) % n]!, polygon[i]!);
    const to = mid(polygon[i]!, polygon[(i + 1) % n]!);
    const [cx, cy] = polygon[i]!;
    for (let k = 0; k < steps; k++) {
      const t = k / steps;
      const u = 1 - t;
      found.push([u * u * from[0] + 2 * u * t * cx + t * t * to[0], u * u * from[1] + 2 * u * t * cy + t * t * to[1]]);
    }
  }
  return found;
}

function toSegment(p: Point, a: Point, b: Point): number {
  const [dx, dy] = [b[0] - a[0], b[1] - a[1]];
  const l2 = dx * dx + dy * dy;
  const t = l2 === 0 ? 0 : Math.max(0, Math.min(1, ((p[0] - a[0]) * dx + (p[1] - a[1]) * dy) / l2));
  return Math.hypot(p[0] - a[0] - t * dx, p[1] - a[1] - t * dy);
}

/** Distance between two polygons that do not cross. */
export function between(a: Point[], b: Point[]): number {
  let best = Infinity;
  const side = (p: Point[], q: Point[]) => p.forEach((v) => q.forEach((w, i) => (best = Math.min(best, toSegment(v, w, q[(i + 1) % q.length]!)))));
  side(a, b);
  side(b, a);
  return best;
}

/** How far each territory reaches beyond its outermost nodes: as far as `most`,
 * less where another one is near. */
export function reaches(polygons: Point[][], most: number, least: number): number[] {
  return polygons.map((p, i) => {
    const near = Math.min(...polygons.map((q, j) => (i === j ? Infinity : between(p, q))));
    return Math.max(least, Math.min(most, near / 2 - 4));
  });
}

export interface Ground {
  /** Outline in pixels, at the nodes' centres, and how far it reaches beyond. */
  outline: Point[];
  reach: number;
}

export interface CaptionInput {
  grounds: Ground[];
  /** Size of each caption. */
  sizes: { width: number; height: number }[];
  symbols: Box[];
  lines: [number, number][];
  /** Boxes that no caption may touch. */
  reserved: Box[];
  view: Box;
}

// Directions from the outline's middle, the upper ones first: [x, y, cost].
const ways: [number, number, number][] = [
  [0, -1, 0], [-0.5, -0.87, 0.6], [0.5, -0.87, 0.6], [-0.87, -0.5, 1.2], [0.87, -0.5, 1.2],
  [0, 1, 1.6], [-0.6, 0.8, 1.9], [0.6, 0.8, 1.9], [-1, 0, 2.4], [1, 0, 2.4],
];

function touches(box: Box, g: Ground): boolean {
  const points: Point[] = [[box.x0, box.y0], [box.x1, box.y0], [box.x1, box.y1], [box.x0, box.y1], [(box.x0 + box.x1) / 2, (box.y0 + box.y1) / 2]];
  return points.some(([x, y]) => inside(g.outline, x, y) || g.outline.some((v, i) => toSegment([x, y], v, g.outline[(i + 1) % g.outline.length]!) < g.reach));
}

/** Places for a caption: outside the outline in each direction, and just inside. */
function spots(g: Ground, size: { width: number; height: number }): { box: Box; cost: number }[] {
  const [w, h] = [size.width, size.height];
  return ways.flatMap(([dx, dy, cost]) => {
    const far = g.outline.reduce((a, b) => (b[0] * dx + b[1] * dy > a[0] * dx + a[1] * dy ? b : a));
    return ([[5, 0], [16, 0.7], [-(h + 9), 0.3]] as const).map(([out, extra]) => {
      const d = g.reach + out;
      const [x, y] = [far[0] + dx * d, far[1] + dy * d];
      const cx = x + (dx * w) / 2;
      const cy = y + (dy * h) / 2;
      return { box: { x0: cx - w / 2, y0: cy - h / 2, x1: cx + w / 2, y1: cy + h / 2 }, cost: cost + extra };
    });
  });
}

/** Where the captions stand, largest ground first; null where there is no place
 * for one. */
export function placeCaptions(input: CaptionInput): (Box | null)[] {
  const symbols = new Grid<Box>(64);
  const lines = new Grid<Box>(48);
  input.symbols.forEach((b) => symbols.add(b));
  input.lines.forEach(([x, y]) => lines.add({ x0: x - 0.5, y0: y - 0.5, x1: x + 0.5, y1: y + 0.5 }));
  const taken = [...input.reserved];
  return input.grounds.map((g, i) => {
    let best: Box | null = null;
    let cost = 14;
    for (const spot of spots(g, input.sizes[i]!)) {
      const { box } = spot;
      const wide = { x0: box.x0 - 4, y0: box.y0 - 2, x1: box.x1 + 4, y1: box.y1 + 2 };
      if (box.x0 < input.view.x0 || box.x1 > input.view.x1 || box.y0 < input.view.y0 || box.y1 > input.view.y1) continue;
      if (symbols.hits(wide) || taken.some((t) => overlaps(t, wide))) continue;
      const foreign = input.grounds.some((other, j) => j !== i && touches(box, other));
      const price = spot.cost + lines.count(wide) * 1.5 + (foreign ? 8 : 0);
      if (price < cost) [cost, best] = [price, box];
    }
    if (best) taken.push(best);
    return best;
  });
}
