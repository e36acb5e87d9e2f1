import { describe, expect, it } from 'vitest';
import type { Diff, SheetReply } from '../src/api/types';
import { changedIds, rowsOf, siftedRows } from '../src/model/diff';

const item = (id: string, label = 'Platform') => ({ id, label, name: id, nameEn: id, articles: [1] });
const diff: Diff = {
  from: item('p:plan', 'Plan'),
  to: item('q:plan', 'Plan'),
  kept: 1,
  pairs: { name: 1, alias: 1 },
  added: [item('q:new')],
  gone: [item('p:old', 'Project')],
  renamed: [{ from: item('p:a'), to: item('q:b'), how: 'alias', score: 0.2 }],
  targets: [{ from: item('p:t', 'Target'), to: item('q:t', 'Target'), property: 'value', before: '40', after: '38', direction: 'down' }],
  strengths: [],
  properties: [],
  relationships: [{ kind: 'gone', type: 'HOSTS', start: item('p:old', 'Project'), end: item('p:x', 'Industry'), before: 'explicit' }],
};
const sheet: SheetReply = {
  diff,
  nodes: ['q:new', 'p:old', 'q:b', 'q:t', 'q:x', 'q:kept'].map((id) => ({ id, labels: ['Platform'], properties: {} })),
  relationships: [{ id: 'p:old|HOSTS|q:x', type: 'HOSTS', start: 'p:old', end: 'q:x', properties: {} }],
  states: { 'q:new': 'added', 'p:old': 'gone', 'q:b': 'changed', 'q:t': 'changed', 'q:x': 'kept', 'q:kept': 'kept', 'p:old|HOSTS|q:x': 'gone' },
  earlier: {},
  dataVersion: '',
  layout: { hash: '', positions: [] },
};

describe('a comparison', () => {
  const rows = rowsOf(diff);

  it('is rows with keys of their own', () => {
    expect(rows.map((r) => r.kind)).toEqual(['added', 'gone', 'renamed', 'targets', 'relationships']);
    expect(new Set(rows.map((r) => r.key)).size).toBe(rows.length);
    expect(rows.map((r) => r.state)).toEqual(['added', 'gone', 'changed', 'changed', 'gone']);
  });

  it('is sifted by kind and label', () => {
    expect(siftedRows(rows, 'gone', '').map((r) => r.id)).toEqual(['p:old']);
    expect(siftedRows(rows, '', 'Project').length).toBe(2);
  });

  it('shows what changed with the ends of changed relationships', () => {
    expect([...changedIds(sheet)].sort()).toEqual(['p:old', 'q:b', 'q:new', 'q:t', 'q:x']);
  });
});
