// Draws a scene for one camera. The work comes in steps, so that a picture of
// thousands can be drawn a little each frame; a small one is drawn at once. Sizes
// are in CSS pixels; symbols and names keep their size while the camera comes
// nearer, only the distances grow.

import type { Camera } from '../state/view';
import { placeCaptions, reaches, smoothed } from '../scene/captions';
import { arrowHead, type Curve, curve, lengthOf, type Point, pointAt } from '../scene/geometry';
import { type Box, type LabelRequest, overlaps, type Placed, placeLabels, type Slot } from '../scene/labels';
import { along, type Obstacle, routes } from '../scene/routes';
import { incident, type Scene, type SceneEdge, type SceneNode } from '../scene/scene';
import { discNames, drawDisc, drawDiscs } from './discs';
import { Hops } from './hops';
import { type Kit, lineHeight, type Pen, ring, roundRect, tracking } from './kit';
import { drawMark, drawSign } from './mark';
import { mix } from './theme';

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

export const margin = 160;

// Above these numbers a picture is drawn more plainly.
const routed = 240; // relationships whose ways are chosen
const dashed = 2500; // relationships that show their basis by dashes
const bent = 4000; // relationships that are curves with heads
const shortest = 2.5; // pixels below which a line is not drawn among very many
const chunk = 300; // lines a step
const stamped = 400; // symbols above which they are stamped
const mostNames = 420;
// Pixels between columns below which their heads are shortened, or left out.
const closestHeads = { whole: 124, short: 54 };
const landmarks = 16; // names shown over symbols in a crowd

export type EdgeState = 'dim' | 'plain' | 'strong';

/** A node under the shorter form of its name. */
function shortened(n: SceneNode): SceneNode {
  return { ...n, lines: [n.short] };
}

export class Painter implements Pen {
  camera: Camera = { x: 0, y: 0, k: 1 };
  width = 1;
  height = 1;
  private insets: Insets = { top: 0, right: 0, bottom: 0, left: 0 };
  curves: (Curve | null)[] = [];
  labels: Placed[] = [];
  /** How many hops of a chain are drawn; all when Infinity. */
  hopsShown = Infinity;
  /** True while the camera moves: names and ways keep their places. */
  moving = false;
  private scene: Scene | null = null;
  private slots = new Map<number, Slot>();
  ways: number[] = [];
  private stubs: StubPlace[] = [];
  private grounds: { outline: Point[]; reach: number; caption: Box | null; words: string; label: string }[] = [];
  private labelCamera: Camera | null = null;
  private readonly hops: Hops;

  constructor(
    readonly ctx: CanvasRenderingContext2D,
    readonly kit: Kit,
  ) {
    this.hops = new Hops(this);
  }

  /** Forgets where names stand. */
  forget(): void {
    this.labelCamera = null;
  }

  toScreen(x: number, y: number): [number, number] {
    const c = this.camera;
    return [(x - c.x) * c.k + this.width / 2, (y - c.y) * c.k + this.height / 2];
  }

  zoomScale(): number {
    const apart = (this.scene?.spread ?? 1) * this.camera.k;
    return Math.max(0.26, Math.min(1.3, Math.pow(apart / 60, apart < 60 ? 0.55 : 0.3)));
  }

  radius(n: SceneNode): number {
    if (n.group) return n.r * Math.max(0.32, Math.min(1.5, this.camera.k * n.group.unit));
    return n.r * this.zoomScale() * (n.selected ? 1.12 : 1);
  }

  /** Takes a scene without drawing it, so that sizes are known. */
  take(scene: Scene | null): void {
    if (scene !== this.scene) {
      this.ways = [];
      this.labelCamera = null;
    }
    this.scene = scene;
  }

  /** Draws all of the scene; each step is a little work. */
  *paint(scene: Scene, camera: Camera, width: number, height: number, insets: Insets, underlay?: () => void): Generator<void> {
    const { ctx, kit } = this;
    this.take(scene);
    this.camera = camera;
    this.width = width;
    this.height = height;
    this.insets = insets;
    ctx.setTransform(kit.ratio, 0, 0, kit.ratio, 0, 0);
    ctx.globalAlpha = 1;
    ctx.fillStyle = kit.theme!.canvas;
    ctx.fillRect(0, 0, width, height);
    if (this.needsLabels()) yield* this.arrange(scene, insets);
    else this.shapeCurves(scene);
    this.drawTerritories(scene);
    underlay?.();
    yield;
    this.drawBundles(scene, scene.edges.flatMap((e, i) => (e.bundle ? [i] : [])));
    drawDiscs(this, scene.nodes);
    yield* this.drawEdges(scene);
    this.drawCaptions(scene);
    yield* this.drawNodes(scene);
    this.drawStubs(scene);
    this.drawLabels(scene);
    this.hops.draw(scene, this.curves, this.hopsShown, this.labelShift());
  }

