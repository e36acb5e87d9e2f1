// Answers to saved questions as readers meet them: what a cell of a column is,
// which node a name stands for, what the rows say together. Pure.

import type { Lang, OntologyValue, Question, QuestionColumn, QuestionParameter } from '../api/types';
import { nameOf, type Model, type NodeRecord } from './graph';
import { type Cell, toCsv } from './result';
import { basisName, labelName, typeName, type Vocabulary } from './vocabulary';

/** What a cell shows. */
export type Shown =
  /** There is nothing: the text is known not to say it, or the graph has nothing
   * there and the text may. */
  | { kind: 'silent'; text: boolean }
  /** Nothing to say: a cluster has no strength, a stated relationship no rationale. */
  | { kind: 'none' }
  | { kind: 'text'; text: string; number: boolean }
  | { kind: 'node'; node: NodeRecord }
  | { kind: 'place'; ref: string }
  | { kind: 'quote'; text: string }
  | { kind: 'basis'; basis: string }
  | { kind: 'label'; label: string }
  | { kind: 'list'; items: Shown[] };

export interface Answer {
  columns: string[];
  rows: Shown[][];
  /** Nodes that the rows name, in the order of the rows. */
  nodes: number[];
  /** Rows a basis, strongest first, where there is a column of bases. */
  bases: [string, number][];
  /** Rows in which something is not stated in the text. */
  silentRows: number;
  /** Rows in which the graph has nothing where the text may say something. */
  blankRows: number;
}

// Columns whose values are names of nodes of one label.
const labelOf: Record<string, string> = {
  base: 'Platform', industry: 'Industry', cluster: 'Cluster', district: 'District', goal: 'Goal', indicator: 'Indicator',
  group: 'Platform', strategy: 'Strategy', term: 'Term', measure: 'Measure', measures: 'Measure', body: 'Body', bodies: 'Body', title: 'Article',
};
const placeColumns: Record<string, string> = { article: 'art', articles: 'art', chapter: 'ch' };
/** Columns that hold words which the ontology names. */
const coded = ['level', 'kind', 'strength', 'status', 'role', 'comparator'];
/** Columns whose absence says nothing about the text. */
const incidental = new Set(['strength', 'verb', 'unit', 'comparator', 'kind', 'status', 'role', 'level', 'fromYear', 'basis', 'articles', 'article', 'quote', 'label', 'rationale', 'type', 'aliases']);
const plainColumns = new Set(['text', 'verb', 'form', 'unit', 'decoding', 'rationale', 'aliases', 'direction']);

const translations = new WeakMap<Model, Map<string, string>>();

/** English for the Chinese words that the graph has in both: names, reasons,
 * summaries and whatever else stands beside a property of its name with "En". */
function englishOf(model: Model): Map<string, string> {
  let known = translations.get(model);
  if (known) return known;
  translations.set(model, (known = new Map()));
  for (const { properties } of [...model.nodes, ...model.relationships]) {
    for (const [key, en] of Object.entries(properties)) {
      const zh: unknown = key.endsWith('En') ? properties[key.slice(0, -2)] : undefined;
      const [from, to] = [zh, en].map((x: unknown) => (Array.isArray(x) ? x : [x]));
      if (from!.length === to!.length) from!.forEach((x, i) => typeof x === 'string' && typeof to![i] === 'string' && to![i] && known!.set(x, to![i]));
    }
  }
  return known;
}

/** Reads an answer: records as rows that can be shown. */
export function readAnswer(model: Model, v: Vocabulary, lang: Lang, keys: string[], records: Cell[][], columns: QuestionColumn[] = []): Answer {
  const byName = new Map<string, NodeRecord[]>();
  for (const n of model.nodes) byName.set(n.name, [...(byName.get(n.name) ?? []), n]);
  const labelAt = keys.indexOf('label');
  const worded = keys.map((k) => columns.find((c) => c.name === k));
  const rows = records.map((record) =>
    record.map((cell, i) => {
      const own = labelAt >= 0 && i === labelAt - 1 ? record[labelAt] : undefined;
      const hint = typeof own === 'string' ? own : (labelOf[keys[i]!] ?? '');
      return shownOf({ column: keys[i]!, kind: worded[i]?.kind, empty: worded[i]?.empty, hint, byName, v, lang, english: lang === 'en' ? englishOf(model) : null }, cell);
    }),
  );
  const rowsWith = (text: boolean) => rows.filter((r) => r.some((c) => c.kind === 'silent' && c.text === text)).length;
  return { columns: keys, rows, nodes: nodesOf(rows), bases: basesOf(v, rows), silentRows: rowsWith(true), blankRows: rowsWith(false) };
}

interface Reading {
  column: string;
  kind: QuestionColumn['kind'];
  empty: QuestionColumn['empty'];
  /** Label that the names of the column have, "" when any. */
  hint: string;
  byName: Map<string, NodeRecord[]>;
  v: Vocabulary;
  lang: Lang;
  /** English for words in Chinese, where that is read. */
  english: Map<string, string> | null;
}

