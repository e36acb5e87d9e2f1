import { describe, expect, it } from 'vitest';
import { buildModel, type Model } from '../src/model/graph';
import { buildScene } from '../src/scene/scene';
import { decodeView, encodeView } from '../src/state/codec';
import { expired, missingIds } from '../src/state/expired';
import { arrange, groupFrom, openStep, readOpen, withOpen } from '../src/state/groups';
import { openingView, type View } from '../src/state/view';
import { groupingOf, visible } from '../src/state/visible';
import { wording } from '../src/i18n';
import { words } from './fixtures/plan';

/** Platforms that each host an industry, half of them inferred; the first hosts all. */
function plan(n: number): Model {
  const node = (id: string, label: string, i: number) => ({ id: `p:${id}`, labels: [label], properties: { name: id, refs: ['art:1'], articles: [1 + (i % 2)] } });
  const nodes = Array.from({ length: n }, (_, i) => [node(`platform.${i}`, 'Platform', i), node(`industry.${i}`, 'Industry', i)]).flat();
  const host = (a: number, b: number, basis: string) => ({
    id: `p:platform.${a}|HOSTS|p:industry.${b}`, type: 'HOSTS', start: `p:platform.${a}`, end: `p:industry.${b}`, properties: { basis },
  });
  const relationships = Array.from({ length: n }, (_, i) => [host(i, i, i % 2 ? 'inferred' : 'explicit'), ...(i ? [host(0, i, 'explicit')] : [])]).flat();
  const positions = nodes.map((_, i): [number, number] => [(i * 37) % 1000, (i * 53) % 700]);
  return buildModel({ nodes, relationships, dataVersion: 'abc', layout: { hash: '', positions } }, 'p');
}

const all: View = { ...openingView(), base: 'all' };
const see = (model: Model, view: View, extra: number[] = []) => visible(model, words, view, new Set(), extra);

