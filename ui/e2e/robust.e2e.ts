// What a careless world does to the page: strange names, graphs of no node, one
// or too many, a slow or lost server, old links, fingers, very small and very
// large screens. Each behaves, and says what happened.

import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Atlas, desk, missing, phone, pixels, settled, type Slow, slowly, spotOf, start, still, visit } from './harness';
import { type MadePlan, seedFolder } from './seeds';

const markup = '<script>alert(1)</script><img src=x onerror=alert(2)>“名称”&amp;';
const long = '关于推进粤港澳大湾区西翼先进制造业高质量发展若干措施的实施意见'.repeat(10);

const plans: MadePlan[] = [
  { id: 'empty', name: '空规划', chapters: 0, articles: 0, items: [] },
  { id: 'one', name: '独点', chapters: 1, articles: 1, items: [{ id: 'goal.only', name: '唯一的目标', article: 1 }] },
  {
    id: 'names', name: markup, chapters: 1, articles: 1,
    items: [
      { id: 'measure.markup', name: markup, article: 1, links: [{ type: 'TARGETS', to: 'platform.long', basis: 'explicit' }] },
      { id: 'platform.long', name: long, article: 1, links: [{ type: 'HOSTS', to: 'industry.many', basis: 'explicit' }] },
      { id: 'industry.many', name: '别名很多的产业', article: 1, aliases: Array.from({ length: 200 }, (_, i) => `第${i + 1}个别名`) },
    ],
  },
  {
    id: 'hub', name: '枢纽', chapters: 1, articles: 1,
    items: [
      { id: 'platform.hub', name: '枢纽园区', article: 1 },
      ...Array.from({ length: 2000 }, (_, i) => ({
        id: `measure.m${i}`, name: `建设枢纽园区第${i + 1}期`, article: 1, links: [{ type: 'TARGETS', to: 'platform.hub', basis: 'explicit' as const }],
      })),
    ],
  },
];

/** 3,000 nodes in a ring of small neighbourhoods: enough to be grouped. */
const large: MadePlan = {
  id: 'large', name: '大图', chapters: 4, articles: 40,
  items: Array.from({ length: 1000 }, (_, i) => [
    { id: `measure.m${i}`, name: `建设第${i + 1}号园区`, article: 1 + (i % 40), links: [{ type: 'TARGETS', to: `platform.p${i}`, basis: 'explicit' as const }, { type: 'TARGETS', to: `platform.p${(i + 7) % 1000}`, basis: 'inferred' as const }] },
    { id: `platform.p${i}`, name: `第${i + 1}号园区`, article: 1 + (i % 40), links: [{ type: 'HOSTS', to: `industry.i${i % 900}`, basis: 'name_match' as const }] },
    { id: `industry.i${i}`, name: `第${i + 1}号产业`, article: 1 + (i % 40) },
  ]).flat(),
};

const selected = (page: Page) => new URL(page.url()).hash.match(/sel=([^&]*)/)?.[1] ?? '';
const statusSays = (page: Page, words: string) => page.locator('.status').filter({ hasText: words }).waitFor();

