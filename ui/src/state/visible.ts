// What of the graph is on screen: the base, what was added and dropped, the
// filters. Pure, so that the canvas, the table twin and the counts agree.

import type { Model } from '../model/graph';
import { fullId, otherEnd } from '../model/graph';
import type { Vocabulary } from '../model/vocabulary';
import { type Arrangement, arrange, group, type Grouped, type Grouping, groupFrom, readOpen } from './groups';
import { strengthHidden } from './strength';
import type { View } from './view';

export interface Visible {
  /** Node and relationship indices, in the model's order. */
  nodes: number[];
  relationships: number[];
  nodeSet: Set<number>;
  /** Shown and total per label; hidden by the basis filter per basis. */
  labelShown: Map<string, number>;
  basisShown: Map<string, number>;
  /** Relationships between shown nodes that the basis filter takes away. */
  hiddenByBasis: number;
  /** Those that text-only would take or takes away. */
  notInText: number;
  /** What is drawn as groups, or null where every node is drawn. */
  grouped: Grouped | null;
}

/** Indices that ids name; ids that the data no longer has are skipped. */
export function indices(model: Model, ids: Iterable<string>): number[] {
  const found: number[] = [];
  for (const id of ids) {
    const index = model.byId.get(fullId(model, id));
    if (index !== undefined) found.push(index);
  }
  return found;
}

/** Nodes that the entries of `near` bring in. */
export function nearNodes(model: Model, v: Vocabulary, entries: string[]): number[] {
  const found = new Set<number>();
  for (const entry of entries) {
    const [id, type, label, way] = entry.split('~');
    const node = model.byId.get(fullId(model, id!));
    if (node === undefined) continue;
    const counts = (list: number[], side: string) => {
      for (const i of list) {
        const r = model.relationships[i]!;
        const other = otherEnd(r, node);
        if (type ? r.type === type && model.nodes[other]!.label === label && side === way : !v.structural(r.type)) found.add(other);
      }
    };
    counts(model.out[node]!, 'out');
    counts(model.in[node]!, 'in');
  }
  return [...found];
}

/** What the picture holds before its filters: the base, what was added to it and
 * taken from it. */
export function keptNodes(model: Model, v: Vocabulary, view: View, start: Set<number>): Set<number> {
  const kept = baseNodes(model, v, view, start);
  indices(model, view.add).forEach((i) => kept.add(i));
  nearNodes(model, v, view.near).forEach((i) => kept.add(i));
  indices(model, view.drop).forEach((i) => kept.delete(i));
  return kept;
}

function baseNodes(model: Model, v: Vocabulary, view: View, start: Set<number>): Set<number> {
  if (view.base === 'none') return new Set();
  if (view.base === 'start') return new Set(start);
  return new Set(model.nodes.filter((n) => !v.evidence(n.label)).map((n) => n.index));
}

/** Bases whose relationships are drawn. */
export function basesDrawn(v: Vocabulary, view: View): Set<string> {
  return new Set(
    v.bases.filter((b) => !view.basesOff.includes(b.name) && (!view.textOnly || b.textOnly)).map((b) => b.name),
  );
}

/** Articles of a chapter, by number. */
export function articlesOfChapter(model: Model, chapter: number): Set<number> {
  const found = new Set<number>();
  for (const r of model.relationships) {
    if (r.type !== 'HAS_PART') continue;
    const from = model.nodes[r.start]!;
    if (from.label === 'Chapter' && from.properties.number === chapter) {
      const n = model.nodes[r.end]!.properties.number;
      if (typeof n === 'number') found.add(n);
    }
  }
  return found;
}

/** Computes what is on screen. `extra` nodes are shown whatever the filters say
 * (the chain that is being traced, the selection). */
export function visible(model: Model, v: Vocabulary, view: View, start: Set<number>, extra: Iterable<number> = []): Visible {
  const kept = keptNodes(model, v, view, start);
  const off = new Set(view.labelsOff);
  const inChapter = view.chapter > 0 ? articlesOfChapter(model, view.chapter) : null;
  const nodeSet = new Set<number>();
  for (const i of kept) {
    const n = model.nodes[i]!;
    if (off.has(n.label) || strengthHidden(view, n)) continue;
    if (inChapter && !n.articles.some((a) => inChapter.has(a)) && !n.refs.includes('ch:' + view.chapter)) continue;
    nodeSet.add(i);
  }
  const alone = new Set<number>(extra);
  alone.forEach((i) => nodeSet.add(i));
  const by = groupingOf(view, nodeSet.size);
  if (!by) return relate(model, v, view, nodeSet);
  indices(model, [...view.add, ...Object.keys(view.pins)]).forEach((i) => alone.add(i));
  const drawn = basesDrawn(v, view);
  const counts = (i: number) => {
    const r = model.relationships[i]!;
    return !v.structural(r.type) && (!r.basis || drawn.has(r.basis));
  };
  const made = group(model, v, arrangementOf(model, v, by), nodeSet, readOpen(view.open), alone, counts);
  return { ...relate(model, v, view, made.drawn), grouped: made.grouped };
}

