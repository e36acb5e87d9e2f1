// Draws a scene on two canvases: the graph below, and above it what follows the
// pointer, so that hovering never redraws the graph. Sizes are in CSS pixels;
// symbols and names keep their size while the camera comes nearer, only the
// distances grow.

import { drawMark } from './mark';
import { quadtree, type Quadtree } from 'd3-quadtree';
import type { Bounds } from '../model/graph';
import type { Vocabulary } from '../model/vocabulary';
import type { Camera } from '../state/view';
import { arrowHead, type Curve, curve, distanceTo, lengthOf, pointAt } from '../scene/geometry';
import { type Box, type LabelRequest, overlaps, type Placed, placeLabels, type Slot } from '../scene/labels';
import type { Scene, SceneEdge, SceneNode } from '../scene/scene';
import { type ShapePart, shapeParts } from '../scene/shapes';
import { spacing } from '../scene/territories';
import { units } from '../scene/wrap';
import { type CanvasTheme, mix } from './theme';

export interface Words {
  weakest: string;
  stub: Record<string, string>;
  region: Record<string, string>;
}

interface Sprite {
  canvas: HTMLCanvasElement;
  width: number;
  height: number;
}

interface Dash {
  width: number;
  dash: number[];
  round: boolean;
}

export interface Insets {
  top: number;
  right: number;
  bottom: number;
  left: number;
}

/** Where the stub of a node stands: which side, and its words' box. */
interface StubPlace {
  node: number;
  side: number;
  box: Box;
}

const labelSize = 12.5;
const boldSize = 14;
const lineHeight = 16;
const margin = 160;
const hopTime = 120;

export class Renderer {
  private readonly graph: CanvasRenderingContext2D;
  private readonly over: CanvasRenderingContext2D;
  private width = 1;
  private height = 1;
  private ratio = 1;
  private scene: Scene | null = null;
  private theme: CanvasTheme | null = null;
  private words: Words = { weakest: '', stub: {}, region: {} };
  private camera: Camera = { x: 0, y: 0, k: 1 };
  private spread = 1;
  private bounds: Bounds = { minX: 0, minY: 0, maxX: 1, maxY: 1 };
  private tree: Quadtree<SceneNode> | null = null;
  private dashes = new Map<string, Dash>();
  private curves: (Curve | null)[] = [];
  private labels: Placed[] = [];
  private slots = new Map<number, Slot>();
  private stubs: StubPlace[] = [];
  private labelCamera: Camera | null = null;
  private sprites = new Map<string, Sprite>();
  private paths = new Map<string, { part: ShapePart; path: Path2D }[]>();
  private rest = 0;
  private frame = 0;
  private overFrame = 0;
  private chainKey = '';
  private chainStart = 0;
  private hoverNode: number | null = null;
  private hoverRelationship: number | null = null;
  private focusNode: number | null = null;
  private rubber: { from: number; x: number; y: number } | null = null;
  /** Screen space that panels cover. */
  insets: Insets = { top: 0, right: 0, bottom: 0, left: 0 };
  reducedMotion = false;
  /** Milliseconds that the latest drawing of the graph took. */
  lastDraw = 0;

  constructor(
    private readonly graphCanvas: HTMLCanvasElement,
    private readonly overCanvas: HTMLCanvasElement,
  ) {
    this.graph = graphCanvas.getContext('2d', { alpha: false })!;
    this.over = overCanvas.getContext('2d')!;
  }

  resize(width: number, height: number, ratio: number): void {
    this.width = Math.max(1, width);
    this.height = Math.max(1, height);
    if (ratio !== this.ratio) this.sprites.clear();
    this.ratio = ratio;
    for (const canvas of [this.graphCanvas, this.overCanvas]) {
      canvas.width = Math.round(this.width * ratio);
      canvas.height = Math.round(this.height * ratio);
    }
    this.labelCamera = null;
    // A resized canvas is blank until it is drawn: do so before the next paint.
    this.drawNow();
  }

  setVocabulary(v: Vocabulary): void {
    for (const b of v.bases) {
      this.dashes.set(b.name, { width: b.line.width, dash: b.line.dash ?? [], round: b.line.round });
    }
  }

  setTheme(theme: CanvasTheme, words: Words): void {
    this.theme = theme;
    this.words = words;
    this.sprites.clear();
    this.invalidate();
  }

  setScene(scene: Scene, bounds: Bounds): void {
    this.scene = scene;
    this.bounds = bounds;
    this.spread = spacing(
      { x: Float64Array.from(scene.nodes, (n) => n.x), y: Float64Array.from(scene.nodes, (n) => n.y) },
      scene.nodes.map((_, i) => i),
    );
    this.plantTree();
    if (scene.chainKey !== this.chainKey) {
      this.chainKey = scene.chainKey;
      this.chainStart = performance.now();
    }
    this.labelCamera = null;
    this.invalidate();
  }

  private plantTree(): void {
    this.tree = quadtree<SceneNode>()
      .x((n) => n.x)
      .y((n) => n.y)
      .addAll(this.scene?.nodes ?? []);
  }

  setCamera(camera: Camera): void {
    const was = this.camera;
    if (camera.k !== was.k || camera.x !== was.x || camera.y !== was.y) this.moving();
    this.camera = camera;
    this.invalidate();
    this.invalidateOver();
  }

