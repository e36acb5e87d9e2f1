// The stage's two canvases: the graph below, and above it what follows the
// pointer, so that hovering never redraws the graph. A small picture is drawn
// afresh each frame; a large one is kept on a sheet that the camera shifts.

import { quadtree, type Quadtree } from 'd3-quadtree';
import type { Bounds } from '../model/graph';
import type { Vocabulary } from '../model/vocabulary';
import type { Camera } from '../state/view';
import { distanceTo, pointAt } from '../scene/geometry';
import { incident, type Scene, type SceneNode } from '../scene/scene';
import { units, wrap } from '../scene/wrap';
import { Kit, lineHeight, ring, roundRect, type Words } from './kit';
import { type Insets, Painter } from './painter';
import { Sheet } from './sheet';
import type { CanvasTheme } from './theme';

export type { Words } from './kit';
export type { Insets } from './painter';

const hopTime = 120;
const restTime = 160;
/** Elements from which a picture is kept on a sheet. */
const large = 900;

/** The line of a drag that traces, and what letting go would do. */
export interface Rubber {
  from: number;
  x: number;
  y: number;
  words: string;
}

export class Renderer {
  private readonly graph: CanvasRenderingContext2D;
  private readonly over: CanvasRenderingContext2D;
  private readonly kit = new Kit();
  private readonly direct: Painter;
  private readonly above: Painter;
  private readonly sheet: Sheet;
  private width = 1;
  private height = 1;
  private scene: Scene | null = null;
  private camera: Camera = { x: 0, y: 0, k: 1 };
  private bounds: Bounds = { minX: 0, minY: 0, maxX: 1, maxY: 1 };
  private tree: Quadtree<SceneNode> | null = null;
  private rest = 0;
  private frame = 0;
  private overFrame = 0;
  private chainKey = '';
  private chainStart = 0;
  private hoverNode: number | null = null;
  private hoverRelationship: number | null = null;
  private focusNode: number | null = null;
  private dragged: number | null = null;
  private rubber: Rubber | null = null;
  private picked: number[] = [];
  /** Screen space that panels cover. */
  insets: Insets = { top: 0, right: 0, bottom: 0, left: 0 };
  reducedMotion = false;

  constructor(
    private readonly graphCanvas: HTMLCanvasElement,
    private readonly overCanvas: HTMLCanvasElement,
  ) {
    this.graph = graphCanvas.getContext('2d', { alpha: false })!;
    this.over = overCanvas.getContext('2d')!;
    this.direct = new Painter(this.graph, this.kit);
    this.above = new Painter(this.over, this.kit);
    this.sheet = new Sheet(this.kit);
  }

  resize(width: number, height: number, ratio: number): void {
    this.width = Math.max(1, width);
    this.height = Math.max(1, height);
    this.kit.rescale(ratio);
    for (const canvas of [this.graphCanvas, this.overCanvas]) {
      canvas.width = Math.round(this.width * ratio);
      canvas.height = Math.round(this.height * ratio);
    }
    this.direct.forget();
    this.sheet.clear();
    // A resized canvas is blank until it is drawn: do so before the next paint.
    this.drawNow();
  }

  setVocabulary(v: Vocabulary): void {
    this.kit.learn(v);
  }

  setTheme(theme: CanvasTheme, words: Words): void {
    this.kit.dress(theme, words);
    this.direct.forget();
    this.sheet.stale = true;
    this.invalidate();
  }

  setScene(scene: Scene, bounds: Bounds): void {
    this.scene = scene;
    this.bounds = bounds;
    this.dragged = null;
    this.plantTree();
    if (scene.chainKey !== this.chainKey) {
      this.chainKey = scene.chainKey;
      this.chainStart = performance.now();
    }
    this.direct.take(scene);
    this.direct.forget();
    if (this.large()) this.sheet.stale = true;
    else this.sheet.clear();
    this.invalidate();
  }

  private large(): boolean {
    return this.scene !== null && this.scene.nodes.length + this.scene.edges.length > large;
  }

  private plantTree(): void {
    this.tree = quadtree<SceneNode>()
      .x((n) => n.x)
      .y((n) => n.y)
      .addAll(this.scene?.nodes.filter((n) => !n.group) ?? []);
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
    this.graphCanvas.dataset.still = 'false';
    this.direct.moving = true;
    this.rest = window.setTimeout(() => {
      this.rest = 0;
      this.direct.moving = false;
      this.direct.forget();
      this.invalidate();
    }, restTime);
  }

