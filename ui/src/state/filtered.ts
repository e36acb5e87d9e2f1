// What the filters leave of the picture and what they hide, with the counts that
// stand beside each choice. Pure.

import type { Model, NodeRecord } from '../model/graph';
import type { Vocabulary } from '../model/vocabulary';
import { strengthHidden, strengthOf } from './strength';
import type { View } from './view';
import { articlesOfChapter, keptNodes } from './visible';

export interface Filtered {
  /** Nodes of the picture before its filters, and what each filter takes away. */
  before: number;
  hidden: number;
  /** Relationships between the nodes of the picture before its filters. */
  relationships: number;
  /** Nodes shown if the picture were narrowed to a chapter, by its number. */
  chapters: Map<number, number>;
  /** Measures of each strength in the picture if none were taken away, and in all. */
  strengths: Map<string, { here: number; all: number }>;
}

const chapterNumbers = (model: Model): number[] =>
  model.nodes.flatMap((n) => (n.label === 'Chapter' && typeof n.properties.number === 'number' ? [n.properties.number] : []));

const known = new WeakMap<Model, Map<number, number[]>>();

/** Chapters of each article, by their numbers; found once a model. */
function chaptersOfArticles(model: Model): Map<number, number[]> {
  let found = known.get(model);
  if (found) return found;
  found = new Map<number, number[]>();
  for (const c of chapterNumbers(model)) for (const a of articlesOfChapter(model, c)) found.set(a, [...(found.get(a) ?? []), c]);
  known.set(model, found);
  return found;
}

function chaptersOf(node: NodeRecord, byArticle: Map<number, number[]>): Set<number> {
  const found = new Set(node.articles.flatMap((a) => byArticle.get(a) ?? []));
  for (const ref of node.refs) if (ref.startsWith('ch:')) found.add(Number(ref.slice(3)));
  return found;
}

/** The counts of the filters. */
export function filtered(model: Model, v: Vocabulary, view: View, start: Set<number>): Filtered {
  const byArticle = chaptersOfArticles(model);
  const chapters = new Map(chapterNumbers(model).map((c) => [c, 0]));
  const strengths = new Map<string, { here: number; all: number }>();
  for (const n of model.nodes) {
    const s = strengthOf(n);
    if (s) strengths.set(s, { here: 0, all: (strengths.get(s)?.all ?? 0) + 1 });
  }
  const kept = keptNodes(model, v, view, start);
  let hidden = 0;
  for (const i of kept) {
    const n = model.nodes[i]!;
    const labelOff = view.labelsOff.includes(n.label);
    const weak = strengthHidden(view, n);
    const at = chaptersOf(n, byArticle);
    const outside = view.chapter > 0 && !at.has(view.chapter);
    if (labelOff || weak || outside) hidden++;
    if (!labelOff && !weak) at.forEach((c) => chapters.set(c, (chapters.get(c) ?? 0) + 1));
    const s = strengths.get(strengthOf(n));
    if (s && !labelOff && !outside) s.here++;
  }
  let relationships = 0;
  for (const i of kept) for (const r of model.out[i]!) if (kept.has(model.relationships[r]!.end)) relationships++;
  return { before: kept.size, hidden, relationships, chapters, strengths };
}

/** Relationships that the filters take away, those of hidden nodes among them. */
export function hiddenRelationships(f: Filtered, shown: { relationships: number[] }): number {
  return Math.max(0, f.relationships - shown.relationships.length);
}

/** The view without any filter. */
export function unfiltered(view: View): View {
  return { ...view, labelsOff: [], basesOff: [], strengthsOff: [], textOnly: false, chapter: 0 };
}

/** Whether any filter is set. */
export function isFiltered(view: View): boolean {
  return view.textOnly || view.chapter > 0 || view.labelsOff.length + view.basesOff.length + view.strengthsOff.length > 0;
}
