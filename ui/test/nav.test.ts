import { describe, expect, it } from 'vitest';
import { catalogues } from '../src/i18n';
import { views } from '../src/panels/views';
import { pages } from '../src/state/view';

describe('the table of views', () => {
  it('names every page of a link once, and no other', () => {
    expect(views.map((v) => v.page).sort()).toEqual([...pages].sort());
  });

  it('has a name for each in both languages', () => {
    for (const v of views) {
      expect(catalogues.zh).toHaveProperty([`nav.${v.page}`]);
      expect(catalogues.en).toHaveProperty([`nav.${v.page}`]);
    }
  });

  it('keeps groups together and the bar of a phone to four', () => {
    const groups = views.map((v) => v.group);
    expect(groups).toEqual([...groups].sort());
    expect(views.filter((v) => v.tab).length).toBe(4);
  });
});
