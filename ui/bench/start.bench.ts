// What waits between the start of the program on a large plan and its whole
// graph with positions: the first time, when these are computed, and again, when
// they are kept. No browser runs beside it; figures are printed, never judged.

import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'vitest';
import { missing, serve } from '../e2e/harness';
import { seedFolder } from '../e2e/seeds';
import { syntheticPlan } from './synthetic';

interface Start {
  up: number;
  placed: number;
  peak: string;
}

const seconds = (ms: number) => (ms / 1000).toFixed(1) + ' s';

/** The most memory that a process ever held, where the system tells. */
function peakOf(pid: number): string {
  const file = `/proc/${pid}/status`;
  const kb = existsSync(file) ? /VmHWM:\s+(\d+)/.exec(readFileSync(file, 'utf8'))?.[1] : undefined;
  return kb ? (Number(kb) / 1024).toFixed(0) + ' MB' : '–';
}

async function startOn(folder: string): Promise<Start> {
  const from = performance.now();
  const { url, child } = await serve('--seeds', folder);
  try {
    const up = performance.now() - from;
    const got = await fetch(url + 'api/v1/graph');
    if (!got.ok) throw new Error(`graph: ${got.status}`);
    await got.arrayBuffer();
    return { up, placed: performance.now() - from, peak: peakOf(child!.pid!) };
  } finally {
    child!.kill('SIGTERM');
    await once(child!, 'exit');
  }
}

for (const nodes of [5_000, 50_000]) {
  test.skipIf(missing)(`start on ${nodes} nodes`, async () => {
    const seeds = seedFolder(syntheticPlan(nodes, nodes * 3));
    const cache = mkdtempSync(join(tmpdir(), 'planatlas-cache-'));
    const before = process.env.XDG_CACHE_HOME;
    process.env.XDG_CACHE_HOME = cache;
    try {
      for (const what of ['first start', 'later start']) {
        const { up, placed, peak } = await startOn(seeds.folder);
        console.log(`${nodes / 1000}k / ${(nodes * 3) / 1000}k, ${what}: seeds read ${seconds(up)}, graph with positions ${seconds(placed)}, peak ${peak}`);
      }
    } finally {
      if (before === undefined) delete process.env.XDG_CACHE_HOME;
      else process.env.XDG_CACHE_HOME = before;
      rmSync(cache, { recursive: true });
      seeds.remove();
    }
  });
}
