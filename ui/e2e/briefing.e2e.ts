// Exports and stories as people make them: chosen in the dialog, kept, arranged,
// presented; the files that come out are opened.

import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Atlas, command, missing, phone, start, visit, violations } from './harness';

/** Presses the export button and returns the file. */
async function file(page: Page): Promise<{ name: string; content: Buffer }> {
  const waiting = page.waitForEvent('download');
  await page.locator('.exfoot .btn.pri').click();
  const download = await waiting;
  return { name: download.suggestedFilename(), content: readFileSync(await download.path()) };
}

const openExport = async (page: Page) => {
  await page.getByRole('button', { name: '导出', exact: true }).click();
  await page.waitForSelector('.export');
};

/** Adds the page that a fragment names to the story. */
async function add(page: Page, fragment: string, n: number): Promise<void> {
  await page.evaluate((f) => (location.hash = f), fragment);
  await page.waitForFunction((f) => location.hash.startsWith(f.split('?')[0]!), fragment);
  await page.getByRole('button', { name: '加入故事' }).click();
  await page.getByText(`已加入故事，第 ${n} 页`).first().waitFor();
}

describe.skipIf(missing)('briefings from the page', () => {
  let atlas: Atlas;
  beforeAll(async () => {
    atlas = await start();
  });
  afterAll(() => atlas?.stop());

  it('offers every kind and every format, and names the file after its title', async () => {
    const { page, context, errors } = await visit(atlas, '#/map?sel=industry.new-materials');
    await openExport(page);
    const choices = (await (await fetch(atlas.url + 'api/v1/export/choices')).json()) as { kinds: { name: string; needs: string }[]; formats: { name: string }[] };
    const values = (name: string) => page.locator(`.export input[name=${name}]`).evaluateAll((all) => all.map((i) => (i as HTMLInputElement).value));
    expect((await values('format')).sort()).toEqual(choices.formats.map((f) => f.name).sort());
    const sources = await values('source');
    for (const k of choices.kinds) if (!k.needs) expect(sources).toContain('kind:' + k.name);
    expect(sources.slice(0, 2)).toEqual(['dossier', 'screen']);
    const docx = await file(page);
    expect(docx.name).toBe('“新材料”档案.docx');
    expect(docx.content.subarray(0, 2).toString()).toBe('PK');
    await page.getByText('已存为').waitFor();
    for (const [format, begins] of [['PDF', '%PDF'], ['SVG', '<svg'], ['GraphML', '<?xml'], ['Cypher', '// ']] as const) {
      await page.getByRole('radio', { name: format, exact: false }).first().check();
      const f = await file(page);
      expect(f.content.subarray(0, begins.length).toString(), format).toBe(begins);
    }
    expect(errors).toEqual([]);
    await context.close();
  });

  it('exports the view as it stands, in English, by keyboard alone', async () => {
    const { page, context } = await visit(atlas, '#/map?base=none&add=industry.new-materials,platform.base-new-energy-new-materials');
    await page.getByRole('button', { name: '导出', exact: true }).focus();
    await page.keyboard.press('Enter');
    await page.waitForSelector('.export');
    expect(await page.locator('.exsource.on').innerText()).toContain('当前画面');
    await page.locator('.export input[value=docx]').focus();
    for (let i = 0; i < 5; i++) await page.keyboard.press('ArrowRight'); // to Markdown
    await page.getByRole('combobox', { name: '文字' }).selectOption('en');
    await page.getByRole('textbox', { name: '标题' }).fill('Two nodes');
    const waiting = page.waitForEvent('download');
    await page.keyboard.press('Enter');
    const text = readFileSync(await (await waiting).path(), 'utf8');
    expect(text).toMatch(/^# Two nodes/);
    expect(text).toContain('(2 nodes, 1 relationship)');
    await page.keyboard.press('Escape');
    expect(await page.locator('.export').count()).toBe(0);
    expect(await page.evaluate(() => document.activeElement?.textContent)).toContain('导出');
    await context.close();
  });

  it('has no picture of a matrix, but a table', async () => {
    const { page, context } = await visit(atlas, '#/matrix');
    await openExport(page);
    expect(await page.locator('.export input[value=png]').isDisabled()).toBe(true);
    await page.locator('.export input[value=md]').check();
    expect((await file(page)).content.toString()).toContain('| 产业 |');
    await context.close();
  });

  it('draws the layers, and lists the matrix, as the command line does', async () => {
    const { page, context, errors } = await visit(atlas, '#/layers?focus=industry.new-materials');
    await openExport(page);
    await page.locator('.export input[value=screen]').check();
    await page.locator('.export input[value=svg]').check();
    // The same places, names, lines and words over the columns: the same bytes.
    expect((await file(page)).content.toString()).toBe(command('export', '--format', 'svg', '--kind', 'layers', '--focus', '新材料'));
    await page.keyboard.press('Escape');
    await page.getByRole('switch', { name: '只看原文' }).click();
    await page.getByRole('radio', { name: '服务于谁' }).click();
    await openExport(page);
    await page.locator('.export input[value=screen]').check();
    await page.locator('.export input[value=svg]').check();
    expect((await file(page)).content.toString()).toBe(command('export', '--format', 'svg', '--kind', 'layers', '--focus', '新材料', '--way', 'up', '--basis', 'text'));
    await page.keyboard.press('Escape');

    await page.evaluate(() => (location.hash = '#/matrix?mx=Goal-Indicator-MEASURED_BY-0'));
    await page.locator('.grid').waitFor();
    const listed = await page.locator('.grid tbody .cell').count();
    await openExport(page);
    await page.locator('.export input[value=screen]').check();
    await page.locator('.export input[value=md]').check();
    await page.getByRole('combobox', { name: '文字' }).selectOption('en');
    const text = (await file(page)).content.toString();
    expect(text).toBe(command('export', '--format', 'md', '--lang', 'en', '--kind', 'matrix', '--rows', '目标', '--columns', '指标', '--type', 'MEASURED_BY'));
    const rows = text.split('\n').filter((l) => l.startsWith('| '));
    const table = rows.slice(0, rows.findIndex((l) => l.startsWith('| Start')));
    expect(table.slice(2).join('').match(/Art\. |Ch\. /g)!.length).toBeGreaterThanOrEqual(listed);
    expect(errors).toEqual([]);
    await context.close();

    // A story keeps the table that the document has.
    const story = await visit(atlas, '#/story');
    await add(story.page, '#/matrix', 1);
    const kept = await story.page.evaluate(() => Object.values(localStorage).find((v) => v.includes('"table"')));
    const cells = (JSON.parse(kept!) as { views: { table: { rows: string[][] } }[] }).views[0]!.table.rows;
    const written = command('export', '--format', 'md', '--kind', 'matrix').split('\n').filter((l) => l.startsWith('| '));
    expect(written.slice(2, 2 + cells.length).map((l) => l.replaceAll('〔 〕图中未录', '〔 〕').split(' | ').map((c) => c.replace(/^\| | \|$/g, '').trim()))).toEqual(cells);
    await story.context.close();
  });

  it('says what is too large, shows that it works, and stops', async () => {
    const { page, context } = await visit(atlas, '#/map');
    await openExport(page);
    await page.route('**/api/v1/export?*', async (route) => {
      await new Promise((done) => setTimeout(done, 1500));
      await route.abort().catch(() => undefined);
    });
    await page.locator('.exfoot .btn.pri').click();
    await page.locator('.exstate progress').waitFor();
    await page.getByRole('button', { name: '停下' }).click();
    await page.getByText('已停下，没有生成文件').waitFor();
    await page.unroute('**/api/v1/export?*');
    await page.route('**/api/v1/export?*', (route) =>
      route.fulfill({ status: 400, contentType: 'application/json', body: JSON.stringify({ error: { code: 'invalid_parameter', message: '参数不对', hint: 'pptx 最多容纳 2000 行，这里有 5000 行' } }) }),
    );
    await page.locator('.exfoot .btn.pri').click();
    await page.getByRole('alert').getByText('最多容纳 2000 行').waitFor();
    await context.close();
  });

  it('makes a story: adds, orders, writes, takes back, keeps, presents, exports', async () => {
    const { page, context, errors } = await visit(atlas, '#/story');
    await page.getByText('还没有故事').waitFor();
    await add(page, '#/map?sel=industry.new-materials', 1);
    await add(page, '#/trace?from=industry.new-materials&to=district.city-industry-people', 2);
    await add(page, '#/matrix', 3);
    await page.evaluate(() => (location.hash = '#/story'));
    await page.getByLabel('故事标题').fill('新材料往何处去');
    await page.getByLabel('第 1 页的说明').fill('先看它与谁相连。');
    const order = () => page.locator('.scenetitle').evaluateAll((all) => all.map((i) => (i as HTMLInputElement).value));
    expect(await order()).toEqual(['新材料', '新材料 → 产城人融合区', '产业 × 平台载体']);
    await page.getByRole('button', { name: '上移第 3 页' }).click();
    expect(await order()).toEqual(['新材料', '产业 × 平台载体', '新材料 → 产城人融合区']);
    await page.getByRole('button', { name: '删去第 2 页' }).click();
    expect(await order()).toEqual(['新材料', '新材料 → 产城人融合区']);
    await page.getByRole('button', { name: '撤销对故事的改动' }).click();
    expect(await order()).toHaveLength(3);
    await page.reload();
    await page.waitForSelector('.scenecard');
    expect(await page.getByLabel('第 1 页的说明').inputValue()).toBe('先看它与谁相连。');
    expect(await violations(page)).toEqual([]);

    await page.getByRole('button', { name: '放映', exact: true }).click();
    await page.getByRole('heading', { name: '新材料', exact: true }).waitFor();
    expect(await page.locator('.telling').innerText()).toContain('先看它与谁相连。');
    await page.keyboard.press('ArrowRight');
    await page.locator('.present .grid').waitFor();
    await page.keyboard.press('End');
    await page.getByRole('heading', { name: '新材料 → 产城人融合区' }).waitFor();
    await page.locator('.present canvas').first().waitFor();
    expect(await page.locator('.top').count()).toBe(0);
    await page.keyboard.press('ArrowLeft');
    await page.locator('.present .grid').waitFor();
    await page.keyboard.press('Escape');
    await page.waitForSelector('.storysheet');
    expect(page.url()).toContain('#/story');

    await page.getByRole('button', { name: '导出…' }).click();
    await page.waitForSelector('.export');
    expect(await page.locator('.exsource.on').innerText()).toContain('新材料往何处去');
    await page.locator('.export input[value=md]').check();
    const text = (await file(page)).content.toString();
    for (const words of ['# 新材料往何处去', '先看它与谁相连。', '【最弱一环】', '名称对应']) expect(text).toContain(words);
    await page.keyboard.press('Escape');

    const waiting = page.waitForEvent('download');
    await page.getByRole('button', { name: '存为文件' }).click();
    const saved = await (await waiting).path();
    await page.getByRole('button', { name: '清空' }).click();
    await page.getByText('还没有故事').waitFor();
    await page.locator('input[type=file]').setInputFiles({ name: 'x.json', mimeType: 'application/json', buffer: Buffer.from('{"format":"gexf"}') });
    await page.getByText('这不是故事文件').first().waitFor();
    await page.locator('input[type=file]').setInputFiles(saved);
    await page.waitForSelector('.scenecard');
    expect(await order()).toHaveLength(3);
    expect(errors).toEqual([]);
    await context.close();
  });

  it('takes a story from a link, pictures made anew', async () => {
    const first = await visit(atlas, '#/map?sel=industry.new-materials');
    await add(first.page, '#/map?sel=industry.new-materials', 1);
    await first.page.evaluate(() => (location.hash = '#/story'));
    await first.page.waitForSelector('.scenecard');
    await first.context.grantPermissions(['clipboard-read', 'clipboard-write']);
    await first.page.locator('.storytools').getByRole('button', { name: '复制链接' }).click();
    const link = await first.page.evaluate(() => navigator.clipboard.readText());
    const { page, context } = await visit(atlas, new URL(link).hash);
    await page.getByRole('button', { name: '收下' }).click();
    await page.locator('.scenecard .mini').waitFor();
    expect(page.url()).not.toContain('story=');
    await context.close();
    await first.context.close();
  });

  it('fits a phone', async () => {
    const { page, context, errors } = await visit(atlas, '#/map?sel=industry.new-materials', phone);
    const more = () => page.getByRole('button', { name: '更多' }).last().click();
    await more();
    await page.getByRole('button', { name: '加入故事' }).click();
    await page.getByText('已加入故事，第 1 页').first().waitFor();
    await more();
    await page.getByRole('button', { name: '导出', exact: true }).click();
    await page.waitForSelector('.export');
    const wide = () => page.evaluate(() => document.documentElement.scrollWidth <= innerWidth);
    expect(await wide()).toBe(true);
    expect(await violations(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await page.evaluate(() => (location.hash = '#/story'));
    await page.getByRole('button', { name: '放映', exact: true }).click();
    await page.getByRole('button', { name: '结束放映' }).waitFor();
    expect(await wide()).toBe(true);
    await page.getByRole('button', { name: '结束放映' }).click();
    await page.waitForSelector('.storysheet');
    expect(await wide()).toBe(true);
    expect(errors).toEqual([]);
    await context.close();
  });
});