/** How a picture of so many nodes is grouped, or null. */
export function groupingOf(view: View, nodes: number): Grouping | null {
  if (view.group === 'none' || (view.base !== 'all' && nodes <= groupFrom)) return null;
  return view.group ?? (nodes > groupFrom ? 'label' : null);
}

const arrangements = new WeakMap<Model, Map<Grouping, Arrangement>>();

function arrangementOf(model: Model, v: Vocabulary, by: Grouping): Arrangement {
  let all = arrangements.get(model);
  if (!all) arrangements.set(model, (all = new Map()));
  let found = all.get(by);
  if (!found) all.set(by, (found = arrange(model, v, by)));
  return found;
}

function relate(model: Model, v: Vocabulary, view: View, nodeSet: Set<number>): Visible {
  const drawn = basesDrawn(v, view);
  const nodes = [...nodeSet].sort((a, b) => a - b);
  const relationships: number[] = [];
  const labelShown = new Map<string, number>();
  const basisShown = new Map<string, number>();
  let hiddenByBasis = 0;
  let notInText = 0;
  for (const i of nodes) {
    const label = model.nodes[i]!.label;
    labelShown.set(label, (labelShown.get(label) ?? 0) + 1);
    for (const index of model.out[i]!) {
      const r = model.relationships[index]!;
      if (!nodeSet.has(r.end)) continue;
      if (r.basis && !v.basis(r.basis)?.textOnly) notInText++;
      if (r.basis && !drawn.has(r.basis)) {
        hiddenByBasis++;
        continue;
      }
      relationships.push(index);
      if (r.basis) basisShown.set(r.basis, (basisShown.get(r.basis) ?? 0) + 1);
    }
  }
  return { nodes, relationships, nodeSet, labelShown, basisShown, hiddenByBasis, notInText, grouped: null };
}

/** Nodes that all the given ones are joined to by content, by bases that are drawn. */
export function shared(model: Model, v: Vocabulary, view: View, nodes: number[]): number[] {
  const drawn = basesDrawn(v, view);
  const around = (node: number) => {
    const found = new Set<number>();
    for (const i of [...model.out[node]!, ...model.in[node]!]) {
      const r = model.relationships[i]!;
      if (!v.structural(r.type) && (!r.basis || drawn.has(r.basis))) found.add(otherEnd(r, node));
    }
    return found;
  };
  const [first, ...rest] = nodes.map(around);
  return [...(first ?? [])].filter((n) => !nodes.includes(n) && rest.every((set) => set.has(n))).sort((a, b) => a - b);
}

export interface Expansion {
  type: string;
  /** True when the node is the end of these relationships. */
  inverse: boolean;
  /** Label of the other ends. */
  label: string;
  /** All other ends, and those not yet shown, strongest basis first. */
  all: number[];
  hidden: number[];
}

/** Neighbours by content that are not shown. */
export function hiddenAround(model: Model, v: Vocabulary, node: number, shown: Set<number>): number[] {
  const content = expansions(model, v, node, shown).filter((x) => !v.structural(x.type));
  return [...new Set(content.flatMap((x) => x.hidden))];
}

/** What one click can add around a node: one entry a type, direction and label. */
export function expansions(model: Model, v: Vocabulary, node: number, shown: Set<number>): Expansion[] {
  const groups = new Map<string, Expansion>();
  const take = (list: number[], inverse: boolean) => {
    const ranked = list
      .map((i) => model.relationships[i]!)
      .sort((a, b) => (v.basis(b.basis)?.strength ?? 0) - (v.basis(a.basis)?.strength ?? 0) || a.index - b.index);
    for (const r of ranked) {
      const other = otherEnd(r, node);
      const label = model.nodes[other]!.label;
      const key = `${r.type} ${inverse} ${label}`;
      let group = groups.get(key);
      if (!group) groups.set(key, (group = { type: r.type, inverse, label, all: [], hidden: [] }));
      if (group.all.includes(other)) continue;
      group.all.push(other);
      if (!shown.has(other)) group.hidden.push(other);
    }
  };
  take(model.out[node]!, false);
  take(model.in[node]!, true);
  return [...groups.values()].sort(
    (a, b) => Number(v.structural(a.type)) - Number(v.structural(b.type)) || b.hidden.length - a.hidden.length,
  );
}

/** Counts of a picture whose nodes and relationships are given. */
export function counted(model: Model, nodes: number[], relationships: number[]): Visible {
  const labelShown = new Map<string, number>();
  const basisShown = new Map<string, number>();
  const bump = (map: Map<string, number>, key: string) => map.set(key, (map.get(key) ?? 0) + 1);
  nodes.forEach((i) => bump(labelShown, model.nodes[i]!.label));
  relationships.forEach((i) => bump(basisShown, model.relationships[i]!.basis));
  return { nodes, relationships, nodeSet: new Set(nodes), labelShown, basisShown, hiddenByBasis: 0, notInText: 0, grouped: null };
}
