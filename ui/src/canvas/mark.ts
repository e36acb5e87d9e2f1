// The cinnabar dot of a finding at the corner of a node.

/** Draws the dot at a node of radius r around (x, y). */
export function drawMark(ctx: CanvasRenderingContext2D, x: number, y: number, r: number, eye: string, ground: string): void {
  ctx.beginPath();
  ctx.arc(x - r * 0.78, y - r * 0.78, 4, 0, Math.PI * 2);
  ctx.fillStyle = eye;
  ctx.fill();
  ctx.lineWidth = 1.5;
  ctx.strokeStyle = ground;
  ctx.stroke();
}