  // While the camera moves, names keep their places as far as they can; at rest
  // they stand where a fresh page would put them, so that a link shows the same.
  private moving(): void {
    clearTimeout(this.rest);
    this.rest = window.setTimeout(() => {
      this.rest = 0;
      this.labelCamera = null;
      this.invalidate();
    }, 160);
  }

  getCamera(): Camera {
    return this.camera;
  }

  size(): [number, number] {
    return [this.width, this.height];
  }

  /** Moves a node while it is dragged. */
  moveNode(node: number, x: number, y: number): void {
    const place = this.scene?.place.get(node);
    if (place === undefined) return;
    const n = this.scene!.nodes[place]!;
    n.x = x;
    n.y = y;
    n.pinned = true;
    this.plantTree();
    this.labelCamera = null;
    this.invalidate();
  }

  setHover(node: number | null, relationship: number | null): void {
    if (node === this.hoverNode && relationship === this.hoverRelationship) return;
    this.hoverNode = node;
    this.hoverRelationship = relationship;
    this.invalidateOver();
  }

  setFocus(node: number | null): void {
    this.focusNode = node;
    this.invalidateOver();
  }

  setRubber(rubber: { from: number; x: number; y: number } | null): void {
    this.rubber = rubber;
    this.invalidateOver();
  }

  invalidate(): void {
    if (!this.frame) this.frame = requestAnimationFrame(() => this.drawNow());
  }

  invalidateOver(): void {
    if (!this.overFrame) {
      this.overFrame = requestAnimationFrame(() => {
        this.overFrame = 0;
        this.drawOver();
      });
    }
  }

  dispose(): void {
    clearTimeout(this.rest);
    cancelAnimationFrame(this.frame);
    cancelAnimationFrame(this.overFrame);
  }

  // Camera and coordinates.

  toScreen(x: number, y: number): [number, number] {
    const c = this.camera;
    return [(x - c.x) * c.k + this.width / 2, (y - c.y) * c.k + this.height / 2];
  }

  toLayout(sx: number, sy: number): [number, number] {
    const c = this.camera;
    return [(sx - this.width / 2) / c.k + c.x, (sy - this.height / 2) / c.k + c.y];
  }

  /** Camera that shows the nodes with room for their names. */
  fit(nodes: SceneNode[], most = Infinity): Camera {
    if (!nodes.length) return this.camera;
    const narrow = this.width < 520;
    const pad = narrow ? { x: 10, y: 58 } : { x: 28, y: 72 };
    const free = {
      w: Math.max(80, this.width - this.insets.left - this.insets.right - 2 * pad.x),
      h: Math.max(80, this.height - this.insets.top - this.insets.bottom - 2 * pad.y),
    };
    // Names keep their size, so the extent is in pixels and depends on the scale.
    const half = nodes.map((n) => Math.max(...n.lines.map(units)) * 3.4 + 4);
    const spanY = extent(nodes.map((n) => n.y));
    let k = Math.min(most, 120 / Math.max(this.spread, 1e-6) + 40, free.h / Math.max(spanY[1] - spanY[0], 1e-6));
    let spanX: [number, number] = [0, 0];
    for (let i = 0; i < 6; i++) {
      spanX = [Math.min(...nodes.map((n, a) => n.x * k - half[a]!)), Math.max(...nodes.map((n, a) => n.x * k + half[a]!))];
      const over = (spanX[1] - spanX[0]) / free.w;
      if (over <= 1) break;
      k /= over;
    }
    return this.centred((spanX[0] + spanX[1]) / 2 / k, (spanY[0] + spanY[1]) / 2, k);
  }

  /** Camera with a point in the middle of the free part of the stage. */
  centred(x: number, y: number, k: number): Camera {
    const { left, right, top, bottom } = this.insets;
    return { x: x - (left - right) / 2 / k, y: y - (top - bottom) / 2 / k, k };
  }

  /** Whether a node can be seen, clear of the panels. */
  inView(node: number): boolean {
    const place = this.scene?.place.get(node);
    if (place === undefined) return false;
    const n = this.scene!.nodes[place]!;
    const [x, y] = this.toScreen(n.x, n.y);
    const i = this.insets;
    return x > i.left + 24 && x < this.width - i.right - 24 && y > i.top + 24 && y < this.height - i.bottom - 30;
  }

  // What is under the pointer.

  hitNode(sx: number, sy: number, reach = 6): number | null {
    if (!this.tree || !this.scene) return null;
    const [x, y] = this.toLayout(sx, sy);
    const found = this.tree.find(x, y, (24 + reach) / this.camera.k);
    if (!found) return this.hitLabel(sx, sy);
    const [nx, ny] = this.toScreen(found.x, found.y);
    if (Math.hypot(nx - sx, ny - sy) <= this.radius(found) + reach) return found.node;
    return this.hitLabel(sx, sy);
  }

  private hitLabel(sx: number, sy: number): number | null {
    const shift = this.labelShift();
    const x = sx - shift[0];
    const y = sy - shift[1];
    const hit = this.labels.find((l) => x >= l.x0 && x <= l.x1 && y >= l.y0 && y <= l.y1);
    return hit ? hit.node : null;
  }

  hitRelationship(sx: number, sy: number): number | null {
    if (!this.scene) return null;
    let best: number | null = null;
    let near = 6;
    this.curves.forEach((c, i) => {
      if (!c) return;
      const pad = 8;
      if (sx < Math.min(c.x0, c.x1, c.cx) - pad || sx > Math.max(c.x0, c.x1, c.cx) + pad) return;
      if (sy < Math.min(c.y0, c.y1, c.cy) - pad || sy > Math.max(c.y0, c.y1, c.cy) + pad) return;
      const d = distanceTo(c, sx, sy);
      if (d < near) {
        near = d;
        best = this.scene!.edges[i]!.relationship;
      }
    });
    return best;
  }

