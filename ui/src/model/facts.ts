// Facts about a plan and its words: how many of each label, type and basis, what
// hangs on a basis alone, what stands in each article. Pure.

import type { OntologyType } from '../api/types';
import { type Model, type NodeRecord, otherEnd, type RelationshipRecord, text } from './graph';
import type { Vocabulary } from './vocabulary';

/** How often each value of a key occurs. */
export function tally<T>(items: Iterable<T>, key: (item: T) => string): Map<string, number> {
  const counts = new Map<string, number>();
  for (const item of items) counts.set(key(item), (counts.get(key(item)) ?? 0) + 1);
  return counts;
}

function contentDegrees(model: Model, v: Vocabulary): Int32Array {
  const degrees = new Int32Array(model.nodes.length);
  for (const r of model.relationships) {
    if (v.structural(r.type)) continue;
    degrees[r.start]!++;
    degrees[r.end]!++;
  }
  return degrees;
}

/** The best connected nodes of each label, the first to be met as examples. */
export function exampleNodes(model: Model, v: Vocabulary, most: number): Map<string, NodeRecord[]> {
  const degrees = contentDegrees(model, v);
  const by = new Map<string, NodeRecord[]>();
  for (const n of model.nodes) by.set(n.label, [...(by.get(n.label) ?? []), n]);
  for (const [label, nodes] of by) {
    const number = (n: NodeRecord) => (typeof n.properties.number === 'number' ? n.properties.number : 0);
    nodes.sort((a, b) => degrees[b.index]! - degrees[a.index]! || number(a) - number(b) || a.index - b.index);
    by.set(label, nodes.slice(0, most));
  }
  return by;
}

/** One relationship that shows what a type or a basis is: between nodes of the
 * opening view if there is one, with words, the shorter names first. */
export function exampleOf(model: Model, v: Vocabulary, start: Set<number>, fits: (r: RelationshipRecord) => boolean): RelationshipRecord | undefined {
  let best: RelationshipRecord | undefined;
  let score = Infinity;
  for (const r of model.relationships) {
    if (!fits(r)) continue;
    const [a, b] = [model.nodes[r.start]!, model.nodes[r.end]!];
    const s = (start.has(r.start) ? 0 : 100) + (start.has(r.end) ? 0 : 100) + (r.quotes.some(Boolean) ? 0 : 400) + (v.structural(r.type) ? 1000 : 0) + a.name.length + b.name.length;
    if (s < score) [score, best] = [s, r];
  }
  return best;
}

/** Ends that a type may join, without doubles. */
export function endsOf(t: OntologyType): { from: string[]; to: string[] }[] {
  const seen = new Set<string>();
  return (t.endpoints ?? []).filter((e) => {
    const key = e.from.join() + '>' + e.to.join();
    return !seen.has(key) && !!seen.add(key);
  });
}

export interface Contribution {
  basis: string;
  /** Relationships by content with this basis. */
  relationships: number;
  /** Its share of all that have a basis and are not document structure. */
  share: number;
  /** Types it bears most, with their counts. */
  types: [string, number][];
  /** Nodes that no other basis joins to anything. */
  alone: number[];
}

/** What each basis brings to the graph, strongest first. */
export function contributions(model: Model, v: Vocabulary): Contribution[] {
  const content = model.relationships.filter((r) => r.basis && !v.structural(r.type));
  const basesAt = new Map<number, Set<string>>();
  for (const r of content) {
    for (const n of [r.start, r.end]) {
      const set = basesAt.get(n) ?? new Set();
      basesAt.set(n, set.add(r.basis));
    }
  }
  return v.bases.map((b) => {
    const own = content.filter((r) => r.basis === b.name);
    const types = [...tally(own, (r) => r.type)].sort((x, y) => y[1] - x[1]).slice(0, 4);
    const alone = [...basesAt].filter(([, set]) => set.size === 1 && set.has(b.name)).map(([n]) => n);
    return { basis: b.name, relationships: own.length, share: content.length ? own.length / content.length : 0, types, alone };
  });
}

export interface ChapterFacts {
  chapter: NodeRecord;
  articles: ArticleFacts[];
  measures: number;
  nodes: number;
}

export interface ArticleFacts {
  article: NodeRecord;
  measures: number;
  /** Nodes by content that name the article as their source. */
  nodes: number;
}

const numberOf = (n: NodeRecord) => Number(n.properties.number);

/** What stands in the graph of each chapter and article, in the plan's order. */
export function chapterFacts(model: Model, v: Vocabulary): ChapterFacts[] {
  const at = new Map<number, Set<number>>();
  const measures = new Map<number, number>();
  for (const n of model.nodes) {
    if (v.evidence(n.label)) continue;
    for (const a of new Set(n.articles)) {
      at.set(a, (at.get(a) ?? new Set()).add(n.index));
      if (n.label === 'Measure') measures.set(a, (measures.get(a) ?? 0) + 1);
    }
  }
  const chapters = model.nodes.filter((n) => n.label === 'Chapter').sort((a, b) => numberOf(a) - numberOf(b));
  return chapters.map((chapter) => {
    const parts = model.out[chapter.index]!.map((i) => model.relationships[i]!).filter((r) => r.type === 'HAS_PART');
    const articles = parts.map((r) => model.nodes[otherEnd(r, chapter.index)]!).sort((a, b) => numberOf(a) - numberOf(b));
    const facts = articles.map((article) => ({ article, measures: measures.get(numberOf(article)) ?? 0, nodes: at.get(numberOf(article))?.size ?? 0 }));
    const all = new Set(articles.flatMap((a) => [...(at.get(numberOf(a)) ?? [])]));
    return { chapter, articles: facts, measures: [...all].filter((n) => model.nodes[n]!.label === 'Measure').length, nodes: all.size };
  });
}

/** Those who issued the plan. */
export function issuers(model: Model): NodeRecord[] {
  const plan = model.nodes.find((n) => n.label === 'Plan' && n.id.startsWith(model.plan + ':'));
  if (!plan) return [];
  const found = model.out[plan.index]!.map((i) => model.relationships[i]!).filter((r) => r.type === 'ISSUED_BY').map((r) => model.nodes[r.end]!);
  // In the order in which the title names them.
  const title = text(plan.properties.title);
  const place = (n: NodeRecord) => Math.min(...[n.name, ...n.aliases].map((x) => title.indexOf(x)).map((at) => (at < 0 ? Infinity : at)));
  return found.sort((a, b) => place(a) - place(b) || a.index - b.index);
}
