// Marks at the corner of a node: the cinnabar dot of a finding, the sign of a comparison.

import type { CanvasTheme } from './theme';

/** Draws the dot at a node of radius r around (x, y). */
export function drawMark(ctx: CanvasRenderingContext2D, x: number, y: number, r: number, eye: string, ground: string): void {
  // A small symbol is not to be covered by its dot.
  const dot = Math.min(4, r * 0.45);
  ctx.beginPath();
  ctx.arc(x - r * 0.78, y - r * 0.78, dot, 0, Math.PI * 2);
  ctx.fillStyle = eye;
  ctx.fill();
  ctx.lineWidth = Math.min(1.5, dot / 2);
  ctx.strokeStyle = ground;
  ctx.stroke();
}

/** Draws the sign of a comparison around (x, y); － is an open ring. */
export function drawSign(ctx: CanvasRenderingContext2D, theme: CanvasTheme, sign: string, x: number, y: number): void {
  ctx.beginPath();
  ctx.arc(x, y, 7, 0, Math.PI * 2);
  ctx.fillStyle = sign === '＋' ? theme.ink : theme.canvas;
  ctx.fill();
  ctx.lineWidth = 1.4;
  ctx.strokeStyle = theme.ink;
  ctx.setLineDash(sign === '－' ? [2.5, 2] : []);
  ctx.stroke();
  ctx.setLineDash([]);
  ctx.fillStyle = sign === '＋' ? theme.inkInverse : theme.ink;
  ctx.font = `600 11px ${theme.font}`;
  ctx.textAlign = 'center';
  ctx.textBaseline = 'middle';
  ctx.fillText({ '＋': '+', '－': '−' }[sign] ?? sign, x, y + 0.5);
  ctx.textAlign = 'left';
}