function shownOf(at: Reading, cell: Cell): Shown {
  const empty = at.empty ?? (at.kind || incidental.has(at.column) ? 'none' : 'graph');
  const nothing: Shown = empty === 'none' ? { kind: 'none' } : { kind: 'silent', text: empty === 'text' };
  if (cell === null || cell === undefined || cell === '') return nothing;
  if (Array.isArray(cell)) {
    const places = new Set<string>();
    const items = cell.map((x) => shownOf(at, x)).filter((x) => x.kind !== 'place' || (!places.has(x.ref) && places.add(x.ref)));
    return items.length ? { kind: 'list', items } : nothing;
  }
  if (typeof cell === 'number') {
    const kind = at.kind === 'count' ? undefined : at.kind === 'places' ? 'art' : placeColumns[at.column];
    return kind ? { kind: 'place', ref: `${kind}:${cell}` } : { kind: 'text', text: String(cell), number: true };
  }
  if (typeof cell === 'boolean') return { kind: 'text', text: yesNo(cell, at.lang), number: false };
  if (typeof cell === 'string') return ofText(at, cell);
  const date = (cell as { $date?: unknown }).$date;
  return { kind: 'text', text: typeof date === 'string' ? date : JSON.stringify(cell), number: false };
}

function ofText({ column, kind, hint, byName, v, lang, english }: Reading, text: string): Shown {
  const words = (s: string): Shown => ({ kind: 'text', text: english?.get(s) ?? s, number: false });
  if ((column === 'basis' || kind === 'basis') && v.basis(text)) return { kind: 'basis', basis: text };
  if (column === 'label') return { kind: 'label', label: text };
  if (column === 'type') return words(typeName(v, text, lang));
  if (column === 'quote') return { kind: 'quote', text };
  if (column in placeColumns || kind === 'places') return /^[a-z]+(:\d+)?$/.test(text) ? { kind: 'place', ref: text } : words(text);
  if (coded.includes(column)) return words(codedWord(v, column, text, lang));
  if (plainColumns.has(column)) return words(text);
  const named = (byName.get(text) ?? []).filter((n) => !hint || n.label === hint);
  return named.length === 1 ? { kind: 'node', node: named[0]! } : words(text);
}

const yesNo = (value: boolean, lang: Lang) => (lang === 'zh' ? (value ? '是' : '否') : value ? 'yes' : 'no');

/** A coded value in words, by any label's property of that name. */
export function codedWord(v: Vocabulary, property: string, value: string, lang: Lang): string {
  const properties = [...v.ontology.labels, ...v.ontology.types].flatMap((l) => l.properties ?? []);
  const found = properties.flatMap((p) => (p.name === property ? (p.values ?? []) : [])).find((x: OntologyValue) => x.name === value);
  return found?.title[lang] ?? value;
}

function eachShown(rows: Shown[][], take: (shown: Shown) => void): void {
  const visit = (s: Shown): void => (s.kind === 'list' ? s.items.forEach(visit) : take(s));
  rows.forEach((r) => r.forEach(visit));
}

function nodesOf(rows: Shown[][]): number[] {
  const found = new Set<number>();
  eachShown(rows, (s) => s.kind === 'node' && found.add(s.node.index));
  return [...found];
}

function basesOf(v: Vocabulary, rows: Shown[][]): [string, number][] {
  const counts = new Map<string, number>();
  eachShown(rows, (s) => s.kind === 'basis' && counts.set(s.basis, (counts.get(s.basis) ?? 0) + 1));
  return v.bases.flatMap((b) => (counts.has(b.name) ? [[b.name, counts.get(b.name)!] as [string, number]] : []));
}

/** A shown cell in words, for CSV and for the clipboard. */
export function shownWords(s: Shown, v: Vocabulary, lang: Lang, place: (ref: string) => string): string {
  switch (s.kind) {
    case 'silent':
    case 'none':
      return '';
    case 'text':
    case 'quote':
      return s.text;
    case 'node':
      return nameOf(s.node, lang);
    case 'place':
      return place(s.ref);
    case 'basis':
      return basisName(v, s.basis, lang);
    case 'label':
      return labelName(v, s.label, lang);
    case 'list':
      return s.items.map((x) => shownWords(x, v, lang, place)).join(lang === 'zh' ? '、' : '; ');
  }
}

/** The answer as CSV, headed as on the page. */
export function answerCsv(answer: Answer, titles: string[], v: Vocabulary, lang: Lang, place: (ref: string) => string): string {
  return toCsv(titles, answer.rows.map((r) => r.map((c) => shownWords(c, v, lang, place))));
}

/** Wording of a column. */
export function columnTitle(question: Question, key: string, lang: Lang): string {
  return question.columns?.find((c) => c.name === key)?.title[lang] ?? key;
}

/** Wording of one value of a parameter. */
export function choiceTitle(v: Vocabulary, p: QuestionParameter, option: { value: string; title: string }, lang: Lang, place: (ref: string) => string): string {
  const kind = placeColumns[p.name];
  if (kind) return `${place(`${kind}:${option.value}`)} ${option.title}`;
  if (option.title !== option.value) return option.title;
  return coded.includes(p.name) ? codedWord(v, p.name, option.value, lang) : option.value;
}

/** The value of a parameter as Cypher takes it: what was written, by its type. */
export function argumentValue(type: string, written: string): string | number | boolean | string[] | null {
  const text = written.trim();
  if (text === '') return null;
  if (type === 'integer' || type === 'float') return Number.isFinite(Number(text)) ? Number(text) : text;
  if (type === 'boolean') return text === 'true';
  return type === 'strings' ? text.split(/[,，]/).map((s) => s.trim()).filter(Boolean) : written;
}

/** What the form holds: what was written, else the defaults. */
export function filledIn(question: Question, written: Record<string, string>): Record<string, string> {
  return Object.fromEntries((question.parameters ?? []).map((p) => [p.name, written[p.name] ?? p.default]));
}

/** The first question of each job, in the order of the jobs. */
export function oneAJob(questions: Question[]): Question[] {
  const jobs = [...new Set(questions.map((q) => q.job))].sort((a, b) => a - b);
  return jobs.map((job) => questions.find((q) => q.job === job)!);
}
