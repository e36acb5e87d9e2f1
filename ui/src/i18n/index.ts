// Wording in both languages, and the few things that differ by language:
// numbers, numerals, names of places in the text.

import type { Lang } from '../api/types';
import { inner } from '../model/quotes';
import { en } from './en';
import { type Catalogue, type Key, zh } from './zh';

export type { Key } from './zh';
export const catalogues: Record<Lang, Catalogue> = { zh, en };

export type Say = (key: Key, values?: Record<string, string | number>) => string;

/** Wording function of a language: fills {names} with values and chooses the
 * form of {n|one|many} by the count. */
export function wording(lang: Lang): Say {
  const catalogue = catalogues[lang];
  return (key, values) =>
    chosen(catalogue[key], values).replace(/\{(\w+)\}/g, (whole, name: string, at: number, words: string) => {
      const value = values?.[name];
      if (value === undefined) return whole;
      // Within quotation marks a name's own marks are single ones.
      return words[at - 1] === '“' ? inner(String(value)) : String(value);
    });
}

function chosen(words: string, values: Record<string, string | number> | undefined): string {
  return words.replace(/\{(\w+)\|([^|}]*)\|([^|}]*)\}/g, (_, name: string, one: string, many: string) =>
    Number(values?.[name]) === 1 ? one : many,
  );
}

const digits = '零一二三四五六七八九';

/** A number up to 99 in Chinese numerals, as chapters are counted. */
export function numeral(n: number): string {
  if (n < 0 || n > 99 || !Number.isInteger(n)) return String(n);
  if (n < 10) return digits[n]!;
  const ten = Math.floor(n / 10);
  const one = n % 10;
  return (ten > 1 ? digits[ten] : '') + '十' + (one ? digits[one] : '');
}

/** A moment as day and minute of the reader's own clock. */
export function clock(iso: string, lang: Lang): string {
  const options: Intl.DateTimeFormatOptions = { month: 'short', day: 'numeric', hour: '2-digit', minute: '2-digit', hour12: false };
  return new Intl.DateTimeFormat(lang === 'zh' ? 'zh-CN' : 'en-GB', options).format(new Date(iso));
}

/** A count with thousands separators. */
export function count(n: number): string {
  return String(n).replace(/\B(?=(\d{3})+$)/g, ',');
}

const places = ['title', 'number', 'preface', 'closing', 'signature', 'external'];

/** Names of a few places, short: 第14、12条. */
export function placesName(refs: string[], lang: Lang): string {
  const articles = refs.flatMap((r) => (r.startsWith('art:') ? [r.slice(4)] : []));
  const others = refs.filter((r) => !r.startsWith('art:')).map((r) => placeName(r, lang));
  const joined = articles.slice(0, 3).join(lang === 'zh' ? '、' : ', ') + (articles.length > 3 ? '…' : '');
  return [...(articles.length ? [wording(lang)('text.article', { n: joined })] : []), ...others].slice(0, 3).join(' ');
}

/** Name of a place in the text: "art:12" → 第12条, "ch:4" → 第四章. */
export function placeName(ref: string, lang: Lang): string {
  const say = wording(lang);
  const [kind, n] = ref.split(':');
  if (kind === 'art') return say('text.article', { n: n ?? '' });
  if (kind === 'ch') return say('text.chapter', { n: lang === 'zh' ? numeral(Number(n)) : (n ?? '') });
  return places.includes(ref) ? say(`place.${ref}` as Key) : ref;
}

/** Words as a list: 甲、乙 or a, b. */
export function listed(words: string[], lang: Lang): string {
  return words.join(wording(lang)('common.list'));
}
