// What a reader of the page waits for: what is loaded first, when the first
// picture stands, how long a frame takes while panning; beside it two other
// libraries on the same data. Real Chromium without a GPU against the real
// program; figures are printed, never judged.

import { readFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, test } from 'vitest';
import { type Atlas, missing, start } from '../e2e/harness';
import { seedFolder } from '../e2e/seeds';
import { at, firstPicture, panFrames } from './measure';
import { measurePeer, peers, pictureOf, versionOf } from './peers';
import { syntheticPlan } from './synthetic';

const rows: string[][] = [['figure', 'value', 'budget']];
let atlas: Atlas;

beforeAll(async () => {
  if (missing) return;
  atlas = await start();
  rows.push(['machine', `${cpus().length} × ${cpus()[0]?.model ?? ''}, no GPU`, ''], ['Chromium', atlas.browser.version(), '']);
});

afterAll(async () => {
  await atlas?.stop();
  const width = (i: number) => Math.max(...rows.map((r) => r[i]!.length));
  console.log('\n' + rows.map((r) => `${r[0]!.padEnd(width(0))}  ${r[1]!.padEnd(width(1))}  ${r[2]}`).join('\n') + '\n');
});

const ms = (value: number) => value.toFixed(0) + ' ms';
const pan = (frames: number[]) => `${ms(at(frames, 0.5))} / ${ms(at(frames, 0.95))}`;

test('first load', () => {
  const dist = new URL('../dist/', import.meta.url);
  const html = readFileSync(new URL('index.html', dist), 'utf8');
  const files = [...html.matchAll(/(?:src|href)="\.\/(assets\/[^"]+)"/g)].map((m) => m[1]!);
  const bytes = ['index.html', ...files].reduce((sum, f) => sum + gzipSync(readFileSync(new URL(f, dist))).length, 0);
  rows.push(['first load, gzip', (bytes / 1024).toFixed(1) + ' kB', '≤ 150 kB']);
});

for (const [name, fragment, budget] of [
  ['opening view', '', ''],
  ['whole seed', '#/map?base=all', '< 1000 ms'],
] as const) {
  test.skipIf(missing)(name, async () => {
    const url = atlas.url + fragment;
    await firstPicture(atlas.browser, url); // warms the server's layout and the browser
    const first = [await firstPicture(atlas.browser, url), await firstPicture(atlas.browser, url), await firstPicture(atlas.browser, url)];
    rows.push([`${name}: first picture, median of 3`, ms(at(first, 0.5)), budget]);
    rows.push([`${name}: pan frame p50 / p95`, pan(await panFrames(atlas.browser, url)), '≤ 33 ms']);
  });
}

for (const [nodes, budget, all] of [
  [5_000, 'p50 ≤ 33, p95 ≤ 60 ms', true],
  [10_000, 'p50 ≤ 50 ms', true],
  [50_000, 'p50 ≤ 50 ms', false],
] as const) {
  test.skipIf(missing)(`${nodes} nodes`, async () => {
    const seeds = seedFolder(syntheticPlan(nodes, nodes * 3));
    const large = await start('--seeds', seeds.folder);
    try {
      const picture = await pictureOf(large.url, 'made');
      const name = `${picture.nodes.length / 1000}k / ${Math.round(picture.links.length / 1000)}k`;
      await firstPicture(atlas.browser, large.url + '#/map?base=all');
      rows.push([`${name} in groups: first picture`, ms(await firstPicture(atlas.browser, large.url + '#/map?base=all')), all ? '' : '< 2000 ms']);
      rows.push([`${name} in groups: pan frame p50 / p95`, pan(await panFrames(atlas.browser, large.url + '#/map?base=all')), all ? '' : budget]);
      if (!all) return;
      rows.push([`${name} all drawn: first picture`, ms(await firstPicture(atlas.browser, large.url + '#/map?base=all&group=none')), '']);
      rows.push([`${name} all drawn: pan frame p50 / p95`, pan(await panFrames(atlas.browser, large.url + '#/map?base=all&group=none')), budget]);
      for (const peer of peers) {
        const got = await measurePeer(atlas.browser, peer, picture);
        rows.push([`${name} ${peer} ${versionOf(peer)}: drawing alone`, got ? ms(got.first) : 'gave up', '']);
        rows.push([`${name} ${peer} ${versionOf(peer)}: pan frame p50 / p95`, got ? pan(got.frames) : 'gave up', '']);
      }
    } finally {
      await large.stop();
      seeds.remove();
    }
  });
}
