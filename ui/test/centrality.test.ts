import { describe, expect, it } from 'vitest';
import type { CentralityReply } from '../src/api/types';
import { radiusOf, weightedRadius } from '../src/scene/scene';
import { weightsOf } from '../src/state/centrality';
import { mustIndex, smallModel } from './fixtures/plan';

const model = smallModel();
const node = (id: string, through: number) => ({ id: `${model.plan}:${id}`, label: 'Platform', name: id, nameEn: id, articles: [], through, share: through / 100, group: 1, chapter: 4 });
const reply = { plan: model.plan, pairs: 100, hops: 8, nodes: [node('platform.six-bases', 40), node('industry.new-materials', 10), node('nowhere', 5)], goals: [], groups: [], modularity: 0, agreement: 0 } satisfies CentralityReply;

describe('weights', () => {
  it('are of the heaviest, by node; what the page does not know is left out', () => {
    const w = weightsOf(reply, model);
    expect(w.size).toBe(2);
    expect(w.get(mustIndex(model, 'platform.six-bases'))).toEqual({ through: 40, share: 0.4, relative: 1 });
    expect(w.get(mustIndex(model, 'industry.new-materials'))!.relative).toBe(0.25);
  });

  it('of a plan without chains are nought', () => {
    expect([...weightsOf({ ...reply, nodes: [node('platform.six-bases', 0)] }, model).values()][0]!.relative).toBe(0);
  });

  it('show as sizes within the bounds of the picture', () => {
    expect(weightedRadius(0)).toBeLessThan(radiusOf('Measure', 0));
    expect(weightedRadius(1)).toBeLessThanOrEqual(24);
    expect(weightedRadius(0.25)).toBeGreaterThan(weightedRadius(0.1));
    expect(weightedRadius(7)).toBe(weightedRadius(1));
  });
});
