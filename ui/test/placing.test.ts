import { describe, expect, it } from 'vitest';
import { between, placeCaptions, reaches, smoothed } from '../src/scene/captions';
import { curve, type Point } from '../src/scene/geometry';
import { overlaps } from '../src/scene/labels';
import { along, routes, sways } from '../src/scene/routes';

describe('routes', () => {
  const shape = (_: number, sway: number) => curve(0, 0, 5, 200, 0, 5, 0, 1, false, sway);
  const box = (x: number, y: number, r: number, node: number) => ({ node, x0: x - r, y0: y - r, x1: x + r, y1: y + r });

  it('are the usual ones where nothing is in the way', () => {
    expect(routes(1, shape, () => [0, 1], [box(0, 0, 8, 0), box(200, 0, 8, 1)], [])).toEqual([1]);
  });

  it('keep off a symbol that is not theirs, and do not mind their own', () => {
    const usual = along(shape(0, 1), 9)[5]!;
    const [sway] = routes(1, shape, () => [0, 1], [box(usual[0], usual[1], 10, 7)], []);
    expect(sways).toContain(sway);
    expect(along(shape(0, sway!), 5, 60).some(([x, y]) => Math.abs(x - usual[0]) < 10 && Math.abs(y - usual[1]) < 10)).toBe(false);
    expect(routes(1, shape, () => [0, 7], [box(usual[0], usual[1], 10, 7)], [])).toEqual([1]);
  });

  it('prefer the usual bow to a far one for a name alone, not for two', () => {
    const names = [box(100, 10, 12, 5), box(100, -10, 12, 6)];
    const [sway] = routes(1, shape, () => [0, 1], [], names);
    expect(Math.abs(sway!)).toBe(1);
  });
});

describe('captions', () => {
  const square = (x: number, y: number, s: number): Point[] => [[x, y], [x + s, y], [x + s, y + s], [x, y + s]];
  const view = { x0: 0, y0: 0, x1: 1000, y1: 800 };
  const size = { width: 60, height: 15 };

  it('stand above their ground when there is room', () => {
    const [box] = placeCaptions({ grounds: [{ outline: smoothed(square(300, 300, 200)), reach: 20 }], sizes: [size], symbols: [], lines: [], reserved: [], view });
    expect(box!.y1).toBeLessThanOrEqual(300);
  });

  it('never touch a symbol, another caption or what is reserved', () => {
    const grounds = [square(200, 200, 150), square(420, 220, 140), square(300, 420, 160)].map((p) => ({ outline: smoothed(p), reach: 18 }));
    const symbols = Array.from({ length: 60 }, (_, i) => ({ x0: 180 + ((i * 61) % 420), y0: 150 + ((i * 47) % 440), x1: 200 + ((i * 61) % 420), y1: 170 + ((i * 47) % 440) }));
    const reserved = [{ x0: 200, y0: 140, x1: 330, y1: 190 }];
    const boxes = placeCaptions({ grounds, sizes: grounds.map(() => size), symbols, lines: [], reserved, view }).filter((b) => b !== null);
    expect(boxes.length).toBeGreaterThan(0);
    boxes.forEach((b, i) => {
      for (const other of [...symbols, ...reserved, ...boxes.slice(i + 1)]) expect(overlaps(b, other)).toBe(false);
    });
  });

  it('are left out where there is no place at all', () => {
    const full = [{ x0: 0, y0: 0, x1: 1000, y1: 800 }];
    expect(placeCaptions({ grounds: [{ outline: smoothed(square(300, 300, 200)), reach: 20 }], sizes: [size], symbols: full, lines: [], reserved: [], view })).toEqual([null]);
  });

  it('belong to grounds that make room for each other', () => {
    const [a, b] = [square(0, 0, 100), square(130, 0, 100)];
    expect(between(a, b)).toBeCloseTo(30);
    expect(reaches([a, b], 40, 5).every((r) => r * 2 < 30)).toBe(true);
    expect(reaches([a], 40, 5)).toEqual([40]);
  });
});
