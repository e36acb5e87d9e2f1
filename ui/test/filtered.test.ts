import { describe, expect, it } from 'vitest';
import type { NodeRecord } from '../src/model/graph';
import { decodeView, encodeView } from '../src/state/codec';
import { filtered, isFiltered, unfiltered } from '../src/state/filtered';
import { openingView, type View } from '../src/state/view';
import { visible } from '../src/state/visible';
import { smallModel, words as v } from './fixtures/plan';

const small = smallModel();
// Every industry of the small plan is made a measure of two strengths in turn.
let turn = 0;
const model = {
  ...small,
  nodes: small.nodes.map((n): NodeRecord => (n.label === 'Industry' ? { ...n, label: 'Measure', properties: { ...n.properties, strength: turn++ % 2 ? '谋划' : '建设' } } : n)),
};
const all: View = { ...openingView(), base: 'all' };
const none = new Set<number>();
const of = (change: Partial<View>) => filtered(model, v, { ...all, ...change }, none);
const shown = (change: Partial<View>) => visible(model, v, { ...all, ...change }, none).nodes.length;

describe('filters', () => {
  it('count what they hide as the picture does', () => {
    const before = shown({});
    expect(of({})).toMatchObject({ before, hidden: 0 });
    for (const change of [{ labelsOff: ['Platform'] }, { strengthsOff: ['建设'] }, { chapter: 4 }, { chapter: 4, strengthsOff: ['谋划'], labelsOff: ['Goal'] }] as Partial<View>[]) {
      expect(of(change).hidden, JSON.stringify(change)).toBe(before - shown(change));
    }
    expect(of({ strengthsOff: ['建设'] }).hidden).toBeGreaterThan(0);
  });

  it('say how many a chapter would show', () => {
    for (const [chapter, n] of of({}).chapters) expect(shown({ chapter }), String(chapter)).toBe(n);
    for (const [chapter, n] of of({ strengthsOff: ['建设'] }).chapters) expect(shown({ chapter, strengthsOff: ['建设'] })).toBe(n);
  });

  it('count measures by strength, in the picture and in all', () => {
    const measures = model.nodes.filter((n) => n.label === 'Measure');
    const s = of({ drop: [measures[0]!.id], strengthsOff: ['谋划'] }).strengths;
    expect([...s.values()].reduce((n, x) => n + x.all, 0)).toBe(measures.length);
    expect([...s.values()].reduce((n, x) => n + x.here, 0)).toBe(measures.length - 1);
  });

  it('stand in the link, and are cleared at once', () => {
    const view = { ...all, strengthsOff: ['谋划', '争取'], chapter: 4, textOnly: true };
    expect(decodeView(encodeView(view).fragment).strengthsOff).toEqual(['谋划', '争取']);
    expect(isFiltered(view)).toBe(true);
    expect(isFiltered(unfiltered(view))).toBe(false);
    expect(isFiltered(openingView())).toBe(false);
  });
});
