import { describe, expect, it } from 'vitest';
import { arrowHead, curve, distanceTo, hull, inside, lengthOf, pointAt } from '../src/scene/geometry';
import { boxAt, type LabelRequest, overlaps, placeLabels, type Slot } from '../src/scene/labels';
import { buildScene, radiusOf } from '../src/scene/scene';
import { shapeNames, shapeParts } from '../src/scene/shapes';
import { mapCell, territories } from '../src/scene/territories';
import { cut, units, wrap } from '../src/scene/wrap';
import { visible } from '../src/state/visible';
import { openingView } from '../src/state/view';
import { overview } from '../src/model/overview';
import { neighbourTowards } from '../src/canvas/neighbour';
import { mustIndex, smallModel, words } from './fixtures/plan';

describe('wrap', () => {
  it.each([
    ['新材料', ['新材料']],
    ['新能源新材料产业集聚区', ['新能源新材料', '产业集聚区']],
    ['“3+3”先进制造业集群体系', ['“3+3”先进制造业', '集群体系']],
  ])('%s', (name, lines) => expect(wrap(name as string, 17).join('')).toBe((lines as string[]).join('')));

  it('breaks before a word that names end in', () => {
    expect(wrap('新能源新材料产业集聚区', 17)).toEqual(['新能源新材料', '产业集聚区']);
  });

  it('never begins a line with closing punctuation or ends one with opening', () => {
    for (const name of ['推进排污权、用能权、用水权、碳排放权市场化交易', '深化“放管服”“评定分离”等领域的改革', '加强(高新)江海(高新)江海区的建设']) {
      for (const line of wrap(name, 17)) {
        expect(line).not.toMatch(/^[、，。”）)]/);
        expect(line.replace(/…$/, '')).not.toMatch(/[“（(]$/);
      }
    }
  });

  it('breaks English between words', () => {
    expect(wrap('New Energy and New Materials Cluster Zone', 22)).toEqual(['New Energy and New', 'Materials Cluster Zone']);
  });

  it('cuts what two lines do not hold', () => {
    const lines = wrap('一'.repeat(60), 17);
    expect(lines.length).toBe(2);
    expect(lines[1]!.endsWith('…')).toBe(true);
    expect(units(cut('新材料产业', 6))).toBeLessThanOrEqual(6);
  });
});

describe('labels', () => {
  const request = (node: number, x: number, y: number, priority = 1, must = false): LabelRequest => ({
    node, x, y, r: 10, width: 60, height: 16, priority, must,
  });
  const symbolsOf = (list: LabelRequest[]) => list.map((q) => ({ x0: q.x - q.r, y0: q.y - q.r, x1: q.x + q.r, y1: q.y + q.r }));
  const place = (requests: LabelRequest[], before = new Map<number, Slot>()) =>
    placeLabels({ requests, symbols: symbolsOf(requests), lines: [], reserved: [], before });

  it('stand below their node when there is room', () => {
    expect(place([request(1, 0, 0)])[0]!.slot).toBe('below');
  });

  it('never overlap each other or a symbol', () => {
    const requests = Array.from({ length: 120 }, (_, i) => request(i, (i * 37) % 500, (i * 53) % 400, i % 7));
    const placed = place(requests);
    expect(placed.length).toBeGreaterThan(30);
    placed.forEach((a, i) => {
      placed.slice(i + 1).forEach((b) => expect(overlaps(a, b)).toBe(false));
      const own = requests[a.node]!;
      requests.filter((q) => q !== own).forEach((q) => {
        const s = { x0: q.x - q.r, y0: q.y - q.r, x1: q.x + q.r, y1: q.y + q.r };
        const covers = own.x > s.x0 && own.x < s.x1 && own.y > s.y0 && own.y < s.y1;
        if (!covers) expect(overlaps(a, s)).toBe(false);
      });
    });
  });

  it('go to the more important node first', () => {
    const placed = place([request(1, 0, 0, 1), request(2, 4, 0, 9)]);
    expect(placed[0]!.node).toBe(2);
  });

  it('keep the place that they had', () => {
    expect(place([request(1, 0, 0)], new Map([[1, 'left' as Slot]]))[0]!.slot).toBe('left');
  });

  it('are shown where they must be', () => {
    const crowd = [request(1, 0, 0, 1, true), request(2, 2, 2, 1, true), request(3, 1, 4, 1, true)];
    expect(place(crowd).length).toBe(3);
  });

  it('avoid relationships and the edge of the stage', () => {
    const lines: [number, number][] = Array.from({ length: 20 }, (_, i) => [i * 3 - 30, 20]);
    const q = [request(1, 0, 0)];
    const input = { requests: q, symbols: symbolsOf(q), lines, reserved: [], before: new Map<number, Slot>() };
    expect(placeLabels(input)[0]!.slot).not.toBe('below');
    const view = { x0: -500, y0: -500, x1: 25, y1: 25 };
    const box = placeLabels({ ...input, lines: [], view })[0]!;
    expect(box.x1).toBeLessThanOrEqual(25);
    expect(box.y1).toBeLessThanOrEqual(25);
  });

  it('have a box in each place beside the symbol', () => {
    for (const slot of ['below', 'above', 'left', 'right'] as const) {
      const b = boxAt(request(1, 0, 0), slot);
      expect(overlaps(b, { x0: -10, y0: -10, x1: 10, y1: 10 })).toBe(false);
    }
  });
});

