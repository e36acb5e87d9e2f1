import { describe, expect, it } from 'vitest';
import { ApiError } from '../src/api/client';
import { readLayers } from '../src/model/layers';
import { empties, finding, readChoice, readMatrix, typesBetween, writeChoice } from '../src/model/matrix';
import { wrap } from '../src/scene/wrap';
import { type Asked, Asking, unasked } from '../src/state/asked';
import { mustIndex, smallModel, words } from './fixtures/plan';

const model = smallModel();
const at = (id: string) => mustIndex(model, id);

describe('layers', () => {
  const centre = at('platform.base-new-energy-new-materials');
  const industry = at('industry.new-materials');
  const hosts = model.relationships.find((r) => r.type === 'HOSTS')!;
  const columns = [{ at: 0, x: 0, shown: 1, total: 1 }, { at: 1, x: 210, shown: 2, total: 4 }];
  const reply = {
    focus: model.nodes[centre]!.id,
    way: 'both',
    nodes: [
      { id: model.nodes[industry]!.id, column: 1, x: 210, y: -75 },
      { id: model.nodes[centre]!.id, column: 0, x: 0, y: 0 },
      { id: 'jianghai-14fyp:industry.newer', column: 1, x: 210, y: 75 },
    ],
    relationships: [hosts.id, 'newer'].map((id) => ({ id, type: 'HOSTS', start: '', end: '', properties: {} })),
    columns,
    left: 2,
  };

  it('stand where the server put them; what the page does not know is left out', () => {
    const found = readLayers(model, reply);
    expect([...found.positions]).toEqual([[industry, [210, -75]], [centre, [0, 0]]]);
    expect(found.nodes).toEqual([industry, centre]);
    expect(found.relationships).toEqual([hosts.index]);
    expect(found.columns).toEqual(columns);
    expect(found.left).toBe(2);
  });
});

describe('a question', () => {
  const asking = () => {
    const seen: Asked<string>[] = [];
    let lost = 0;
    const question = new Asking<string>(() => seen.at(-1) ?? unasked, (s) => seen.push(s), () => lost++);
    return { seen, question, lost: () => lost };
  };

  it('keeps the last answer until the next is there, and knows those before', async () => {
    const { seen, question } = asking();
    const answers = async (key: string) => question.ask(key, async () => 'of ' + key);
    await answers('a');
    await answers('a');
    await answers('b');
    await question.ask('a', () => Promise.reject(new Error('asked twice')));
    expect(seen.map((s) => [s.key, s.status, s.reply])).toEqual([
      ['a', 'running', null], ['a', 'done', 'of a'], ['b', 'running', 'of a'], ['b', 'done', 'of b'], ['a', 'done', 'of a'],
    ]);
  });

  it('is given up for the next one, whichever answer comes first', async () => {
    const { seen, question } = asking();
    let slow = (_: string) => {};
    let given: AbortSignal | null = null;
    const first = question.ask('slow', (signal) => ((given = signal), new Promise((done) => (slow = done))));
    await question.ask('quick', async () => 'quick');
    expect(given!.aborted).toBe(true);
    slow('slow');
    await first;
    expect(seen.at(-1)).toEqual({ key: 'quick', status: 'done', reply: 'quick', error: '' });
  });

  it('that failed says so, and is put again', async () => {
    const { seen, question, lost } = asking();
    await question.ask('a', () => Promise.reject(new ApiError('offline', 'no answer', 0)));
    expect(seen.at(-1)).toEqual({ key: 'a', status: 'failed', reply: null, error: 'no answer' });
    expect(lost()).toBe(1);
    await question.ask('a', async () => 'there');
    expect(seen.at(-1)!.reply).toBe('there');
  });
});

describe('the matrix', () => {
  const line = (id: string, pairs: number) => {
    const n = model.nodes[at(id)]!;
    return { id: n.id, label: n.label, name: n.name, nameEn: n.nameEn, articles: n.articles, pairs };
  };
  const hosts = model.relationships.find((r) => r.type === 'HOSTS')!;
  const cell = { row: model.nodes[hosts.end]!.id, column: model.nodes[hosts.start]!.id, relationships: [{ id: hosts.id, type: 'HOSTS', start: '', end: '', properties: {} }] };
  const reply = {
    plan: 'jianghai-14fyp',
    choice: { rows: 'Industry', columns: 'Platform', type: 'HOSTS', opening: true },
    all: false,
    rows: [line('industry.new-materials', 1), line('industry.smart-lighting', 0)],
    columns: [line('platform.base-new-energy-new-materials', 1), { ...line('platform.six-bases', 0), id: 'jianghai-14fyp:platform.newer' }],
    cells: [cell, { ...cell, column: 'jianghai-14fyp:platform.newer' }],
    pairs: 1,
    bases: { name_match: 1 } as Record<string, number>,
    idle: { rows: 1, columns: 0 },
    left: { rows: 0, columns: 0 },
    presets: [],
  };

  it('shows pairs, and the rows and columns without one', () => {
    const m = readMatrix(model, reply);
    expect(m.rows.map((r) => r.node.name)).toEqual(['新材料', '智慧照明']);
    expect(m.columns.map((c) => c.node.name)).toEqual(['新能源新材料产业集聚区']);
    expect([...m.cells.values()]).toEqual([{ row: hosts.end, column: hosts.start, relationships: [hosts.index] }]);
    expect([...empties(m).rows].map((i) => model.nodes[i]!.name)).toEqual(['智慧照明']);
    expect(empties(m).columns.size).toBe(0);
    expect(finding(m, words, 'zh')).toBe('一对靠名称对应，一行为空');
    expect(finding(m, words, 'en')).toBe('1 pair by name match; 1 row empty');
  });

  it('says what it rests on, counting also what is not listed', () => {
    const m = readMatrix(model, { ...reply, pairs: 12, bases: { explicit: 2, name_match: 10 } });
    expect(finding(m, words, 'zh')).toBe('12 对相连，原文明示两对，一行为空');
    expect(finding(m, words, 'en')).toBe('12 pairs; 1 row empty');
    expect(finding(readMatrix(model, { ...reply, pairs: 2, bases: { inferred: 1, name_match: 1 } }), words, 'zh')).toBe('两对相连，无一原文明示，一行为空');
    const none = readMatrix(model, { ...reply, rows: [], cells: [], pairs: 0, bases: {} });
    expect(finding(none, words, 'zh')).toBe('没有一对相连');
    expect(finding(none, words, 'en')).toBe('No pair is joined');
  });

  it('knows which types join two labels', () => {
    const v = { ...words, ontology: { ...words.ontology, types: words.ontology.types.map((t) => ({ ...t, endpoints: t.name === 'HOSTS' ? [{ from: ['Platform'], to: ['Industry'] }] : [] })) } };
    expect(typesBetween(v, 'Industry', 'Platform')).toEqual(['HOSTS']);
    expect(typesBetween(v, 'Goal', 'Platform')).toEqual([]);
  });

  it('comes back from a link', () => {
    for (const c of [reply.choice, { rows: 'Goal', columns: 'Body', type: '', opening: false }]) expect(readChoice(writeChoice(c))).toEqual(c);
    expect(readChoice('nonsense')).toEqual(reply.choice);
    expect(readChoice(null)).toEqual(reply.choice);
  });
});

it('a name too long for its lines is cut once, at its end', () => {
  const lines = wrap('Modern industrial system characteristic of the western wing of the Greater Bay Area', 20, 3);
  expect(lines.length).toBe(3);
  expect(lines.filter((l) => l.includes('…')).length).toBe(1);
  expect(lines[2]!.endsWith('…')).toBe(true);
});