describe.skipIf(missing)('the page, whatever it meets', () => {
  let own: Atlas;
  let made: Atlas;
  let seeds: ReturnType<typeof seedFolder>;
  let proxy: Slow;

  beforeAll(async () => {
    seeds = seedFolder(...plans, large);
    own = await start();
    made = await start('--seeds', seeds.folder);
    proxy = await slowly(own.url);
  });
  afterAll(async () => {
    proxy?.stop();
    await Promise.all([own?.stop(), made?.stop()]);
    seeds?.remove();
  });

  it('takes names for words, never for markup, however long and many', async () => {
    for (const options of [desk, phone]) {
      const { page, context, errors } = await visit(made, '#/map?plan=names&sel=measure.markup', options);
      page.on('dialog', () => errors.push('a dialog'));
      expect(await page.locator('.dossier h1').innerText()).toBe(markup);
      expect(await page.locator('#app img, #app script').count()).toBe(0);
      await page.evaluate(() => (location.hash = '#/map?plan=names&sel=platform.long'));
      await page.waitForFunction((name) => document.querySelector('.dossier h1')?.textContent === name, long);
      await page.evaluate(() => (location.hash = '#/map?plan=names&sel=industry.many'));
      await page.getByRole('heading', { name: '别名很多的产业' }).waitFor();
      expect((await page.locator('.dossier header').innerText()).length).toBeLessThan(400);
      await page.getByRole('combobox', { name: '搜索' }).fill('第187个别名');
      await page.getByRole('option', { name: '别名很多的产业' }).first().waitFor();
      const [wide, width] = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth] as const);
      expect(wide).toBe(width);
      expect(errors).toEqual([]);
      await context.close();
    }
  });

  it('says that a plan is empty, and shows a plan of one node', async () => {
    const nothing = await visit(made, '#/map?plan=empty');
    await nothing.page.getByText('这里还没有节点').waitFor();
    expect(nothing.errors).toEqual([]);
    await nothing.context.close();
    const one = await visit(made, '#/map?plan=one');
    await still(one.page);
    await statusSays(one.page, '显示 1 /');
    await one.page.locator('.stage').focus();
    await one.page.keyboard.press('ArrowRight');
    await one.page.keyboard.press('Enter');
    await one.page.getByRole('heading', { name: '唯一的目标' }).waitFor();
    expect(one.errors).toEqual([]);
    await one.context.close();
  });

  it('asks before a hub of 2,000 neighbours floods the picture', async () => {
    const { page, context, errors } = await visit(made, '#/map?plan=hub&base=none&add=platform.hub&sel=platform.hub');
    await page.getByRole('heading', { name: '枢纽园区', exact: true }).waitFor();
    expect(await page.locator('.rgroup .rel, .rgroup > *').count()).toBeLessThan(60);
    await page.getByRole('button', { name: '展开' }).click();
    await page.locator('.menu button').first().click();
    await page.getByText('这里有 2000 个节点').waitFor();
    await page.getByRole('button', { name: '只加依据最强的 30 个' }).click();
    await statusSays(page, '显示 31 /');
    await page.getByRole('button', { name: '展开' }).click();
    await page.locator('.menu button').first().click();
    await page.getByRole('button', { name: '全部加入' }).click();
    await statusSays(page, '显示 2,001 /');
    // However many they are, the link stays short, and says the same again.
    expect(page.url()).toContain('near=platform.hub');
    expect(page.url().length).toBeLessThan(1200);
    await page.reload();
    await statusSays(page, '显示 2,001 /');
    expect(errors).toEqual([]);
    await context.close();
  });

  it('groups a large graph, opens groups by keys, and says what stays inside', async () => {
    const { page, context, errors } = await visit(made, '#/map?plan=large&base=all');
    await page.getByRole('radio', { name: '按类型', checked: true }).waitFor();
    await statusSays(page, '另有 3,000 个收在 3 组里');
    await page.locator('.stage').focus();
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Enter');
    await page.locator('.dossier h1').waitFor();
    expect(decodeURIComponent(selected(page))).toMatch(/^@/);
    await page.keyboard.press('Enter');
    await page.waitForFunction(() => location.hash.includes('open='));
    await statusSays(page, '显示 120 /');
    await statusSays(page, '另有 2,880 个收在 3 组里');
    await page.locator('.stage').focus();
    await page.keyboard.press('Control+z');
    await page.waitForFunction(() => !location.hash.includes('open='));
    await page.getByRole('radio', { name: '按章' }).click();
    await page.waitForFunction(() => location.hash.includes('group=chapter'));
    await statusSays(page, '收在 4 组里');
    expect(errors).toEqual([]);
    await context.close();
  });

  it('opens groups in the table as well', async () => {
    const { page, context, errors } = await visit(made, '#/table?plan=large&base=all');
    await page.getByRole('tab', { name: /分组/, selected: true }).waitFor();
    await page.getByRole('row', { name: /举措/ }).getByRole('button', { name: /打开相连最多的/ }).click();
    await page.waitForFunction(() => location.hash.includes('open=Measure'));
    await page.getByRole('row', { name: /举措/ }).getByRole('cell', { name: '120', exact: true }).waitFor();
    expect(errors).toEqual([]);
    await context.close();
  });

  it('says what it waits for, and stops when asked', async () => {
    proxy.delay = { words: '/graph', ms: 6000 };
    const context = await own.browser.newContext(desk);
    const page = await context.newPage();
    await page.goto(proxy.url);
    await page.getByText(/读取图谱，[\d,]+ 个节点/).waitFor();
    await page.getByText('先算出各节点的位置').waitFor();
    await page.getByRole('button', { name: '不等了' }).click();
    await page.getByText('没有等到数据').waitFor();
    proxy.delay = { words: '', ms: 0 };
    await page.getByRole('button', { name: '重试' }).click();
    await page.waitForSelector('.stage');
    // A slow trace says so, and can be given up; the page stays as it was.
    proxy.delay = { words: '/trace', ms: 6000 };
    await page.evaluate(() => (location.hash = '#/trace?from=industry.new-materials&to=district.city-industry-people'));
    await page.getByText('正在追溯').waitFor();
    await page.getByRole('button', { name: '不等了' }).click();
    await page.getByText('正在追溯').waitFor({ state: 'detached' });
    proxy.delay = { words: '', ms: 0 };
    await page.getByRole('button', { name: '重试' }).click();
    await page.waitForSelector('.chain .hop');
    await context.close();
  });

  it('keeps the picture when the server is gone, and goes on when it is back', async () => {
    const context = await own.browser.newContext(desk);
    const page = await context.newPage();
    await page.goto(proxy.url + '#/map?sel=industry.new-materials');
    await page.waitForSelector('.dossier');
    const before = await pixels(page);
    proxy.lost = true;
    await page.keyboard.press('/');
    await page.keyboard.type('新');
    await page.getByRole('alert').getByText('与服务断开').waitFor();
    await page.keyboard.press('Escape');
    proxy.lost = false;
    await page.getByRole('button', { name: '立即重试' }).click();
    await page.getByRole('alert').waitFor({ state: 'detached' });
    expect((await pixels(page)) === before).toBe(true);
    await context.close();
  });

  it('says what of an old link is gone', async () => {
    const { page, context } = await visit(own, '#/map?sel=industry.gone&add=goal.no-more,goal.economy&data=0123456789abcdef');
    const bar = page.locator('.noticebar');
    await bar.waitFor();
    expect(await bar.innerText()).toContain('01234567');
    expect(await bar.innerText()).toContain('2 个节点已不在数据里');
    expect(await bar.innerText()).toContain('industry.gone');
    await page.getByRole('button', { name: '知道了' }).click();
    await bar.waitFor({ state: 'detached' });
    await context.close();
  });

  // Every kind of state; each is changed once and its address opened afresh.
  const states: [string, string][] = [
    ['trace', '#/trace?from=industry.new-materials&to=district.city-industry-people'],
    ['pins', '#/map?pins=industry.new-materials:120.5:-60'],
    ['filters', '#/map?off=Goal&nobasis=inferred'],
    ['text only', '#/map?text=1&sel=industry.new-materials'],
    ['chapter', '#/map?base=all&ch=4'],
    ['everything, in the dark', '#/map?base=all&theme=dark&lang=en'],
    ['groups', '#/map?base=all&group=label&open=Goal&sel=@Goal'],
    ['layers', '#/layers?focus=industry.new-materials'],
  ];
  it.each(states)('the link of a view gives the same picture: %s', async (_, fragment) => {
    const first = await visit(own, fragment);
    if (fragment.startsWith('#/trace')) await first.page.waitForSelector('.chain .hop');
    await still(first.page);
    await first.page.getByRole('button', { name: /放大|Zoom in/ }).click();
    await first.page.waitForFunction(() => location.hash.includes('cam='));
    await first.page.mouse.move(5, 5);
    const link = new URL(first.page.url()).hash;
    const second = await visit(own, link);
    if (fragment.startsWith('#/trace')) await second.page.waitForSelector('.chain .hop');
    await second.page.mouse.move(5, 5);
    const [a, b] = [await pixels(first.page), await pixels(second.page)];
    expect(new URL(second.page.url()).hash).toBe(link);
    expect(a === b).toBe(true);
    await first.context.close();
    await second.context.close();
  });

  it('follows fingers: tap, pinch, long press', async () => {
    const { page, context, errors } = await visit(own, '#/map', phone);
    await still(page);
    const camera = () => page.evaluate(() => /cam=([^&]*)/.exec(location.hash)?.[1] ?? '');
    const cdp = await context.newCDPSession(page);
    const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', ...points: [number, number][]) =>
      cdp.send('Input.dispatchTouchEvent', { type, touchPoints: points.map(([px, py], id) => ({ x: px, y: py, id })) });
    // The first finger may lie on a node: two fingers move the camera all the same.
    const pinch = async (x: number, y: number, by: number) => {
      const was = await camera();
      await touch('touchStart', [x - 30, y]);
      await touch('touchStart', [x - 30, y], [x + 30, y]);
      for (let i = 1; i <= 6; i++) await touch('touchMove', [x - 30 - i * by, y], [x + 30 + i * by, y]);
      await touch('touchEnd');
      await page.waitForFunction((before) => (/cam=([^&]*)/.exec(location.hash)?.[1] ?? '') !== before, was);
      await still(page);
      return Number((await camera()).split(',')[2]);
    };
    const box = (await page.locator('.stage').boundingBox())!;
    const near = await pinch(box.x + 228, box.y + 226, 3);
    const spot = await spotOf(page, own, 'industry.new-materials');
    await page.touchscreen.tap(spot.x, spot.y);
    await page.waitForFunction(() => location.hash.includes('sel=industry.new-materials'));
    const shown = await page.locator('.pill').innerText();
    const again = await spotOf(page, own, 'industry.new-materials');
    await touch('touchStart', [again.x, again.y]);
    await page.waitForFunction((was) => document.querySelector<HTMLElement>('.pill')!.innerText !== was || document.querySelector('.toast') !== null, shown);
    await touch('touchEnd');
    expect(await pinch(again.x, again.y, -3)).toBeLessThan(near);
    expect(errors).toEqual([]);
    await context.close();
  });

  it.each([
    [360, 640],
    [768, 1024],
    [2560, 1440],
  ])('fills a screen of %i × %i without scrolling', async (width, height) => {
    const { page, context, errors } = await visit(own, '#/map?sel=industry.new-materials', { ...desk, viewport: { width, height } });
    await still(page);
    expect(await page.evaluate(() => [document.documentElement.scrollWidth, document.documentElement.scrollHeight])).toEqual([width, height]);
    const stage = (await page.locator('.stage').boundingBox())!;
    expect(stage.y).toBeLessThan(70);
    expect(await page.locator('.boot').count()).toBe(0);
    expect(stage.width).toBeGreaterThan(Math.min(width, 2000) * 0.45);
    expect(errors).toEqual([]);
    await settled(page);
    await context.close();
  });
});
