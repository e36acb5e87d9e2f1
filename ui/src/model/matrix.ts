// A matrix of two groups of nodes and a relation between them. Empty rows and
// columns are what it is looked at for, so they are counted first.

import type { Lang } from '../api/types';
import { numeral } from '../i18n';
import type { Model, NodeRecord, RelationshipRecord } from './graph';
import { otherEnd } from './graph';
import { basisName, strengthOf, type Vocabulary } from './vocabulary';

export interface MatrixChoice {
  rows: string;
  columns: string;
  /** Relationship type, or "" for any content. */
  type: string;
  /** Rows and columns of the opening view alone. */
  opening: boolean;
}

export interface Cell {
  row: number;
  column: number;
  /** Strongest first. */
  relationships: number[];
}

export interface Matrix {
  rows: NodeRecord[];
  columns: NodeRecord[];
  /** By "row column" of node indices. */
  cells: Map<string, Cell>;
  /** Rows and columns that are left out for want of any relationship. */
  idleRows: number;
  idleColumns: number;
}

/** Combinations that a planner asks for, as far as the data has them. */
export const presets: MatrixChoice[] = [
  { rows: 'Industry', columns: 'Platform', type: 'HOSTS', opening: true },
  { rows: 'Measure', columns: 'Body', type: 'RESPONSIBLE_FOR', opening: false },
  { rows: 'Goal', columns: 'Indicator', type: 'MEASURED_BY', opening: false },
  { rows: 'Measure', columns: 'Strategy', type: 'ALIGNS_WITH', opening: false },
  { rows: 'Platform', columns: 'District', type: 'LOCATED_IN', opening: false },
  { rows: 'Measure', columns: 'Goal', type: 'ADVANCES', opening: false },
];

