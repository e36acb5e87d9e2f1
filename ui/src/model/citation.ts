// What is copied carries its places, its words and where it is from.

import type { Finding, Lang, Rule } from '../api/types';
import { placeName, wording } from '../i18n';
import { evidenceOf, questionOf } from './findings';
import { type Model, nameOf, type NodeRecord, type RelationshipRecord, text } from './graph';
import { quoted, type Source, sources } from './quotes';
import { basisName, labelName, typeName, type Vocabulary } from './vocabulary';

export interface Citation {
  /** The document's own title, as it is cited in Chinese papers. */
  title: string;
  number: string;
  version: string;
  /** Where the view can be opened by others, or "". */
  url: string;
}

/** The address of a view for others: one of this machine alone helps nobody. */
export function sharedUrl(url: string): string {
  return /^https?:\/\/(localhost|127\.|\[::1\])/.test(url) ? '' : url;
}

/** The last lines of what is copied: the document with its number, the data that
 * say how it is known, the link. */
export function sourceLines(citation: Citation, lang: Lang): string[] {
  const say = wording(lang);
  const number = citation.number ? (lang === 'zh' ? `（${citation.number}）` : ` (${citation.number})`) : '';
  const lines = [say('trace.copySource', { title: citation.title, number }), say('trace.copyData', { version: citation.version })];
  if (citation.url) lines.push(say('trace.copyLink', { url: citation.url }));
  return lines;
}

/** A place with its words. */
export function placeLine(s: Source, lang: Lang): string {
  const words = s.quote ? `${lang === 'zh' ? '：' : ': '}${quoted(s.quote)}` : '';
  return placeName(s.ref, lang) + words;
}

const bracket = (words: string, lang: Lang) => (lang === 'zh' ? `（${words}）` : ` (${words})`);

/** A node with every place that names it. */
export function nodeText(node: NodeRecord, v: Vocabulary, lang: Lang, citation: Citation): string {
  const head = nameOf(node, lang) + bracket(labelName(v, node.label, lang), lang);
  return [head, ...sources(node.refs, node.quotes).map((s) => placeLine(s, lang)), ...sourceLines(citation, lang)].join('\n');
}

/** A relationship as a sentence with its basis, places and reason. */
export function relationshipText(model: Model, r: RelationshipRecord, v: Vocabulary, lang: Lang, citation: Citation): string {
  const [a, b] = [model.nodes[r.start]!, model.nodes[r.end]!];
  const basis = r.basis ? (lang === 'zh' ? `〔${basisName(v, r.basis, lang)}〕` : ` [${basisName(v, r.basis, lang)}]`) : '';
  const why = (lang === 'en' && text(r.properties.rationaleEn)) || text(r.properties.rationale);
  return [
    `${nameOf(a, lang)} ${typeName(v, r.type, lang)} ${nameOf(b, lang)}${basis}`,
    ...sources(r.refs, r.quotes).map((s) => placeLine(s, lang)),
    ...(why ? [wording(lang)('trace.copyWhy', { why })] : []),
    ...sourceLines(citation, lang),
  ].join('\n');
}

/** A finding as a note to the drafter. */
export function findingText(f: Finding, rule: Rule | undefined, node: NodeRecord | undefined, lang: Lang, citation: Citation): string {
  const say = wording(lang);
  const line = (head: string, words: string | undefined) => (words ? [`${head}${lang === 'zh' ? '：' : ': '}${words}`] : []);
  return [
    questionOf(f, rule, lang),
    ...line(say('findings.evidence'), lang === 'en' ? f.detailEn : f.detail),
    ...evidenceOf(node, f).map((s) => placeLine(s, lang)),
    ...line(say('findings.why'), rule?.why[lang]),
    ...line(say('findings.settle'), rule?.settle[lang]),
    ...sourceLines(citation, lang),
  ].join('\n');
}
