// The chain on the picture: its hops are numbered, named, and the weakest one is
// said to be so.

import { type Curve, pointAt } from '../scene/geometry';
import { type Box, overlaps } from '../scene/labels';
import type { Scene, SceneEdge } from '../scene/scene';
import { type Pen, ring, roundRect } from './kit';

export class Hops {
  /** Where the words beside the hops stand, by edge. */
  private names = new Map<number, Box>();

  constructor(private readonly pen: Pen) {}

  /** Ground of the numbers. */
  numbers(scene: Scene, curves: (Curve | null)[]): Box[] {
    return chained(scene, curves).map(({ c }) => {
      const [x, y] = pointAt(c, 0.5);
      return { x0: x - 12, y0: y - 12, x1: x + 12, y1: y + 12 };
    });
  }

  /** Finds places for the words beside the hops: clear of every symbol, before the
   * names of nodes, which keep off them. */
  arrange(scene: Scene, curves: (Curve | null)[], symbols: Box[], reserved: Box[], view: Box): Box[] {
    this.names = new Map();
    const used = [...symbols, ...reserved];
    for (const { e, c, i } of chained(scene, curves)) {
      const box = this.place(e, c, used, view);
      used.push(box);
      this.names.set(i, box);
    }
    return [...this.names.values()];
  }

  private place(e: SceneEdge, c: Curve, used: Box[], view: Box): Box {
    const [w, h] = this.size(e);
    const [x, y] = pointAt(c, 0.5);
    const length = Math.hypot(c.x1 - c.x0, c.y1 - c.y0) || 1;
    const [nx, ny] = [-(c.y1 - c.y0) / length, (c.x1 - c.x0) / length];
    const reach = (Math.abs(nx) * w) / 2 + (Math.abs(ny) * h) / 2 + 13;
    const spots = [1, -1, 1.4, -1.4, 2, -2].map((s): Box => {
      const [cx, cy] = [x + nx * reach * s, y + ny * reach * s];
      return { x0: cx - w / 2, y0: cy - h / 2, x1: cx + w / 2, y1: cy + h / 2 };
    });
    const within = (q: Box) => q.x0 > view.x0 && q.x1 < view.x1 && q.y0 > view.y0 && q.y1 < view.y1;
    return spots.find((q) => within(q) && !used.some((u) => overlaps(u, q))) ?? spots[0]!;
  }

  private font(e: SceneEdge): string {
    return `${e.weakest ? '600 ' : ''}12px ${this.pen.kit.theme!.font}`;
  }

  private size(e: SceneEdge): [number, number] {
    this.pen.ctx.font = this.font(e);
    return [this.pen.ctx.measureText(this.words(e)).width + (e.weakest ? 14 : 4), e.weakest ? 22 : 16];
  }

  private words(e: SceneEdge): string {
    return e.weakest ? `${this.pen.kit.words.weakest} · ${e.name}` : e.name;
  }

  /** Draws the first hops of the chain and the next one's number. */
  draw(scene: Scene, curves: (Curve | null)[], shown: number, shift: [number, number]): void {
    const { ctx, kit } = this.pen;
    const theme = kit.theme!;
    for (const { e, c, i } of chained(scene, curves)) {
      if (e.hop > shown + 1) continue;
      const [x, y] = pointAt(c, 0.5);
      ring(ctx, x, y, 10, theme.canvas, 3, e.weakest ? theme.eye : theme.ink);
      ctx.textAlign = 'center';
      ctx.textBaseline = 'middle';
      ctx.font = `600 12px ${theme.font}`;
      ctx.fillStyle = theme.panel;
      ctx.fillText(String(e.hop), x, y + 0.5);
      const box = this.names.get(i);
      if (box) this.drawName(e, box, shift);
      ctx.textAlign = 'left';
    }
  }

  private drawName(e: SceneEdge, box: Box, [dx, dy]: [number, number]): void {
    const { ctx, kit } = this.pen;
    const theme = kit.theme!;
    const words = this.words(e);
    ctx.font = this.font(e);
    if (e.weakest) {
      roundRect(ctx, box.x0 + dx, box.y0 + dy, box.x1 - box.x0, box.y1 - box.y0, 3);
      ctx.fillStyle = theme.eyeSoft;
      ctx.fill();
      ctx.lineWidth = 1;
      ctx.strokeStyle = theme.eyeLine;
      ctx.stroke();
    }
    const [cx, cy] = [(box.x0 + box.x1) / 2 + dx, (box.y0 + box.y1) / 2 + dy];
    ctx.lineWidth = 4;
    ctx.strokeStyle = theme.canvas;
    if (!e.weakest) ctx.strokeText(words, cx, cy + 0.5);
    ctx.fillStyle = e.weakest ? theme.eye : theme.ink2;
    ctx.fillText(words, cx, cy + 0.5);
  }
}

/** The hops of the chain that can be seen, in the order of the edges. */
function chained(scene: Scene, curves: (Curve | null)[]): { e: SceneEdge; c: Curve; i: number }[] {
  if (!scene.chainKey) return [];
  return scene.edges.flatMap((e, i) => {
    const c = curves[i];
    return c && e.hop ? [{ e, c, i }] : [];
  });
}