  getCamera(): Camera {
    return this.camera;
  }

  size(): [number, number] {
    return [this.width, this.height];
  }

  /** True when the picture is the one that a fresh page would show. */
  settled(): boolean {
    return !this.rest && !this.frame && !(this.large() && (this.sheet.stale || this.sheet.busy));
  }

  /** Moves a node while it is dragged. */
  moveNode(node: number, x: number, y: number): void {
    const place = this.scene?.place.get(node);
    if (place === undefined) return;
    const n = this.scene!.nodes[place]!;
    n.x = x;
    n.y = y;
    n.pinned = true;
    this.dragged = node;
    if (this.large()) return this.invalidateOver();
    this.plantTree();
    this.direct.forget();
    this.invalidate();
  }

  setHover(node: number | null, relationship: number | null): void {
    if (node === this.hoverNode && relationship === this.hoverRelationship) return;
    this.hoverNode = node;
    this.hoverRelationship = relationship;
    this.invalidateOver();
  }

  /** Where a node stands, in layout units. */
  place(node: number): [number, number] {
    const n = this.scene?.nodes[this.scene.place.get(node) ?? -1];
    return n ? [n.x, n.y] : [0, 0];
  }

  /** Rings the nodes that were picked. */
  setPicked(nodes: number[]): void {
    this.picked = nodes;
    this.invalidateOver();
  }

  setFocus(node: number | null): void {
    this.focusNode = node;
    this.invalidateOver();
  }

