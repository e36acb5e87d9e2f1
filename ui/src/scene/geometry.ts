// Curves between nodes, in screen pixels: where they begin and end, how they
// keep apart, how near a point is.

export interface Curve {
  x0: number;
  y0: number;
  /** Control point of the quadratic. */
  cx: number;
  cy: number;
  x1: number;
  y1: number;
}

/** Share of the distance by which a lone relationship bends, and the step
 * between relationships of the same pair. */
const bend = 0.09;
const step = 0.17;
const widest = 90;

/** Curve from one centre to another, trimmed to the radii. `slot` counts the
 * relationships of the pair from 0; `flip` is true when the pair's canonical
 * order is the other way round, so that both directions bow apart. `sway` is how
 * far, and to which side, a lone relationship bends: 1 is the usual. */
export function curve(
  ax: number,
  ay: number,
  ar: number,
  bx: number,
  by: number,
  br: number,
  slot: number,
  count: number,
  flip: boolean,
  sway = 1,
): Curve {
  const dx = bx - ax;
  const dy = by - ay;
  const length = Math.sqrt(dx * dx + dy * dy) || 1;
  const share = count === 1 ? bend * sway : (slot - (count - 1) / 2) * step + (count % 2 ? bend : 0);
  const side = flip && count > 1 ? -1 : 1;
  const off = Math.max(-widest, Math.min(widest, share * length * 2)) * side;
  const cx = (ax + bx) / 2 - (dy / length) * off * 0.5;
  const cy = (ay + by) / 2 + (dx / length) * off * 0.5;
  return { ...trimmed(ax, ay, ar, cx, cy, 'start'), cx, cy, ...trimmed(bx, by, br, cx, cy, 'end') } as Curve;
}

function trimmed(x: number, y: number, r: number, cx: number, cy: number, end: 'start' | 'end') {
  const dx = cx - x;
  const dy = cy - y;
  const length = Math.sqrt(dx * dx + dy * dy) || 1;
  const cut = Math.min(r, length * 0.8);
  const px = x + (dx / length) * cut;
  const py = y + (dy / length) * cut;
  return end === 'start' ? { x0: px, y0: py } : { x1: px, y1: py };
}

/** Point at a share of the curve, 0 to 1. */
export function pointAt(c: Curve, t: number): [number, number] {
  const u = 1 - t;
  return [u * u * c.x0 + 2 * u * t * c.cx + t * t * c.x1, u * u * c.y0 + 2 * u * t * c.cy + t * t * c.y1];
}

/** Distance from a point to the curve, by samples. */
export function distanceTo(c: Curve, x: number, y: number): number {
  let best = Infinity;
  let [px, py] = [c.x0, c.y0];
  for (let i = 1; i <= 12; i++) {
    const [qx, qy] = pointAt(c, i / 12);
    best = Math.min(best, toSegment(px, py, qx, qy, x, y));
    [px, py] = [qx, qy];
  }
  return best;
}

function toSegment(ax: number, ay: number, bx: number, by: number, x: number, y: number): number {
  const dx = bx - ax;
  const dy = by - ay;
  const l2 = dx * dx + dy * dy;
  const t = l2 === 0 ? 0 : Math.max(0, Math.min(1, ((x - ax) * dx + (y - ay) * dy) / l2));
  const ex = x - ax - t * dx;
  const ey = y - ay - t * dy;
  return Math.sqrt(ex * ex + ey * ey);
}

/** Length of the curve, near enough for "is there room for an arrow". */
export function lengthOf(c: Curve): number {
  const chord = Math.hypot(c.x1 - c.x0, c.y1 - c.y0);
  const poly = Math.hypot(c.cx - c.x0, c.cy - c.y0) + Math.hypot(c.x1 - c.cx, c.y1 - c.cy);
  return (chord + poly) / 2;
}

/** Corners of the arrow head at the curve's end. */
export function arrowHead(c: Curve, size: number): [number, number][] {
  const dx = c.x1 - c.cx;
  const dy = c.y1 - c.cy;
  const length = Math.sqrt(dx * dx + dy * dy) || 1;
  const ux = dx / length;
  const uy = dy / length;
  const bx = c.x1 - ux * size;
  const by = c.y1 - uy * size;
  const w = size * 0.44;
  return [
    [c.x1, c.y1],
    [bx - uy * w, by + ux * w],
    [bx + uy * w, by - ux * w],
  ];
}

export type Point = [number, number];

/** Convex hull, counter-clockwise (Andrew's monotone chain). */
export function hull(points: Point[]): Point[] {
  const p = [...points].sort((a, b) => a[0] - b[0] || a[1] - b[1]);
  if (p.length < 3) return p;
  const cross = (o: Point, a: Point, b: Point) => (a[0] - o[0]) * (b[1] - o[1]) - (a[1] - o[1]) * (b[0] - o[0]);
  const half = (list: Point[]) => {
    const chain: Point[] = [];
    for (const q of list) {
      while (chain.length > 1 && cross(chain[chain.length - 2]!, chain[chain.length - 1]!, q) <= 0) chain.pop();
      chain.push(q);
    }
    chain.pop();
    return chain;
  };
  return [...half(p), ...half([...p].reverse())];
}

/** Whether a point lies inside a polygon. */
export function inside(polygon: Point[], x: number, y: number): boolean {
  let odd = false;
  for (let i = 0, j = polygon.length - 1; i < polygon.length; j = i++) {
    const [ax, ay] = polygon[i]!;
    const [bx, by] = polygon[j]!;
    if (ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax) odd = !odd;
  }
  return odd;
}