  // Drawing.

  private zoomScale(): number {
    const apart = this.spread * this.camera.k;
    return Math.max(0.26, Math.min(1.3, Math.pow(apart / 60, apart < 60 ? 0.55 : 0.3)));
  }

  private radius(n: SceneNode): number {
    return n.r * this.zoomScale() * (n.selected ? 1.12 : 1);
  }

  private drawNow(): void {
    cancelAnimationFrame(this.frame);
    this.frame = 0;
    const { theme, scene } = this;
    if (!theme) return;
    const begun = performance.now();
    const ctx = this.graph;
    ctx.setTransform(this.ratio, 0, 0, this.ratio, 0, 0);
    ctx.globalAlpha = 1;
    ctx.fillStyle = theme.canvas;
    ctx.fillRect(0, 0, this.width, this.height);
    if (!scene) return;
    this.drawTerritories(ctx, theme, scene);
    this.drawFrame(ctx, theme);
    this.shapeCurves(scene);
    this.drawEdges(ctx, theme, scene);
    this.drawCaptions(ctx, theme, scene);
    this.drawNodes(ctx, theme, scene);
    if (this.needsLabels()) this.arrangeLabels(scene);
    this.drawStubs(ctx, theme, scene);
    this.drawLabels(ctx, theme, scene);
    this.drawHops(ctx, theme, scene);
    this.lastDraw = performance.now() - begun;
    if (this.hopsShown() < this.hops(scene)) this.invalidate();
    this.drawOver();
  }

  private hops(scene: Scene): number {
    return scene.chainKey ? scene.chainKey.split(',').length : 0;
  }

  private hopsShown(): number {
    if (this.reducedMotion) return Infinity;
    return (performance.now() - this.chainStart) / hopTime;
  }

  private drawTerritories(ctx: CanvasRenderingContext2D, theme: CanvasTheme, scene: Scene): void {
    ctx.save();
    ctx.lineJoin = 'round';
    const pad = 40 * Math.min(1.15, this.zoomScale());
    for (const t of scene.territories) {
      const colour = theme.label.get(t.label) ?? theme.ink3;
      const p = t.polygon.map(([x, y]) => this.toScreen(x, y));
      const path = smooth(p);
      const faded = scene.dimmed ? 0.4 : 1;
      const line = mix(colour, theme.canvas, 0.24 * faded);
      const fill = mix(colour, theme.canvas, (theme.dark ? 0.09 : 0.06) * faded);
      ctx.strokeStyle = line;
      ctx.lineWidth = pad * 2 + 2;
      ctx.stroke(path);
      ctx.strokeStyle = ctx.fillStyle = fill;
      ctx.lineWidth = pad * 2;
      ctx.stroke(path);
      ctx.fill(path);
    }
    ctx.restore();
  }

  private drawCaptions(ctx: CanvasRenderingContext2D, theme: CanvasTheme, scene: Scene): void {
    const pad = 40 * Math.min(1.15, this.zoomScale());
    ctx.save();
    ctx.fillStyle = theme.ink3;
    ctx.strokeStyle = theme.canvas;
    ctx.lineWidth = 4;
    ctx.lineJoin = 'round';
    ctx.font = `500 12px ${theme.font}`;
    ctx.textBaseline = 'alphabetic';
    ctx.globalAlpha = scene.dimmed ? 0.4 : 1;
    for (const t of scene.territories) this.drawCaption(ctx, t.polygon, this.words.region[t.category] ?? '', pad);
    ctx.textAlign = 'center';
    const apart = scene.captions.length > 1 ? (scene.captions[1]!.x - scene.captions[0]!.x) * this.camera.k : Infinity;
    for (const c of apart < 92 ? [] : scene.captions) {
      const [x, y] = this.toScreen(c.x, c.y);
      const at = Math.max(18, y);
      ctx.strokeText(c.text, x, at);
      ctx.fillText(c.text, x, at);
    }
    ctx.restore();
  }

  private drawCaption(ctx: CanvasRenderingContext2D, polygon: [number, number][], words: string, pad: number): void {
    const spot = this.captionSpot(polygon, words, pad);
    let x = spot.x0;
    for (const ch of words) {
      ctx.strokeText(ch, x, spot.y0 + 12);
      ctx.fillText(ch, x, spot.y0 + 12);
      x += ctx.measureText(ch).width + tracking(words);
    }
  }

  private captionSpot(polygon: [number, number][], words: string, pad: number): Box {
    const p = polygon.map(([x, y]) => this.toScreen(x, y));
    const top = p.reduce((a, b) => (b[1] < a[1] ? b : a));
    const width = [...words].length * (tracking(words) + (tracking(words) > 3 ? 12 : 6.5));
    const y = Math.max(top[1] - pad - 18, Math.min(22, top[1] - 30));
    return { x0: top[0] - width / 2, y0: y, x1: top[0] + width / 2, y1: y + 15 };
  }

