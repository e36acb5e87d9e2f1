// Starts the program and a browser for the tests. PLANATLAS_URL names a server
// that already runs; else ../planatlas is started on a free port. Without a
// browser the tests are skipped and say how to get one; with CI=true that fails.

import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { createServer as httpServer, request as httpRequest } from 'node:http';
import { createServer } from 'node:net';
import { fileURLToPath } from 'node:url';
import { type Browser, type BrowserContext, type BrowserContextOptions, chromium, type Page } from 'playwright-core';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--font-render-hinting=none',
];

const browsers = [process.env.CHROMIUM ?? '', '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** Path of a Chromium, or "". */
export const browserPath = browsers.find((p) => p && existsSync(p)) ?? '';

const program = [process.env.PLANATLAS_BIN ?? '', here('../../planatlas'), here('../../planatlas.exe')].find((p) => p && existsSync(p)) ?? '';

/** Why the tests cannot run here, or "". */
export const missing = !browserPath
  ? 'no Chromium: install it (apt-get install chromium fonts-noto-cjk) or set CHROMIUM to its path'
  : !program && !process.env.PLANATLAS_URL
    ? 'no program: run make build first'
    : '';

if (missing && process.env.CI === 'true') throw new Error(missing);
if (missing) console.warn('skipped: ' + missing);

export interface Atlas {
  url: string;
  browser: Browser;
  stop(): Promise<void>;
}

function freePort(): Promise<number> {
  return new Promise((done, failed) => {
    const server = createServer();
    server.on('error', failed);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number };
      server.close(() => done(port));
    });
  });
}

async function answers(url: string, child: ChildProcess | null, said: string[]): Promise<void> {
  for (;;) {
    if (child && child.exitCode !== null) throw new Error(`planatlas ended with ${child.exitCode}: ${said.join('')}`);
    try {
      if ((await fetch(url + 'api/v1/plans')).ok) return;
    } catch {
      /* not up yet */
    }
    await new Promise((done) => setTimeout(done, 100));
  }
}

/** What a command of the program prints. */
export function command(...args: string[]): string {
  return execFileSync(program, args, { encoding: 'utf8', maxBuffer: 64 << 20, stdio: ['ignore', 'pipe', 'ignore'] });
}

export interface Served {
  url: string;
  /** The program's process, null where PLANATLAS_URL names a server. */
  child: ChildProcess | null;
}

/** The program, running; with flags, a program of its own, without the official
 * text that PLANATLAS_SOURCE names: that is of one plan. */
export async function serve(...flagsOfServe: string[]): Promise<Served> {
  let child: ChildProcess | null = null;
  const said: string[] = [];
  let url = flagsOfServe.length ? '' : (process.env.PLANATLAS_URL ?? '');
  if (!url) {
    const address = `127.0.0.1:${await freePort()}`;
    url = `http://${address}/`;
    const { PLANATLAS_SOURCE: source, ...env } = process.env;
    if (source && !flagsOfServe.length) env.PLANATLAS_SOURCE = source;
    child = spawn(program, ['serve', '--addr', address, ...flagsOfServe], { stdio: ['ignore', 'ignore', 'pipe'], env });
    // Requests are logged there, too: only the last words are kept.
    child.stderr!.on('data', (d: Buffer) => said.push(d.toString()) > 40 && said.shift());
  }
  await answers(url, child, said);
  return { url, child };
}

/** The program and a browser, both running. */
export async function start(...flagsOfServe: string[]): Promise<Atlas> {
  const { url, child } = await serve(...flagsOfServe);
  const browser = await chromium.launch({ executablePath: browserPath, args: flags });
  return {
    url,
    browser,
    async stop() {
      await browser.close();
      child?.kill('SIGTERM');
    },
  };
}

export const desk: BrowserContextOptions = { viewport: { width: 1440, height: 900 }, locale: 'zh-CN', reducedMotion: 'reduce', colorScheme: 'light' };
export const phone: BrowserContextOptions = { ...desk, viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };

export interface Visit {
  page: Page;
  context: BrowserContext;
  /** Errors of the console and of the page. */
  errors: string[];
}

/** Opens a page at a fragment and waits for the picture. */
export async function visit(atlas: Atlas, fragment = '', options: BrowserContextOptions = desk): Promise<Visit> {
  const context = await atlas.browser.newContext(options);
  const page = await context.newPage();
  page.setDefaultTimeout(15_000);
  const errors: string[] = [];
  page.on('console', (m) => m.type() === 'error' && errors.push(m.text()));
  page.on('pageerror', (e) => errors.push(e.message));
  // The marks of findings come after the first picture: wait for them, too.
  const findings = page.waitForResponse(/api\/v1\/findings/, { timeout: 5_000 }).catch(() => null);
  await page.goto(atlas.url + fragment);
  await findings;
  await page.waitForSelector('.stage, .rd, .tablepage, .mx, .qpage, .main.wide > :not(.wait), .pwide > :not(.wait)');
  await settled(page);
  return { page, context, errors };
}

