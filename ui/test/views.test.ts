import { describe, expect, it } from 'vitest';
import { crossings, layers } from '../src/model/layers';
import { empties, finding, matrix, presets, readChoice, typesBetween, writeChoice } from '../src/model/matrix';
import { overview } from '../src/model/overview';
import { wrap } from '../src/scene/wrap';
import { mustIndex, smallModel, words } from './fixtures/plan';

const model = smallModel();
const at = (id: string) => mustIndex(model, id);
const every = new Set(words.bases.map((b) => b.name));
const rel = (type: string) => model.relationships.filter((r) => r.type === type).map((r) => r.index);

describe('layers', () => {
  const centre = at('platform.base-new-energy-new-materials');
  const input = {
    model,
    vocabulary: words,
    centre,
    up: [
      { node: centre, hops: 0 },
      { node: at('industry.new-materials'), hops: 1 },
      { node: at('cluster.strategic-emerging'), hops: 2 },
      { node: at('goal.economy'), hops: 3 },
      { node: at('platform.six-bases'), hops: 1 },
    ],
    down: [{ node: centre, hops: 0 }],
    relationships: [...rel('HOSTS'), ...rel('INCLUDES'), ...rel('ADVANCES')],
    most: 12,
    depth: 3,
  };

  it('put the node in the middle and each hop in a column', () => {
    const found = layers(input);
    const x = (id: string) => found.positions.get(at(id))![0];
    expect(found.positions.get(centre)).toEqual([0, 0]);
    expect(x('industry.new-materials')).toBeGreaterThan(0);
    expect(x('cluster.strategic-emerging')).toBeGreaterThan(x('industry.new-materials'));
    expect(found.columns.map((c) => [c.at, c.shown, c.total])).toEqual([
      [0, 1, 1],
      [1, 2, 2],
      [2, 1, 1],
      [3, 1, 1],
    ]);
    expect(found.left).toBe(0);
    expect(crossings(model, found)).toBe(0);
  });

  it('say what they leave out, and keep nothing that hangs in the air', () => {
    const found = layers({ ...input, most: 1 });
    expect(found.left).toBeGreaterThan(0);
    for (const n of found.nodes) {
      if (n === centre) continue;
      expect(found.relationships.some((i) => [model.relationships[i]!.start, model.relationships[i]!.end].includes(n))).toBe(true);
    }
  });

  it('of a node that nothing joins are that node', () => {
    const found = layers({ ...input, up: [], down: [], relationships: [] });
    expect(found.nodes).toEqual([centre]);
  });

  it('are the same for the same question', () => {
    expect([...layers(input).positions]).toEqual([...layers(input).positions]);
  });
});

describe('the matrix', () => {
  const opening = overview(model, words);
  const hosts = { rows: 'Industry', columns: 'Platform', type: 'HOSTS', opening: true };

  it('shows pairs, and the rows and columns without one', () => {
    const m = matrix(model, words, hosts, every, opening, false);
    expect(m.rows.map((n) => n.name)).toEqual(['新材料', '智慧照明']);
    // 六个产业核心基地 counts the bases: it is no column of its own.
    expect(m.columns.map((n) => n.name)).toEqual(['新能源新材料产业集聚区', '现代服务产业园']);
    expect(m.cells.size).toBe(1);
    expect([...empties(m).rows].map((i) => model.nodes[i]!.name)).toEqual(['智慧照明']);
    expect([...empties(m).columns].map((i) => model.nodes[i]!.name)).toEqual(['现代服务产业园']);
    expect(finding(m, model, words, 'zh')).toBe('一对靠名称对应，一行一列为空');
    expect(finding(m, model, words, 'en')).toBe('1 pair by name match; 1 row and 1 column empty');
  });

  it('is empty where the text alone is asked', () => {
    const m = matrix(model, words, hosts, new Set(['explicit', 'coreference']), opening, false);
    expect(m.cells.size).toBe(0);
    expect(finding(m, model, words, 'zh')).toBe('没有一对相连');
  });

  it('lists only joined rows beyond the opening view, unless asked', () => {
    const choice = { rows: 'Platform', columns: 'District', type: 'LOCATED_IN', opening: false };
    expect(matrix(model, words, choice, every, opening, false).rows.length).toBe(0);
    expect(matrix(model, words, { ...hosts, opening: false }, every, opening, false).rows.length).toBe(1);
    expect(matrix(model, words, { ...hosts, opening: false }, every, opening, true).rows.length).toBe(2);
  });

  it('knows which types join two labels', () => {
    const v = { ...words, ontology: { ...words.ontology, types: words.ontology.types.map((t) => ({ ...t, endpoints: t.name === 'HOSTS' ? [{ from: ['Platform'], to: ['Industry'] }] : [] })) } };
    expect(typesBetween(v, 'Industry', 'Platform')).toEqual(['HOSTS']);
    expect(typesBetween(v, 'Goal', 'Platform')).toEqual([]);
  });

  it('comes back from a link', () => {
    for (const p of presets) expect(readChoice(writeChoice(p))).toEqual(p);
    expect(readChoice('nonsense')).toEqual(presets[0]);
    expect(readChoice(null)).toEqual(presets[0]);
  });
});

it('a name too long for its lines is cut once, at its end', () => {
  const lines = wrap('Modern industrial system characteristic of the western wing of the Greater Bay Area', 20, 3);
  expect(lines.length).toBe(3);
  expect(lines.filter((l) => l.includes('…')).length).toBe(1);
  expect(lines[2]!.endsWith('…')).toBe(true);
});