  // Columns A–F and rows 1–5 of the whole layout, along the stage's edges.
  private drawFrame(ctx: CanvasRenderingContext2D, theme: CanvasTheme): void {
    if (this.width < 520 || !this.scene?.framed) return;
    const b = this.bounds;
    const { left, top, right, bottom } = this.insets;
    ctx.save();
    ctx.globalAlpha = 0.75;
    ctx.fillStyle = theme.ink3;
    ctx.strokeStyle = theme.line2;
    ctx.lineWidth = 1;
    ctx.font = `11px ${theme.font}`;
    ctx.textAlign = 'center';
    ctx.textBaseline = 'middle';
    ctx.beginPath();
    for (let i = 0; i <= 6; i++) {
      const [x0] = this.toScreen(b.minX + ((b.maxX - b.minX) * i) / 6, 0);
      const [x1] = this.toScreen(b.minX + ((b.maxX - b.minX) * (i + 1)) / 6, 0);
      if (x0 > left && x0 < this.width - right) ctx.moveTo(Math.round(x0) + 0.5, top), ctx.lineTo(Math.round(x0) + 0.5, top + 5);
      const mid = (Math.max(x0, left) + Math.min(x1, this.width - right)) / 2;
      if (i < 6 && x1 > left + 24 && x0 < this.width - right - 24) ctx.fillText('ABCDEF'[i]!, mid, top + 13);
    }
    for (let i = 0; i <= 5; i++) {
      const [, y0] = this.toScreen(0, b.minY + ((b.maxY - b.minY) * i) / 5);
      const [, y1] = this.toScreen(0, b.minY + ((b.maxY - b.minY) * (i + 1)) / 5);
      if (y0 > top && y0 < this.height - bottom) ctx.moveTo(left, Math.round(y0) + 0.5), ctx.lineTo(left + 5, Math.round(y0) + 0.5);
      const mid = (Math.max(y0, top) + Math.min(y1, this.height - bottom)) / 2;
      if (i < 5 && y1 > top + 24 && y0 < this.height - bottom - 24) ctx.fillText(String(i + 1), left + 12, mid);
    }
    ctx.stroke();
    ctx.restore();
  }

  private shapeCurves(scene: Scene): void {
    const seen = { x0: -margin, y0: -margin, x1: this.width + margin, y1: this.height + margin };
    this.curves = scene.edges.map((e) => {
      const a = scene.nodes[e.a]!;
      const b = scene.nodes[e.b]!;
      const [ax, ay] = this.toScreen(a.x, a.y);
      const [bx, by] = this.toScreen(b.x, b.y);
      if (Math.max(ax, bx) < seen.x0 || Math.min(ax, bx) > seen.x1 || Math.max(ay, by) < seen.y0 || Math.min(ay, by) > seen.y1) return null;
      const ra = this.radius(a) + (a.selected ? 6 : 2);
      const rb = this.radius(b) + (b.selected ? 6 : 3);
      return curve(ax, ay, ra, bx, by, rb, e.slot, e.count, e.flip);
    });
  }

  private drawEdges(ctx: CanvasRenderingContext2D, theme: CanvasTheme, scene: Scene): void {
    const groups = new Map<string, number[]>();
    const shown = this.hopsShown();
    scene.edges.forEach((e, i) => {
      if (!this.curves[i]) return;
      const state = e.hop > 0 ? (e.hop <= shown + 1 ? 'strong' : 'dim') : !e.lit ? 'dim' : e.strong ? 'strong' : 'plain';
      const key = `${state} ${e.basis}`;
      const list = groups.get(key);
      if (list) list.push(i);
      else groups.set(key, [i]);
    });
    this.drawWeakBand(ctx, theme, scene);
    const order = ['dim', 'plain', 'strong'];
    const keys = [...groups.keys()].sort((a, b) => order.indexOf(a.split(' ')[0]!) - order.indexOf(b.split(' ')[0]!));
    for (const key of keys) {
      const [state, basis] = key.split(' ') as [string, string];
      this.strokeGroup(ctx, theme, groups.get(key)!, state, basis);
    }
    ctx.globalAlpha = 1;
    ctx.setLineDash([]);
  }

  private strokeGroup(ctx: CanvasRenderingContext2D, theme: CanvasTheme, list: number[], state: string, basis: string): void {
    const style = this.dashes.get(basis) ?? { width: 1, dash: [], round: false };
    const full = this.fullness();
    ctx.globalAlpha = state === 'dim' ? theme.dim * full : state === 'plain' ? full : 1;
    ctx.strokeStyle = basis === 'external' ? theme.external : state === 'strong' ? theme.relStrong : theme.rel;
    ctx.fillStyle = ctx.strokeStyle;
    ctx.lineWidth = style.width * (basis === '' ? 0.8 : 1) * (state === 'strong' ? 1 : Math.max(0.55, Math.min(1, this.zoomScale() * 1.2)));
    ctx.lineCap = style.round ? 'round' : 'butt';
    ctx.setLineDash(style.dash);
    ctx.beginPath();
    for (const i of list) {
      const c = this.curves[i]!;
      ctx.moveTo(c.x0, c.y0);
      ctx.quadraticCurveTo(c.cx, c.cy, c.x1, c.y1);
    }
    ctx.stroke();
    ctx.setLineDash([]);
    ctx.beginPath();
    for (const i of list) {
      const c = this.curves[i]!;
      if (lengthOf(c) < 16) continue;
      const [tip, left, right] = arrowHead(c, 7);
      ctx.moveTo(tip![0], tip![1]);
      ctx.lineTo(left![0], left![1]);
      ctx.lineTo(right![0], right![1]);
      ctx.closePath();
    }
    ctx.fill();
  }

