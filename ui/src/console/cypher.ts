// What the editor knows of Cypher: words to colour and to complete.

import type { CompletionContext, CompletionResult } from '@codemirror/autocomplete';
import { StreamLanguage, type StreamParser } from '@codemirror/language';
import type { Schema, SchemaProperty } from './schema';

export const keywords = [
  'MATCH', 'OPTIONAL MATCH', 'WHERE', 'RETURN', 'WITH', 'UNWIND', 'ORDER BY', 'SKIP', 'LIMIT', 'DISTINCT', 'AS', 'AND', 'OR', 'XOR', 'NOT', 'IN',
  'STARTS WITH', 'ENDS WITH', 'CONTAINS', 'IS NULL', 'IS NOT NULL', 'CASE', 'WHEN', 'THEN', 'ELSE', 'END', 'UNION', 'UNION ALL', 'CALL', 'YIELD',
  'EXISTS', 'COUNT', 'DESC', 'ASC', 'EXPLAIN', 'PROFILE', 'true', 'false', 'null', 'shortestPath', 'allShortestPaths',
];
const words = new Set(keywords.flatMap((k) => k.toUpperCase().split(' ')));

export const functions = [
  'abs', 'all', 'any', 'avg', 'ceil', 'coalesce', 'collect', 'count', 'date', 'elementId', 'endNode', 'exists', 'floor', 'head', 'id', 'isEmpty',
  'keys', 'labels', 'last', 'left', 'length', 'max', 'min', 'nodes', 'none', 'percentileCont', 'properties', 'range', 'reduce', 'relationships',
  'replace', 'reverse', 'right', 'round', 'single', 'size', 'split', 'startNode', 'substring', 'sum', 'tail', 'toFloat', 'toInteger', 'toLower',
  'toString', 'toUpper', 'trim', 'type',
];
const known = new Set(functions.map((f) => f.toLowerCase()));

interface State {
  comment: boolean;
  /** A name follows a colon: a label or a type. */
  colon: boolean;
}

const parser: StreamParser<State> = {
  startState: () => ({ comment: false, colon: false }),
  token(stream, state) {
    if (state.comment) {
      if (stream.skipTo('*/')) {
        stream.match('*/');
        state.comment = false;
      } else stream.skipToEnd();
      return 'comment';
    }
    if (stream.eatSpace()) return null;
    if (stream.match('//')) {
      stream.skipToEnd();
      return 'comment';
    }
    if (stream.match('/*')) {
      state.comment = true;
      return 'comment';
    }
    if (stream.match(/^(['"])(?:\\.|(?!\1).)*\1?/)) return 'string';
    if (stream.match(/^\$[\w]+/)) return 'variableName.special';
    if (stream.match(/^\d+(\.\d+)?/)) return 'number';
    if (stream.match(/^[:|]/)) {
      state.colon = true;
      return 'operator';
    }
    const name = stream.match(/^(`[^`]*`|[\p{L}_][\p{L}\p{N}_]*)/u) as RegExpMatchArray | null;
    if (name) {
      const after = state.colon;
      state.colon = false;
      if (after) return 'typeName';
      if (words.has(name[0].toUpperCase())) return 'keyword';
      if (known.has(name[0].toLowerCase()) && stream.peek() === '(') return 'function';
      return 'variableName';
    }
    stream.next();
    state.colon = false;
    return 'operator';
  },
};

export const cypherLanguage = StreamLanguage.define(parser);

/** The kind of thing that a variable stands for, by where it is written: in ()
 * or in []; and its label or type where one is given. */
function kindOf(text: string, variable: string): { on: 'node' | 'relationship' | 'both'; of: string } {
  const at = new RegExp(String.raw`([(\[])\s*${variable}\s*(?::\s*([\p{L}_][\p{L}\p{N}_]*))?\s*[)\]{*:|]`, 'u').exec(text);
  if (!at) return { on: 'both', of: '' };
  return { on: at[1] === '(' ? 'node' : 'relationship', of: at[2] ?? '' };
}

/** Properties of what a variable stands for, those of its own label first. */
function propertiesOf(schema: Schema, text: string, variable: string): SchemaProperty[] {
  const { on, of } = kindOf(text, variable);
  const fits = schema.properties.filter((p) => (on === 'both' || p.on === on || p.on === 'both') && (!of || !p.of.length || p.of.includes(of)));
  const own = (p: SchemaProperty) => (of && p.of.includes(of) ? 0 : 1);
  const seen = new Set<string>();
  return fits.sort((a, b) => own(a) - own(b)).filter((p) => !seen.has(p.name) && seen.add(p.name));
}

const word = String.raw`[\p{L}_][\p{L}\p{N}_]*`;
const compared = new RegExp(String.raw`(?:(${word})\.(${word})\s*(?:=|<>|IN\s*\[(?:[^\]]*,)?)|(${word})\s*:)\s*'([^']*)$`, 'u');
const within = new RegExp(String.raw`[(\[]\s*(${word})?\s*(?::\s*(${word}))?\s*\{[^{}]*$`, 'u');

/** Completions at a place: labels in (), types in [], properties after a dot,
 * values between quotation marks. */
export function completions(schema: Schema): (context: CompletionContext) => CompletionResult | null {
  const option = (label: string, type: string, detail = '') => ({ label, type, detail });
  return (context) => {
    const text = context.state.doc.toString();
    const before = context.state.sliceDoc(Math.max(0, context.pos - 400), context.pos);
    const value = compared.exec(before);
    if (value) {
      const name = value[2] ?? value[3]!;
      const values = schema.properties.filter((p) => p.name === name).flatMap((p) => p.values);
      return values.length ? { from: context.pos - value[4]!.length, options: values.map((x) => option(x.name, 'constant', x.note)), filter: !/[^\x00-\x7f]/.test(value[4]!) } : null;
    }
    const name = /[\p{L}_][\p{L}\p{N}_]*$/u.exec(before)?.[0] ?? '';
    const from = context.pos - name.length;
    const head = before.slice(0, before.length - name.length);
    const inside = /\{\s*([^{}]*,\s*)?$/.test(head) ? within.exec(head) : null;
    const dotted = /([\p{L}_][\p{L}\p{N}_]*)\.$/u.exec(head);
    if (dotted || inside) {
      const list = dotted ? propertiesOf(schema, text, dotted[1]!) : propertiesOf(schema, head.replace(/\{[^{}]*$/, ')'), inside?.[1] ?? '');
      return { from, options: list.map((p) => option(p.name, 'property', `${p.note} ${p.type}`)) };
    }
    if (/[:|]$/.test(head)) {
      const inType = head.lastIndexOf('[') > head.lastIndexOf('(');
      const list = inType ? schema.types : schema.labels;
      return { from, options: list.map((x) => option(x.name, 'type', x.note)) };
    }
    if (!name && !context.explicit) return null;
    const variables = new Set([...text.matchAll(/[([]\s*([\p{L}_][\p{L}\p{N}_]*)\s*[:)\]{]/gu)].map((m) => m[1]!));
    return {
      from,
      options: [
        ...[...variables].filter((v) => v !== name).map((v) => option(v, 'variable')),
        ...keywords.map((k) => option(k, 'keyword')),
        ...functions.map((f) => ({ ...option(f, 'function'), apply: f + '(' })),
      ],
    };
  };
}
