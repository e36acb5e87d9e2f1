import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Atlas, drag, framed, missing, settled, spotOf, start, visit } from './harness';

const from = '新材料';
const to = '新能源新材料产业集聚区';

/** Every hop names its basis, a place in the text and words of the plan. */
async function expectEvidence(page: Page, hops: number): Promise<void> {
  await page.waitForSelector('.chain .hop');
  const rows = page.locator('.chain .hop');
  expect(await rows.count()).toBe(hops);
  for (let i = 0; i < hops; i++) {
    const row = rows.nth(i);
    expect(await row.locator('.chip').innerText(), `basis of hop ${i + 1}`).toMatch(/原文明示|指代|名称对应|推断|外部文件/);
    expect(await row.locator('.art').first().innerText(), `place of hop ${i + 1}`).toMatch(/第\d+条|第.+章/);
    const words = (await row.locator('.q').first().innerText()).replace(/[“”\s]/g, '');
    expect(words.length, `words of hop ${i + 1}`).toBeGreaterThan(1);
  }
}

async function expectTheTrace(page: Page): Promise<void> {
  await expectEvidence(page, 1);
  const hop = page.locator('.chain .hop').first();
  expect(await hop.locator('.se').innerText()).toBe(`${to} 承载 ${from}`);
  expect(await hop.innerText()).toContain('名称对应');
  expect(await hop.innerText()).toContain('最弱一环');
  expect(await hop.innerText()).toContain('第14条');
  expect(await hop.locator('.q').first().innerText()).toContain('新材料产业集聚区');
  expect(await hop.locator('.why').innerText()).toContain('原文未写明');
  expect(await page.locator('.txt').innerText()).toContain('原文未载明');
}

describe.skipIf(missing)('tracing 新材料 → 新能源新材料产业集聚区', () => {
  let atlas: Atlas;
  beforeAll(async () => {
    atlas = await start();
  });
  afterAll(() => atlas?.stop());

  it('by mouse: a step of the welcome, the button, a click on the map', async () => {
    const { page, context, errors } = await visit(atlas);
    await page.getByRole('button', { name: `看“${from}”` }).click();
    await page.getByRole('heading', { name: from, exact: true }).waitFor();
    await page.getByRole('button', { name: '追溯到…' }).click();
    await settled(page);
    const spot = await spotOf(page, atlas, 'platform.base-new-energy-new-materials');
    await page.mouse.click(spot.x, spot.y);
    await expectTheTrace(page);
    expect(errors).toEqual([]);
    await context.close();
  });

  it('by dragging from one node to the other with Shift', async () => {
    const { page, context } = await visit(atlas, '#/map?sel=industry.new-materials');
    await page.getByRole('button', { name: '展开' }).click();
    await page.keyboard.press('Escape');
    await framed(page);
    await page.keyboard.down('Shift');
    await drag(page, atlas, 'industry.new-materials', 'platform.base-new-energy-new-materials');
    await page.keyboard.up('Shift');
    await expectTheTrace(page);
    await context.close();
  });

  it('by keyboard: initials, Enter, T, the other name, Enter', async () => {
    const { page, context, errors } = await visit(atlas);
    await page.keyboard.press('/');
    await page.keyboard.type('xcl');
    await page.getByRole('option').first().waitFor();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: from, exact: true }).waitFor();
    await page.keyboard.press('t');
    await page.waitForFunction(() => document.activeElement?.id === 'trace-to');
    await page.keyboard.type('新能源新材料');
    await page.getByRole('option', { name: to }).first().waitFor();
    await page.keyboard.press('Enter');
    await expectTheTrace(page);
    expect(errors).toEqual([]);
    await context.close();
  });

  it('over three hops, in the picture and in the panel', async () => {
    const { page, context } = await visit(atlas, '#/trace?from=industry.new-materials&to=district.city-industry-people');
    await expectEvidence(page, 3);
    expect(await page.locator('.sum').innerText()).toContain('3 跳');
    await context.close();
  });

  it('text only: says that the text is silent, and gives the way back', async () => {
    const { page, context } = await visit(atlas, '#/trace?from=industry.new-materials&to=platform.base-new-energy-new-materials');
    await expectTheTrace(page);
    await page.getByRole('switch', { name: /只看原文/ }).click();
    await page.getByRole('heading', { name: /原文未载明二者如何相连/ }).waitFor();
    expect(page.url()).toContain('text=1');
    await page.getByRole('button', { name: '放开全部依据' }).click();
    await expectTheTrace(page);
    await context.close();
  });

  it('where there is no chain, lists what each end reaches', async () => {
    const { page, context } = await visit(atlas, '#/trace?from=industry.smart-lighting&to=platform.base-big-health');
    await page.getByRole('heading', { name: /原文未载明二者如何相连/ }).waitFor();
    expect(await page.locator('.reach').innerText()).toContain('智慧照明走到');
    expect(await page.locator('.chain').count()).toBe(0);
    await context.close();
  });

  it('copies with sources', async () => {
    const { page, context } = await visit(atlas, '#/trace?from=industry.new-materials&to=platform.base-new-energy-new-materials');
    await context.grantPermissions(['clipboard-read', 'clipboard-write']);
    await expectTheTrace(page);
    await page.getByRole('button', { name: '复制，带出处' }).click();
    await page.locator('.toast').waitFor();
    const text = await page.evaluate(() => navigator.clipboard.readText());
    for (const part of [`${to} 承载 ${from}`, '名称对应，最弱一环', '第14条', '出处：', '数据版本']) expect(text).toContain(part);
    await context.close();
  });
});
