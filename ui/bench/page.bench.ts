// What a reader of the page waits for: what is loaded first, when the first
// picture stands, how long a frame takes while panning. Real Chromium without a
// GPU against the real program; figures are printed, never judged.

import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, test } from 'vitest';
import { type Atlas, desk, missing, start } from '../e2e/harness';

const rows: string[][] = [['figure', 'value']];
let atlas: Atlas;

beforeAll(async () => {
  if (!missing) atlas = await start();
});

afterAll(async () => {
  await atlas?.stop();
  const width = Math.max(...rows.map((r) => r[0]!.length));
  console.log('\n' + rows.map((r) => r[0]!.padEnd(width) + '  ' + r[1]).join('\n') + '\n');
});

const middle = (values: number[], share: number) => [...values].sort((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * share))]!;
const ms = (value: number) => value.toFixed(0) + ' ms';

test('first load', () => {
  const dist = new URL('../dist/', import.meta.url);
  const html = readFileSync(new URL('index.html', dist), 'utf8');
  const files = [...html.matchAll(/(?:src|href)="\.\/(assets\/[^"]+)"/g)].map((m) => m[1]!);
  const bytes = ['index.html', ...files].reduce((sum, f) => sum + gzipSync(readFileSync(new URL(f, dist))).length, 0);
  rows.push(['first load, gzip', (bytes / 1024).toFixed(1) + ' kB']);
});

/** Milliseconds from the start of navigation until the canvas holds ink. */
async function firstPicture(fragment: string): Promise<number> {
  const context = await atlas.browser.newContext(desk);
  const page = await context.newPage();
  await page.addInitScript(() => {
    const look = () => {
      const canvas = document.querySelector<HTMLCanvasElement>('.stage canvas');
      const data = canvas && canvas.width > 10 ? canvas.getContext('2d')!.getImageData(0, 0, canvas.width, canvas.height).data : null;
      let ink = 0;
      for (let i = 3; data && i < data.length; i += 4 * 97) if (data[i]! > 200) ink++;
      if (ink > 20) (window as unknown as { inked: number }).inked = performance.now();
      else requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
  });
  await page.goto(atlas.url + fragment);
  const time = await page.waitForFunction(() => (window as unknown as { inked?: number }).inked);
  const value = (await time.jsonValue()) as number;
  await context.close();
  return value;
}

/** Times between frames while the picture is dragged about. */
async function panFrames(fragment: string): Promise<number[]> {
  const context = await atlas.browser.newContext({ ...desk, viewport: { width: 1280, height: 720 } });
  const page = await context.newPage();
  await page.goto(atlas.url + fragment);
  await page.waitForSelector('.stage canvas');
  await page.waitForTimeout(1500);
  const box = (await page.locator('.stage').boundingBox())!;
  await page.evaluate(() => {
    const w = window as unknown as { frames: number[]; panning: boolean };
    w.frames = [];
    w.panning = true;
    let last = performance.now();
    const tick = (now: number) => {
      w.frames.push(now - last);
      last = now;
      if (w.panning) requestAnimationFrame(tick);
    };
    requestAnimationFrame(tick);
  });
  // Begin on empty paper: a corner, where no node is dragged by mistake.
  await page.mouse.move(box.x + 12, box.y + box.height - 12);
  await page.mouse.down();
  for (let i = 0; i < 90; i++) await page.mouse.move(box.x + 12 + 3 * i, box.y + box.height - 12 - 2 * Math.abs(45 - i));
  await page.mouse.up();
  const frames = await page.evaluate(() => {
    const w = window as unknown as { frames: number[]; panning: boolean };
    w.panning = false;
    return w.frames;
  });
  await context.close();
  return frames.slice(2);
}

for (const [name, fragment] of [
  ['opening view', ''],
  ['whole graph', '#/map?base=all'],
] as const) {
  test.skipIf(missing)(name, async () => {
    await firstPicture(fragment); // warms the server's layout and the browser
    const first = [await firstPicture(fragment), await firstPicture(fragment), await firstPicture(fragment)];
    rows.push([`${name}: first picture, median of 3`, ms(middle(first, 0.5))]);
    const frames = await panFrames(fragment);
    rows.push([`${name}: pan frame p50 / p95`, `${ms(middle(frames, 0.5))} / ${ms(middle(frames, 0.95))}`]);
  });
}
