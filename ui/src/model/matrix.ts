// A matrix of two groups of nodes and a relation between them, as the server makes
// it. Empty rows and columns are what it is looked at for.

import type { Lang, MatrixChoice, MatrixReply } from '../api/types';
import { numeral } from '../i18n';
import type { Model, NodeRecord } from './graph';
import { basisName, type Vocabulary } from './vocabulary';

export interface Cell {
  row: number;
  column: number;
  /** Strongest first. */
  relationships: number[];
}

/** A row or a column. */
export interface Line {
  node: NodeRecord;
  /** Cells, also with what is too much to be listed. */
  pairs: number;
}

export interface Matrix {
  choice: MatrixChoice;
  rows: Line[];
  columns: Line[];
  /** By "row column" of node indices. */
  cells: Map<string, Cell>;
  pairs: number;
  /** Pairs by the strongest basis of each. */
  bases: Record<string, number>;
  /** Rows and columns without a cell, and those that are too many to be listed. */
  idle: MatrixReply['idle'];
  left: MatrixReply['left'];
}

/** The matrix that the page opens on. */
const first: MatrixChoice = { rows: 'Industry', columns: 'Platform', type: 'HOSTS', opening: true };

/** The choice that a link holds: "Industry-Platform-HOSTS-1". */
export function readChoice(value: string | null): MatrixChoice {
  const [rows, columns, type, opening] = (value ?? '').split('-');
  if (!rows || !columns) return first;
  return { rows, columns, type: type ?? '', opening: opening === '1' };
}

/** The choice as a link holds it. */
export function writeChoice(c: MatrixChoice): string {
  return [c.rows, c.columns, c.type, c.opening ? '1' : '0'].join('-');
}

/** Types that can join the two labels, in either direction. */
export function typesBetween(v: Vocabulary, a: string, b: string): string[] {
  const has = (set: string[], label: string) => set.includes('*') || set.includes(label);
  const fits = (from: string, to: string) => (e: { from: string[]; to: string[]; same?: boolean }) =>
    has(e.from, from) && has(e.to, to) && (!e.same || from === to);
  return v.ontology.types
    .filter((t) => t.trace !== 'none' && (t.endpoints ?? []).some((e) => fits(a, b)(e) || fits(b, a)(e)))
    .map((t) => t.name);
}

/** The matrix in the model's terms. What the model does not have is left out: the
 * data may have changed since the page was opened. */
export function readMatrix(model: Model, reply: MatrixReply): Matrix {
  const lines = (list: MatrixReply['rows']) =>
    list.flatMap((l) => {
      const index = model.byId.get(l.id);
      return index === undefined ? [] : [{ node: model.nodes[index]!, pairs: l.pairs }];
    });
  const cells = new Map<string, Cell>();
  for (const c of reply.cells) {
    const [row, column] = [model.byId.get(c.row), model.byId.get(c.column)];
    const relationships = c.relationships.map((r) => model.relationshipById.get(r.id)).filter((i): i is number => i !== undefined);
    if (row !== undefined && column !== undefined && relationships.length) cells.set(`${row} ${column}`, { row, column, relationships });
  }
  const { choice, pairs, bases, idle, left } = reply;
  return { choice, rows: lines(reply.rows), columns: lines(reply.columns), cells, pairs, bases, idle, left };
}

/** Rows and columns of the matrix without a cell. */
export function empties(m: Matrix): { rows: Set<number>; columns: Set<number> } {
  const empty = (list: Line[]) => new Set(list.filter((l) => !l.pairs).map((l) => l.node.index));
  return { rows: empty(m.rows), columns: empty(m.columns) };
}

/** The heading states the finding: 五对靠名称对应，一行一列为空. */
export function finding(m: Matrix, v: Vocabulary, lang: Lang): string {
  const empty = empties(m);
  const total = m.pairs;
  const [only, other] = Object.keys(m.bases);
  if (lang === 'en') return englishFinding(total, other ? '' : basisName(v, only ?? '', 'en'), empty.rows.size, empty.columns.size);
  const n = (x: number) => (x <= 10 ? numeral(x).replace(/^二$/, '两') : ` ${x} `);
  if (!total) return '没有一对相连';
  const stated = m.bases.explicit ?? 0;
  const head = only && !other ? `${n(total)}对靠${basisName(v, only, 'zh')}` : `${n(total)}对相连，${stated ? `原文明示${n(stated)}对` : '无一原文明示'}`;
  const gaps = [empty.rows.size ? `${n(empty.rows.size)}行` : '', empty.columns.size ? `${n(empty.columns.size)}列` : ''].join('');
  return (gaps ? `${head}，${gaps}为空` : head).trim();
}

function englishFinding(total: number, only: string, rows: number, columns: number): string {
  if (!total) return 'No pair is joined';
  const many = (n: number, one: string) => `${n} ${one}${n === 1 ? '' : 's'}`;
  const gaps = [rows ? many(rows, 'row') : '', columns ? many(columns, 'column') : ''].filter(Boolean).join(' and ');
  return `${many(total, 'pair')}${only ? ` by ${only.toLowerCase()}` : ''}${gaps ? `; ${gaps} empty` : ''}`;
}
