// The picture of a large graph, kept on a sheet larger than the stage: moving the
// camera shifts (or, while one zooms, scales) the sheet, which costs the same
// whatever is on it. A new sheet is drawn behind the one that is seen, a little
// each frame, and takes its place when it is whole.

import type { Camera } from '../state/view';
import type { Scene } from '../scene/scene';
import type { Kit } from './kit';
import { type Insets, Painter } from './painter';

const slice = 9; // milliseconds of drawing a frame
const firstSlice = 24; // while nothing is there to be seen yet
const most = 420; // pixels beyond the stage, each way

interface Leaf {
  canvas: HTMLCanvasElement;
  painter: Painter;
}

export class Sheet {
  private front: Leaf | null = null;
  private back: Leaf | null = null;
  private job: { steps: Generator<void>; camera: Camera; scene: Scene } | null = null;
  private drawn: { camera: Camera; scene: Scene; width: number; height: number } | null = null;
  /** The latest whole sheet's scene is not the one that is shown. */
  stale = true;
  /** Milliseconds of work that the latest sheet took. */
  cost = 0;
  private spent = 0;

  constructor(private readonly kit: Kit) {}

  private leaf(): Leaf {
    const canvas = document.createElement('canvas');
    // Drawn by the processor and read by it: a picture for a graphics card
    // would be copied there and back.
    const ctx = canvas.getContext('2d', { alpha: false, willReadFrequently: true })!;
    return { canvas, painter: new Painter(ctx, this.kit) };
  }

  static overlap(width: number, height: number): number {
    return Math.round(Math.min(most, Math.max(width, height) * 0.3));
  }

  /** What is drawn on the sheet that is seen, for what the pointer meets. */
  get painter(): Painter | null {
    return this.front && this.drawn ? this.front.painter : null;
  }

  get camera(): Camera | null {
    return this.drawn?.camera ?? null;
  }

  get busy(): boolean {
    return this.job !== null;
  }

  get ready(): boolean {
    return this.drawn !== null;
  }

  /** Forgets everything: another size, theme or kind of picture. */
  clear(): void {
    this.job = null;
    this.drawn = null;
    this.stale = true;
  }

  /** Begins a new sheet, giving up one that is under way. */
  begin(scene: Scene, camera: Camera, width: number, height: number, insets: Insets): void {
    this.back ??= this.leaf();
    const over = Sheet.overlap(width, height);
    const [w, h] = [width + 2 * over, height + 2 * over];
    const { canvas, painter } = this.back;
    const [pw, ph] = [Math.round(w * this.kit.ratio), Math.round(h * this.kit.ratio)];
    if (canvas.width !== pw || canvas.height !== ph) {
      canvas.width = pw;
      canvas.height = ph;
    }
    painter.forget();
    // Names are cut by the stage's edge no more than in a small picture.
    const wide = { left: insets.left + over, right: insets.right + over, top: insets.top + over, bottom: insets.bottom + over };
    this.spent = 0;
    this.job = { steps: painter.paint(scene, { ...camera }, w, h, wide), camera: { ...camera }, scene };
  }

  /** Works on the sheet for as long as a frame can spare; true when a new sheet
   * has taken its place. */
  work(now: () => number, whole = false): boolean {
    const job = this.job;
    if (!job) return false;
    const begun = now();
    const until = begun + (this.drawn ? slice : firstSlice);
    for (;;) {
      const done = job.steps.next().done;
      // What was drawn is carried out when it is read: so its time counts here.
      this.back!.painter.ctx.getImageData(0, 0, 1, 1);
      if (done) break;
      if (!whole && now() > until) {
        this.spent += now() - begun;
        return false;
      }
    }
    this.cost = this.spent + now() - begun;
    const { painter } = this.back!;
    this.drawn = { camera: job.camera, scene: job.scene, width: painter.width, height: painter.height };
    [this.front, this.back] = [this.back, this.front];
    this.job = null;
    this.stale = false;
    return true;
  }

  /** Whether the sheet no longer does for a camera: too far off, or too large or
   * small a scale. At rest it is drawn for the very camera, so that a link shows
   * the same picture. */
  needs(camera: Camera, width: number, height: number, resting: boolean): boolean {
    const at = this.job?.camera ?? this.drawn?.camera;
    if (!at) return true;
    if (resting) return camera.k !== at.k || camera.x !== at.x || camera.y !== at.y;
    const scale = camera.k / at.k;
    if (scale > 2.2 || scale < 0.55) return true;
    const shift = Math.max(Math.abs(camera.x - at.x), Math.abs(camera.y - at.y)) * camera.k;
    return shift > Sheet.overlap(width, height) * 0.5;
  }

  /** Lays the sheet under a camera. */
  show(ctx: CanvasRenderingContext2D, camera: Camera, width: number, height: number): void {
    if (!this.drawn || !this.front) return;
    const at = this.drawn;
    const scale = camera.k / at.camera.k;
    const x = (at.camera.x - camera.x) * camera.k + width / 2 - (at.width / 2) * scale;
    const y = (at.camera.y - camera.y) * camera.k + height / 2 - (at.height / 2) * scale;
    const snap = (v: number) => Math.round(v * this.kit.ratio) / this.kit.ratio;
    ctx.imageSmoothingEnabled = scale !== 1;
    ctx.drawImage(this.front.canvas, scale === 1 ? snap(x) : x, scale === 1 ? snap(y) : y, at.width * scale, at.height * scale);
  }
}
