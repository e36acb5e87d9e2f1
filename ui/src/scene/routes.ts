// How relationships bend: away from symbols and names that are not theirs. Each
// lone relationship may bow to either side, a little or more; the usual bow wins
// unless something stands in its way. Same positions, same routes.

import { type Curve, lengthOf, pointAt } from './geometry';
import { type Box, Grid } from './labels';

/** Bows in the order of preference, as multiples of the usual one. */
export const sways = [1, -1, 2.6, -2.6, 4.4, -4.4] as const;

// What stands in the way: a symbol weighs most, then a name, then a bow that is
// not the usual one.
const symbolWeight = 6;
const nameWeight = 1.1;
const swayWeight = [0, 0.5, 1.4, 1.6, 3, 3.2];

export interface Obstacle extends Box {
  /** Whose it is: a relationship may touch what belongs to its own ends. */
  node: number;
}

/** Steps along a curve, about `step` pixels apart, without its very ends. */
export function along(c: Curve, step: number, most = 30): [number, number][] {
  const n = Math.min(most, Math.max(2, Math.ceil(lengthOf(c) / step)));
  return Array.from({ length: n - 1 }, (_, i) => pointAt(c, (i + 1) / n));
}

function covered(c: Curve, grid: Grid<Obstacle>, own: (o: Obstacle) => boolean): number {
  const hit = new Set<Obstacle>();
  for (const [x, y] of along(c, 9, 60)) {
    grid.hits({ x0: x - 2, y0: y - 2, x1: x + 2, y1: y + 2 }, (o) => (own(o) || hit.add(o), false));
  }
  return hit.size;
}

/** The bow for each relationship. `shape` gives its curve with a bow, or null
 * when it is out of sight; `ends` the nodes at its ends. */
export function routes(
  count: number,
  shape: (edge: number, sway: number) => Curve | null,
  ends: (edge: number) => [number, number],
  symbols: Obstacle[],
  names: Obstacle[],
): number[] {
  const symbolGrid = new Grid<Obstacle>(64);
  const nameGrid = new Grid<Obstacle>(64);
  symbols.forEach((s) => symbolGrid.add(s));
  names.forEach((s) => nameGrid.add(s));
  return Array.from({ length: count }, (_, edge) => {
    const [a, b] = ends(edge);
    const own = (o: Obstacle) => o.node === a || o.node === b;
    let best = 1;
    let cost = Infinity;
    sways.forEach((sway, i) => {
      if (cost <= swayWeight[i]!) return;
      const c = shape(edge, sway);
      if (!c) return;
      const price = swayWeight[i]! + covered(c, symbolGrid, own) * symbolWeight + covered(c, nameGrid, own) * nameWeight;
      if (price < cost) [cost, best] = [price, sway];
    });
    return best;
  });
}