  setRubber(rubber: Rubber | null): void {
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
  fit(nodes: SceneNode[], closest = Infinity): Camera {
    if (!nodes.length) return this.camera;
    const narrow = this.width < 520;
    const grouped = nodes.some((n) => n.group);
    const pad = grouped ? { x: narrow ? 62 : 28, y: narrow ? 32 : 44 } : narrow ? { x: 10, y: 58 } : { x: 28, y: 72 };
    // Captions of columns stand at the top, where the buttons for zooming do.
    const buttons = this.scene?.captions.length && !narrow ? 52 : 0;
    const free = {
      w: Math.max(80, this.width - this.insets.left - this.insets.right - 2 * pad.x - buttons),
      h: Math.max(80, this.height - this.insets.top - this.insets.bottom - 2 * pad.y),
    };
    // Names keep their size, so the extent is in pixels and depends on the scale.
    const half = nodes.map((n) => (n.group ? n.r + 6 : nodes.length > large ? 12 : Math.max(...n.lines.map(units)) * 3.4 + 4));
    const tall = grouped ? nodes.map((n) => (n.group ? n.r + 6 : 0)) : null;
    const spread = this.scene?.spread ?? 1;
    const spanY = extent(nodes, (n) => n.y);
    let k = Math.min(closest, nodes.length > 1 ? 120 / Math.max(spread, 1e-6) + 40 : 1, free.h / Math.max(spanY[1] - spanY[0], 1e-6));
    let x: [number, number] = [0, 0];
    let y: [number, number] = [0, 0];
    for (let i = 0; i < 6; i++) {
      const size = (list: number[] | null) => list?.map((h, a) => (nodes[a]!.group ? h * Math.max(0.32, Math.min(1.5, k * nodes[a]!.group!.unit)) : h)) ?? null;
      x = extent(nodes, (n) => n.x * k, size(half));
      y = extent(nodes, (n) => n.y * k, size(tall));
      const over = Math.max((x[1] - x[0]) / free.w, grouped ? (y[1] - y[0]) / free.h : 0);
      if (over <= 1) break;
      k /= over;
    }
    return this.centred((x[0] + x[1] + buttons) / 2 / k, (y[0] + y[1]) / 2 / k, k);
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

  /** Whose sizes and places count for the pointer. */
  private seen(): Painter {
    return (this.large() && this.sheet.painter) || this.direct;
  }

  private radius(n: SceneNode): number {
    this.above.take(this.scene);
    this.above.camera = this.camera;
    return this.above.radius(n);
  }

  hitNode(sx: number, sy: number, reach = 6): number | null {
    if (!this.tree || !this.scene) return null;
    const [x, y] = this.toLayout(sx, sy);
    const found = this.tree.find(x, y, (24 + reach) / this.camera.k);
    if (found) {
      const [nx, ny] = this.toScreen(found.x, found.y);
      if (Math.hypot(nx - sx, ny - sy) <= this.radius(found) + reach) return found.node;
    }
    return this.hitLabel(sx, sy) ?? this.hitDisc(sx, sy);
  }

  /** The node whose symbol a dragged one is over, which itself does not count. */
  nodeUnder(sx: number, sy: number, dragged: number): number | null {
    for (const n of this.scene?.nodes ?? []) {
      if (n.group || n.node === dragged) continue;
      const [x, y] = this.toScreen(n.x, n.y);
      const reach = this.radius(n) + 3;
      if (Math.abs(x - sx) <= reach && Math.abs(y - sy) <= reach && Math.hypot(x - sx, y - sy) <= reach) return n.node;
    }
    return null;
  }

  private hitDisc(sx: number, sy: number): number | null {
    if (!this.scene?.grouped) return null;
    for (const n of this.scene.nodes) {
      if (!n.group) continue;
      const [x, y] = this.toScreen(n.x, n.y);
      if (Math.hypot(x - sx, y - sy) <= this.radius(n)) return n.node;
    }
    return null;
  }

  private hitLabel(sx: number, sy: number): number | null {
    const painter = this.seen();
    const [x, y] = this.onPainter(painter, sx, sy);
    const [dx, dy] = painter.labelShift();
    const hit = painter.labels.find((l) => x - dx >= l.x0 && x - dx <= l.x1 && y - dy >= l.y0 && y - dy <= l.y1);
    return hit && this.scene!.place.has(hit.node) ? hit.node : null;
  }

  /** A point of the screen where a painter drew it. */
  private onPainter(painter: Painter, sx: number, sy: number): [number, number] {
    return painter === this.direct ? [sx, sy] : painter.toScreen(...this.toLayout(sx, sy));
  }

  hitRelationship(sx: number, sy: number): number | null {
    if (!this.scene || (this.large() && this.sheet.stale)) return null;
    const painter = this.seen();
    const [x, y] = this.onPainter(painter, sx, sy);
    let best: number | null = null;
    let near = 6;
    painter.curves.forEach((c, i) => {
      if (!c) return;
      const pad = 8;
      if (x < Math.min(c.x0, c.x1, c.cx) - pad || x > Math.max(c.x0, c.x1, c.cx) + pad) return;
      if (y < Math.min(c.y0, c.y1, c.cy) - pad || y > Math.max(c.y0, c.y1, c.cy) + pad) return;
      const d = distanceTo(c, x, y);
      if (d < near && this.scene!.edges[i]) {
        near = d;
        best = this.scene!.edges[i]!.relationship;
      }
    });
    return best;
  }

  // Drawing.

  private drawNow(): void {
    cancelAnimationFrame(this.frame);
    this.frame = 0;
    const { theme } = this.kit;
    if (!theme) return;
    if (!this.scene) {
      this.graph.setTransform(1, 0, 0, 1, 0, 0);
      this.graph.fillStyle = theme.canvas;
      this.graph.fillRect(0, 0, this.graphCanvas.width, this.graphCanvas.height);
      return;
    }
    if (this.large()) this.drawLarge(this.scene, theme);
    else this.drawSmall(this.scene);
    this.drawOver();
    this.tell();
  }

  // For tests and for print: whether the picture is whole.
  private tell(): void {
    this.graphCanvas.dataset.still = String(this.settled());
  }

  private drawSmall(scene: Scene): void {
    this.direct.hopsShown = this.hopsShown();
    for (const _ of this.direct.paint(scene, this.camera, this.width, this.height, this.insets, () => this.drawFrame(scene)));
    if (this.hopsShown() < (scene.chainKey ? scene.chainKey.split(',').length : 0)) this.invalidate();
  }

  private drawLarge(scene: Scene, theme: CanvasTheme): void {
    const { sheet, width, height } = this;
    const now = () => performance.now();
    const resting = this.rest === 0;
    if (sheet.stale || sheet.needs(this.camera, width, height, resting)) {
      if (!sheet.busy || sheet.stale || resting) sheet.begin(scene, this.camera, width, height, this.insets);
      sheet.stale = false;
    }
    sheet.work(now);
    const ctx = this.graph;
    ctx.setTransform(this.kit.ratio, 0, 0, this.kit.ratio, 0, 0);
    ctx.globalAlpha = 1;
    ctx.fillStyle = theme.canvas;
    ctx.fillRect(0, 0, width, height);
    sheet.show(ctx, this.camera, width, height);
    this.drawFrame(scene);
    if (sheet.busy) this.invalidate();
  }

  private hopsShown(): number {
    if (this.reducedMotion) return Infinity;
    return (performance.now() - this.chainStart) / hopTime;
  }

  // Columns A–F and rows 1–5 of the whole layout, along the stage's edges.
  private drawFrame(scene: Scene): void {
    if (this.width < 520 || !scene.framed) return;
    const ctx = this.graph;
    const theme = this.kit.theme!;
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

  // The overlay: hover, keyboard focus, the line of a drag, and in a large
  // picture the selection, which is not to wait for the next sheet.

  private drawOver(): void {
    const { scene, over: ctx, above } = this;
    const { theme, ratio } = this.kit;
    ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
    ctx.clearRect(0, 0, this.width, this.height);
    if (!theme || !scene) return;
    above.take(scene);
    above.camera = this.camera;
    above.width = this.width;
    above.height = this.height;
    above.curves = [];
    above.ways = this.large() ? [] : this.direct.ways;
    if (this.large() && (this.sheet.busy || this.sheet.stale)) this.overStrong(scene);
    if (this.dragged !== null && this.large()) this.overStrong(scene, this.dragged);
    const hovered = this.hoverNode === null ? undefined : scene.place.get(this.hoverNode);
    if (hovered !== undefined) this.overNode(theme, scene, hovered);
    if (this.hoverRelationship !== null) this.overRelationship(theme, scene, this.hoverRelationship);
    for (const node of this.picked) this.overPicked(theme, scene, node);
    const focused = this.focusNode === null ? undefined : scene.place.get(this.focusNode);
    if (focused !== undefined) {
      const n = scene.nodes[focused]!;
      ctx.setLineDash([3, 3]);
      ring(ctx, ...this.toScreen(n.x, n.y), above.radius(n) + 9, theme.ink, 2);
      ctx.setLineDash([]);
    }
    if (this.rubber) this.overRubber(theme, scene, this.rubber);
  }

  private overPicked(theme: CanvasTheme, scene: Scene, node: number): void {
    const n = scene.nodes[scene.place.get(node) ?? -1];
    if (!n) return;
    const [x, y] = this.toScreen(n.x, n.y);
    const r = this.above.radius(n);
    ring(this.over, x, y, r + 4, theme.ink, 2.5);
    const [cx, cy] = [x + r * 0.8 + 2, y + r * 0.8 + 2];
    ring(this.over, cx, cy, 6.5, theme.canvas, 1.5, theme.ink);
    this.over.beginPath();
    this.over.moveTo(cx - 3, cy);
    this.over.lineTo(cx - 0.8, cy + 2.4);
    this.over.lineTo(cx + 3.2, cy - 2.4);
    this.over.strokeStyle = theme.inkInverse;
    this.over.lineWidth = 1.6;
    this.over.stroke();
  }

  private overRubber(theme: CanvasTheme, scene: Scene, rubber: Rubber): void {
    const ctx = this.over;
    const n = scene.nodes[scene.place.get(rubber.from) ?? -1];
    if (!n) return;
    ctx.setLineDash([5, 4]);
    ctx.strokeStyle = theme.ink;
    ctx.lineWidth = 2;
    ctx.beginPath();
    ctx.moveTo(...this.toScreen(n.x, n.y));
    ctx.lineTo(rubber.x, rubber.y);
    ctx.stroke();
    ctx.setLineDash([]);
    if (rubber.words) this.overWords(theme, rubber.words, rubber.x, rubber.y);
  }

  /** Words beside the pointer, on whichever side has room for them. */
  private overWords(theme: CanvasTheme, words: string, x: number, y: number): void {
    const ctx = this.over;
    ctx.font = `500 12.5px ${theme.font}`;
    const w = ctx.measureText(words).width + 16;
    const left = Math.max(4, Math.min(this.width - w - 4, x + 18));
    const top = y > 60 ? y - 40 : y + 24;
    roundRect(ctx, left, top, w, 24, 4);
    ctx.fillStyle = theme.ink;
    ctx.fill();
    ctx.fillStyle = theme.inkInverse;
    ctx.textBaseline = 'middle';
    ctx.textAlign = 'left';
    ctx.fillText(words, left + 8, top + 12.5);
  }

  /** What is selected, or one node, with its relationships. */
  private overStrong(scene: Scene, node: number | null = null): void {
    const places = node === null ? scene.nodes.flatMap((n, i) => (n.selected && !n.group ? [i] : [])) : [scene.place.get(node) ?? -1];
    for (const place of places) {
      const n = scene.nodes[place];
      if (!n) continue;
      this.overEdges(scene, incident(scene, place));
      this.above.drawNode(n, ...this.toScreen(n.x, n.y));
      this.overLabel(this.kit.theme!, n, ...this.toScreen(n.x, n.y));
    }
  }

  /** A relationship under the pointer. A hop has its line and name already: its
   * number is ringed. */
  private overRelationship(theme: CanvasTheme, scene: Scene, relationship: number): void {
    const list = edgesOf(scene, relationship);
    const hop = list.find((i) => scene.edges[i]!.hop > 0);
    const curve = hop === undefined ? null : this.direct.curves[hop];
    if (!curve) return this.overEdges(scene, list);
    const [x, y] = pointAt(curve, 0.5);
    ring(this.over, x, y, 14, theme.ink, 2);
  }

  private overNode(theme: CanvasTheme, scene: Scene, place: number): void {
    const n = scene.nodes[place]!;
    if (!scene.chainKey) this.overEdges(scene, incident(scene, place));
    const [x, y] = this.toScreen(n.x, n.y);
    if (n.group) {
      this.above.drawDisc(n);
      return ring(this.over, x, y, this.above.radius(n) + 3, theme.ink3, 2);
    }
    if (!n.selected) ring(this.over, x, y, this.above.radius(n) + 3.5, theme.ink3, 2);
    const cut = n.lines[n.lines.length - 1]!.endsWith('…');
    const shown = this.seen().labels.some((l) => l.node === n.node && !l.short);
    if (!shown || cut || !n.lit) this.overLabel(theme, cut ? { ...n, lines: wrap(n.name, 20, 8) } : n, x, y);
  }

  private overLabel(theme: CanvasTheme, n: SceneNode, x: number, y: number): void {
    const ctx = this.over;
    ctx.font = this.kit.font(n);
    const w = this.kit.nameWidth(ctx, n) + 12;
    const h = n.lines.length * lineHeight + 6;
    const top = y + this.above.radius(n) + 5;
    ctx.font = this.kit.font(n);
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

  private overEdges(scene: Scene, list: number[]): void {
    const byBasis = new Map<string, number[]>();
    const bundles: number[] = [];
    for (const i of list) {
      const e = scene.edges[i]!;
      if (e.bundle) bundles.push(i);
      else byBasis.set(e.basis, [...(byBasis.get(e.basis) ?? []), i]);
    }
    const sway = (i: number) => (this.large() ? 1 : this.direct.swayOf(i));
    this.above.drawBundles(scene, bundles, true);
    for (const [basis, part] of byBasis) {
      const curves = part.map((i) => this.above.curveOf(scene.edges[i]!, sway(i))).filter((c) => c !== null);
      this.above.strokeGroup(curves, 'strong', basis);
    }
    for (const i of list) this.above.curves[i] = this.above.curveOf(scene.edges[i]!, sway(i));
    const painter = this.seen();
    const [dx, dy] = painter.labelShift();
    const taken = painter === this.direct ? painter.labels.map((l) => ({ x0: l.x0 + dx, y0: l.y0 + dy, x1: l.x1 + dx, y1: l.y1 + dy })) : [];
    this.above.drawEdgeNames(scene, list, taken);
  }
}

/** Edges that draw a relationship. */
function edgesOf(scene: Scene, relationship: number): number[] {
  const i = scene.edges.findIndex((e) => e.relationship === relationship);
  return i < 0 ? [] : [i];
}

function extent(nodes: SceneNode[], at: (n: SceneNode) => number, half: number[] | null = null): [number, number] {
  let low = Infinity;
  let high = -Infinity;
  nodes.forEach((n, i) => {
    const v = at(n);
    const h = half ? half[i]! : 0;
    if (v - h < low) low = v - h;
    if (v + h > high) high = v + h;
  });
  return [low, high];
}
