// Names on the picture as it is drawn: none covers another, and in a layered
// picture every node has one. What the canvas is told to draw is listened to.

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Atlas, desk, missing, phone, start, still } from './harness';

interface Name {
  text: string;
  x0: number;
  y0: number;
  x1: number;
  y1: number;
}

/** Notes every name that is put on a canvas of the page. Runs in the page: a name
 * is a small canvas with words on it, a picture begins with its ground, and that of
 * a large graph is drawn aside and laid under the stage as a whole. */
function listen(): void {
  const margin = 4;
  const words = new WeakMap<object, string>();
  const names = new WeakMap<object, Name[]>();
  const of = (canvas: object) => names.get(canvas) ?? (names.set(canvas, []), names.get(canvas)!);
  (window as unknown as { namesOn: typeof of }).namesOn = of;
  const { fillText, fillRect, drawImage } = CanvasRenderingContext2D.prototype;
  const context = CanvasRenderingContext2D.prototype as unknown as Record<string, unknown>;
  context.fillText = function (this: CanvasRenderingContext2D, text: string, ...rest: [number, number]) {
    words.set(this.canvas, (words.get(this.canvas) ?? '') + text);
    fillText.call(this, text, ...rest);
  };
  context.fillRect = function (this: CanvasRenderingContext2D, x: number, y: number, w: number, h: number) {
    if (x === 0 && y === 0 && w > 300) of(this.canvas).length = 0;
    fillRect.call(this, x, y, w, h);
  };
  context.drawImage = function (this: CanvasRenderingContext2D, image: HTMLCanvasElement, ...at: number[]) {
    const [x, y, w, h] = at as [number, number, number, number];
    const text = words.get(image);
    if (text && image.height < 200) of(this.canvas).push({ text, x0: x + margin, y0: y + margin, x1: x + w - margin, y1: y + h - margin });
    else of(this.canvas).push(...of(image).map((n) => ({ ...n, x0: n.x0 + x, y0: n.y0 + y, x1: n.x1 + x, y1: n.y1 + y })));
    (drawImage as (...a: unknown[]) => void).call(this, image, ...at);
  };
}

/** Pairs of names that share more than a hair of ground. */
function covering(names: Name[]): string[] {
  const hair = 0.5;
  return names.flatMap((a, i) =>
    names
      .slice(i + 1)
      .filter((b) => a.x0 < b.x1 - hair && a.x1 > b.x0 + hair && a.y0 < b.y1 - hair && a.y1 > b.y0 + hair)
      .map((b) => `${a.text} × ${b.text}`),
  );
}

describe.skipIf(missing)('names on the picture', () => {
  let atlas: Atlas;
  beforeAll(async () => {
    atlas = await start();
  });
  afterAll(() => atlas?.stop());

  async function drawn(fragment: string, options = desk): Promise<{ names: Name[]; nodes: number }> {
    const context = await atlas.browser.newContext(options);
    await context.addInitScript(listen);
    const page = await context.newPage();
    await page.goto(atlas.url + fragment);
    // Layers are asked for when the page is there: an empty picture is not the one.
    await page.waitForFunction(() => /[1-9][\d,]* (\/|of) [\d,]+/.test(document.querySelector('.status, .pill')?.textContent ?? ''));
    await still(page);
    const names = await page.evaluate(() => (window as unknown as { namesOn(c: Element): Name[] }).namesOn(document.querySelector('.stage canvas')!));
    const nodes = await page.evaluate(() => Number(/(\d[\d,]*) \/ [\d,]+/.exec(document.querySelector('.status, .pill')?.textContent ?? '')?.[1]?.replace(/,/g, '')));
    await context.close();
    return { names, nodes };
  }

  it.each([
    '#/map',
    '#/map?lang=en',
    '#/map?base=all&group=none',
    '#/map?sel=cluster.three-plus-three',
    '#/trace?from=industry.new-materials&to=goal.economy',
    '#/layers?focus=goal.vision-2035',
    '#/layers?focus=district.high-tech-zone&lang=en',
  ])('never covers one by another: %s', async (fragment) => {
    for (const options of [desk, phone]) {
      const { names } = await drawn(fragment, options);
      expect(names.length).toBeGreaterThan(5);
      expect(covering(names)).toEqual([]);
    }
  });

  it.each(['goal.west-wing-industry-system', 'district.high-tech-zone', 'goal.innovation-demonstration-zone', 'goal.vision-2035', 'goal.education-highland'])(
    'leaves no node of the layers without a name: %s',
    async (focus) => {
      const { names, nodes } = await drawn(`#/layers?focus=${focus}`);
      expect(nodes).toBeGreaterThan(20);
      expect(names).toHaveLength(nodes);
    },
  );
});