  // Territories.

  /** Outlines of territories, and how far they reach. */
  private shapeGrounds(scene: Scene): void {
    const most = 40 * Math.min(1.15, this.zoomScale());
    const polygons = scene.territories.map((t) => t.polygon.map(([x, y]) => this.toScreen(x, y)));
    const reach = reaches(polygons, most, Math.min(most, 15));
    this.grounds = scene.territories.map((t, i) => ({
      outline: smoothed(polygons[i]!), reach: reach[i]!, caption: null, words: this.kit.words.region[t.category] ?? '', label: t.label,
    }));
  }

  private shifted(): [number, number] {
    const a = this.labelCamera;
    const b = this.camera;
    return a ? [(a.x - b.x) * b.k, (a.y - b.y) * b.k] : [0, 0];
  }

  private drawTerritories(scene: Scene): void {
    const { ctx, kit } = this;
    const [dx, dy] = this.shifted();
    ctx.save();
    ctx.translate(dx, dy);
    ctx.lineJoin = 'round';
    for (const g of this.grounds) {
      const path = new Path2D();
      g.outline.forEach(([x, y], i) => (i ? path.lineTo(x, y) : path.moveTo(x, y)));
      path.closePath();
      const { line, fill } = kit.tint(g.label, scene.dimmed ? 0.4 : 1);
      ctx.strokeStyle = line;
      ctx.lineWidth = g.reach * 2 + 2;
      ctx.stroke(path);
      ctx.strokeStyle = ctx.fillStyle = fill;
      ctx.lineWidth = g.reach * 2;
      ctx.stroke(path);
      ctx.fill(path);
    }
    ctx.restore();
  }

  private drawCaptions(scene: Scene): void {
    const { ctx, kit } = this;
    const theme = kit.theme!;
    const [dx, dy] = this.shifted();
    ctx.save();
    ctx.fillStyle = theme.ink3;
    ctx.strokeStyle = theme.canvas;
    ctx.lineWidth = 4;
    ctx.lineJoin = 'round';
    ctx.font = `500 12px ${theme.font}`;
    ctx.textBaseline = 'alphabetic';
    ctx.globalAlpha = scene.dimmed ? 0.4 : 1;
    for (const g of this.grounds) {
      if (!g.caption) continue;
      let x = g.caption.x0 + dx;
      for (const ch of g.words) {
        ctx.strokeText(ch, x, g.caption.y0 + 12 + dy);
        ctx.fillText(ch, x, g.caption.y0 + 12 + dy);
        x += ctx.measureText(ch).width + tracking(g.words);
      }
    }
    ctx.textAlign = 'center';
    for (const { text, x, y } of this.columnHeads(scene)) {
      ctx.strokeText(text, x, y);
      ctx.fillText(text, x, y);
    }
    ctx.restore();
  }

  /** Words over the columns of a layered picture, in pixels: fewer where columns
   * stand close, none where they stand closer still. */
  private columnHeads(scene: Scene): { text: string; x: number; y: number }[] {
    const [first, second] = scene.captions;
    const apart = first && second ? (second.x - first.x) * this.camera.k : Infinity;
    if (!first || apart < closestHeads.short) return [];
    const least = Math.max(18, this.insets.top + 18);
    return scene.captions.map((c) => {
      const [x, y] = this.toScreen(c.x, c.y);
      return { text: apart < closestHeads.whole ? c.short : c.text, x, y: Math.max(least, y) };
    });
  }

  private headBoxes(scene: Scene): Box[] {
    this.ctx.font = `500 12px ${this.kit.theme!.font}`;
    return this.columnHeads(scene).map(({ text, x, y }) => {
      const half = this.ctx.measureText(text).width / 2 + 4;
      return { x0: x - half, y0: y - 14, x1: x + half, y1: y + 5 };
    });
  }

