// What drawing needs besides a scene: colours, words, line styles, and pictures
// of names and symbols that are drawn once and stamped from then on.

import type { Vocabulary } from '../model/vocabulary';
import type { SceneNode } from '../scene/scene';
import { type ShapePart, shapeParts } from '../scene/shapes';
import { type CanvasTheme, mix } from './theme';

export interface Words {
  weakest: string;
  stub: Record<string, string>;
  region: Record<string, string>;
}

export interface Dash {
  width: number;
  dash: number[];
  round: boolean;
}

export interface Stamp {
  canvas: HTMLCanvasElement;
  width: number;
  height: number;
}

export const labelSize = 12.5;
export const boldSize = 14;
export const lineHeight = 16;
const stampsKept = 2500;
const widthsKept = 60_000;

/** What draws a part of the picture: where, with what, and how large things are. */
export interface Pen {
  readonly ctx: CanvasRenderingContext2D;
  readonly kit: Kit;
  readonly width: number;
  readonly height: number;
  toScreen(x: number, y: number): [number, number];
  radius(n: SceneNode): number;
}

export class Kit {
  theme: CanvasTheme | null = null;
  words: Words = { weakest: '', stub: {}, region: {} };
  ratio = 1;
  readonly dashes = new Map<string, Dash>();
  private readonly stamps = new Map<string, Stamp>();
  private readonly glyphs = new Map<string, { part: ShapePart; path: Path2D }[]>();
  private readonly widths = new Map<string, number>();

  learn(v: Vocabulary): void {
    for (const b of v.bases) this.dashes.set(b.name, { width: b.line.width, dash: b.line.dash ?? [], round: b.line.round });
  }

  dress(theme: CanvasTheme, words: Words): void {
    if (this.theme?.font !== theme.font) this.widths.clear();
    this.theme = theme;
    this.words = words;
    this.stamps.clear();
  }

  rescale(ratio: number): void {
    if (ratio !== this.ratio) this.stamps.clear();
    this.ratio = ratio;
  }

  font(n: SceneNode): string {
    const bold = n.bold || n.selected;
    return `${bold ? '600' : '400'} ${bold ? boldSize : labelSize}px ${this.theme!.font}`;
  }

  /** Width of the widest line of a name. */
  nameWidth(ctx: CanvasRenderingContext2D, n: SceneNode): number {
    const bold = n.bold || n.selected;
    let most = 0;
    for (const line of n.lines) {
      const key = (bold ? '*' : ' ') + line;
      let w = this.widths.get(key);
      if (w === undefined) {
        if (this.widths.size > widthsKept) this.widths.clear();
        ctx.font = this.font(n);
        this.widths.set(key, (w = ctx.measureText(line).width));
      }
      if (w > most) most = w;
    }
    return most;
  }

  private stamp(key: string, width: number, height: number, draw: (ctx: CanvasRenderingContext2D) => void): Stamp {
    const known = this.stamps.get(key);
    if (known) return known;
    if (this.stamps.size > stampsKept) this.stamps.clear();
    const canvas = document.createElement('canvas');
    canvas.width = Math.max(1, Math.ceil(width * this.ratio));
    canvas.height = Math.max(1, Math.ceil(height * this.ratio));
    const ctx = canvas.getContext('2d')!;
    ctx.setTransform(this.ratio, 0, 0, this.ratio, 0, 0);
    draw(ctx);
    const made = { canvas, width, height };
    this.stamps.set(key, made);
    return made;
  }

  /** A name with its halo. */
  nameStamp(n: SceneNode): Stamp {
    const theme = this.theme!;
    const pad = 4;
    const measure = document.createElement('canvas').getContext('2d')!;
    const width = this.nameWidth(measure, n) + pad * 2;
    const height = n.lines.length * lineHeight + pad * 2;
    return this.stamp(`n ${n.selected} ${n.bold} ${n.lines.join('\n')}`, width, height, (ctx) => {
      ctx.font = this.font(n);
      ctx.textAlign = 'center';
      ctx.textBaseline = 'middle';
      ctx.lineJoin = 'round';
      ctx.lineWidth = 4;
      ctx.strokeStyle = theme.canvas;
      const at = (i: number) => pad + lineHeight * (i + 0.5);
      if (!n.selected) n.lines.forEach((line, i) => ctx.strokeText(line, width / 2, at(i)));
      ctx.fillStyle = n.selected ? theme.inkInverse : theme.ink;
      n.lines.forEach((line, i) => ctx.fillText(line, width / 2, at(i)));
    });
  }

  /** A small symbol, for pictures of thousands. */
  symbolStamp(n: SceneNode, radius: number): Stamp {
    const r = Math.round(radius * 2) / 2;
    const side = r * 2 + 4;
    return this.stamp(`s ${n.label} ${r}`, side, side, (ctx) => this.symbol(ctx, n, side / 2, side / 2, r));
  }

  private glyph(shape: string): { part: ShapePart; path: Path2D }[] {
    let parts = this.glyphs.get(shape);
    if (!parts) this.glyphs.set(shape, (parts = shapeParts(shape).map((part) => ({ part, path: new Path2D(part.d) }))));
    return parts;
  }

  colour(label: string): string {
    return this.theme!.label.get(label) ?? this.theme!.ink3;
  }

  /** A label's tint as ground, as strong as a territory's times `strength`. */
  tint(label: string, strength = 1): { line: string; fill: string } {
    const theme = this.theme!;
    const colour = this.colour(label);
    return { line: mix(colour, theme.canvas, Math.min(1, 0.24 * strength)), fill: mix(colour, theme.canvas, Math.min(1, (theme.dark ? 0.09 : 0.06) * strength)) };
  }

  /** Draws a symbol in its label's colour. */
  symbol(ctx: CanvasRenderingContext2D, n: Pick<SceneNode, 'label' | 'shape'>, x: number, y: number, r: number): void {
    const theme = this.theme!;
    const colour = this.colour(n.label);
    const scale = (r / 12) * 1.06;
    ctx.save();
    ctx.translate(x, y);
    ctx.scale(scale, scale);
    for (const { part, path } of this.glyph(n.shape)) {
      if (part.fill !== 'none') {
        ctx.fillStyle = part.fill === 'colour' ? colour : theme.canvas;
        ctx.fill(path);
      }
      if (part.stroke !== 'none') {
        ctx.strokeStyle = part.stroke === 'colour' ? colour : theme.canvas;
        ctx.lineWidth = part.width;
        ctx.lineJoin = 'round';
        ctx.stroke(path);
      }
    }
    ctx.restore();
  }
}

export function ring(ctx: CanvasRenderingContext2D, x: number, y: number, r: number, line: string, width: number, fill?: string): void {
  ctx.beginPath();
  ctx.arc(x, y, r, 0, Math.PI * 2);
  if (fill) {
    ctx.fillStyle = fill;
    ctx.fill();
  }
  ctx.strokeStyle = line;
  ctx.lineWidth = width;
  ctx.stroke();
}

export function roundRect(ctx: CanvasRenderingContext2D, x: number, y: number, w: number, h: number, r: number): void {
  ctx.beginPath();
  ctx.moveTo(x + r, y);
  ctx.arcTo(x + w, y, x + w, y + h, r);
  ctx.arcTo(x + w, y + h, x, y + h, r);
  ctx.arcTo(x, y + h, x, y, r);
  ctx.arcTo(x, y, x + w, y, r);
  ctx.closePath();
}

/** Space between the letters of a caption. */
export function tracking(words: string): number {
  return words.charCodeAt(0) > 0x2e7f ? 5 : 1.2;
}
