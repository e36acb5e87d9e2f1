// A comparison of two plans as rows to read and a sheet to look at.

import type { Diff, DiffChange, DiffHow, DiffState, Item, SheetReply } from '../api/types';

export const kinds = ['added', 'gone', 'renamed', 'targets', 'strengths', 'properties', 'relationships'] as const;
export type DiffKind = (typeof kinds)[number];

/** One change, as a row. */
export interface DiffRow {
  key: string;
  kind: DiffKind;
  state: DiffState;
  /** Id on the sheet of the node that the row opens. */
  id: string;
  label: string;
  from: Item | null;
  to: Item | null;
  change?: DiffChange;
  how?: DiffHow;
  score?: number;
  relationship?: Diff['relationships'][number];
}

/** All changes, kind by kind. */
export function rowsOf(d: Diff): DiffRow[] {
  const change = (kind: DiffKind) => (c: DiffChange): DiffRow => ({ key: `${kind} ${c.to.id} ${c.property}`, kind, state: 'changed', id: c.to.id, label: c.to.label, from: c.from, to: c.to, change: c });
  return [
    ...d.added.map((i): DiffRow => ({ key: `added ${i.id}`, kind: 'added', state: 'added', id: i.id, label: i.label, from: null, to: i })),
    ...d.gone.map((i): DiffRow => ({ key: `gone ${i.id}`, kind: 'gone', state: 'gone', id: i.id, label: i.label, from: i, to: null })),
    ...d.renamed.map((r): DiffRow => ({ key: `renamed ${r.to.id}`, kind: 'renamed', state: 'changed', id: r.to.id, label: r.to.label, from: r.from, to: r.to, how: r.how, score: r.score })),
    ...d.targets.map(change('targets')),
    ...d.strengths.map(change('strengths')),
    ...d.properties.map(change('properties')),
    ...d.relationships.map(
      (r): DiffRow => ({
        key: `relationship ${r.kind} ${r.start.id} ${r.type} ${r.end.id} ${r.role ?? ''}`,
        kind: 'relationships',
        state: r.kind === 'basis' ? 'changed' : r.kind,
        id: r.start.id,
        label: r.start.label,
        from: null,
        to: null,
        relationship: r,
      }),
    ),
  ];
}

/** The rows that the filters leave. */
export function siftedRows(rows: DiffRow[], kind: string, label: string): DiffRow[] {
  return rows.filter((r) => (!kind || r.kind === kind) && (!label || r.label === label));
}

/** Ids on the sheet of what changed, or is an end of a changed relationship. */
export function changedIds(sheet: SheetReply): Set<string> {
  const out = new Set(sheet.nodes.filter((n) => sheet.states[n.id] !== 'kept').map((n) => n.id));
  for (const r of sheet.relationships) {
    if (sheet.states[r.id] !== 'kept') out.add(r.start).add(r.end);
  }
  return out;
}

/** The sign of a state. */
export const signs: Record<DiffState, string> = { added: '＋', gone: '－', changed: '≠', kept: '' };