  /** How strongly lines are drawn: where there are many, they recede. */
  private fullness(): number {
    const n = this.scene?.edges.length ?? 0;
    return Math.max(0.3, Math.min(1, 1 - (n - 200) / 1600));
  }

  private drawWeakBand(ctx: CanvasRenderingContext2D, theme: CanvasTheme, scene: Scene): void {
    scene.edges.forEach((e, i) => {
      const c = this.curves[i];
      if (!c || !e.weakest || e.hop > this.hopsShown() + 1) return;
      ctx.strokeStyle = mix(theme.eye, theme.canvas, 0.16);
      ctx.lineWidth = 16;
      ctx.lineCap = 'butt';
      ctx.setLineDash([]);
      ctx.beginPath();
      ctx.moveTo(c.x0, c.y0);
      ctx.quadraticCurveTo(c.cx, c.cy, c.x1, c.y1);
      ctx.stroke();
    });
  }

  private glyph(shape: string): { part: ShapePart; path: Path2D }[] {
    let parts = this.paths.get(shape);
    if (!parts) this.paths.set(shape, (parts = shapeParts(shape).map((part) => ({ part, path: new Path2D(part.d) }))));
    return parts;
  }

  private drawNodes(ctx: CanvasRenderingContext2D, theme: CanvasTheme, scene: Scene): void {
    for (const pass of [false, true]) {
      for (const n of scene.nodes) {
        if (n.lit !== pass) continue;
        const [x, y] = this.toScreen(n.x, n.y);
        if (x < -40 || y < -40 || x > this.width + 40 || y > this.height + 40) continue;
        ctx.globalAlpha = n.lit ? 1 : theme.dim;
        this.drawNode(ctx, theme, n, x, y);
      }
    }
    ctx.globalAlpha = 1;
  }

  private drawNode(ctx: CanvasRenderingContext2D, theme: CanvasTheme, n: SceneNode, x: number, y: number): void {
    const r = this.radius(n);
    if (n.selected) ring(ctx, x, y, r + 4.5, theme.ink, 2, theme.canvas);
    const colour = theme.label.get(n.label) ?? theme.ink3;
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
    if (n.marked) drawMark(ctx, x, y, r, theme.eye, theme.canvas);
    if (n.sign) this.drawSign(ctx, theme, n.sign, x + r * 0.85, y - r * 0.85);
    if (n.pinned) {
      ctx.beginPath();
      ctx.arc(x + r * 0.75, y - r * 0.75, 4, 0, Math.PI * 2);
      ctx.fillStyle = theme.ink;
      ctx.fill();
      ctx.lineWidth = 1.5;
      ctx.strokeStyle = theme.canvas;
      ctx.stroke();
    }
  }

