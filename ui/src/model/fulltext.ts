// The official text with the graph's names marked in it. A name longer than
// another wins where both stand; a sentence that a measure or a goal rests on is
// marked only where no name is.

import type { Model, NodeRecord } from './graph';

export interface Mark {
  node: number;
  /** The words; of a quote that leaves some out, what stands on either side. */
  parts: string[];
  length: number;
}

export interface Run {
  text: string;
  /** Node that the words stand for, or null. */
  node: number | null;
  /** They are a sentence that the node rests on, not its name. */
  passage: boolean;
  /** They are the words that one came to read. */
  sought: boolean;
}

const sentences = new Set(['Measure', 'Goal', 'Target', 'Indicator']);

/** The forms in which a place of the text names things, by node. */
export function formsAt(model: Model, place: number, ref: string): Map<number, string[]> {
  const found = new Map<number, string[]>();
  for (const i of model.out[place]!) {
    const r = model.relationships[i]!;
    if (r.type !== 'MENTIONS') continue;
    const forms = r.quotes.filter((q, k) => q && r.refs[k] === ref);
    if (forms.length) found.set(r.end, [...(found.get(r.end) ?? []), ...forms]);
  }
  return found;
}

/** What to mark at a place: the forms in which it names things, and the words
 * that nodes rest on. */
export function marksFor(nodes: NodeRecord[], ref: string, forms: Map<number, string[]>): { names: Mark[]; passages: Mark[] } {
  const names: Mark[] = [];
  const passages: Mark[] = [];
  const put = (list: Mark[], node: number, words: string) => {
    const parts = words.split('…').filter(Boolean);
    if (words.length > 1 && parts.length) list.push({ node, parts, length: words.length });
  };
  for (const n of nodes) {
    const long = sentences.has(n.label);
    if (!long) for (const form of forms.get(n.index) ?? []) put(names, n.index, form);
    n.refs.forEach((r, i) => {
      if (r === ref) put(long ? passages : names, n.index, n.quotes[i] ?? '');
    });
  }
  const longest = (a: Mark, b: Mark) => b.length - a.length || a.node - b.node;
  return { names: names.sort(longest), passages: passages.sort(longest) };
}

/** Where words stand in a paragraph: from the first part to the last, each time. */
function ranges(paragraph: string, parts: string[]): [number, number][] {
  const found: [number, number][] = [];
  for (let from = 0; ; ) {
    const begin = paragraph.indexOf(parts[0]!, from);
    if (begin < 0) return found;
    let end = begin + parts[0]!.length;
    for (const part of parts.slice(1)) {
      const at = paragraph.indexOf(part, end);
      if (at < 0) return found;
      end = at + part.length;
    }
    found.push([begin, end]);
    from = end;
  }
}

/** Cuts a paragraph into runs. The selected node's words come before all others,
 * then names, then what is left of the sentences that something rests on. */
export function runs(paragraph: string, marks: { names: Mark[]; passages: Mark[] }, selected: number, sought = ''): Run[] {
  const owner = new Int32Array(paragraph.length).fill(-1);
  const passage = new Uint8Array(paragraph.length);
  const lit = new Uint8Array(paragraph.length);
  const take = (list: Mark[], whole: boolean, kind: number) => {
    for (const m of list) {
      for (const [from, to] of ranges(paragraph, m.parts)) {
        if (whole && owner.slice(from, to).some((o) => o >= 0)) continue;
        for (let i = from; i < to; i++) if (owner[i]! < 0) (owner[i] = m.node), (passage[i] = kind);
      }
    }
  };
  const mine = (m: Mark) => m.node === selected;
  take(marks.names.filter(mine), true, 0);
  take(marks.passages.filter(mine), true, 0);
  take(marks.names, true, 0);
  take(marks.passages, false, 1);
  const parts = sought.split('…').filter(Boolean);
  if (parts.length) for (const [from, to] of ranges(paragraph, parts)) lit.fill(1, from, to);
  const found: Run[] = [];
  for (let i = 0; i < paragraph.length; ) {
    let j = i + 1;
    while (j < paragraph.length && owner[j] === owner[i] && passage[j] === passage[i] && lit[j] === lit[i]) j++;
    found.push({ text: paragraph.slice(i, j), node: owner[i]! < 0 ? null : owner[i]!, passage: passage[i] === 1, sought: lit[i] === 1 });
    i = j;
  }
  return found;
}

/** Paragraph without the number or the title that stand above it already:
 * "12.壮大先进制造业集群。认真…" → "认真…". */
export function withoutHeading(paragraph: string, title: string): string {
  const bare = paragraph.replace(/^(\d+\.|[一二三四五六七八九十]+、)/, '');
  if (!title || !bare.startsWith(title)) return bare === paragraph ? paragraph : bare;
  return bare.slice(title.length).replace(/^。/, '');
}
