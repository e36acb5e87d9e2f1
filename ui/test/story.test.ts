import { afterEach, describe, expect, it, vi } from 'vitest';
import { added, changed, emptyStory, moved, packStory, readStory, removed, type Story, storyFile, unpackStory } from '../src/model/story';
import { Shelf } from '../src/state/shelf';

const picture = { nodes: ['a', 'b'], at: [[0, 0], [1, 2]] as [number, number][], relationships: ['a|HOSTS|b'], selected: ['a'] };
const story: Story = {
  title: '“3+3” 𠮷',
  views: [
    { title: '一', note: '先看\n再看', link: '#/map?sel=a', picture },
    { title: '二', link: '#/matrix', table: { columns: ['x', 'y'], rows: [['1', '〔 〕']] } },
    { title: '三', link: '#/trace?from=a&to=b' },
  ],
};
const titles = (s: Story) => s.views.map((v) => v.title).join('');

describe('a story', () => {
  it('is changed without changing the old one', () => {
    expect(titles(added(story, { title: '四' }))).toBe('一二三四');
    expect(titles(removed(story, 1))).toBe('一三');
    expect(changed(story, 0, { note: 'n' }).views[0]!.note).toBe('n');
    expect(titles(moved(story, 0, 1))).toBe('二一三');
    expect(titles(moved(story, 2, -2))).toBe('三一二');
    expect(moved(story, 0, -1)).toBe(story);
    expect(titles(story)).toBe('一二三');
  });

  it('comes back whole from its file, with or without a byte order mark', () => {
    const text = JSON.stringify(storyFile(story, 'j', '0123'));
    expect(readStory(text)).toEqual(story);
    expect(readStory('\ufeff' + text)).toEqual(story);
  });

  it.each([
    ['nonsense', 'json', 0],
    ['{"format":"gexf"}', 'format', 0],
    ['{"format":"planatlas-story","version":2}', 'version', 2],
    ['{"format":"planatlas-story","version":1,"views":[]}', 'empty', 0],
    ['{"format":"planatlas-story","version":1,"views":[{"title":"a"},{"picture":{"nodes":["x"],"at":[]}}]}', 'view', 2],
    ['{"format":"planatlas-story","version":1,"views":[{"table":{"columns":["x"],"rows":[["1","2"]]}}]}', 'view', 1],
    [JSON.stringify({ format: 'planatlas-story', version: 1, views: Array(101).fill({ title: '' }) }), 'many', 101],
  ])('says why %.40s is none', (text, why, n) => {
    expect(readStory(text)).toEqual({ why, n });
  });

  it('keeps no link that leads elsewhere, and cuts what is too long', () => {
    const read = readStory(JSON.stringify({ format: 'planatlas-story', version: 1, title: '长'.repeat(300), views: [{ title: 't', link: 'javascript:alert(1)', note: '字'.repeat(5000) }] }));
    expect(read).toMatchObject({ title: '长'.repeat(200), views: [{ title: 't', note: '字'.repeat(4000) }] });
    expect((read as Story).views[0]!.link).toBeUndefined();
  });

  it('travels in a link without its pictures', () => {
    const back = unpackStory(packStory(story))!;
    expect(back.title).toBe(story.title);
    expect(back.views.map((v) => [v.title, v.note ?? '', v.link])).toEqual(story.views.map((v) => [v.title, v.note ?? '', v.link]));
    expect(packStory(story)).toMatch(/^[\w-]+$/);
    expect(unpackStory('%%%')).toBeNull();
    expect(unpackStory(packStory(story).slice(0, 20))).toBeNull();
  });
});

describe('the shelf', () => {
  afterEach(() => vi.unstubAllGlobals());

  function storage() {
    const kept = new Map<string, string>();
    vi.stubGlobal('localStorage', { getItem: (k: string) => kept.get(k) ?? null, setItem: (k: string, v: string) => void kept.set(k, v), removeItem: (k: string) => void kept.delete(k) });
    return kept;
  }

  it('keeps the story and takes changes back', () => {
    const kept = storage();
    const shelf = new Shelf('j', '01');
    shelf.change('', () => story);
    shelf.change('', (s) => removed(s, 0));
    expect(titles(new Shelf('j', '01').story)).toBe('二三');
    expect(new Shelf('other', '01').story).toEqual(emptyStory);
    shelf.undo();
    expect(titles(shelf.story)).toBe('一二三');
    shelf.redo();
    expect(titles(shelf.story)).toBe('二三');
    shelf.undo();
    shelf.undo();
    expect(shelf.canUndo).toBe(false);
    expect(kept.size).toBe(0);
  });

  it('takes letters typed in one go back together, but not those of another field', () => {
    storage();
    const shelf = new Shelf('j', '01');
    for (const title of ['新', '新材', '新材料']) shelf.change('title', (s) => ({ ...s, title }));
    shelf.change('note 0', (s) => added(s, { title: 'x' }));
    shelf.undo();
    expect(shelf.story.title).toBe('新材料');
    shelf.undo();
    expect(shelf.story.title).toBe('');
  });

  it('says that the browser refuses to keep it', () => {
    vi.stubGlobal('localStorage', { getItem: () => null, setItem: () => { throw new Error('full'); } });
    const shelf = new Shelf('j', '01');
    shelf.change('', () => story);
    expect([shelf.unkept, titles(shelf.story)]).toEqual([true, '一二三']);
  });
});