describe('geometry', () => {
  it('keeps the relationships of a pair apart, both ways round', () => {
    const there = curve(0, 0, 5, 100, 0, 5, 0, 2, false);
    const back = curve(100, 0, 5, 0, 0, 5, 1, 2, true);
    expect(Math.abs(pointAt(there, 0.5)[1] - pointAt(back, 0.5)[1])).toBeGreaterThan(4);
  });

  it('ends at the symbols', () => {
    const c = curve(0, 0, 10, 100, 0, 12, 0, 1, false);
    expect(Math.hypot(c.x0, c.y0)).toBeCloseTo(10, 1);
    expect(Math.hypot(c.x1 - 100, c.y1)).toBeCloseTo(12, 1);
    expect(distanceTo(c, ...pointAt(c, 0.5))).toBeLessThan(1);
    expect(lengthOf(c)).toBeGreaterThan(77);
    expect(arrowHead(c, 7)[0]).toEqual([c.x1, c.y1]);
  });

  it('does not turn inside out where symbols touch', () => {
    const c = curve(0, 0, 20, 8, 0, 20, 0, 1, false);
    expect(Number.isFinite(c.x0 + c.y0 + c.x1 + c.y1)).toBe(true);
  });

  it('hulls a set of points', () => {
    const h = hull([[0, 0], [10, 0], [10, 10], [0, 10], [5, 5]]);
    expect(h.length).toBe(4);
    expect(inside(h, 5, 5)).toBe(true);
    expect(inside(h, 15, 5)).toBe(false);
  });
});

describe('shapes', () => {
  it('are fifteen, and each label of the ontology has one', () => {
    expect(shapeNames.length).toBe(15);
    words.ontology.labels.forEach((l) => expect(shapeNames).toContain(l.shape));
    expect(shapeParts('unknown')).toEqual(shapeParts('disc'));
  });
});

describe('the map frame', () => {
  const b = { minX: 0, minY: 0, maxX: 600, maxY: 500 };
  it.each([
    [0, 0, 'A1'],
    [250, 250, 'C3'],
    [600, 500, 'F5'],
    [-50, 900, 'A5'],
  ])('%i,%i is %s', (x, y, cell) => expect(mapCell(b, x as number, y as number)).toBe(cell));
});

describe('the scene', () => {
  const model = smallModel();
  const start = overview(model, words);
  const shown = visible(model, words, openingView(), start);
  const input = {
    model, vocabulary: words, visible: shown, lang: 'zh' as const, selectedNode: null, selectedRelationship: null,
    pins: new Map(), chain: null, lit: null, ends: [], placed: null,
  };

  it('is the same for the same view', () => {
    expect(buildScene(input)).toEqual(buildScene(input));
  });

  it('leaves every other node where it is when one is added', () => {
    const before = buildScene(input);
    const more = visible(model, words, { ...openingView(), add: ['measure.a9-far'] }, start);
    const after = buildScene({ ...input, visible: more });
    for (const n of before.nodes) {
      const same = after.nodes[after.place.get(n.node)!]!;
      expect([same.x, same.y, same.r]).toEqual([n.x, n.y, n.r]);
    }
  });

  it('lights the chain, numbers its hops and marks the weakest', () => {
    const base = mustIndex(model, 'platform.base-new-energy-new-materials');
    const r = model.relationships.find((x) => x.type === 'HOSTS')!;
    const scene = buildScene({ ...input, chain: { nodes: [r.end, base], relationships: [r.index], weakest: 'name_match' } });
    const hops = scene.edges.filter((e) => e.hop > 0);
    expect(hops.map((e) => [e.hop, e.weakest, e.lit])).toEqual([[1, true, true]]);
    expect(scene.nodes.filter((n) => n.lit).length).toBe(2);
    expect(scene.dimmed).toBe(true);
  });

  it('has a stub where siblings have a base and this one has none', () => {
    const scene = buildScene(input);
    const stubs = scene.nodes.filter((n) => n.stub).map((n) => [model.nodes[n.node]!.name, n.stub]);
    expect(stubs).toEqual([['智慧照明', 'host'], ['现代服务产业园', 'hosted']]);
  });

  it('draws what is much connected larger, within bounds', () => {
    expect(radiusOf('Platform', 40)).toBeGreaterThan(radiusOf('Platform', 2));
    expect(radiusOf('Platform', 1e6)).toBeLessThanOrEqual(21);
  });

  it('finds the next node in a direction', () => {
    const scene = buildScene(input);
    const first = scene.nodes[0]!;
    const right = neighbourTowards(scene, first.node, [1, 0]);
    expect(right === null || scene.nodes[scene.place.get(right)!]!.x > first.x).toBe(true);
    expect(neighbourTowards(scene, null, [1, 0])).toBe(first.node);
    expect(neighbourTowards({ nodes: [], place: new Map() }, null, [1, 0])).toBeNull();
  });
});

describe('territories', () => {
  it('are of one category each and share no ground', () => {
    const model = smallModel();
    for (const t of territories(model, words, model.nodes.map((n) => n.index))) {
      expect(new Set(t.nodes.map((n) => words.label(model.nodes[n]!.label)!.category)).size).toBe(1);
    }
  });

  it('are none without nodes', () => {
    expect(territories(smallModel(), words, [])).toEqual([]);
  });
});
