import { describe, expect, it } from 'vitest';
import type { AlignmentReply, AlignmentStrategy } from '../src/api/types';
import { counts, sheet, sifted } from '../src/model/alignment';

const line = (by: string, label: string) => ({
  by: { id: by, label, name: by, nameEn: by, articles: [] },
  relationship: by + '|ALIGNS_WITH|s',
  type: 'ALIGNS_WITH',
  basis: 'explicit',
  refs: ['art:1'],
  quotes: ['x'],
  chapter: 1,
});
const strategy = (id: string, level: string, status: AlignmentStrategy['status'], lines: ReturnType<typeof line>[]): AlignmentStrategy => ({
  id,
  label: 'Strategy',
  name: id,
  nameEn: id,
  articles: [],
  level,
  refs: ['art:1'],
  status,
  lines,
  issuedBy: [],
  counts: { all: lines.length, inText: lines.length, carried: lines.length },
});
const reply: AlignmentReply = {
  plan: 'p',
  totals: { carried: 2, silent: 1 },
  strategies: [
    strategy('a', 'national', 'carried', [line('m1', 'Measure'), line('m2', 'Measure'), line('m3', 'Measure'), line('g', 'Goal')]),
    strategy('b', 'municipal', 'silent', []),
    strategy('c', 'municipal', 'carried', [line('m3', 'Measure')]),
  ],
};

describe('alignment', () => {
  it('is sifted by status and level, with counts under the other filter', () => {
    expect(sifted(reply, { status: 'carried', level: 'municipal' }).map((s) => s.id)).toEqual(['c']);
    expect([...counts(reply, 'status', { status: 'silent', level: 'municipal' })]).toEqual([
      ['silent', 1],
      ['carried', 1],
    ]);
  });

  it('stands in three columns without two names in one row', () => {
    const s = sheet(reply.strategies);
    expect(s.places.get('m1')!.column).toBe(0);
    expect(s.places.get('a')!.column).toBe(1);
    expect(s.places.get('g')!.column).toBe(2);
    expect(s.ties.length).toBe(5);
    for (const p of s.places.values()) {
      expect(p.y).toBeGreaterThanOrEqual(0);
      expect(p.y).toBeLessThanOrEqual(s.rows - 1);
      for (const q of s.places.values()) {
        if (p !== q && p.column === q.column) expect(Math.abs(p.y - q.y)).toBeGreaterThanOrEqual(1 - 1e-9);
      }
    }
    // What serves two strategies stands between them.
    expect(s.places.get('m3')!.y).toBeGreaterThan(s.places.get('m1')!.y);
  });

  it('gives a part of the document a cell for each strategy', () => {
    const both = [strategy('a', 'national', 'professed', [line('art', 'Article')]), strategy('b', 'national', 'professed', [line('art', 'Article')])];
    const s = sheet(both);
    expect([...s.places.keys()].sort()).toEqual(['a', 'art a', 'art b', 'b']);
    expect(s.ties.map((t) => t.from.y - t.to.y)).toEqual([0, 0]);
  });

  it('of nothing is nothing', () => {
    expect(sheet([]).rows).toBe(0);
  });
});
