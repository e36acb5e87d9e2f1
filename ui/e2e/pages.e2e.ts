// The pages beside the picture, as a planner uses them who never saw Cypher.

import type { Page } from 'playwright-core';
import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Atlas, missing, phone, settled, start, visit } from './harness';

/** Text of a file that a click saves. */
async function saved(page: Page, click: () => Promise<void>): Promise<string> {
  const [download] = await Promise.all([page.waitForEvent('download'), click()]);
  return readFile((await download.path())!, 'utf8');
}

const rows = (page: Page) => page.locator('.tablewrap tbody tr');

describe.skipIf(missing)('questions', () => {
  let atlas: Atlas;
  beforeAll(async () => {
    atlas = await start();
  });
  afterAll(() => atlas?.stop());

  it('answers from the start page in one click, with evidence and silence', async () => {
    const { page, context, errors } = await visit(atlas);
    await page.locator('.twelve li').nth(11).waitFor();
    expect(await page.locator('.twelve li').count()).toBe(12);
    await page.getByRole('button', { name: /六个产业核心基地各对应哪个产业/ }).click();
    await rows(page).nth(5).waitFor();
    expect(await rows(page).filter({ hasText: '现代服务产业园' }).innerText()).toContain('原文未载明');
    expect(await page.locator('.asksum').innerText()).toMatch(/6 行[\s\S]*名称对应 5[\s\S]*1 行有原文未载明/);
    expect(errors).toEqual([]);
    await context.close();
  });

  it('gives the rows that the API gives, as table, CSV and JSON', async () => {
    const { page, context } = await visit(atlas, '#/ask?ask=indicators');
    await rows(page).first().waitFor();
    const reply = (await (await fetch(atlas.url + 'api/v1/queries/indicators')).json()) as { records: unknown[][] };
    expect(await page.locator('.asksum b').innerText()).toBe(`${reply.records.length} 行`);
    const csv = await saved(page, () => page.getByRole('button', { name: 'CSV' }).click());
    expect(csv.charCodeAt(0)).toBe(0xfeff);
    expect(csv.split('\r\n')[0]).toContain('指标');
    expect(csv.trim().split('\r\n').length).toBe(reply.records.length + 1);
    await page.getByRole('tab', { name: 'JSON' }).click();
    expect(page.url()).toContain('o.as=json');
    const link = await page.getByRole('link', { name: /api\/v1\/queries\/indicators/ }).getAttribute('href');
    expect(((await (await fetch(atlas.url + link)).json()) as typeof reply).records).toEqual(reply.records);
    await context.close();
  });

  it('is filled in by keys and pinyin; the link gives the same answer', async () => {
    const { page, context } = await visit(atlas, '#/ask?ask=relations-of');
    const box = page.getByRole('combobox', { name: '名称' });
    await box.click();
    await box.fill('zhzm');
    await page.getByRole('option', { name: '智慧照明', exact: true }).waitFor();
    while (!(await page.locator('.srl .it.on').innerText()).startsWith('智慧照明')) await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.waitForFunction(() => location.hash.includes('a.name='));
    await rows(page).filter({ hasText: '“3+3”' }).first().waitFor();
    const text = await page.locator('.tablewrap tbody').innerText();
    const again = await visit(atlas, new URL(page.url()).hash);
    await rows(again.page).first().waitFor();
    expect(await again.page.locator('.tablewrap tbody').innerText()).toBe(text);
    await page.getByRole('button', { name: '撤销' }).click();
    await page.waitForFunction(() => !location.hash.includes('a.name='));
    expect(await box.inputValue()).toBe('新材料');
    await again.context.close();
    await context.close();
  });

  it('shows its Cypher, which the console runs with the same parameters', async () => {
    const { page, context, errors } = await visit(atlas, '#/ask?ask=measures-of-goal');
    await rows(page).first().waitFor();
    const n = await page.locator('.asksum b').innerText();
    await page.getByRole('button', { name: '查看 Cypher' }).click();
    expect(await page.locator('.askcypher pre').innerText()).toContain('$goal');
    await page.getByRole('button', { name: '在查询里打开' }).click();
    await page.locator('.qparams').waitFor();
    expect(await page.locator('.qparams').innerText()).toContain('$goal = "经济发展更高质量"');
    await rows(page).first().waitFor();
    expect(await page.locator('.rsh').innerText()).toContain(n);
    expect(errors).toEqual([]);
    await context.close();
  });

  it('draws the names of its answer, and opens them in the map', async () => {
    const { page, context, errors } = await visit(atlas, '#/ask?ask=bases-and-industries&o.as=graph');
    await page.locator('.askgraph .stage').waitFor();
    expect(await page.locator('.askgraph .stage').getAttribute('aria-label')).toContain('11 个节点，5 条关系');
    await page.getByRole('button', { name: '在图谱中打开' }).click();
    await page.waitForFunction(() => location.hash.startsWith('#/map'));
    expect(await page.locator('.status').innerText()).toContain('显示 11 /');
    expect(errors).toEqual([]);
    await context.close();
  });

  it('says so when a question is gone, an argument does not fit, or the server is slow', async () => {
    const { page, context } = await visit(atlas, '#/ask?ask=no-such');
    await page.getByText('没有这个问题').waitFor();
    await page.getByRole('button', { name: '全部问题' }).click();
    await page.locator('.askcard').first().waitFor();
    await page.evaluate(() => (location.hash = '#/ask?ask=many-names&a.least=many'));
    await page.getByText('没有回答成功').waitFor();
    expect(await page.getByRole('alert').innerText()).toContain('不是整数');
    await page.route('**/queries/glossary**', () => new Promise<void>(() => undefined)); // never answered
    await page.evaluate(() => (location.hash = '#/ask?ask=glossary'));
    await page.getByText('正在回答').waitFor();
    await page.getByRole('button', { name: '停下' }).click();
    await page.getByText('已停下').waitFor();
    await page.unroute('**/queries/glossary**');
    await page.getByRole('button', { name: '再问一次' }).click();
    await rows(page).first().waitFor();
    await context.close();
  });

  it('fits a phone: from “more” to an answer', async () => {
    const { page, context, errors } = await visit(atlas, '#/map', phone);
    await page.getByRole('button', { name: '更多' }).click();
    await page.getByRole('button', { name: '提问' }).click();
    await page.getByRole('button', { name: /片区台账/ }).click();
    await rows(page).first().waitFor();
    await settled(page);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
    expect(errors).toEqual([]);
    await context.close();
  });
});
