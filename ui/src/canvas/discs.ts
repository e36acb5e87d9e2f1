// The groups of a large picture: tinted discs with symbol, name and how many are
// inside. A small disc has its name outside the ring that the groups form.

import type { Box } from '../scene/labels';
import type { SceneNode } from '../scene/scene';
import { type Pen, ring } from './kit';

/** Radius from which a disc holds its name. */
const roomy = 30;

/** Draws the groups among some nodes, their outer names over all discs. */
export function drawDiscs(pen: Pen, nodes: SceneNode[]): void {
  const groups = nodes.filter((n) => n.group);
  for (const n of groups) drawDisc(pen, n);
  for (const n of groups) if (pen.radius(n) < roomy) drawOutside(pen, n, outside(pen, n, groups));
}

/** Ground of the names that stand outside. */
export function discNames(pen: Pen, nodes: SceneNode[]): Box[] {
  const groups = nodes.filter((n) => n.group);
  return groups.filter((n) => pen.radius(n) < roomy).map((n) => outside(pen, n, groups));
}

export function drawDisc(pen: Pen, n: SceneNode): void {
  const { ctx, kit } = pen;
  const theme = kit.theme!;
  const [x, y] = pen.toScreen(n.x, n.y);
  const r = pen.radius(n);
  if (x < -r || y < -r - 40 || x > pen.width + r || y > pen.height + r) return;
  const { line, fill } = kit.tint(n.label, 1.8);
  ctx.globalAlpha = n.lit ? 1 : 0.4;
  if (n.selected) ring(ctx, x, y, r + 4, theme.ink, 2, theme.canvas);
  ring(ctx, x, y, r, theme.canvas, 1, theme.canvas);
  if (n.group!.open) ctx.setLineDash([4, 4]);
  ring(ctx, x, y, r, line, 1.5, fill);
  ctx.setLineDash([]);
  if (r < roomy) kit.symbol(ctx, n, x, y, Math.min(13, r * 0.6));
  else drawInside(pen, n, x, y, r);
  ctx.globalAlpha = 1;
}

/** Symbol, name and count within the disc. */
function drawInside({ ctx, kit }: Pen, n: SceneNode, x: number, y: number, r: number): void {
  const theme = kit.theme!;
  const lines = n.lines.length;
  kit.symbol(ctx, n, x, y - 9 - lines * 7 - (r - 30) * 0.1, Math.min(13, 8 + r / 14));
  ctx.textAlign = 'center';
  ctx.textBaseline = 'middle';
  ctx.fillStyle = theme.ink;
  ctx.font = `600 ${lines > 1 ? 12 : 13.5}px ${theme.font}`;
  n.lines.forEach((l, i) => ctx.fillText(l, x, y + 5 + (i - (lines - 1) / 2) * 14));
  ctx.fillStyle = theme.ink3;
  ctx.font = `12px ${theme.font}`;
  ctx.fillText(n.group!.words, x, y + 14 + lines * 7);
  ctx.textAlign = 'left';
}

function drawOutside({ ctx, kit }: Pen, n: SceneNode, box: Box): void {
  const theme = kit.theme!;
  ctx.globalAlpha = n.lit ? 1 : 0.4;
  ctx.font = `600 12px ${theme.font}`;
  ctx.textAlign = 'center';
  ctx.textBaseline = 'middle';
  ctx.lineJoin = 'round';
  ctx.lineWidth = 4;
  ctx.strokeStyle = theme.canvas;
  ctx.fillStyle = theme.ink;
  const x = (box.x0 + box.x1) / 2;
  n.lines.forEach((l, i) => {
    ctx.strokeText(l, x, box.y0 + 7 + i * 14);
    ctx.fillText(l, x, box.y0 + 7 + i * 14);
  });
  ctx.textAlign = 'left';
  ctx.globalAlpha = 1;
}

/** Box of a name outside its disc: away from the middle of all groups. */
function outside(pen: Pen, n: SceneNode, groups: SceneNode[]): Box {
  const mean = (at: (m: SceneNode) => number) => groups.reduce((sum, m) => sum + at(m), 0) / groups.length;
  const [dx, dy] = [n.x - mean((m) => m.x), n.y - mean((m) => m.y)];
  const [x, y] = pen.toScreen(n.x, n.y);
  const r = pen.radius(n);
  pen.ctx.font = `600 12px ${pen.kit.theme!.font}`;
  const w = Math.max(...n.lines.map((l) => pen.ctx.measureText(l).width));
  const h = n.lines.length * 14;
  if (Math.abs(dy) > Math.abs(dx) * 2.6) {
    const y0 = dy > 0 ? y + r + 3 : y - r - 3 - h;
    return { x0: x - w / 2, x1: x + w / 2, y0, y1: y0 + h };
  }
  const x0 = dx > 0 ? x + r + 5 : x - r - 5 - w;
  return { x0, x1: x0 + w, y0: y - h / 2, y1: y + h / 2 };
}