  private captionSize(words: string): { width: number; height: number } {
    const letters = [...words];
    this.ctx.font = `500 12px ${this.kit.theme!.font}`;
    return { width: letters.reduce((w, ch) => w + this.ctx.measureText(ch).width + tracking(words), -tracking(words)), height: 15 };
  }

  // Relationships.

  /** Curve of a relationship at the camera, or null when it is out of sight. */
  curveOf(e: SceneEdge, sway: number, far = margin): Curve | null {
    const scene = this.scene!;
    const a = scene.nodes[e.a]!;
    const b = scene.nodes[e.b]!;
    const [ax, ay] = this.toScreen(a.x, a.y);
    const [bx, by] = this.toScreen(b.x, b.y);
    if (Math.max(ax, bx) < -far || Math.min(ax, bx) > this.width + far || Math.max(ay, by) < -far || Math.min(ay, by) > this.height + far) return null;
    const gap = (n: SceneNode, rest: number) => this.radius(n) + (n.selected ? 6 : rest);
    return curve(ax, ay, gap(a, 2), bx, by, gap(b, 3), e.slot, e.count, e.flip, sway);
  }

  /** The bow that a relationship was given. */
  swayOf(edge: number): number {
    return this.ways[edge] ?? 1;
  }

  private shapeCurves(scene: Scene): void {
    this.curves = scene.edges.map((e, i) => this.curveOf(e, this.swayOf(i)));
  }

  edgeState(e: SceneEdge): EdgeState {
    if (e.hop > 0) return e.hop <= this.hopsShown + 1 ? 'strong' : 'dim';
    return !e.lit ? 'dim' : e.strong ? 'strong' : 'plain';
  }

  private *drawEdges(scene: Scene): Generator<void> {
    const groups = new Map<string, number[]>();
    let seen = 0;
    this.curves.forEach((c, i) => {
      if (!c) return;
      const e = scene.edges[i]!;
      if (scene.edges.length > bent && Math.abs(c.x1 - c.x0) + Math.abs(c.y1 - c.y0) < shortest) return;
      seen++;
      if (e.bundle) return;
      const key = `${this.edgeState(e)} ${e.basis}`;
      const list = groups.get(key);
      if (list) list.push(i);
      else groups.set(key, [i]);
    });
    this.drawWeakBand(scene);
    const order = ['dim', 'plain', 'strong'];
    const keys = [...groups.keys()].sort((a, b) => order.indexOf(a.split(' ')[0]!) - order.indexOf(b.split(' ')[0]!));
    for (const key of keys) {
      const [state, basis] = key.split(' ') as [EdgeState, string];
      const list = groups.get(key)!;
      for (let i = 0; i < list.length; i += chunk) {
        const part = list.slice(i, i + chunk);
        this.strokeGroup(part.map((n) => this.curves[n]!), state, basis, seen);
        if (list.length > chunk) yield;
      }
    }
    this.ctx.globalAlpha = 1;
    this.ctx.setLineDash([]);
  }

  /** Strokes curves of one style, as plainly as `many` of them ask for. */
  strokeGroup(list: Curve[], state: EdgeState, basis: string, many = list.length): void {
    const { ctx, kit } = this;
    const theme = kit.theme!;
    const style = kit.dashes.get(basis) ?? { width: 1, dash: [], round: false };
    const full = this.fullness();
    const strong = state === 'strong';
    const plain = many > bent && !strong;
    ctx.globalAlpha = state === 'dim' ? theme.dim * full : state === 'plain' ? full : 1;
    ctx.strokeStyle = basis === 'external' ? theme.external : strong ? theme.relStrong : theme.rel;
    ctx.fillStyle = ctx.strokeStyle;
    ctx.lineWidth = plain ? 1 / kit.ratio : style.width * (basis === '' ? 0.8 : 1) * (strong ? 1 : Math.max(0.55, Math.min(1, this.zoomScale() * 1.2)));
    ctx.lineCap = style.round ? 'round' : 'butt';
    ctx.setLineDash(many > dashed && !strong ? [] : style.dash);
    ctx.beginPath();
    for (const c of list) {
      ctx.moveTo(c.x0, c.y0);
      if (plain) ctx.lineTo(c.x1, c.y1);
      else ctx.quadraticCurveTo(c.cx, c.cy, c.x1, c.y1);
    }
    ctx.stroke();
    ctx.setLineDash([]);
    if (!plain) this.fillHeads(list);
  }

