// A chain as words: one sentence a hop, with basis, places and quotes, and the
// whole as text to paste into a paper.

import { type Citation, placeLine, sourceLines } from './citation';
import type { GraphRelationship, Lang, TracePath } from '../api/types';
import { wording } from '../i18n';
import { findNode, type Model, nameOf, type NodeRecord, strings, text } from './graph';
import { type Source, sources } from './quotes';
import { basisName, strengthOf, typeName, type Vocabulary } from './vocabulary';

export interface Hop {
  /** The hop's number, from 1. */
  n: number;
  /** Subject and object of the sentence: the relationship's own ends. */
  subject: NodeRecord;
  verb: string;
  object: NodeRecord;
  /** Node that the hop arrives at. */
  next: NodeRecord;
  basis: string;
  weakest: boolean;
  inText: boolean;
  sources: Source[];
  rationale: string;
  relationship: string;
}

export interface Chain {
  from: NodeRecord;
  to: NodeRecord;
  hops: Hop[];
  weakest: string;
}

/** Rationale of a relationship in a language; Chinese when there is no English. */
export function rationaleOf(properties: GraphRelationship['properties'], lang: Lang): string {
  const zh = text(properties.rationale);
  return lang === 'en' ? text(properties.rationaleEn) || zh : zh;
}

/** Quotes of a relationship that came beside the graph, as the graph has them. */
function relationshipQuotes(model: Model, r: GraphRelationship): string[] {
  const known = model.relationshipById.get(r.id);
  return known === undefined ? strings(r.properties.quotes) : model.relationships[known]!.quotes;
}

/** A path of the server as sentences, or null when its nodes are not at hand. */
export function chainOf(model: Model, v: Vocabulary, path: TracePath, lang: Lang): Chain | null {
  const nodes = path.nodes.map((id) => findNode(model, id));
  if (nodes.some((n) => !n) || nodes.length < 2) return null;
  const best = Math.max(...v.bases.map((b) => b.strength));
  const hops: Hop[] = [];
  for (const [i, r] of path.relationships.entries()) {
    const subject = findNode(model, r.start);
    const object = findNode(model, r.end);
    if (!subject || !object) return null;
    const basis = text(r.properties.basis);
    hops.push({
      n: i + 1,
      subject,
      verb: typeName(v, r.type, lang),
      object,
      next: nodes[i + 1]!,
      basis,
      weakest: basis === path.weakest && strengthOf(v, basis) < best,
      inText: v.basis(basis)?.textOnly ?? false,
      sources: sources(strings(r.properties.refs), relationshipQuotes(model, r)),
      rationale: rationaleOf(r.properties, lang),
      relationship: r.id,
    });
  }
  return { from: nodes[0]!, to: nodes[nodes.length - 1]!, hops, weakest: path.weakest };
}

/** The chain as plain text with its sources. */
export function chainText(chain: Chain, v: Vocabulary, lang: Lang, citation: Citation): string {
  const say = wording(lang);
  const name = (n: NodeRecord) => nameOf(n, lang);
  const lines = [
    say('trace.copyTitle', {
      from: name(chain.from),
      to: name(chain.to),
      n: chain.hops.length,
      basis: basisName(v, chain.weakest, lang),
    }),
  ];
  for (const hop of chain.hops) {
    const marks = [basisName(v, hop.basis, lang)];
    if (hop.weakest) marks.push(say('trace.weakest'));
    const note = lang === 'zh' ? `〔${marks.join('，')}〕` : ` [${marks.join(', ')}]`;
    lines.push(`${hop.n}. ${name(hop.subject)} ${hop.verb} ${name(hop.object)}${note}`);
    for (const s of hop.sources) lines.push('   ' + placeLine(s, lang));
    if (hop.rationale) lines.push('   ' + say('trace.copyWhy', { why: hop.rationale }));
  }
  lines.push(...sourceLines(citation, lang));
  return lines.join('\n');
}

/** Number of the first hop that the text alone does not bear out, or 0. */
export function breaksAt(chain: Chain): number {
  return chain.hops.find((h) => !h.inText)?.n ?? 0;
}
