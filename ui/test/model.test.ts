import { describe, expect, it } from 'vitest';
import type { SearchReply, TracePath } from '../src/api/types';
import { breaksAt, chainOf, chainText } from '../src/model/chain';
import { buildModel, findNode, fullId, nameOf, shortId } from '../src/model/graph';
import { nearest, overview, startNode } from '../src/model/overview';
import { wording } from '../src/i18n';
import { pieces, placeOf, quoted, quotesAt, refOf, sources } from '../src/model/quotes';
import { grouped, imeOpen } from '../src/model/search';
import { silences } from '../src/model/silence';
import { basesDrawn, expansions, shared, visible } from '../src/state/visible';
import { openingView, withoutShown, withShown } from '../src/state/view';
import { mustIndex, reply, smallModel, words } from './fixtures/plan';

const model = smallModel();
const start = overview(model, words);
const at = (id: string) => mustIndex(model, id);
const see = (change: object) => visible(model, words, { ...openingView(), ...change }, start);

describe('the model', () => {
  it('indexes nodes and relationships both ways', () => {
    const n = findNode(model, 'industry.new-materials')!;
    expect(nameOf(n, 'zh')).toBe('新材料');
    expect(nameOf(n, 'en')).toBe('New materials');
    expect(shortId(model, n.id)).toBe('industry.new-materials');
    expect(fullId(model, 'industry.new-materials')).toBe(n.id);
    expect(model.in[n.index]!.length).toBe(4);
  });

  it('leaves out relationships whose ends are missing, and an empty graph is a graph', () => {
    const broken = { ...reply, nodes: reply.nodes.slice(0, 3) };
    expect(buildModel(broken, 'jianghai-14fyp').relationships.length).toBe(2);
    const empty = buildModel({ nodes: [], relationships: [], dataVersion: '', layout: { hash: '', positions: [] } }, 'p');
    expect(overview(empty, words).size).toBe(0);
    expect(startNode(empty, words)).toBeUndefined();
  });
});

describe('the opening view', () => {
  it('holds the cluster system, its industries, bases, zone, goal and strategy', () => {
    for (const id of ['cluster.three-plus-three', 'industry.new-materials', 'industry.smart-lighting', 'platform.base-new-energy-new-materials',
      'platform.six-bases', 'platform.park-modern-services', 'district.city-industry-people', 'goal.economy', 'strategy.five-plus-n']) {
      expect(start.has(at(id)), id).toBe(true);
    }
  });

  it('holds nothing that is not connected, and no document structure', () => {
    expect(start.has(at('measure.a9-far'))).toBe(false);
    expect(start.has(at('art.12'))).toBe(false);
  });

  it('of a plan without clusters is its best-connected part', () => {
    const nodes = reply.nodes.filter((n) => n.labels[0] !== 'Cluster');
    const bare = buildModel({ ...reply, nodes }, 'jianghai-14fyp');
    const seen = overview(bare, words);
    expect(seen.size).toBeGreaterThan(2);
    expect(nearest(bare, words, [...seen][0]!, 2).size).toBe(2);
  });
});