  /** The sign of a comparison at the upper right of a symbol; － is an open ring. */
  private drawSign(ctx: CanvasRenderingContext2D, theme: CanvasTheme, sign: string, x: number, y: number): void {
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

  // A short dotted stub with the empty bracket: the text does not say.
  private drawStubs(ctx: CanvasRenderingContext2D, theme: CanvasTheme, scene: Scene): void {
    ctx.save();
    ctx.font = `12px ${theme.font}`;
    ctx.textBaseline = 'middle';
    ctx.lineJoin = 'round';
    for (const { node, side } of this.stubs) {
      const n = scene.nodes[scene.place.get(node) ?? -1];
      if (!n?.stub) continue;
      const [x, y] = this.toScreen(n.x, n.y);
      const from = x + side * (this.radius(n) + 3);
      const to = from + side * 15;
      ctx.globalAlpha = n.lit ? 1 : theme.dim;
      ctx.strokeStyle = theme.ink3;
      ctx.lineWidth = 1;
      ctx.setLineDash([1, 3]);
      ctx.beginPath();
      ctx.moveTo(from, y);
      ctx.lineTo(to, y);
      ctx.stroke();
      ctx.setLineDash([]);
      ctx.textAlign = side > 0 ? 'left' : 'right';
      ctx.lineWidth = 3;
      ctx.strokeStyle = theme.canvas;
      ctx.fillStyle = theme.ink3;
      const words = this.words.stub[n.stub] ?? '';
      ctx.strokeText(words, to + side * 3, y);
      ctx.fillText(words, to + side * 3, y);
    }
    ctx.restore();
  }

  /** 1 when the stub goes to the right: away from where the node's lines go. */
  private stubSide(n: SceneNode): number {
    let pull = 0;
    const place = this.scene!.place.get(n.node)!;
    for (const e of this.scene!.edges) {
      if (e.a !== place && e.b !== place) continue;
      const other = this.scene!.nodes[e.a === place ? e.b : e.a]!;
      pull += Math.sign(other.x - n.x);
    }
    return pull > 0 ? -1 : 1;
  }

  // Names.

  private needsLabels(): boolean {
    if (!this.labelCamera) return true;
    if (this.labelCamera.k !== this.camera.k) return true;
    const [dx, dy] = this.labelShift();
    return Math.abs(dx) > margin * 0.8 || Math.abs(dy) > margin * 0.8;
  }

  private labelShift(): [number, number] {
    const a = this.labelCamera;
    const b = this.camera;
    return a ? [(a.x - b.x) * b.k, (a.y - b.y) * b.k] : [0, 0];
  }

  private font(n: SceneNode): string {
    const bold = n.bold || n.selected;
    return `${bold ? '600' : '400'} ${bold ? boldSize : labelSize}px ${this.theme!.font}`;
  }

  private arrangeLabels(scene: Scene): void {
    const ctx = this.graph;
    const requests: LabelRequest[] = [];
    const symbols: Box[] = [];
    for (const n of scene.nodes) {
      const [x, y] = this.toScreen(n.x, n.y);
      if (x < -margin || y < -margin || x > this.width + margin || y > this.height + margin) continue;
      const r = this.radius(n) + (n.selected ? 5 : 0);
      symbols.push({ x0: x - r, y0: y - r, x1: x + r, y1: y + r });
      if (scene.dimmed && !n.lit && scene.nodes.length > 120) continue;
      ctx.font = this.font(n);
      const width = Math.max(...n.lines.map((l) => ctx.measureText(l).width)) + (n.selected ? 16 : 2);
      const height = n.lines.length * lineHeight + (n.selected ? 6 : 0);
      requests.push({ node: n.node, x, y, r, width, height, priority: n.priority, must: n.must });
    }
    const lines: [number, number][] = [];
    if (scene.edges.length < 900) {
      this.curves.forEach((c) => {
        if (!c) return;
        const n = Math.min(24, Math.ceil(lengthOf(c) / 14));
        for (let i = 1; i < n; i++) lines.push(pointAt(c, i / n));
      });
    }
    const pad = 40 * Math.min(1.15, this.zoomScale());
    const reserved = scene.territories.map((t) => this.captionSpot(t.polygon, this.words.region[t.category] ?? '', pad));
    reserved.push(...this.hopBoxes(scene));
    this.stubs = this.arrangeStubs(scene, symbols, reserved);
    reserved.push(...this.stubs.map((p) => p.box));
    const view = { x0: this.insets.left + 2, y0: this.insets.top + 2, x1: this.width - this.insets.right - 2, y1: this.height - this.insets.bottom - 2 };
    this.labels = placeLabels({ requests, symbols, lines, reserved, before: this.rest ? this.slots : new Map(), view });
    this.slots = new Map(this.labels.map((l) => [l.node, l.slot]));
    this.labelCamera = { ...this.camera };
  }

  /** Stubs where there is room for them; a picture too full shows none. */
  private arrangeStubs(scene: Scene, symbols: Box[], reserved: Box[]): StubPlace[] {
    const found: StubPlace[] = [];
    if (scene.nodes.length > 160) return found;
    for (const n of scene.nodes) {
      const words = n.stub && this.words.stub[n.stub];
      if (!words) continue;
      const [x, y] = this.toScreen(n.x, n.y);
      const first = this.stubSide(n);
      for (const side of [first, -first]) {
        const near = x + side * (this.radius(n) + 2);
        const far = near + side * (22 + words.length * 11);
        const box = { x0: Math.min(near, far), y0: y - 8, x1: Math.max(near, far), y1: y + 8 };
        if ([...symbols, ...reserved].some((b) => overlaps(b, box))) continue;
        found.push({ node: n.node, side, box });
        break;
      }
    }
    return found;
  }

  private sprite(n: SceneNode): Sprite {
    const theme = this.theme!;
    const key = `${n.selected} ${n.bold} ${n.lines.join('\n')}`;
    const known = this.sprites.get(key);
    if (known) return known;
    if (this.sprites.size > 2500) this.sprites.clear();
    const canvas = document.createElement('canvas');
    const ctx = canvas.getContext('2d')!;
    ctx.font = this.font(n);
    const pad = 4;
    const width = Math.max(...n.lines.map((l) => ctx.measureText(l).width)) + pad * 2;
    const height = n.lines.length * lineHeight + pad * 2;
    canvas.width = Math.ceil(width * this.ratio);
    canvas.height = Math.ceil(height * this.ratio);
    ctx.setTransform(this.ratio, 0, 0, this.ratio, 0, 0);
    ctx.font = this.font(n);
    ctx.textAlign = 'center';
    ctx.textBaseline = 'middle';
    ctx.lineJoin = 'round';
    ctx.lineWidth = 4;
    ctx.strokeStyle = theme.canvas;
    n.lines.forEach((line, i) => {
      const y = pad + lineHeight * (i + 0.5);
      if (!n.selected) ctx.strokeText(line, width / 2, y);
    });
    ctx.fillStyle = n.selected ? theme.inkInverse : theme.ink;
    n.lines.forEach((line, i) => ctx.fillText(line, width / 2, pad + lineHeight * (i + 0.5)));
    const sprite = { canvas, width, height };
    this.sprites.set(key, sprite);
    return sprite;
  }

  private drawLabels(ctx: CanvasRenderingContext2D, theme: CanvasTheme, scene: Scene): void {
    const [dx, dy] = this.labelShift();
    for (const l of this.labels) {
      const n = scene.nodes[scene.place.get(l.node) ?? -1];
      if (!n) continue;
      ctx.globalAlpha = n.lit ? 1 : theme.dim + 0.08;
      if (n.selected) {
        ctx.fillStyle = theme.ink;
        roundRect(ctx, l.x0 + dx, l.y0 + dy + 1, l.x1 - l.x0, l.y1 - l.y0 - 2, 3);
        ctx.fill();
      }
      const s = this.sprite(n);
      const x = (l.x0 + l.x1) / 2 + dx - s.width / 2;
      const y = (l.y0 + l.y1) / 2 + dy - s.height / 2;
      const snap = (v: number) => Math.round(v * this.ratio) / this.ratio;
      ctx.drawImage(s.canvas, snap(x), snap(y), s.canvas.width / this.ratio, s.canvas.height / this.ratio);
    }
    ctx.globalAlpha = 1;
    if (!scene.chainKey) this.drawEdgeNames(ctx, theme, scene, (e) => e.strong);
  }

  /** Names of relationships, at the middle of their curve, where there is room. */
  private drawEdgeNames(ctx: CanvasRenderingContext2D, theme: CanvasTheme, scene: Scene, which: (e: SceneEdge) => boolean): void {
    ctx.font = `12px ${theme.font}`;
    ctx.textAlign = 'center';
    ctx.textBaseline = 'middle';
    ctx.lineJoin = 'round';
    const [dx, dy] = this.labelShift();
    const used: Box[] = this.labels.map((l) => ({ x0: l.x0 + dx, y0: l.y0 + dy, x1: l.x1 + dx, y1: l.y1 + dy }));
    const lone = scene.edges.filter(which).length === 1;
    scene.edges.forEach((e, i) => {
      const c = this.curves[i];
      if (!c || !which(e)) return;
      const w = ctx.measureText(e.name).width + 4;
      if (lengthOf(c) < w + 26 && !lone) return;
      for (const t of [0.5, 0.4, 0.6, 0.3, 0.7]) {
        const [x, y] = pointAt(c, t);
        const box = { x0: x - w / 2, y0: y - 8, x1: x + w / 2, y1: y + 8 };
        if (!lone && used.some((b) => b.x0 < box.x1 && b.x1 > box.x0 && b.y0 < box.y1 && b.y1 > box.y0)) continue;
        used.push(box);
        ctx.lineWidth = 5;
        ctx.strokeStyle = theme.canvas;
        ctx.strokeText(e.name, x, y);
        ctx.fillStyle = theme.ink2;
        ctx.fillText(e.name, x, y);
        return;
      }
    });
    ctx.textAlign = 'left';
  }

  // The chain: numbered hops, and the weakest one named.

  private hopBoxes(scene: Scene): Box[] {
    const boxes: Box[] = [];
    scene.edges.forEach((e, i) => {
      const c = this.curves[i];
      if (!c || !e.hop) return;
      const [x, y] = pointAt(c, 0.5);
      boxes.push({ x0: x - 12, y0: y - 12, x1: x + 12, y1: y + 12 });
    });
    return boxes;
  }

  private drawHops(ctx: CanvasRenderingContext2D, theme: CanvasTheme, scene: Scene): void {
    if (!scene.chainKey) return;
    const [dx, dy] = this.labelShift();
    const used: Box[] = this.labels.filter((l) => scene.nodes[scene.place.get(l.node) ?? -1]?.lit)
      .map((l) => ({ x0: l.x0 + dx, y0: l.y0 + dy, x1: l.x1 + dx, y1: l.y1 + dy }));
    used.push(...this.hopBoxes(scene));
    for (const n of scene.nodes) {
      if (!n.lit) continue;
      const [x, y] = this.toScreen(n.x, n.y);
      const r = this.radius(n) + 6;
      used.push({ x0: x - r, y0: y - r, x1: x + r, y1: y + r });
    }
    ctx.textAlign = 'center';
    ctx.textBaseline = 'middle';
    scene.edges.forEach((e, i) => {
      const c = this.curves[i];
      if (!c || !e.hop || e.hop > this.hopsShown() + 1) return;
      const [x, y] = pointAt(c, 0.5);
      ring(ctx, x, y, 10, theme.canvas, 3, e.weakest ? theme.eye : theme.ink);
      ctx.font = `600 12px ${theme.font}`;
      ctx.fillStyle = theme.panel;
      ctx.fillText(String(e.hop), x, y + 0.5);
      this.drawHopName(ctx, theme, e, c, x, y, used);
    });
    ctx.textAlign = 'left';
  }

  private drawHopName(ctx: CanvasRenderingContext2D, theme: CanvasTheme, e: SceneEdge, c: Curve, x: number, y: number, used: Box[]): void {
    const words = e.weakest ? `${this.words.weakest} · ${e.name}` : e.name;
    ctx.font = `${e.weakest ? '600 ' : ''}12px ${theme.font}`;
    const w = ctx.measureText(words).width + (e.weakest ? 14 : 4);
    const h = e.weakest ? 22 : 16;
    const length = Math.hypot(c.x1 - c.x0, c.y1 - c.y0) || 1;
    const nx = -(c.y1 - c.y0) / length;
    const ny = (c.x1 - c.x0) / length;
    const reach = (Math.abs(nx) * w) / 2 + (Math.abs(ny) * h) / 2 + 13;
    const spots = [1, -1, 1.4, -1.4, 2, -2].map((s) => [x + nx * reach * s, y + ny * reach * s] as const);
    const free = spots.find(([cx, cy]) => !used.some((b) => b.x0 < cx + w / 2 && b.x1 > cx - w / 2 && b.y0 < cy + h / 2 && b.y1 > cy - h / 2));
    const [cx, cy] = free ?? spots[0]!;
    used.push({ x0: cx - w / 2, y0: cy - h / 2, x1: cx + w / 2, y1: cy + h / 2 });
    if (e.weakest) {
      roundRect(ctx, cx - w / 2, cy - h / 2, w, h, 3);
      ctx.fillStyle = theme.eyeSoft;
      ctx.fill();
      ctx.lineWidth = 1;
      ctx.strokeStyle = theme.eyeLine;
      ctx.stroke();
      ctx.fillStyle = theme.eye;
    } else {
      ctx.lineWidth = 4;
      ctx.strokeStyle = theme.canvas;
      ctx.strokeText(words, cx, cy);
      ctx.fillStyle = theme.ink2;
    }
    ctx.fillText(words, cx, cy + 0.5);
  }

  // The overlay: hover, keyboard focus, the line of a drag.

  private drawOver(): void {
    const { theme, scene, over: ctx } = this;
    ctx.setTransform(this.ratio, 0, 0, this.ratio, 0, 0);
    ctx.clearRect(0, 0, this.width, this.height);
    if (!theme || !scene) return;
    const hovered = this.hoverNode === null ? undefined : scene.place.get(this.hoverNode);
    if (hovered !== undefined) this.overNode(ctx, theme, scene, hovered);
    if (this.hoverRelationship !== null) this.overEdges(ctx, theme, scene, (e) => e.relationship === this.hoverRelationship);
    const focused = this.focusNode === null ? undefined : scene.place.get(this.focusNode);
    if (focused !== undefined) {
      const n = scene.nodes[focused]!;
      const [x, y] = this.toScreen(n.x, n.y);
      ctx.setLineDash([3, 3]);
      ring(ctx, x, y, this.radius(n) + 9, theme.ink, 2);
      ctx.setLineDash([]);
    }
    if (this.rubber) {
      const n = scene.nodes[scene.place.get(this.rubber.from) ?? -1];
      if (!n) return;
      const [x, y] = this.toScreen(n.x, n.y);
      ctx.setLineDash([5, 4]);
      ctx.strokeStyle = theme.ink;
      ctx.lineWidth = 2;
      ctx.beginPath();
      ctx.moveTo(x, y);
      ctx.lineTo(this.rubber.x, this.rubber.y);
      ctx.stroke();
      ctx.setLineDash([]);
    }
  }

  private overNode(ctx: CanvasRenderingContext2D, theme: CanvasTheme, scene: Scene, place: number): void {
    const n = scene.nodes[place]!;
    if (!scene.chainKey) this.overEdges(ctx, theme, scene, (e) => e.a === place || e.b === place);
    const [x, y] = this.toScreen(n.x, n.y);
    if (!n.selected) ring(ctx, x, y, this.radius(n) + 3.5, theme.ink3, 2);
    const shown = this.labels.some((l) => l.node === n.node);
    if (!shown || !n.lit) this.overLabel(ctx, theme, n, x, y);
  }

  private overLabel(ctx: CanvasRenderingContext2D, theme: CanvasTheme, n: SceneNode, x: number, y: number): void {
    ctx.font = this.font(n);
    const w = Math.max(...n.lines.map((l) => ctx.measureText(l).width)) + 12;
    const h = n.lines.length * lineHeight + 6;
    const top = y + this.radius(n) + 5;
    roundRect(ctx, x - w / 2, top, w, h, 3);
    ctx.fillStyle = theme.panel;
    ctx.fill();
    ctx.lineWidth = 1;
    ctx.strokeStyle = theme.line2;
    ctx.stroke();
    ctx.fillStyle = theme.ink;
    ctx.textAlign = 'center';
    ctx.textBaseline = 'middle';
    n.lines.forEach((l, i) => ctx.fillText(l, x, top + 3 + lineHeight * (i + 0.5)));
    ctx.textAlign = 'left';
  }

  private overEdges(ctx: CanvasRenderingContext2D, theme: CanvasTheme, scene: Scene, which: (e: SceneEdge) => boolean): void {
    const byBasis = new Map<string, number[]>();
    scene.edges.forEach((e, i) => {
      if (this.curves[i] && which(e)) byBasis.set(e.basis, [...(byBasis.get(e.basis) ?? []), i]);
    });
    for (const [basis, list] of byBasis) this.strokeGroup(ctx, theme, list, 'strong', basis);
    this.drawEdgeNames(ctx, theme, scene, which);
  }
}

function extent(values: number[]): [number, number] {
  return [Math.min(...values), Math.max(...values)];
}

function ring(ctx: CanvasRenderingContext2D, x: number, y: number, r: number, line: string, width: number, fill?: string): void {
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

function roundRect(ctx: CanvasRenderingContext2D, x: number, y: number, w: number, h: number, r: number): void {
  ctx.beginPath();
  ctx.moveTo(x + r, y);
  ctx.arcTo(x + w, y, x + w, y + h, r);
  ctx.arcTo(x + w, y + h, x, y + h, r);
  ctx.arcTo(x, y + h, x, y, r);
  ctx.arcTo(x, y, x + w, y, r);
  ctx.closePath();
}

function tracking(words: string): number {
  return words.charCodeAt(0) > 0x2e7f ? 5 : 1.2;
}

/** Closed curve through the middles of a polygon's sides. */
function smooth(p: [number, number][]): Path2D {
  const path = new Path2D();
  const n = p.length;
  const mid = (a: [number, number], b: [number, number]): [number, number] => [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2];
  const first = mid(p[n - 1]!, p[0]!);
  path.moveTo(first[0], first[1]);
  for (let i = 0; i < n; i++) {
    const m = mid(p[i]!, p[(i + 1) % n]!);
    path.quadraticCurveTo(p[i]![0], p[i]![1], m[0], m[1]);
  }
  path.closePath();
  return path;
}
