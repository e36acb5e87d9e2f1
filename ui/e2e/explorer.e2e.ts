import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Atlas, desk, missing, phone, picture, settled, spotOf, start, visit, violations } from './harness';

const selected = (page: Page) => new URL(page.url()).hash.match(/sel=([^&]*)/)?.[1] ?? '';

describe.skipIf(missing)('the explorer', () => {
  let atlas: Atlas;
  beforeAll(async () => {
    atlas = await start();
  });
  afterAll(() => atlas?.stop());

  it('opens on the “3+3” view, drawn, without errors', async () => {
    const { page, context, errors } = await visit(atlas);
    expect(await page.title()).toContain('3+3');
    expect(await page.locator('.status').innerText()).toMatch(/显示 \d+ \/ [\d,]+ 个节点/);
    const colours = await page.evaluate(() => {
      const canvas = document.querySelector('canvas')!;
      const data = canvas.getContext('2d')!.getImageData(0, 0, canvas.width, canvas.height).data;
      const seen = new Set<number>();
      for (let i = 0; i < data.length; i += 4) seen.add((data[i]! << 16) | (data[i + 1]! << 8) | data[i + 2]!);
      return seen.size;
    });
    expect(colours).toBeGreaterThan(200);
    expect(errors).toEqual([]);
    await context.close();
  });

  it('finds by name, alias, article title, pinyin and initials', async () => {
    const { page, context } = await visit(atlas);
    const box = page.getByRole('combobox', { name: '搜索' });
    for (const [typed, name] of [['新材料', '新材料'], ['六大产业基地', '六个产业核心基地'], ['推动产业平台', '推动产业平台提质增效'], ['xincailiao', '新材料'], ['zhzm', '智慧照明']] as const) {
      await box.fill(typed);
      await page.getByRole('option', { name }).first().waitFor();
    }
    await box.fill('没有这样的东西');
    await page.getByText('没有找到“没有这样的东西”').waitFor();
    await context.close();
  });

  it('leaves Enter and arrows to an open input-method composition', async () => {
    const { page, context } = await visit(atlas);
    const box = page.getByRole('combobox', { name: '搜索' });
    await box.fill('新材料');
    await page.getByRole('option').first().waitFor();
    const active = await box.getAttribute('aria-activedescendant');
    await box.evaluate((input) => {
      for (const key of ['Enter', 'ArrowDown']) {
        input.dispatchEvent(new KeyboardEvent('keydown', { key, isComposing: true, bubbles: true, cancelable: true }));
        input.dispatchEvent(new KeyboardEvent('keydown', { key, keyCode: 229, bubbles: true, cancelable: true } as KeyboardEventInit));
      }
    });
    expect(selected(page)).toBe('');
    expect(await box.getAttribute('aria-activedescendant')).toBe(active);
    await box.press('Enter');
    await page.getByRole('heading', { name: '新材料', exact: true }).waitFor();
    await context.close();
  });

  it('shows a node that the filters hide, and says so', async () => {
    const { page, context } = await visit(atlas, '#/map?off=Industry');
    await page.keyboard.press('/');
    await page.keyboard.type('新材料');
    await page.getByRole('option', { name: '新材料' }).first().waitFor();
    await page.keyboard.press('Enter');
    await page.locator('.toast').waitFor();
    expect(await page.locator('.toast').innerText()).toContain('已重新显示');
    expect(page.url()).not.toContain('off=Industry');
    await context.close();
  });

  it('the same link gives the same picture', async () => {
    const first = await visit(atlas, '#/map?sel=industry.new-materials');
    await first.page.getByRole('button', { name: '放大' }).click();
    await first.page.waitForFunction(() => location.hash.includes('cam='));
    await settled(first.page);
    const link = new URL(first.page.url()).hash;
    const second = await visit(atlas, link);
    const shot = async (page: Page) => {
      await page.waitForTimeout(400); // names come to rest after a zoom
      await settled(page);
      return page.evaluate(() => [...document.querySelectorAll('canvas')].map((c) => c.toDataURL()).join());
    };
    await first.page.mouse.move(5, 5);
    expect(new URL(second.page.url()).hash).toBe(link);
    expect((await shot(second.page)) === (await shot(first.page))).toBe(true);
    await first.context.close();
    await second.context.close();
  });

  it('undoes and redoes, by button, keys and back', async () => {
    const { page, context } = await visit(atlas);
    await page.getByRole('button', { name: '看“新材料”' }).click();
    await page.getByRole('button', { name: '原文', exact: true }).last().click();
    await page.waitForFunction(() => location.hash.startsWith('#/text'));
    await page.getByRole('button', { name: '撤销' }).click();
    await page.waitForFunction(() => location.hash.startsWith('#/map'));
    expect(selected(page)).toBe('industry.new-materials');
    await page.keyboard.press('Control+z');
    await page.waitForFunction(() => !location.hash.includes('sel='));
    await page.keyboard.press('Control+Shift+z');
    await page.waitForFunction(() => location.hash.includes('sel='));
    await page.goBack();
    await page.waitForFunction(() => !location.hash.includes('sel='));
    expect(await page.getByRole('button', { name: '撤销' }).isDisabled()).toBe(true);
    await context.close();
  });

  it('expands by type without moving the camera, and pins what is dragged', async () => {
    const { page, context } = await visit(atlas, '#/map?sel=goal.economy');
    const before = await page.locator('.status').innerText();
    await page.getByRole('button', { name: '展开' }).click();
    await page.locator('.menu button').nth(1).click();
    await page.waitForFunction((was) => document.querySelector('.status')!.textContent !== was, before);
    const camera = /cam=[^&]*/.exec(page.url())![0];
    const spot = await spotOf(page, atlas, 'industry.new-materials');
    await page.mouse.move(spot.x, spot.y);
    await page.mouse.down();
    await page.mouse.move(spot.x - 40, spot.y + 30, { steps: 5 });
    await page.mouse.up();
    await page.waitForFunction(() => location.hash.includes('pins='));
    expect(page.url()).toContain('pins=industry.new-materials:');
    expect(/cam=[^&]*/.exec(page.url())![0]).toBe(camera);
    await context.close();
  });

  it('walks the map by keys alone', async () => {
    const { page, context } = await visit(atlas);
    await page.locator('.stage').focus();
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.locator('.dossier').waitFor();
    expect(selected(page)).not.toBe('');
    await page.keyboard.press('Escape');
    await page.locator('.begin').waitFor();
    await page.keyboard.press('?');
    await page.getByRole('dialog', { name: '键盘与帮助' }).waitFor();
    await page.keyboard.press('Escape');
    expect(await page.getByRole('dialog').count()).toBe(0);
    await context.close();
  });

  it('says when the server is lost, keeps the view, and recovers', async () => {
    const { page, context } = await visit(atlas);
    await context.setOffline(true);
    await page.keyboard.press('/');
    await page.keyboard.type('新');
    await page.getByRole('alert').getByText('与服务断开').waitFor();
    expect(await page.locator('.stage').count()).toBe(1);
    await context.setOffline(false);
    await page.getByRole('button', { name: '立即重试' }).click();
    await page.getByRole('alert').waitFor({ state: 'detached' });
    await context.close();
  });

  it('is whole in English', async () => {
    const { page, context } = await visit(atlas, '#/trace?lang=en&from=industry.new-materials&to=district.city-industry-people');
    await page.waitForSelector('.chain .hop');
    for (const part of ['.nav', '.filters', '.ends', '.sum', '.txt', '.foot', '.status', '.tools']) {
      const words = (await page.locator(part).innerText()).replace('中文', '');
      expect(words, part).not.toMatch(/[\u4e00-\u9fff]/);
    }
    expect(await page.locator('html').getAttribute('lang')).toBe('en');
    await context.close();
  });

  it('fits a phone from 360 to 430 px, with targets large enough', async () => {
    for (const width of [360, 390, 430]) {
      const { page, context, errors } = await visit(atlas, '#/map?sel=industry.new-materials', { ...phone, viewport: { width, height: 780 } });
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
      const small = await page.locator('.bt button, .actions button, .pt button').evaluateAll((list) => list.filter((b) => b.getBoundingClientRect().height < 44).map((b) => b.textContent));
      expect(small).toEqual([]);
      const box = (await page.locator('.actions').boundingBox())!;
      expect(box.height).toBeLessThan(60);
      expect(errors).toEqual([]);
      await context.close();
    }
  });

  it('keeps markup in a link as text', async () => {
    const { page, context, errors } = await visit(atlas, '#/map?sel=' + encodeURIComponent('<img src=x onerror=alert(1)>'));
    await page.getByText('这个节点不在当前数据里').waitFor();
    expect(await page.locator('.dock img').count()).toBe(0);
    expect(errors).toEqual([]);
    await context.close();
  });

  it('lays out what a node serves and what carries it', async () => {
    const { page, context, errors } = await visit(atlas, '#/map?sel=industry.new-materials');
    await page.getByRole('button', { name: '更多操作' }).click();
    await page.getByRole('button', { name: '分层：服务于谁，由谁承载' }).click();
    await page.getByText('服务于 · 第 1 层').waitFor();
    const before = await page.locator('.status').innerText();
    await page.getByRole('radio', { name: '由谁承载' }).click();
    await page.waitForFunction((was) => document.querySelector('.status')!.textContent !== was, before);
    expect(page.url()).toContain('way=down');
    await page.goBack();
    await page.getByRole('radio', { name: '上下都看', checked: true }).waitFor();
    expect(errors).toEqual([]);
    await context.close();
  });

  it('keeps the layers on screen while another side is asked for, and says when it does not come', async () => {
    const { page, context } = await visit(atlas, '#/layers?focus=industry.new-materials');
    const shown = () => page.locator('.status').innerText();
    const both = await shown();
    await page.route(/api\/v1\/layers\?.*way=up/, async (route) => {
      await new Promise((done) => setTimeout(done, 1200));
      await route.continue().catch(() => undefined);
    });
    await page.getByRole('radio', { name: '服务于谁' }).click();
    await page.getByText('正在分层').waitFor();
    expect(await shown()).toBe(both);
    await page.getByText('正在分层').waitFor({ state: 'detached' });
    const up = await shown();
    expect(up).not.toBe(both);
    await page.route(/api\/v1\/layers\?.*way=down/, (route) => route.fulfill({ status: 503, contentType: 'application/json', body: '{"error":{"code":"busy","message":"忙"}}' }));
    await page.getByRole('radio', { name: '由谁承载' }).click();
    await page.getByRole('alert').getByText('没能取得分层').waitFor();
    await page.unroute(/api\/v1\/layers\?.*way=down/);
    await page.getByRole('alert').getByRole('button', { name: '立即重试' }).click();
    await page.getByText('承载者 · 第 1 层').waitFor();
    expect(await page.getByRole('alert').count()).toBe(0);
    // What was there comes back without being asked for.
    await page.goBack();
    await page.waitForFunction((was) => document.querySelector<HTMLElement>('.status')!.innerText === was, up);
    await context.close();
  });

  it('shows gaps as a matrix, and a cell opens its evidence, by keys too', async () => {
    const { page, context, errors } = await visit(atlas, '#/matrix');
    await page.getByRole('heading', { name: /对靠名称对应，.*为空/ }).waitFor();
    await page.locator('.cell').first().focus();
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.locator('.dossier .q').first().waitFor();
    expect(await page.locator('.dossier').innerText()).toContain('承载');
    await page.getByRole('button', { name: '举措 × 上级战略' }).click();
    await page.waitForFunction(() => location.hash.includes('mx=Measure-Strategy'));
    expect(errors).toEqual([]);
    await context.close();
  });

  it('asks the matrix anew as the filters say, and says when it does not come', async () => {
    const { page, context } = await visit(atlas, '#/matrix?mx=Measure-Goal-ADVANCES-0');
    const heading = page.locator('.mxhead h1');
    await heading.waitFor();
    const all = await heading.innerText();
    await page.getByRole('button', { name: '全部列出' }).click();
    await page.getByRole('button', { name: '只列有关系的' }).waitFor();
    await page.getByText('放不下，未列出').waitFor();
    await page.route(/api\/v1\/matrix\?.*basis=/, async (route) => {
      await new Promise((done) => setTimeout(done, 1200));
      await route.continue().catch(() => undefined);
    });
    await page.getByRole('switch', { name: '只看原文' }).click();
    await page.getByText('正在生成矩阵').waitFor();
    expect(await page.locator('.grid').count()).toBe(1);
    await page.getByText('正在生成矩阵').waitFor({ state: 'detached' });
    expect(await heading.innerText()).not.toBe(all);
    await page.route(/api\/v1\/matrix\?.*rows=Platform/, (route) => route.fulfill({ status: 503, contentType: 'application/json', body: '{"error":{"code":"busy","message":"忙不过来"}}' }));
    await page.getByRole('button', { name: '平台载体 × 区域' }).click();
    await page.getByRole('alert').getByText('没能取得矩阵：忙不过来').waitFor();
    await page.unroute(/api\/v1\/matrix\?.*rows=Platform/);
    await page.getByRole('alert').getByRole('button', { name: '立即重试' }).click();
    await page.locator('.grid').waitFor();
    await page.goBack();
    await page.waitForFunction(() => location.hash.includes('mx=Measure-Goal'));
    await page.locator('.grid').waitFor();
    await context.close();
  });

  it('asks in Cypher: completion, table, error with its place, open in the map', async () => {
    const { page, context, errors } = await visit(atlas, '#/query');
    const editor = page.getByRole('textbox', { name: 'Cypher 查询' });
    await editor.click();
    await page.keyboard.type('MATCH (c:Clus');
    await page.getByRole('option', { name: /Cluster/ }).waitFor();
    await page.keyboard.press('Enter');
    await page.keyboard.type(')-[r:INCLUDES]->(m:Industry) RETURN c, r, m');
    await page.keyboard.press('Control+Enter');
    await page.getByRole('row').nth(3).waitFor();
    expect(new URLSearchParams(page.url().split('?')[1]).get('q')).toContain('MATCH (c:Cluster)');
    await page.getByRole('button', { name: '在图谱中打开' }).click();
    await page.waitForFunction(() => location.hash.startsWith('#/map'));
    expect(await page.locator('.status').innerText()).toContain('所选内容');
    expect(errors).toEqual([]);
    await page.goBack();
    await editor.waitFor();
    await editor.click();
    await page.keyboard.press('Control+a');
    await page.keyboard.type('MATCH (n) RETURN m');
    await page.keyboard.press('Control+Enter');
    const alert = page.getByRole('alert');
    await alert.waitFor();
    expect(await alert.innerText()).toContain('第 1 行第 18 列');
    await context.close();
  });

  it('shows the Cypher of a chain, and it gives that chain', async () => {
    const { page, context } = await visit(atlas, '#/trace?from=industry.new-materials&to=district.city-industry-people');
    await page.getByRole('button', { name: '查看 Cypher' }).click();
    await page.waitForSelector('.tablewrap table');
    expect(await page.locator('.rsh').innerText()).toContain('1 行');
    expect(await page.locator('.tablewrap td').nth(1).innerText()).toContain('产城人融合区');
    await context.close();
  });

  const states = ['#/map', '#/map?sel=industry.new-materials', '#/trace', '#/trace?from=industry.new-materials&to=district.city-industry-people',
    '#/trace?from=industry.smart-lighting&to=platform.base-big-health', '#/text?at=art.14', '#/layers?focus=industry.new-materials', '#/matrix', '#/table', '#/ask', '#/ask?ask=bases-and-industries', '#/ask?ask=relations-of', '#/findings', '#/align', '#/compare', '#/story', '#/query', '#/ontology', '#/plan'];
  for (const scheme of ['light', 'dark'] as const) {
    it(`has no accessibility violations, ${scheme}`, async () => {
      const { page, context } = await visit(atlas, '', { ...desk, colorScheme: scheme });
      for (const state of states) {
        await page.evaluate((hash) => (location.hash = hash), state);
        await page.waitForTimeout(250);
        await settled(page);
        // What the theme does not change was seen in the light.
        expect(await violations(page, scheme === 'dark' ? ['color-contrast'] : undefined), state).toEqual([]);
      }
      await context.close();
    });
  }

  it('has no accessibility violations on a phone', async () => {
    const { page, context } = await visit(atlas, '#/map?sel=industry.new-materials', phone);
    for (const state of ['#/map?sel=industry.new-materials', '#/ask?ask=bases-and-industries', '#/findings', '#/plan']) {
      await page.evaluate((hash) => (location.hash = hash), state);
      await page.waitForTimeout(250);
      await settled(page);
      expect(await violations(page), state).toEqual([]);
    }
    await context.close();
  });

  it('pictures for the README', async () => {
    // Without the official text: a picture must not carry its passages.
    const plain = await start('--lang', 'zh');
    const sheet = { ...desk, viewport: { width: 1200, height: 750 } };
    const shots: [string, string, object][] = [
      ['explorer', '#/map?sel=industry.new-materials', sheet],
      ['explorer-dark', '#/map?sel=industry.new-materials', { ...sheet, colorScheme: 'dark' }],
      ['trace', '#/trace?from=industry.new-materials&to=district.city-industry-people', sheet],
      ['reader', '#/text?at=art.14', sheet],
      ['findings', '#/findings', sheet],
      ['phone', '#/map?sel=industry.new-materials', phone],
    ];
    for (const [name, fragment, options] of shots) {
      const { page, context } = await visit(plain, fragment, options);
      if (name === 'trace') await page.waitForSelector('.chain .hop');
      await picture(page, name);
      await context.close();
    }
    await plain.stop();
  });
});