describe('what is visible', () => {
  it('is the base, what was added, less what was dropped', () => {
    expect(see({}).nodes.length).toBe(start.size);
    expect(see({ add: ['measure.a9-far', 'gone.for-good'] }).nodes.length).toBe(start.size + 1);
    expect(see({ drop: ['goal.economy'] }).nodeSet.has(at('goal.economy'))).toBe(false);
    expect(see({ base: 'none' }).nodes).toEqual([]);
    expect(see({ base: 'none', near: ['gone.for-good'] }).nodes).toEqual([]);
    expect(see({ base: 'all' }).nodeSet.has(at('art.12'))).toBe(false);
  });

  it('takes in all neighbours of a node, or those of one kind', () => {
    const id = 'industry.new-materials';
    const kinds = expansions(model, words, at(id), new Set()).filter((g) => !words.structural(g.type));
    const around = see({ base: 'none', near: [id] });
    expect(around.nodes).toEqual([...new Set(kinds.flatMap((g) => g.all))].sort((a, b) => a - b));
    for (const g of kinds) {
      const kind = see({ base: 'none', near: [[id, g.type, g.label, g.inverse ? 'in' : 'out'].join('~')] });
      expect(kind.nodes).toEqual([...g.all].sort((a, b) => a - b));
    }
    const first = model.nodes[around.nodes[0]!]!;
    expect(see({ base: 'none', near: [id], drop: [shortId(model, first.id)] }).nodes).toEqual(around.nodes.slice(1));
  });

  it('finds what several nodes are all joined to, by bases that are drawn', () => {
    const both = [at('industry.new-materials'), at('industry.smart-lighting')];
    const found = shared(model, words, openingView(), both);
    expect(found).toContain(at('cluster.three-plus-three'));
    for (const n of found) for (const b of both) expect(see({ base: 'none', near: [shortId(model, model.nodes[b]!.id)] }).nodeSet.has(n)).toBe(true);
    expect(shared(model, words, { ...openingView(), basesOff: words.bases.map((b) => b.name) }, both)).toEqual([]);
    expect(shared(model, words, openingView(), [])).toEqual([]);
  });

  it('counts what the basis filter hides', () => {
    const all = see({});
    const text = see({ textOnly: true });
    expect(all.notInText).toBe(2);
    expect(text.hiddenByBasis).toBe(2);
    expect(text.relationships.length).toBe(all.relationships.length - 2);
    expect(text.basisShown.get('name_match')).toBeUndefined();
    expect(see({ basesOff: ['explicit'] }).basisShown.get('explicit')).toBeUndefined();
    expect(basesDrawn(words, { ...openingView(), textOnly: true })).toEqual(new Set(['explicit', 'coreference']));
  });

  it('narrows to a label or a chapter, but not away the chain', () => {
    expect(see({ labelsOff: ['Platform'] }).labelShown.get('Platform')).toBeUndefined();
    expect(see({ chapter: 4 }).nodeSet.has(at('goal.economy'))).toBe(false);
    expect(see({ chapter: 4 }).nodeSet.has(at('industry.new-materials'))).toBe(true);
    const kept = visible(model, words, { ...openingView(), labelsOff: ['Goal'] }, start, [at('goal.economy')]);
    expect(kept.nodeSet.has(at('goal.economy'))).toBe(true);
  });

  it('draws document structure once an article is shown', () => {
    const v = see({ add: ['art.14'] });
    expect(v.relationships.some((i) => model.relationships[i]!.type === 'MENTIONS')).toBe(true);
  });
});

describe('quotation marks', () => {
  it.each([
    ['新材料', '“新材料”'],
    ['打造“3+3”体系', '“打造‘3+3’体系”'],
    ['“三区并进”', '“三区并进”'],
    ['“1+1+9”和“1+1+5”', '“‘1+1+9’和‘1+1+5’”'],
  ])('stand by level: %s', (words, want) => expect(quoted(words)).toBe(want));

  it('are single inside those of the page', () => {
    expect(wording('zh')('start.oneAction', { name: '“3+3”总览' })).toBe('看“‘3+3’总览”');
    expect(wording('zh')('text.article', { n: '“x”' })).toContain('“x”');
  });
});

describe('expanding', () => {
  it('lists neighbours by type, direction and label, with what is not shown', () => {
    const groups = expansions(model, words, at('industry.new-materials'), new Set([at('industry.new-materials')]));
    const host = groups.find((g) => g.type === 'HOSTS')!;
    expect([host.inverse, host.label, host.hidden.length]).toEqual([true, 'Platform', 1]);
    expect(groups[groups.length - 1]!.type).toBe('MENTIONS');
  });

  it('adds and drops without doubles', () => {
    const v = withShown({ ...openingView(), drop: ['a'] }, ['a', 'b', 'a']);
    expect([v.add, v.drop]).toEqual([['a', 'b'], []]);
    const w = withoutShown({ ...v, selected: 'a' }, ['a']);
    expect([w.add, w.drop, w.selected]).toEqual([['b'], ['a'], null]);
  });
});

describe('quotes', () => {
  const shape = (q: string, names: string[]) => pieces(q, names).map((p) => (p.marked ? `[${p.text}]` : p.text)).join('');

  it.each([
    ['加快壮大新材料和新一代电子信息', ['新材料'], '加快壮大[新材料]和新一代电子信息'],
    ['新能源新材料产业集聚区', ['新材料', '新能源新材料产业集聚区'], '新能源新材料产业集聚区'],
    ['新材料…三大战略性新兴产业集群', ['新材料', '三大战略性新兴产业集群'], '[新材料]…[三大战略性新兴产业集群]'],
    ['没有这些名称', ['新材料', '区'], '没有这些名称'],
  ])('%s', (q, names, marked) => expect(shape(q as string, names as string[])).toBe(marked));

  it('lose no character', () => {
    const q = '“3+3”先进<b>制造业</b>集群&体系';
    expect(pieces(q, ['制造业', '“3+3”']).map((p) => p.text).join('')).toBe(q);
  });

  it('pair refs with words, once each', () => {
    expect(sources(['art:1', 'art:1', 'art:2'], ['a', 'a', ''])).toEqual([{ ref: 'art:1', quote: 'a' }, { ref: 'art:2', quote: '' }]);
    expect(placeOf('art:12')).toBe('art.12');
    expect(placeOf('signature')).toBeNull();
    expect(refOf('ch.4')).toBe('ch:4');
  });

  it('of a place leave out those inside a longer one, keeping its nodes', () => {
    const found = quotesAt(model.nodes, 'art:14');
    expect(found.map((q) => q.quote)).toContain('新能源新材料产业集聚区');
    const two = quotesAt([{ index: 1, refs: ['art:1'], quotes: ['新材料'] }, { index: 2, refs: ['art:1'], quotes: ['壮大新材料'] }], 'art:1');
    expect(two).toEqual([{ quote: '壮大新材料', nodes: [1, 2] }]);
  });
});