/** The choice that a link holds: "Industry-Platform-HOSTS-1". */
export function readChoice(value: string | null): MatrixChoice {
  const [rows, columns, type, opening] = (value ?? '').split('-');
  if (!rows || !columns) return presets[0]!;
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

const mostRows = 60;
const mostColumns = 40;

/** Builds the matrix. `drawn` are the bases that count; without `all`, rows and
 * columns that stay empty are left out unless they belong to the opening view. */
export function matrix(
  model: Model,
  v: Vocabulary,
  choice: MatrixChoice,
  drawn: Set<string>,
  opening: Set<number>,
  all: boolean,
): Matrix {
  const cells = new Map<string, Cell>();
  const used = new Set<number>();
  const belongs = (n: number) => !choice.opening || opening.has(n);
  for (const r of model.relationships) {
    const found = endsOf(model, v, choice, r);
    if (!found || !drawn.has(r.basis) || !belongs(found[0]) || !belongs(found[1])) continue;
    const key = `${found[0]} ${found[1]}`;
    let cell = cells.get(key);
    if (!cell) cells.set(key, (cell = { row: found[0], column: found[1], relationships: [] }));
    cell.relationships.push(r.index);
    used.add(found[0]).add(found[1]);
  }
  const strength = (i: number) => strengthOf(v, model.relationships[i]!.basis);
  cells.forEach((c) => c.relationships.sort((a, b) => strength(b) - strength(a) || a - b));
  const group = (label: string) => model.nodes.filter((n) => n.label === label && belongs(n.index) && !groupOf(model, n));
  const kept = (list: NodeRecord[]) => (choice.opening || all ? list : list.filter((n) => used.has(n.index)));
  const [rows, columns] = [group(choice.rows), group(choice.columns)];
  return {
    ...diagonal(kept(rows), kept(columns), cells),
    cells,
    idleRows: rows.filter((n) => !used.has(n.index)).length,
    idleColumns: columns.filter((n) => !used.has(n.index)).length,
  };
}

// A node that counts others of its label (六个产业核心基地) is their heading, not a
// column beside them.
function groupOf(model: Model, n: NodeRecord): boolean {
  const inside = model.out[n.index]!.filter((i) => {
    const r = model.relationships[i]!;
    return r.type === 'INCLUDES' && model.nodes[r.end]!.label === n.label;
  });
  return inside.length > 1 && n.properties.kind === 'group';
}

function endsOf(model: Model, v: Vocabulary, choice: MatrixChoice, r: RelationshipRecord): [number, number] | null {
  if (choice.type ? r.type !== choice.type : v.structural(r.type)) return null;
  const [a, b] = [model.nodes[r.start]!.label, model.nodes[r.end]!.label];
  if (a === choice.rows && b === choice.columns) return [r.start, r.end];
  return b === choice.rows && a === choice.columns ? [r.end, otherEnd(r, r.end)] : null;
}

/** Orders rows and columns so that cells gather along the diagonal. */
function diagonal(rows: NodeRecord[], columns: NodeRecord[], cells: Map<string, Cell>): Pick<Matrix, 'rows' | 'columns'> {
  const firstOf = (list: NodeRecord[], other: NodeRecord[], key: (a: number, b: number) => string) => {
    const place = new Map(list.map((n) => [n.index, other.findIndex((o) => cells.has(key(n.index, o.index)))]));
    const rank = (n: NodeRecord) => (place.get(n.index)! < 0 ? Infinity : place.get(n.index)!);
    return [...list].sort((a, b) => (rank(a) === rank(b) ? a.index - b.index : rank(a) - rank(b)));
  };
  const down = firstOf(rows, columns, (a, b) => `${a} ${b}`).slice(0, mostRows);
  return { rows: down, columns: firstOf(columns, down, (a, b) => `${b} ${a}`).slice(0, mostColumns) };
}

/** Rows and columns of the matrix without a cell. */
export function empties(m: Matrix): { rows: Set<number>; columns: Set<number> } {
  const rows = new Set(m.rows.map((n) => n.index));
  const columns = new Set(m.columns.map((n) => n.index));
  for (const c of m.cells.values()) {
    rows.delete(c.row);
    columns.delete(c.column);
  }
  return { rows, columns };
}

/** The heading states the finding: 五对靠名称对应，一行一列为空. */
export function finding(m: Matrix, model: Model, v: Vocabulary, lang: Lang): string {
  const bases = new Map<string, number>();
  for (const c of m.cells.values()) {
    const b = model.relationships[c.relationships[0]!]!.basis;
    bases.set(b, (bases.get(b) ?? 0) + 1);
  }
  const empty = empties(m);
  const total = m.cells.size;
  const [only] = [...bases.keys()];
  if (lang === 'en') return englishFinding(total, bases.size === 1 ? basisName(v, only!, 'en') : '', empty.rows.size, empty.columns.size);
  const n = (x: number) => (x <= 10 ? numeral(x).replace(/^二$/, '两') : ` ${x} `);
  if (!total) return '没有一对相连';
  const stated = bases.get('explicit') ?? 0;
  const head = bases.size === 1 ? `${n(total)}对靠${basisName(v, only!, 'zh')}` : `${n(total)}对相连，${stated ? `原文明示${n(stated)}对` : '无一原文明示'}`;
  const gaps = [empty.rows.size ? `${n(empty.rows.size)}行` : '', empty.columns.size ? `${n(empty.columns.size)}列` : ''].join('');
  return (gaps ? `${head}，${gaps}为空` : head).trim();
}

function englishFinding(total: number, only: string, rows: number, columns: number): string {
  if (!total) return 'No pair is joined';
  const many = (n: number, one: string) => `${n} ${one}${n === 1 ? '' : 's'}`;
  const gaps = [rows ? many(rows, 'row') : '', columns ? many(columns, 'column') : ''].filter(Boolean).join(' and ');
  return `${many(total, 'pair')}${only ? ` by ${only.toLowerCase()}` : ''}${gaps ? `; ${gaps} empty` : ''}`;
}