  private fillHeads(list: Curve[]): void {
    const { ctx } = this;
    ctx.beginPath();
    for (const c of list) {
      if (lengthOf(c) < 16) continue;
      const [tip, left, right] = arrowHead(c, 7);
      ctx.moveTo(tip![0], tip![1]);
      ctx.lineTo(left![0], left![1]);
      ctx.lineTo(right![0], right![1]);
      ctx.closePath();
    }
    ctx.fill();
  }

  /** Relationships between groups: a band as broad as there are many. */
  drawBundles(scene: Scene, list: number[], strong = false): void {
    const { ctx, kit } = this;
    const theme = kit.theme!;
    ctx.lineCap = 'butt';
    ctx.setLineDash([]);
    for (const i of list) {
      const e = scene.edges[i]!;
      const c = strong ? this.curveOf(e, this.swayOf(i)) : this.curves[i];
      if (!c) continue;
      const thin = e.width <= 1;
      ctx.globalAlpha = strong || e.strong ? (thin ? 0.5 : 0.9) : thin ? 0.22 : 0.42;
      ctx.strokeStyle = strong || e.strong ? theme.rel : mix(theme.rel, theme.canvas, 0.6);
      ctx.lineWidth = e.width;
      ctx.beginPath();
      ctx.moveTo(c.x0, c.y0);
      ctx.quadraticCurveTo(c.cx, c.cy, c.x1, c.y1);
      ctx.stroke();
    }
    ctx.globalAlpha = 1;
  }

  /** How strongly lines are drawn: where there are many, they recede. */
  private fullness(): number {
    const n = this.scene?.edges.length ?? 0;
    const least = n > bent ? 0.2 : 0.3;
    return Math.max(least, Math.min(1, 1 - (n - 200) / 1600));
  }

  private drawWeakBand(scene: Scene): void {
    const { ctx, kit } = this;
    if (!scene.chainKey) return;
    scene.edges.forEach((e, i) => {
      const c = this.curves[i];
      if (!c || !e.weakest || e.hop > this.hopsShown + 1) return;
      ctx.strokeStyle = mix(kit.theme!.eye, kit.theme!.canvas, 0.16);
      ctx.lineWidth = 16;
      ctx.lineCap = 'butt';
      ctx.setLineDash([]);
      ctx.beginPath();
      ctx.moveTo(c.x0, c.y0);
      ctx.quadraticCurveTo(c.cx, c.cy, c.x1, c.y1);
      ctx.stroke();
    });
  }

  // Nodes.

  private *drawNodes(scene: Scene): Generator<void> {
    const { ctx, kit } = this;
    const many = scene.nodes.length > stamped;
    let drawn = 0;
    for (const pass of [false, true]) {
      for (const n of scene.nodes) {
        if (n.group || n.lit !== pass) continue;
        const [x, y] = this.toScreen(n.x, n.y);
        if (x < -40 || y < -40 || x > this.width + 40 || y > this.height + 40) continue;
        ctx.globalAlpha = n.lit ? 1 : kit.theme!.dim;
        if (many && !n.selected && !n.pinned && !n.marked && !n.sign) {
          const s = kit.symbolStamp(n, this.radius(n));
          ctx.drawImage(s.canvas, this.snap(x - s.width / 2), this.snap(y - s.height / 2), s.canvas.width / kit.ratio, s.canvas.height / kit.ratio);
        } else this.drawNode(n, x, y);
        if (++drawn % 800 === 0) yield;
      }
    }
    ctx.globalAlpha = 1;
    yield;
  }

  private snap(v: number): number {
    return Math.round(v * this.kit.ratio) / this.kit.ratio;
  }

  drawNode(n: SceneNode, x: number, y: number): void {
    const { ctx, kit } = this;
    const theme = kit.theme!;
    const r = this.radius(n);
    if (n.selected) ring(ctx, x, y, r + 4.5, theme.ink, 2, theme.canvas);
    kit.symbol(ctx, n, x, y, r);
    if (n.marked) drawMark(ctx, x, y, r, theme.eye, theme.canvas);
    if (n.sign) drawSign(ctx, theme, n.sign, x + r * 0.85, y - r * 0.85);
    if (!n.pinned) return;
    ctx.beginPath();
    ctx.arc(x + r * 0.75, y - r * 0.75, 4, 0, Math.PI * 2);
    ctx.fillStyle = theme.ink;
    ctx.fill();
    ctx.lineWidth = 1.5;
    ctx.strokeStyle = theme.canvas;
    ctx.stroke();
  }

