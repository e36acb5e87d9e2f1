// Measures in a page: when the first picture stands, and how long frames take
// while it is dragged about.

import type { Browser, Page } from 'playwright-core';
import { desk } from '../e2e/harness';

export const stage = { ...desk, viewport: { width: 1280, height: 720 } };

/** The value that a share of the others does not exceed. */
export const at = (values: number[], share: number) =>
  [...values].sort((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * share))]!;

/** Milliseconds from the start of navigation until the canvas holds ink. */
export async function firstPicture(browser: Browser, url: string): Promise<number> {
  const context = await browser.newContext(stage);
  const page = await context.newPage();
  await page.addInitScript(() => {
    const look = () => {
      const canvas = document.querySelector<HTMLCanvasElement>('.stage canvas');
      const data = canvas && canvas.width > 10 ? canvas.getContext('2d')!.getImageData(0, 0, canvas.width, canvas.height).data : null;
      // Colour is ink: paper, grid and letters at the edge have none.
      let ink = 0;
      for (let i = 0; data && i < data.length; i += 4 * 13) if (Math.abs(data[i]! - data[i + 1]!) > 12 || Math.abs(data[i + 1]! - data[i + 2]!) > 12) ink++;
      if (ink > 20) (window as unknown as { inked: number }).inked = performance.now();
      else requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
  });
  await page.goto(url);
  const time = await page.waitForFunction(() => (window as unknown as { inked?: number }).inked, null, { timeout: 120_000 });
  const value = (await time.jsonValue()) as number;
  await context.close();
  return value;
}

/** Times between frames while the picture in a box is dragged about. */
export async function dragFrames(page: Page, selector: string): Promise<number[]> {
  const box = (await page.locator(selector).first().boundingBox())!;
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
  return frames.slice(2);
}

/** Frames of a pan over the program's own picture. */
export async function panFrames(browser: Browser, url: string): Promise<number[]> {
  const context = await browser.newContext(stage);
  const page = await context.newPage();
  await page.goto(url);
  await page.waitForSelector('.stage canvas', { timeout: 120_000 });
  await page.waitForTimeout(2500);
  const frames = await dragFrames(page, '.stage');
  await context.close();
  return frames;
}
