// Quoted words: which parts of a quote are the names it is quoted for.

import type { NodeRecord } from './graph';

export interface Piece {
  text: string;
  marked: boolean;
}

/** Cuts a quote at the names found in it, the longest first; "…" stays as it is. */
export function pieces(quote: string, names: string[]): Piece[] {
  const sorted = [...new Set(names)].filter((n) => n.length > 1).sort((a, b) => b.length - a.length);
  const found: Piece[] = [];
  let rest = quote;
  while (rest) {
    const hit = firstHit(rest, sorted);
    if (!hit) break;
    if (hit.at > 0) found.push({ text: rest.slice(0, hit.at), marked: false });
    found.push({ text: hit.name, marked: true });
    rest = rest.slice(hit.at + hit.name.length);
  }
  if (rest) found.push({ text: rest, marked: false });
  // A quote that is the name alone needs no mark.
  return found.length === 1 ? [{ text: quote, marked: false }] : found;
}

function firstHit(text: string, names: string[]): { at: number; name: string } | null {
  let best: { at: number; name: string } | null = null;
  for (const name of names) {
    const at = text.indexOf(name);
    if (at >= 0 && (!best || at < best.at)) best = { at, name };
  }
  return best;
}

const level: Record<string, string> = { '“': '‘', '”': '’', '‘': '“', '’': '”' };

/** Words as they stand inside quotation marks: their own marks are single ones,
 * and single ones double (GB/T 15834-2011, 4.8.3.2). */
export function inner(words: string): string {
  return words.replace(/[“”‘’]/g, (mark) => level[mark]!);
}

/** Whether words are one quotation already. */
export function isQuotation(words: string): boolean {
  return /^“[^“”]*”$/.test(words);
}

/** Words in quotation marks. */
export function quoted(words: string): string {
  return isQuotation(words) ? words : `“${inner(words)}”`;
}

export interface Source {
  ref: string;
  quote: string;
}

/** Refs and quotes, which run in parallel, as pairs without doubles. */
export function sources(refs: string[], quotes: string[]): Source[] {
  const seen = new Set<string>();
  const found: Source[] = [];
  refs.forEach((ref, i) => {
    const quote = quotes[i] ?? '';
    const key = ref + '\n' + quote;
    if (!seen.has(key)) {
      seen.add(key);
      found.push({ ref, quote });
    }
  });
  return found;
}

/** Id of the node that a ref stands for ("art:12" → "art.12"), or null. */
export function placeOf(ref: string): string | null {
  return /^(art|ch):\d+$/.test(ref) ? ref.replace(':', '.') : null;
}

/** Ref of a place ("art.12" → "art:12"). */
export function refOf(place: string): string {
  return place.replace('.', ':');
}

/** Quotes of one place, those inside a longer one left out, each with the nodes
 * that quote it. */
export function quotesAt(nodes: { index: number; refs: string[]; quotes: string[] }[], ref: string): { quote: string; nodes: number[] }[] {
  const by = new Map<string, number[]>();
  for (const n of nodes) {
    n.refs.forEach((r, i) => {
      const quote = n.quotes[i];
      if (r === ref && quote) by.set(quote, [...(by.get(quote) ?? []), n.index]);
    });
  }
  const all = [...by.keys()];
  const kept = all.filter((q) => !all.some((other) => other !== q && other.includes(q)));
  return kept.map((quote) => ({
    quote,
    nodes: [...new Set(all.filter((q) => quote.includes(q)).flatMap((q) => by.get(q)!))],
  }));
}

/** Nodes that rest on words of a place. */
export function nodesAt(nodes: NodeRecord[], place: string): NodeRecord[] {
  const ref = refOf(place);
  return nodes.filter((n) => n.refs.includes(ref) && n.label !== 'Article' && n.label !== 'Chapter' && n.label !== 'Plan');
}