  drawDisc(n: SceneNode): void {
    drawDisc(this, n);
  }

  // A short dotted stub with the empty bracket: the text does not say.
  private drawStubs(scene: Scene): void {
    const { ctx, kit } = this;
    const theme = kit.theme!;
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
      const words = kit.words.stub[n.stub] ?? '';
      ctx.strokeText(words, to + side * 3, y);
      ctx.fillText(words, to + side * 3, y);
    }
    ctx.restore();
  }

  /** 1 when the stub goes to the right: away from where the node's lines go. */
  private stubSide(scene: Scene, n: SceneNode): number {
    let pull = 0;
    for (const i of incident(scene, scene.place.get(n.node)!)) {
      const e = scene.edges[i]!;
      const other = scene.nodes[scene.nodes[e.a] === n ? e.b : e.a]!;
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

  /** How far the names' places have moved since they were found. */
  labelShift(): [number, number] {
    return this.shifted();
  }

  /** Finds the ways of relationships and the places of captions and names. */
  private *arrange(scene: Scene, insets: Insets): Generator<void> {
    this.labelCamera = { ...this.camera };
    this.shapeGrounds(scene);
    const seen = scene.nodes.filter((n) => {
      const [x, y] = this.toScreen(n.x, n.y);
      return x > -margin && y > -margin && x < this.width + margin && y < this.height + margin;
    });
    const symbols: Obstacle[] = seen.map((n) => {
      const [x, y] = this.toScreen(n.x, n.y);
      const r = this.radius(n) + (n.selected ? 5 : 0);
      return { node: scene.place.get(n.node)!, x0: x - r, y0: y - r, x1: x + r, y1: y + r };
    });
    yield;
    const finds = scene.edges.length <= routed;
    if (finds && !(this.moving && this.ways.length)) this.findWays(scene, symbols, []);
    this.shapeCurves(scene);
    yield;
    this.arrangeNames(scene, seen, symbols, insets);
    if (finds && !this.moving) {
      const names = this.labels.map((l) => ({ ...l, node: scene.place.get(l.node)! }));
      this.findWays(scene, symbols, names);
      this.shapeCurves(scene);
    }
  }

  private findWays(scene: Scene, symbols: Obstacle[], names: Obstacle[]): void {
    const shape = (i: number, sway: number) => {
      const e = scene.edges[i]!;
      return e.count > 1 && sway !== 1 ? null : this.curveOf(e, sway);
    };
    this.ways = routes(scene.edges.length, shape, (i) => [scene.edges[i]!.a, scene.edges[i]!.b], symbols, names);
  }

  private arrangeNames(scene: Scene, seen: SceneNode[], symbols: Box[], insets: Insets): void {
    const lines: [number, number][] = [];
    if (scene.edges.length < 900) this.curves.forEach((c) => c && lines.push(...along(c, 14, 24)));
    const edge = scene.framed && this.width >= 520 ? 20 : 2;
    const view = { x0: insets.left + edge, y0: insets.top + edge, x1: this.width - insets.right - 2, y1: this.height - insets.bottom - 2 };
    const reserved = [...this.hops.numbers(scene, this.curves), ...this.headBoxes(scene)];
    reserved.push(...discNames(this, seen));
    reserved.push(...this.hops.arrange(scene, this.curves, symbols, reserved, view));
    const captions = placeCaptions({ grounds: this.grounds, sizes: this.grounds.map((g) => this.captionSize(g.words)), symbols, lines, reserved, view });
    captions.forEach((box, i) => {
      this.grounds[i]!.caption = box;
      if (box) reserved.push({ x0: box.x0 - 3, y0: box.y0, x1: box.x1 + 3, y1: box.y1 + 2 });
    });
    this.stubs = this.arrangeStubs(scene, symbols, reserved);
    reserved.push(...this.stubs.map((p) => p.box));
    const requests = this.requests(scene, seen);
    this.labels = placeLabels({ requests, symbols, lines, reserved, before: this.moving ? this.slots : new Map(), view });
    this.slots = new Map(this.labels.map((l) => [l.node, l.slot]));
  }

  private requests(scene: Scene, seen: SceneNode[]): LabelRequest[] {
    let asked = seen.filter((n) => !n.group && (n.lit || !scene.dimmed || scene.nodes.length <= 120));
    if (asked.length > mostNames * 4) {
      asked = [...asked].sort((a, b) => Number(b.must) - Number(a.must) || b.priority - a.priority || a.node - b.node).slice(0, mostNames * 4);
    }
    const steer = scene.nodes.length > stamped ? new Set([...asked].sort((a, b) => b.priority - a.priority || a.node - b.node).slice(0, landmarks)) : null;
    return asked.map((n) => {
      const [x, y] = this.toScreen(n.x, n.y);
      const r = this.radius(n) + (n.selected ? 5 : 0);
      const width = this.kit.nameWidth(this.ctx, n) + (n.selected ? 16 : 2);
      const height = n.lines.length * lineHeight + (n.selected ? 6 : 0);
      const short = n.short ? { width: this.kit.nameWidth(this.ctx, shortened(n)) + 2, height: lineHeight } : undefined;
      return { node: n.node, x, y, r, width, height, priority: n.priority, must: n.must, landmark: steer?.has(n) ?? false, short };
    });
  }

  /** Stubs where there is room for them; a picture too full shows none. */
  private arrangeStubs(scene: Scene, symbols: Box[], reserved: Box[]): StubPlace[] {
    const found: StubPlace[] = [];
    if (scene.nodes.length > 160) return found;
    for (const n of scene.nodes) {
      const words = n.stub && this.kit.words.stub[n.stub];
      if (!words) continue;
      const [x, y] = this.toScreen(n.x, n.y);
      const first = this.stubSide(scene, n);
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

  private drawLabels(scene: Scene): void {
    const [dx, dy] = this.labelShift();
    for (const l of this.labels) {
      const n = scene.nodes[scene.place.get(l.node) ?? -1];
      if (n) this.drawLabel(l.short ? shortened(n) : n, l, dx, dy);
    }
    this.ctx.globalAlpha = 1;
    if (!scene.chainKey) this.drawEdgeNames(scene, scene.edges.flatMap((e, i) => (e.strong ? [i] : [])));
  }

  drawLabel(n: SceneNode, l: Box, dx: number, dy: number): void {
    const { ctx, kit } = this;
    const theme = kit.theme!;
    ctx.globalAlpha = n.lit ? 1 : theme.dim + 0.08;
    if (n.selected) {
      ctx.fillStyle = theme.ink;
      roundRect(ctx, l.x0 + dx, l.y0 + dy + 1, l.x1 - l.x0, l.y1 - l.y0 - 2, 3);
      ctx.fill();
    }
    const s = kit.nameStamp(n);
    const x = (l.x0 + l.x1) / 2 + dx - s.width / 2;
    const y = (l.y0 + l.y1) / 2 + dy - s.height / 2;
    ctx.drawImage(s.canvas, this.snap(x), this.snap(y), s.canvas.width / kit.ratio, s.canvas.height / kit.ratio);
  }

  /** Names of relationships, at the middle of their curve, where there is room. */
  drawEdgeNames(scene: Scene, list: number[], taken: Box[] = this.namesOnScreen()): void {
    const { ctx } = this;
    const theme = this.kit.theme!;
    ctx.font = `12px ${theme.font}`;
    ctx.textAlign = 'center';
    ctx.textBaseline = 'middle';
    ctx.lineJoin = 'round';
    const used = [...taken];
    const lone = list.length === 1;
    for (const i of list.length > 300 ? [] : list) {
      const e = scene.edges[i]!;
      const c = this.curves[i] ?? this.curveOf(e, this.swayOf(i));
      if (!c) continue;
      const w = ctx.measureText(e.name).width + 4;
      if (lengthOf(c) < w + 26 && !lone) continue;
      for (const t of [0.5, 0.4, 0.6, 0.3, 0.7]) {
        const [x, y] = pointAt(c, t);
        const box = { x0: x - w / 2, y0: y - 8, x1: x + w / 2, y1: y + 8 };
        if (!lone && used.some((b) => overlaps(b, box))) continue;
        used.push(box);
        ctx.lineWidth = 5;
        ctx.strokeStyle = theme.canvas;
        ctx.strokeText(e.name, x, y);
        ctx.fillStyle = theme.ink2;
        ctx.fillText(e.name, x, y);
        break;
      }
    }
    ctx.textAlign = 'left';
  }

  private namesOnScreen(): Box[] {
    const [dx, dy] = this.labelShift();
    return this.labels.map((l) => ({ x0: l.x0 + dx, y0: l.y0 + dy, x1: l.x1 + dx, y1: l.y1 + dy }));
  }
}
