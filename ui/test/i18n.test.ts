import { describe, expect, it } from 'vitest';
import { catalogues, count, numeral, placeName, placesName, wording } from '../src/i18n';

describe('catalogues', () => {
  it('have the same keys', () => {
    expect(Object.keys(catalogues.en).sort()).toEqual(Object.keys(catalogues.zh).sort());
  });

  it('have no empty wording and the same placeholders', () => {
    const slots = (s: string) => (s.match(/\{\w+\}/g) ?? []).sort().join();
    for (const key of Object.keys(catalogues.zh) as (keyof typeof catalogues.zh)[]) {
      expect(catalogues.zh[key], key).not.toBe('');
      expect(catalogues.en[key], key).not.toBe('');
      expect(slots(catalogues.en[key]), key).toBe(slots(catalogues.zh[key]));
    }
  });

  it('keep Chinese out of English, but for the switch of language', () => {
    for (const [key, words] of Object.entries(catalogues.en)) {
      if (key.startsWith('top.language')) continue;
      expect(words, key).not.toMatch(/[\u4e00-\u9fff]/);
    }
  });
});

describe('wording', () => {
  it('fills in values and leaves unknown ones', () => {
    expect(wording('zh')('trace.hopCount', { n: 3 })).toBe('3 跳');
    expect(wording('en')('trace.hopCount', {})).toBe('{n} hops');
    expect(wording('en')('trace.hopCount', { n: 1 })).toBe('1 hop');
  });
});

describe('numeral', () => {
  it.each([
    [4, '四'],
    [10, '十'],
    [11, '十一'],
    [20, '二十'],
    [46, '四十六'],
  ])('%i is %s', (n, zh) => expect(numeral(n)).toBe(zh));
});

describe('placeName', () => {
  it.each([
    ['art:12', 'zh', '第12条'],
    ['art:12', 'en', 'Art. 12'],
    ['ch:7', 'zh', '第七章'],
    ['ch:7', 'en', 'Ch. 7'],
    ['signature', 'zh', '落款'],
    ['elsewhere', 'zh', 'elsewhere'],
  ] as const)('%s in %s', (ref, lang, words) => expect(placeName(ref, lang)).toBe(words));
});

it('count parts thousands', () => {
  expect([5, 999, 1902, 1234567].map(count)).toEqual(['5', '999', '1,902', '1,234,567']);
});

describe('places in short', () => {
  it.each([
    [['art:14', 'art:12'], '第14、12条', 'Art. 14, 12'],
    [['ch:4', 'art:3'], '第3条 第四章', 'Art. 3 Ch. 4'],
    [['art:1', 'art:2', 'art:3', 'art:4'], '第1、2、3…条', 'Art. 1, 2, 3…'],
    [['title'], '标题', 'Title'],
    [[], '', ''],
  ])('%j', (refs, zh, en) => {
    expect(placesName(refs, 'zh')).toBe(zh);
    expect(placesName(refs, 'en')).toBe(en);
  });
});
