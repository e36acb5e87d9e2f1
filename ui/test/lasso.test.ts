import { describe, expect, it } from 'vitest';
import { inside, type Point } from '../src/scene/lasso';

const hook: Point[] = [[0, 0], [10, 0], [10, 10], [6, 10], [6, 4], [4, 4], [4, 10], [0, 10]];

describe('a lasso', () => {
  it.each<[Point, boolean]>([
    [[2, 8], true],
    [[8, 8], true],
    [[5, 8], false], // in the bay
    [[5, 2], true],
    [[11, 5], false],
    [[-1, -1], false],
  ])('%j', (point, is) => expect(inside(point, hook)).toBe(is));

  it('of too few points holds nothing', () => {
    expect(inside([1, 1], [])).toBe(false);
    expect(inside([1, 1], [[0, 0], [5, 5]])).toBe(false);
  });
});
