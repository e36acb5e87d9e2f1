// The official text with the graph's names marked in it. A name longer than
// another wins where both stand; a sentence that a measure or a goal rests on is
// marked only where no name is.

import type { NodeRecord } from './graph';

export interface Mark {
  node: number;
  text: string;
}

export interface Run {
  text: string;
  /** Node that the words stand for, or null. */
  node: number | null;
}

const sentences = new Set(['Measure', 'Goal', 'Target', 'Indicator']);

/** What to mark at a place: the names of the nodes that rest on it or that it
 * mentions, and their quotes, of which an elided one has two parts. */
export function marksFor(nodes: NodeRecord[], ref: string): { names: Mark[]; passages: Mark[] } {
  const names: Mark[] = [];
  const passages: Mark[] = [];
  for (const n of nodes) {
    const long = sentences.has(n.label);
    if (!long) for (const name of [n.name, ...n.aliases]) if (name.length > 1) names.push({ node: n.index, text: name });
    n.refs.forEach((r, i) => {
      if (r !== ref) return;
      for (const part of (n.quotes[i] ?? '').split('…')) {
        if (part.length > 1) (long ? passages : names).push({ node: n.index, text: part });
      }
    });
  }
  const longest = (a: Mark, b: Mark) => b.text.length - a.text.length || a.node - b.node;
  return { names: names.sort(longest), passages: passages.sort(longest) };
}

/** Cuts a paragraph into runs. The selected node's words come before all others. */
export function runs(paragraph: string, marks: { names: Mark[]; passages: Mark[] }, selected: number): Run[] {
  const owner = new Int32Array(paragraph.length).fill(-1);
  const take = (list: Mark[]) => {
    for (const m of list) {
      for (let at = paragraph.indexOf(m.text); at >= 0; at = paragraph.indexOf(m.text, at + m.text.length)) {
        const end = at + m.text.length;
        if (owner.slice(at, end).every((o) => o < 0)) owner.fill(m.node, at, end);
      }
    }
  };
  const mine = (m: Mark) => m.node === selected;
  take([...marks.names, ...marks.passages].filter(mine));
  take(marks.names);
  take(marks.passages);
  const found: Run[] = [];
  for (let i = 0; i < paragraph.length; ) {
    let j = i + 1;
    while (j < paragraph.length && owner[j] === owner[i]) j++;
    found.push({ text: paragraph.slice(i, j), node: owner[i]! < 0 ? null : owner[i]! });
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