describe('groups', () => {
  const model = plan(2000);

  it('come by themselves where there is more than can be read', () => {
    expect(groupingOf(all, groupFrom)).toBe(null);
    expect(groupingOf(all, groupFrom + 1)).toBe('label');
    expect(groupingOf({ ...all, group: 'none' }, 50_000)).toBe(null);
    expect(groupingOf({ ...openingView(), group: 'chapter' }, 30)).toBe(null);
    expect(groupingOf({ ...all, group: 'chapter' }, 30)).toBe('chapter');
  });

  it('hold every node once, and say how many are inside', () => {
    const shown = see(model, all);
    expect(shown.nodes).toEqual([]);
    expect(shown.grouped!.groups.map((g) => g.members.length).sort()).toEqual([2000, 2000]);
    expect(shown.grouped!.inside).toBe(4000);
  });

  it('stand like the hours of a clock where they are numbered', () => {
    const node = (id: string, label: string, properties: object) => ({ id: `p:${id}`, labels: [label], properties: { name: id, ...properties } });
    const chapters = Array.from({ length: 8 }, (_, i) => i + 1);
    const nodes = chapters.flatMap((n) => [node(`ch.${n}`, 'Chapter', { number: n }), node(`art.${n}`, 'Article', { number: n }), node(`goal.${n}`, 'Goal', { articles: [n], refs: [`art:${n}`] })]);
    const relationships = chapters.map((n) => ({ id: `${n}`, type: 'HAS_PART', start: `p:ch.${n}`, end: `p:art.${n}`, properties: {} }));
    const positions = nodes.map((_, i): [number, number] => [(i * 37) % 100, (i * 53) % 70]);
    const { places } = arrange(buildModel({ nodes, relationships, dataVersion: 'abc', layout: { hash: '', positions } }, 'p'), words, 'chapter');
    const middle = [0, 1].map((k) => places.reduce((sum, p) => sum + (k ? p.y : p.x), 0) / places.length);
    const hour = (p: { x: number; y: number }) => (Math.atan2(p.x - middle[0]!, middle[1]! - p.y) + 2 * Math.PI + 0.2) % (2 * Math.PI);
    expect([...places].sort((a, b) => hour(a) - hour(b)).map((p) => p.key)).toEqual(chapters.map(String));
  });

  it('bundle what goes between them, by basis, and follow the filters', () => {
    const bundle = see(model, all).grouped!.bundles;
    expect(bundle).toHaveLength(1);
    expect(bundle[0]!.count).toBe(model.relationships.length);
    expect(bundle[0]!.bases.get('inferred')).toBe(1000);
    expect(see(model, { ...all, textOnly: true }).grouped!.bundles[0]!.bases.has('inferred')).toBe(false);
    expect(see(model, { ...all, group: 'label', labelsOff: ['Industry'] }).grouped!.bundles).toEqual([]);
  });

  it('give out the best connected first, a step at a time', () => {
    const once = see(model, { ...all, open: ['Platform'] });
    expect(once.nodes).toHaveLength(openStep);
    expect(once.nodes).toContain(model.byId.get('p:platform.0'));
    expect(once.grouped!.inside).toBe(4000 - openStep);
    const twice = see(model, { ...all, open: ['Platform~2'] });
    expect(twice.nodes).toHaveLength(2 * openStep);
    once.nodes.forEach((n) => expect(twice.nodeSet.has(n)).toBe(true));
  });

  it('let what is added, pinned or traced stand on its own', () => {
    const view = { ...all, add: ['platform.7'], pins: { 'industry.8': [1, 2] as [number, number] } };
    const shown = see(model, view, [model.byId.get('p:platform.9')!]);
    expect(shown.nodes.map((n) => model.nodes[n]!.name).sort()).toEqual(['industry.8', 'platform.7', 'platform.9']);
  });

  it('stand where they stand, whatever is open or hidden, and apart', () => {
    const places = (view: View) => see(model, view).grouped!.groups.map((g) => [g.key, g.x, g.y]);
    expect(places({ ...all, group: 'label', open: ['Platform'], labelsOff: ['Industry'] })).toEqual(places(all));
    for (const by of ['label', 'chapter', 'zone'] as const) {
      const found = arrange(model, words, by).places;
      found.forEach((a, i) => found.slice(i + 1).forEach((b) => expect(Math.hypot(a.x - b.x, a.y - b.y) / a.unit).toBeGreaterThan(a.r + b.r)));
    }
  });

  it('are nodes and bands of the scene, next to the nodes that are open', () => {
    const visibleNow = see(model, { ...all, open: ['Platform'] });
    const scene = buildScene({
      model, vocabulary: words, visible: visibleNow, lang: 'zh', selectedNode: null, selectedRelationship: null, pins: new Map(), chain: null, lit: null, ends: [], placed: null,
      selectedGroup: 'Industry',
    });
    const groups = scene.nodes.filter((n) => n.group);
    expect(groups.map((n) => n.label).sort()).toEqual(['Industry', 'Platform']);
    expect(groups.find((n) => n.label === 'Industry')!.selected).toBe(true);
    expect(groups.every((n) => n.node < 0 && scene.place.get(n.node) !== undefined)).toBe(true);
    expect(scene.edges.filter((e) => e.bundle).every((e) => e.relationship < 0)).toBe(true);
    expect(scene.nodes).toHaveLength(openStep + 2);
  });

  it('are in the link', () => {
    const view: View = { ...all, group: 'chapter', open: ['1', '2~3'] };
    expect(decodeView(encodeView(view).fragment)).toEqual(view);
    expect(decodeView('#/map?group=nonsense').group).toBe('label');
    expect([...readOpen(['a', 'b~2', 'c~0', '~4', 'd~x'])]).toEqual([['a', 1], ['b', 2]]);
    expect(withOpen(withOpen([], 'a', 2), 'a', 0)).toEqual([]);
  });
});

describe('a link on other data', () => {
  const model = plan(3);
  const say = wording('zh');

  it('is told from one that is whole', () => {
    expect(expired(model, { ...openingView(), selected: 'platform.1', data: 'abc', from: 'platform.0', to: '任何名称' }, say)).toBe('');
  });

  it('says which nodes and which version are gone', () => {
    const view = { ...openingView(), selected: 'platform.9', add: ['industry.1', 'industry.7'], data: '0011223344', plan: 'q' };
    expect(missingIds(model, view)).toEqual(['platform.9', 'industry.7']);
    const said = expired(model, view, say);
    for (const words of ['00112233', 'platform.9', 'industry.7', '“q”']) expect(said).toContain(words);
  });
});
