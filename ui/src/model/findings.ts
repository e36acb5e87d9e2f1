// What the rules found, narrowed, grouped and worded. Pure.

import type { Finding, FindingsReply, Lang, Rule, Severity } from '../api/types';
import { findNode, type Model, type NodeRecord } from './graph';
import { toCsv } from './result';

export const severities: Severity[] = ['high', 'medium', 'low'];
export const groupings = ['rule', 'place', 'label'] as const;
export type Grouping = (typeof groupings)[number];

export interface Narrowed {
  /** True: on the text-only graph; false: with the analyst's relationships. */
  textOnly: boolean;
  /** Rule, severity or node that the list is narrowed to, "" for all. */
  rule?: string;
  severity?: string;
  node?: string;
  /** Accepted ones are listed, too. */
  accepted: boolean;
}

/** The findings that stand under a narrowing. */
export function narrowed(findings: Finding[], by: Narrowed): Finding[] {
  return findings.filter(
    (f) =>
      (by.textOnly ? f.textOnly : f.withAnalyst) &&
      (!by.rule || f.rule === by.rule) &&
      (!by.severity || f.severity === by.severity) &&
      (!by.node || f.node === by.node) &&
      (by.accepted || !f.accepted),
  );
}

/** Findings still open, for the number beside the view's name. */
export function openCount(reply: FindingsReply | null, textOnly: boolean): number {
  return reply ? narrowed(reply.findings, { textOnly, accepted: false }).length : 0;
}

/** How many a rule found: still open and accepted. */
export function countsOf(findings: Finding[], rule: string, textOnly: boolean): { open: number; accepted: number } {
  const all = narrowed(findings, { textOnly, rule, accepted: true });
  const open = all.filter((f) => !f.accepted).length;
  return { open, accepted: all.length - open };
}

/** Name of a finding in the link. */
export const findingKey = (f: Finding): string => `${f.rule} ${f.node}`;

/** A finding as a question to the drafter. */
export function questionOf(f: Finding, rule: Rule | undefined, lang: Lang): string {
  const name = lang === 'en' ? f.nameEn || f.name : f.name;
  const ask = rule?.ask?.[lang];
  if (ask) return ask.replace('{name}', () => name);
  return lang === 'en' ? `${name}: ${rule?.title.en ?? f.rule}` : `${name}：${rule?.title.zh ?? f.rule}`;
}

export interface FindingGroup {
  key: string;
  findings: Finding[];
}

/** Findings in groups: by rule in the order of the reply, by the first article
 * they name, or by label of their node. */
export function groupedFindings(model: Model, findings: Finding[], by: Grouping): FindingGroup[] {
  const groups = new Map<string, Finding[]>();
  for (const f of findings) {
    const key = by === 'rule' ? f.rule : by === 'place' ? placeOfFinding(model, f) : (findNode(model, f.node)?.label ?? '');
    groups.set(key, [...(groups.get(key) ?? []), f]);
  }
  const list = [...groups].map(([key, items]) => ({ key, findings: items }));
  // In the order of the document, what names no article at the end.
  if (by === 'place') list.sort((a, b) => (a.key === '' ? 1 : b.key === '' ? -1 : Number(a.key) - Number(b.key)));
  return list;
}

function placeOfFinding(model: Model, f: Finding): string {
  const first = f.articles?.[0] ?? findNode(model, f.node)?.articles[0];
  return first === undefined ? '' : String(first);
}

/** Places and words of a node that bear on a finding: those of its articles. */
export function evidenceOf(node: NodeRecord | undefined, f: Finding): { ref: string; quote: string }[] {
  const articles = new Set((f.articles ?? []).map((a) => `art:${a}`));
  const all = (node?.refs ?? []).map((ref, i) => ({ ref, quote: node!.quotes[i] ?? '' })).filter((s) => s.quote);
  const own = articles.size ? all.filter((s) => articles.has(s.ref)) : all;
  return own.length ? own : all;
}

/** What a reader makes of a finding, in this browser: read and left, doubtful, to
 * be accepted with a reason. */
export const markKinds = ['seen', 'doubt', 'accept'] as const;
export type MarkKind = (typeof markKinds)[number];
export interface Marked {
  mark: MarkKind;
  /** Why it is to be accepted, and since when. */
  reason?: string;
  date?: string;
}
/** Marks by the name of the finding in the link. */
export type Marks = Record<string, Marked>;

/** Reads kept marks; what is none is left out. */
export function readMarks(text: string): Marks {
  let kept: unknown = null;
  try {
    kept = JSON.parse(text);
  } catch {
    return {};
  }
  const out: Marks = {};
  for (const [key, value] of Object.entries((typeof kept === 'object' && kept) || {})) {
    const { mark, reason, date } = (value ?? {}) as Partial<Record<keyof Marked, unknown>>;
    const kind = markKinds.find((k) => k === mark);
    if (!kind) continue;
    out[key] = kind === 'accept' ? { mark: kind, reason: typeof reason === 'string' ? reason : '', date: typeof date === 'string' ? date : '' } : { mark: kind };
  }
  return out;
}

/** How many of the open findings bear a mark, "" for none. */
export function markCounts(findings: Finding[], marks: Marks): Record<MarkKind | '', number> {
  const out = { '': 0, seen: 0, doubt: 0, accept: 0 };
  for (const f of findings) if (!f.accepted) out[marks[findingKey(f)]?.mark ?? '']++;
  return out;
}

/** The line of accepted.yaml that accepts a finding. */
export function acceptLine(f: Finding, reason: string, date: string): string {
  return `  - {rule: ${quoted(f.rule)}, node: ${quoted(f.node)}, reason: ${quoted(reason)}, date: ${quoted(date)}}`;
}

/** The whole of accepted.yaml: every finding that is marked to be accepted. */
export function acceptedFile(findings: Finding[], marks: Marks): string {
  const lines = findings.flatMap((f) => {
    const m = marks[findingKey(f)];
    return m?.mark === 'accept' && m.reason && m.date ? [acceptLine(f, m.reason, m.date)] : [];
  });
  return lines.length ? `accepted:\n${lines.join('\n')}\n` : '';
}

// A double-quoted YAML string; JSON's escapes are YAML's.
const quoted = (s: string) => JSON.stringify(s);

/** The list as CSV. */
export function findingsCsv(
  findings: Finding[],
  rules: Map<string, Rule>,
  head: string[],
  words: { lang: Lang; severity: (s: Severity) => string; places: (articles: number[]) => string; stands: (f: Finding) => string; mark: (f: Finding) => string },
): string {
  const rows = findings.map((f) => {
    const rule = rules.get(f.rule);
    const { lang } = words;
    const accepted = f.accepted ? ((lang === 'en' && f.accepted.reasonEn) || f.accepted.reason) : '';
    return [words.severity(f.severity), rule?.title[lang] ?? f.rule, lang === 'en' ? f.nameEn : f.name, words.places(f.articles ?? []), lang === 'en' ? f.detailEn : f.detail,
      questionOf(f, rule, lang), words.stands(f), rule?.settle[lang] ?? '', accepted, f.accepted?.date ?? '', words.mark(f), f.node];
  });
  return toCsv(head, rows);
}

/** Nodes with an open finding, by index. */
export function markedNodes(model: Model, reply: FindingsReply | null, textOnly: boolean): Set<number> {
  const found = new Set<number>();
  for (const f of reply ? narrowed(reply.findings, { textOnly, accepted: false }) : []) {
    const index = model.byId.get(f.node);
    if (index !== undefined) found.add(index);
  }
  return found;
}
