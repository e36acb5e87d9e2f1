// Alignment and comparison, as a planner uses them.

import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Atlas, desk, missing, phone, start, visit, violations } from './harness';

describe.skipIf(missing)('alignment', () => {
  let atlas: Atlas;
  beforeAll(async () => {
    atlas = await start();
  });
  afterAll(() => atlas?.stop());

  it('names what is not taken up, and shows each line with its evidence', async () => {
    const { page, context, errors } = await visit(atlas, '#/align');
    await page.locator('.atable tbody').first().waitFor();
    const reply = (await (await fetch(atlas.url + 'api/v1/alignment')).json()) as { strategies: { name: string; status: string }[] };
    expect(await page.locator('.atable tbody').count()).toBe(reply.strategies.length);
    await page.locator('.facet', { hasText: '未见承接' }).click();
    const silent = reply.strategies.filter((s) => s.status === 'silent').map((s) => s.name);
    expect(await page.locator('.atable tbody th .name').allInnerTexts()).toEqual(silent);
    expect(await page.locator('.atable tbody').first().innerText()).toContain('图中未录由何承接');
    expect(page.url()).toContain('o.status=silent');
    // What guides the plan as a whole is no gap and stands without the colour of one.
    await page.locator('.facet', { hasText: '总论援引' }).click();
    const thought = page.locator('.atable tbody', { hasText: '毛泽东思想' });
    expect(await thought.locator('.eye, .gaphead').count()).toBe(0);
    await page.locator('.facet', { hasText: '回顾已述' }).click();
    expect(await page.locator('.atable tbody th .name').allInnerTexts()).toContain('全面建成小康社会');
    await page.locator('.facet', { hasText: '有承接' }).click();
    await page.locator('.facet', { hasText: /^市/ }).click();
    await page.getByRole('button', { name: '“3+3”先进制造业集群体系', exact: true }).click();
    await page.locator('.dossier').waitFor();
    expect(await page.locator('.dossier').innerText()).toContain('“3+3”先进制造业集群体系');
    expect(errors).toEqual([]);
    await context.close();
  });

  it('is a picture in which no two names cover one another', async () => {
    const { page, context } = await visit(atlas, '#/align?o.tab=picture');
    await page.locator('.lcell').first().waitFor();
    const overlaps = await page.evaluate(() => {
      const boxes = [...document.querySelectorAll('.lcell .name')].map((e) => e.getBoundingClientRect());
      return boxes.filter((a, i) => boxes.slice(i + 1).some((b) => a.left < b.right - 1 && b.left < a.right - 1 && a.top < b.bottom - 1 && b.top < a.bottom - 1)).length;
    });
    expect(overlaps).toBe(0);
    expect(await page.locator('.tie').count()).toBeGreaterThan(60);
    await context.close();
  });

  it('of one plan alone says how to get another', async () => {
    const { page, context } = await visit(atlas, '#/compare');
    await page.getByText('planatlas serve --against').waitFor();
    await context.close();
  });
});

describe.skipIf(missing)('comparison', () => {
  let atlas: Atlas;
  beforeAll(async () => {
    atlas = await start('--seeds', fileURLToPath(new URL('../../graph/compare/testdata', import.meta.url)));
  });
  afterAll(() => atlas?.stop());

  it('lists what changed from one plan to the other and opens both sides', async () => {
    const { page, context, errors } = await visit(atlas, '#/compare?o.from=jianyi&o.to=gangyao');
    const rows = page.locator('.dtable tbody tr');
    await rows.first().waitFor();
    expect(await rows.filter({ hasText: '云溪会展中心' }).innerText()).toContain('新增');
    expect(await rows.filter({ hasText: '旧货市场' }).innerText()).toContain('不再有');
    expect(await rows.filter({ hasText: '减弱' }).innerText()).toMatch(/建设\s*→\s*谋划/);
    await rows.filter({ hasText: '云溪竹材产业园' }).getByRole('button').click();
    expect(await page.locator('.pairside').allInnerTexts()).toEqual([expect.stringContaining('云溪竹材产业园'), expect.stringContaining('竹产业基地')]);
    await page.locator('.facet', { hasText: '承诺力度' }).click();
    expect(await rows.count()).toBe(2);
    expect(errors).toEqual([]);
    await context.close();
  });

  it('has no accessibility violations, on a desk and on a phone', async () => {
    for (const options of [desk, phone]) {
      const { page, context } = await visit(atlas, '#/compare?o.from=jianyi&o.to=gangyao&sel=gangyao:platform.base', options);
      await page.locator('.dtable tbody tr').first().waitFor();
      expect(await violations(page)).toEqual([]);
      await page.evaluate(() => (location.hash = '#/compare?o.from=jianyi&o.to=gangyao&o.tab=picture'));
      await page.locator('.diffstage .stage').waitFor();
      expect(await violations(page)).toEqual([]);
      await page.evaluate(() => (location.hash = '#/align?o.tab=picture'));
      await page.locator('.sheetmain').waitFor();
      expect(await violations(page)).toEqual([]);
      await context.close();
    }
  });

  it('draws both plans on one sheet; a node opens its two sides', async () => {
    const { page, context, errors } = await visit(atlas, '#/compare?o.from=jianyi&o.to=gangyao&o.tab=picture');
    const stage = page.locator('.diffstage .stage');
    await stage.waitFor();
    await stage.focus();
    for (let i = 0; i < 3; i++) await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Enter');
    await page.locator('.pairside').first().waitFor();
    expect(page.url()).toMatch(/sel=(jianyi|gangyao):/);
    await page.getByRole('button', { name: '在图谱中打开' }).first().click();
    await page.waitForURL(/#\/map\?.*plan=(jianyi|gangyao)/);
    await page.locator('.stage').waitFor();
    expect(errors).toEqual([]);
    await context.close();
  });
});
