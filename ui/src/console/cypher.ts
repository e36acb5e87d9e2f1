// What the editor knows of Cypher: words to colour and to complete.

import type { CompletionContext, CompletionResult } from '@codemirror/autocomplete';
import { StreamLanguage, type StreamParser } from '@codemirror/language';

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

export interface Schema {
  labels: { name: string; note: string }[];
  types: { name: string; note: string }[];
  /** Properties with their type; `of` is the label, "" for all. */
  properties: { name: string; type: string; of: string }[];
}

/** Completions at a place: labels in (), types in [], properties after a dot. */
export function completions(schema: Schema): (context: CompletionContext) => CompletionResult | null {
  const seen = new Set<string>();
  const properties = schema.properties.filter((p) => !seen.has(p.name) && seen.add(p.name));
  return (context) => {
    const before = context.state.sliceDoc(Math.max(0, context.pos - 400), context.pos);
    const name = /[\p{L}_][\p{L}\p{N}_]*$/u.exec(before)?.[0] ?? '';
    const from = context.pos - name.length;
    const head = before.slice(0, before.length - name.length);
    const option = (label: string, type: string, detail = '', info = '') => ({ label, type, detail, info: info || undefined });
    if (/[:|]$/.test(head)) {
      const inType = head.lastIndexOf('[') > head.lastIndexOf('(');
      const list = inType ? schema.types : schema.labels;
      return { from, options: list.map((x) => option(x.name, 'type', x.note)) };
    }
    if (/[\p{L}\p{N}_`)]\.$/u.test(head) || /\{\s*([^{}]*,\s*)?$/.test(head)) {
      return { from, options: properties.map((p) => option(p.name, 'property', p.type)) };
    }
    if (!name && !context.explicit) return null;
    const text = context.state.doc.toString();
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
