// Where names stand: by priority, off each other and off the symbols, beside
// their node in one of sixteen places. What was shown stays shown and in its place
// as long as it can (hysteresis), so names do not flicker while one zooms.

export const slots = [
  'below', 'right', 'above', 'left', 'below-right', 'below-left', 'above-right', 'above-left',
  // The same sides, a little along them: out of the way of a line.
  'below-east', 'below-west', 'above-east', 'above-west', 'right-low', 'right-high', 'left-low', 'left-high',
] as const;
export type Slot = (typeof slots)[number];

export interface LabelRequest {
  node: number;
  /** Centre and radius of the symbol, in pixels. */
  x: number;
  y: number;
  r: number;
  width: number;
  height: number;
  /** Higher goes first. */
  priority: number;
  /** Shown even where it covers another: the selection, a chain's stops. */
  must: boolean;
  /** Shown even over symbols, since it is what one steers by. */
  landmark?: boolean;
  /** Size of a shorter form, for where the whole name has no room. */
  short?: { width: number; height: number };
}

export interface Box {
  x0: number;
  y0: number;
  x1: number;
  y1: number;
}

export interface Placed extends Box {
  node: number;
  slot: Slot;
  /** The shorter form stands here. */
  short?: boolean;
}

export interface LabelInput {
  requests: LabelRequest[];
  /** Boxes of all symbols on screen. */
  symbols: Box[];
  /** Points along the relationships: a name over a line is the last choice. */
  lines: [number, number][];
  /** Boxes that nothing may cover. */
  reserved: Box[];
  /** Slots of the last placement, by node. */
  before: Map<number, Slot>;
  /** What can be seen: a name that would be cut is left out. */
  view?: Box;
}

/** Grid of boxes for quick overlap tests. */
export class Grid<T extends { x0: number; y0: number; x1: number; y1: number }> {
  private readonly cells = new Map<number, T[]>();

  constructor(private readonly size: number) {}

  private each(box: Box, visit: (key: number) => boolean | void): boolean {
    const s = this.size;
    for (let cx = Math.floor(box.x0 / s); cx <= Math.floor(box.x1 / s); cx++) {
      for (let cy = Math.floor(box.y0 / s); cy <= Math.floor(box.y1 / s); cy++) {
        if (visit(cx * 100003 + cy)) return true;
      }
    }
    return false;
  }

  add(item: T): void {
    this.each(item, (key) => {
      const cell = this.cells.get(key);
      if (cell) cell.push(item);
      else this.cells.set(key, [item]);
    });
  }

  hits(box: Box, counts: (item: T) => boolean = () => true): boolean {
    return this.each(box, (key) =>
      (this.cells.get(key) ?? []).some((b) => b.x0 < box.x1 && b.x1 > box.x0 && b.y0 < box.y1 && b.y1 > box.y0 && counts(b)),
    );
  }

  count(box: Box): number {
    let n = 0;
    this.each(box, (key) => {
      for (const b of this.cells.get(key) ?? []) {
        if (b.x0 < box.x1 && b.x1 > box.x0 && b.y0 < box.y1 && b.y1 > box.y0) n++;
      }
    });
    return n;
  }
}

const gap = 3;

/** Whether two boxes share ground. */
export function overlaps(a: Box, b: Box): boolean {
  return a.x0 < b.x1 && a.x1 > b.x0 && a.y0 < b.y1 && a.y1 > b.y0;
}

/** Box of a name in a slot. */
export function boxAt(q: LabelRequest, slot: Slot): Box {
  const { x, y, r, width: w, height: h } = q;
  const at = (x0: number, y0: number): Box => ({ x0, y0, x1: x0 + w, y1: y0 + h });
  switch (slot) {
    case 'below':
      return at(x - w / 2, y + r + gap);
    case 'above':
      return at(x - w / 2, y - r - gap - h);
    case 'right':
      return at(x + r + gap + 1, y - h / 2);
    case 'left':
      return at(x - r - gap - 1 - w, y - h / 2);
    case 'below-right':
      return at(x + r * 0.5, y + r * 0.7 + gap);
    case 'below-left':
      return at(x - r * 0.5 - w, y + r * 0.7 + gap);
    case 'above-right':
      return at(x + r * 0.5, y - r * 0.7 - gap - h);
    case 'above-left':
      return at(x - r * 0.5 - w, y - r * 0.7 - gap - h);
    case 'below-east':
      return at(x - w * 0.2, y + r + gap);
    case 'below-west':
      return at(x - w * 0.8, y + r + gap);
    case 'above-east':
      return at(x - w * 0.2, y - r - gap - h);
    case 'above-west':
      return at(x - w * 0.8, y - r - gap - h);
    case 'right-low':
      return at(x + r + gap + 1, y - h * 0.15);
    case 'right-high':
      return at(x + r + gap + 1, y - h * 0.85);
    case 'left-low':
      return at(x - r - gap - 1 - w, y - h * 0.15);
    case 'left-high':
      return at(x - r - gap - 1 - w, y - h * 0.85);
  }
}