/** Waits until the picture on the stage is whole: names at rest, all drawn. */
export async function still(page: Page): Promise<void> {
  await settled(page);
  await page.waitForSelector('.stage canvas[data-still=true]', { state: 'attached' });
}

/** The pixels of the stage. */
export async function pixels(page: Page): Promise<string> {
  await still(page);
  return page.evaluate(() => [...document.querySelectorAll<HTMLCanvasElement>('.stage canvas')].map((c) => c.toDataURL()).join());
}

/** A proxy in front of the program: it waits before requests whose address holds
 * certain words, and answers nothing at all while `lost`. */
export interface Slow {
  url: string;
  delay: { words: string; ms: number };
  lost: boolean;
  stop(): void;
}

export async function slowly(target: string): Promise<Slow> {
  const to = new URL(target);
  const slow: Slow = { url: '', delay: { words: '', ms: 0 }, lost: false, stop: () => server.close() };
  const server = httpServer((q, reply) => {
    if (slow.lost) {
      q.socket.destroy();
      return;
    }
    const pass = () => {
      const onward = httpRequest({ host: to.hostname, port: to.port, path: q.url, method: q.method, headers: { ...q.headers, host: to.host } }, (r) => {
        reply.writeHead(r.statusCode ?? 502, r.headers);
        r.pipe(reply);
      });
      onward.on('error', () => reply.destroy());
      q.pipe(onward);
    };
    const { words, ms } = slow.delay;
    if (words && q.url?.includes(words)) setTimeout(pass, ms);
    else pass();
  });
  const port = await freePort();
  await new Promise<void>((done) => server.listen(port, '127.0.0.1', done));
  slow.url = `http://127.0.0.1:${port}/`;
  return slow;
}

/** Waits until two frames have been drawn and the fonts are there. */
export async function settled(page: Page): Promise<void> {
  await page.evaluate(async () => {
    await document.fonts.ready;
    await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
  });
}

/** Where a node stands on the page, from the layout and the camera in the URL. */
export async function spotOf(page: Page, atlas: Atlas, id: string): Promise<{ x: number; y: number }> {
  const reply = (await (await fetch(atlas.url + 'api/v1/graph')).json()) as {
    nodes: { id: string }[];
    layout: { positions: [number, number][] };
  };
  const [x, y] = reply.layout.positions[reply.nodes.findIndex((n) => n.id.endsWith(':' + id))]!;
  const camera = /cam=([-\d.]+),([-\d.]+),([-\d.]+)/.exec(page.url());
  if (!camera) throw new Error('no camera in ' + page.url());
  const [cx, cy, k] = camera.slice(1).map(Number) as [number, number, number];
  const box = (await page.locator('.stage').boundingBox())!;
  return { x: box.x + (x - cx) * k + box.width / 2, y: box.y + (y - cy) * k + box.height / 2 };
}

/** Shows all of the map, with the camera in the link: spotOf needs it there. */
export async function framed(page: Page): Promise<void> {
  await page.getByRole('button', { name: '放大' }).click();
  await page.getByRole('button', { name: '显示全部', exact: true }).click();
  await page.waitForFunction(() => location.hash.includes('cam='));
  await settled(page);
}

/** Drags one node of a framed map onto another. */
export async function drag(page: Page, atlas: Atlas, from: string, to: string): Promise<void> {
  const [a, b] = [await spotOf(page, atlas, from), await spotOf(page, atlas, to)];
  await page.mouse.move(a.x, a.y);
  await page.mouse.down();
  await page.mouse.move((a.x + b.x) / 2, (a.y + b.y) / 2, { steps: 4 });
  await page.mouse.move(b.x, b.y, { steps: 4 });
  await page.mouse.up();
}

/** Takes a picture for the README: with UPDATE_GOLDEN=1 into docs/images, else
 * beside the results of the tests, so that a run leaves the checkout as it was. */
export async function picture(page: Page, name: string): Promise<void> {
  const folder = here(process.env.UPDATE_GOLDEN ? '../../docs/images' : '../test-results');
  mkdirSync(folder, { recursive: true });
  await settled(page);
  await page.screenshot({ path: `${folder}/${name}.png` });
}

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** What axe finds on a page against WCAG 2.2 AA, or against some rules alone. */
export async function violations(page: Page, rules?: string[]): Promise<string[]> {
  // The page stays the same under another fragment: once is enough.
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe);
  return page.evaluate(async (only) => {
    const run = (window as unknown as { axe: { run(o: object): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> } }).axe;
    const found = await run.run({ runOnly: only ?? ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] });
    return found.violations.map((v) => `${v.id}: ${v.nodes.map((n) => n.html.slice(0, 120)).join(' | ')}`);
  }, rules);
}
