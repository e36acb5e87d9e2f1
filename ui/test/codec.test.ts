import { describe, expect, it } from 'vitest';
import { decodeView, encodeView, longest } from '../src/state/codec';
import { openingView, pages, shownView, type View } from '../src/state/view';

const full: View = {
  ...openingView('en', 'dark'),
  page: 'trace',
  base: 'all',
  add: ['goal.economy', 'other-plan:goal.x'],
  near: ['platform.hub', 'goal.economy~FURTHERS~Measure~in'],
  drop: ['term.one-zone-many-parks'],
  labelsOff: ['Measure'],
  basesOff: ['inferred', 'external'],
  textOnly: true,
  chapter: 4,
  selected: 'jianghai-14fyp:a|HOSTS|jianghai-14fyp:b',
  from: 'industry.new-materials',
  to: 'district.city-industry-people',
  hops: 6,
  path: 2,
  focus: 'goal.economy',
  way: 'up',
  matrix: 'Industry-Platform-HOSTS-1',
  query: "MATCH (n {name: '“3+3” & more'})\nRETURN n // 100%",
  ask: 'bases-of-industry',
  args: { industry: 'industry.new-materials', 'x y': 'a=b&c' },
  place: 'art.14',
  pins: { 'industry.new-materials': [12.5, -8], 'other-plan:goal.x': [1, 2] },
  camera: { x: 1.25, y: -3.5, k: 0.7312 },
  plan: 'jianghai-14fyp',
  data: '0123456789abcdef',
};

describe('the view as a fragment', () => {
  it('comes back whole', () => {
    expect(decodeView(encodeView(full).fragment)).toEqual(full);
  });

  it.each(pages)('carries for others what page %s shows, and the same again', (page) => {
    const view = shownView({ ...full, page, opt: { size: 'chains', rule: 'x' } });
    expect(shownView(view)).toEqual(view);
    expect(view.from !== null).toBe(page === 'trace');
    expect(view.query !== null).toBe(page === 'query');
    expect(view.ask !== null).toBe(page === 'ask');
    expect(view.focus !== null).toBe(page === 'layers');
    expect(view.place !== null).toBe(page === 'text');
    expect(view.add.length > 0).toBe(['map', 'table', 'text', 'trace'].includes(page));
    expect(decodeView(encodeView(view).fragment)).toEqual(view);
  });

  it('of the opening view says the page alone', () => {
    expect(encodeView(openingView()).fragment).toBe('#/map');
    expect(decodeView('#/map')).toEqual(openingView());
  });

  it('uses the remembered language only where there is no fragment', () => {
    expect(decodeView('', 'en', 'dark')).toEqual(openingView('en', 'dark'));
    expect(decodeView('#/text', 'en', 'dark').lang).toBe('zh');
  });

  it.each(['#/nowhere?hops=99&cam=1,2&pins=a,b:c:d&path=-1&lang=fr&theme=neon&base=x&ch=-3', '#?', '#/%%%', '#/map?sel=%E0'])(
    'that cannot be read falls back: %s',
    (fragment) => {
      const view = decodeView(fragment);
      expect(view.page).toBe('map');
      expect(view.hops).toBe(8);
      expect(view.camera).toBeNull();
      expect(view.pins).toEqual({});
      expect(view.path).toBe(0);
      expect(view.lang).toBe('zh');
    },
  );

  it('leaves pins out where they do not fit, and says so', () => {
    const pins: View['pins'] = {};
    for (let i = 0; i < 600; i++) pins[`platform.some-rather-long-name-${i}`] = [i, i];
    const { fragment, cut } = encodeView({ ...full, pins });
    expect(cut).toBe(true);
    expect(fragment.length).toBeLessThanOrEqual(longest);
    expect(decodeView(fragment).pins).toEqual({});
    expect(encodeView(full).cut).toBe(false);
  });

  it('keeps names with markup as text', () => {
    const view = { ...openingView(), selected: '<script>alert(1)</script>&x=1#y' };
    expect(decodeView(encodeView(view).fragment).selected).toBe(view.selected);
  });
});