/** Whether a box leaves what can be seen while its node is in it: a name is
 * rather left out than cut. */
function leaves(q: LabelRequest, box: Box, view: Box | undefined): boolean {
  if (!view || q.x < view.x0 || q.x > view.x1 || q.y < view.y0 || q.y > view.y1) return false;
  return box.x0 < view.x0 || box.x1 > view.x1 || box.y0 < view.y0 || box.y1 > view.y1;
}

const costs: Record<Slot, number> = {
  below: 0, right: 1.2, above: 1.6, left: 2.2, 'below-right': 2.6, 'above-right': 2.8, 'below-left': 3, 'above-left': 3.2,
  'below-east': 0.9, 'below-west': 0.9, 'above-east': 2.3, 'above-west': 2.3, 'right-low': 1.7, 'right-high': 1.7, 'left-low': 2.7, 'left-high': 2.7,
};

/** Pixels within which a name stands beside a symbol, and what it pays for one
 * that is not its own. */
const near = 8;
const astrayCost = 4;

/** What a name pays for each step of a line that it covers. */
const lineCost = 0.8;

function preference(slot: Slot, before: Slot | undefined): number {
  const base = costs[slot];
  return slot === before ? base - 3 : base;
}

/** Places names; those without room are left out. */
export function placeLabels(input: LabelInput): Placed[] {
  const taken = new Grid<Box>(64);
  const symbols = new Grid<Box & { i?: number }>(64);
  const lines = new Grid<Box>(48);
  input.reserved.forEach((b) => taken.add(b));
  input.symbols.forEach((b) => symbols.add(b));
  input.lines.forEach(([x, y]) => lines.add({ x0: x - 0.5, y0: y - 0.5, x1: x + 0.5, y1: y + 0.5 }));
  const rank = (q: LabelRequest) => (q.must ? 1e6 : 0) + q.priority + (input.before.has(q.node) ? 4 : 0);
  const order = [...input.requests].sort((a, b) => rank(b) - rank(a) || a.node - b.node);
  const placed: Placed[] = [];
  for (const q of order) {
    const spot = bestSlot(q, input, taken, symbols, lines) ?? shortSlot(q, input, taken, symbols, lines);
    if (!spot) continue;
    placed.push(spot);
    taken.add({ x0: spot.x0 - 2, y0: spot.y0 - 1, x1: spot.x1 + 2, y1: spot.y1 + 1 });
  }
  return placed;
}

function shortSlot(q: LabelRequest, input: LabelInput, taken: Grid<Box>, symbols: Grid<Box>, lines: Grid<Box>): Placed | null {
  const spot = q.short && bestSlot({ ...q, ...q.short }, input, taken, symbols, lines);
  return spot ? { ...spot, short: true } : null;
}

function bestSlot(
  q: LabelRequest,
  input: LabelInput,
  taken: Grid<Box>,
  symbols: Grid<Box>,
  lines: Grid<Box>,
): Placed | null {
  let best: Placed | null = null;
  let cost = Infinity;
  const before = input.before.get(q.node);
  for (const slot of slots) {
    const box = boxAt(q, slot);
    const covered = taken.hits(box);
    const own = (b: Box) => !(q.x > b.x0 && q.x < b.x1 && q.y > b.y0 && q.y < b.y1);
    const onSymbol = symbols.hits(box, own);
    const cut = leaves(q, box, input.view);
    if ((covered || cut || (onSymbol && !q.landmark)) && !q.must) continue;
    // A name beside a symbol that is not its own would be read as that one's.
    const astray = symbols.hits({ x0: box.x0 - near, y0: box.y0 - near / 2, x1: box.x1 + near, y1: box.y1 + near / 2 }, own);
    const c = preference(slot, before) + lines.count(box) * lineCost + (astray ? astrayCost : 0) + (covered ? 60 : 0) + (onSymbol ? 40 : 0) + (cut ? 30 : 0);
    if (c < cost) {
      cost = c;
      best = { ...box, node: q.node, slot };
    }
  }
  return best;
}
