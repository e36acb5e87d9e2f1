import { describe, expect, it } from 'vitest';
import { chapterFacts, contributions, endsOf, exampleNodes, exampleOf, issuers, tally } from '../src/model/facts';
import { ontology, smallModel, words as v } from './fixtures/plan';

const model = smallModel();

describe('facts', () => {
  it('count', () => {
    const labels = tally(model.nodes, (n) => n.label);
    expect([...labels.values()].reduce((a, b) => a + b, 0)).toBe(model.nodes.length);
    expect(tally([], String).size).toBe(0);
  });

  it('give the best connected nodes as examples', () => {
    const found = exampleNodes(model, v, 2);
    for (const [label, nodes] of found) {
      expect(nodes.length).toBeLessThanOrEqual(2);
      expect(nodes.every((n) => n.label === label)).toBe(true);
    }
    const degree = (i: number) => [...model.out[i]!, ...model.in[i]!].filter((r) => !v.structural(model.relationships[r]!.type)).length;
    const platforms = found.get('Platform')!;
    const best = Math.max(...model.nodes.filter((n) => n.label === 'Platform').map((n) => degree(n.index)));
    expect(degree(platforms[0]!.index)).toBe(best);
  });

  it('give an example of a type, near the opening view and with words', () => {
    const hosts = model.relationships.filter((r) => r.type === 'HOSTS');
    const last = hosts[hosts.length - 1]!;
    expect(exampleOf(model, v, new Set([last.start, last.end]), (r) => r.type === 'HOSTS')).toBe(last);
    expect(exampleOf(model, v, new Set(), (r) => r.type === 'NONE')).toBeUndefined();
  });

  it('say what each basis brings, and what hangs on it alone', () => {
    const list = contributions(model, v);
    expect(list.map((c) => c.basis)).toEqual(v.bases.map((b) => b.name));
    const content = model.relationships.filter((r) => r.basis && !v.structural(r.type));
    expect(list.reduce((n, c) => n + c.relationships, 0)).toBe(content.length);
    for (const c of list) {
      for (const n of c.alone) {
        const at = content.filter((r) => r.start === n || r.end === n);
        expect(at.length).toBeGreaterThan(0);
        expect(at.every((r) => r.basis === c.basis)).toBe(true);
      }
    }
  });

  it('go by chapter and article in the plan’s order', () => {
    const chapters = chapterFacts(model, v);
    const numbers = chapters.map((c) => Number(c.chapter.properties.number));
    expect(numbers).toEqual([...numbers].sort((a, b) => a - b));
    for (const c of chapters) for (const a of c.articles) expect(a.nodes).toBeGreaterThanOrEqual(a.measures);
    expect(chapters.some((c) => c.nodes > 0)).toBe(true);
  });

  it('name the issuers, where the plan has them', () => {
    expect(issuers(model)).toEqual([]);
    const plan = { ...model.nodes[0]!, label: 'Plan' };
    const to = model.nodes[1]!;
    const r = { ...model.relationships[0]!, index: model.relationships.length, type: 'ISSUED_BY', start: 0, end: 1 };
    const nodes = [plan, ...model.nodes.slice(1)];
    expect(issuers({ ...model, nodes, relationships: [...model.relationships, r], out: [[r.index], ...model.out.slice(1)] })).toEqual([to]);
  });

  it('list the ends of a type once', () => {
    const t = { ...ontology.types[0]!, endpoints: [{ from: ['Plan'], to: ['Chapter'] }, { from: ['Plan'], to: ['Chapter'], same: true }, { from: ['Chapter'], to: ['Article'] }] };
    expect(endsOf(t)).toHaveLength(2);
  });
});