describe('a chain in words', () => {
  const r = (type: string, end: string) => reply.relationships.find((x) => x.type === type && x.end.endsWith(end))!;
  const path: TracePath = {
    nodes: ['industry.new-materials', 'platform.base-new-energy-new-materials', 'platform.six-bases', 'district.city-industry-people'].map((x) => 'jianghai-14fyp:' + x),
    relationships: [r('HOSTS', 'new-materials'), r('INCLUDES', 'base-new-energy-new-materials'), r('LOCATED_IN', 'city-industry-people')],
    weakest: 'name_match',
  };
  const citation = { title: '江海“十四五”规划建议', number: '江高发〔2021〕1号', version: '0123', url: 'http://127.0.0.1/#/trace' };

  it('reads each hop from the start of its relationship', () => {
    const chain = chainOf(model, words, path, 'zh')!;
    expect(chain.hops.map((h) => `${h.subject.name}${h.verb}${h.object.name}`)).toEqual([
      '新能源新材料产业集聚区承载新材料',
      '六个产业核心基地包含新能源新材料产业集聚区',
      '六个产业核心基地位于产城人融合区',
    ]);
    expect(chain.hops.map((h) => h.weakest)).toEqual([true, false, false]);
    expect(breaksAt(chain)).toBe(1);
  });

  it('copies with basis, article, words, reason and source', () => {
    const text = chainText(chainOf(model, words, path, 'zh')!, words, 'zh', citation);
    for (const part of ['追溯：新材料 → 产城人融合区（3 跳，链条强度：名称对应）', '1. 新能源新材料产业集聚区 承载 新材料〔名称对应，最弱一环〕',
      '第14条：“新能源新材料产业集聚区”', '理由：基地名称含“新材料”；原文未写明由其承载', '出处：《江海“十四五”规划建议》（江高发〔2021〕1号）', '规划图谱，数据版本 0123',
      '链接：http://127.0.0.1/#/trace']) {
      expect(text).toContain(part);
    }
    expect(chainText(chainOf(model, words, path, 'en')!, words, 'en', citation)).toContain('[Name match, Weakest hop]');
  });

  it('is none where the data no longer has a node', () => {
    expect(chainOf(model, words, { ...path, nodes: ['x:gone', ...path.nodes.slice(1)] }, 'zh')).toBeNull();
  });
});

describe('silence', () => {
  it('names what the text leaves open, and nothing that it says', () => {
    expect(silences(model, findNode(model, 'industry.smart-lighting')!)).toEqual(['host']);
    expect(silences(model, findNode(model, 'industry.new-materials')!)).toEqual([]);
    expect(silences(model, findNode(model, 'measure.a9-far')!)).toEqual(['responsible', 'deadline', 'goal']);
  });
});

describe('search', () => {
  const hits: SearchReply = {
    query: 'xcl', total: 30, labels: { Platform: 3, Industry: 1 },
    results: [
      { id: 'a', label: 'Industry', name: '新材料' },
      { id: 'b', label: 'Platform', name: '新能源新材料产业集聚区' },
      { id: 'c', label: 'Industry', name: '新材料二' },
    ],
  };

  it('groups by label in the order of the best hit, with counts', () => {
    expect(grouped(hits).map((g) => [g.label, g.total, g.results.length])).toEqual([['Industry', 2, 2], ['Platform', 3, 1]]);
    expect(grouped(null)).toEqual([]);
    expect(grouped({ ...hits, results: null, labels: null })).toEqual([]);
  });

  it('leaves keys of an open composition alone', () => {
    expect(imeOpen({ isComposing: true, keyCode: 13 })).toBe(true);
    expect(imeOpen({ isComposing: false, keyCode: 229 })).toBe(true);
    expect(imeOpen({ isComposing: false, keyCode: 13 })).toBe(false);
  });
});
