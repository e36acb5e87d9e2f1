// A story: saved views in order, with a note each. Every change makes a new
// story, so that each can be taken back. The file has the same shape as the one
// that the command line and the server take.

/** What stood in a picture and where, by ids (short of the story's plan). */
export interface SavedPicture {
  nodes: string[];
  at: [number, number][];
  /** Places are kept as they are, not brought together. */
  exact?: boolean;
  relationships: string[];
  selected?: string[];
  lit?: string[];
  chain?: string[];
  captions?: { x: number; y: number; text: string }[];
}

export interface SavedTable {
  columns: string[];
  rows: string[][];
}

export interface SavedView {
  title: string;
  note?: string;
  /** Fragment of the view, with its "#". */
  link?: string;
  /** Size of the stage, so that another screen shows as much. */
  screen?: [number, number];
  picture?: SavedPicture;
  table?: SavedTable;
}

export interface Story {
  title: string;
  views: SavedView[];
}

export const emptyStory: Story = { title: '', views: [] };

/** The most that a file and a document take; briefing/story.go has the same. */
export const mostViews = 100;
export const mostNote = 4000;
export const mostTitle = 200;
const mostFile = 8 << 20;

export function added(story: Story, view: SavedView): Story {
  return { ...story, views: [...story.views, view] };
}

export function changed(story: Story, at: number, part: Partial<SavedView>): Story {
  return { ...story, views: story.views.map((v, i) => (i === at ? { ...v, ...part } : v)) };
}

export function removed(story: Story, at: number): Story {
  return { ...story, views: story.views.filter((_, i) => i !== at) };
}

/** The story with a view moved by some places; at either end it stays. */
export function moved(story: Story, at: number, by: number): Story {
  const to = Math.max(0, Math.min(story.views.length - 1, at + by));
  if (to === at) return story;
  const views = [...story.views];
  views.splice(to, 0, ...views.splice(at, 1));
  return { ...story, views };
}

/** The story as its file holds it. */
export function storyFile(story: Story, plan: string, data: string): object {
  return { format: 'planatlas-story', version: 1, title: story.title, plan, data, views: story.views };
}

/** Why a text is no story; "view" with the number of the view. */
export type StoryProblem = { why: 'json' | 'format' | 'version' | 'empty' | 'many' | 'large' | 'view'; n: number };

/** Reads a story file; what the page does not know of it is left out. */
export function readStory(text: string): Story | StoryProblem {
  if (text.length > mostFile) return { why: 'large', n: 0 };
  let file: Record<string, unknown>;
  try {
    file = JSON.parse(text.replace(/^\ufeff/, '')) as Record<string, unknown>;
  } catch {
    return { why: 'json', n: 0 };
  }
  if (!file || typeof file !== 'object' || file.format !== 'planatlas-story') return { why: 'format', n: 0 };
  if (file.version !== 1) return { why: 'version', n: Number(file.version) || 0 };
  if (!Array.isArray(file.views) || file.views.length === 0) return { why: 'empty', n: 0 };
  if (file.views.length > mostViews) return { why: 'many', n: file.views.length };
  const views: SavedView[] = [];
  for (const [i, raw] of (file.views as unknown[]).entries()) {
    const view = readView(raw);
    if (!view) return { why: 'view', n: i + 1 };
    views.push(view);
  }
  return { title: short(file.title, mostTitle), views };
}

const short = (value: unknown, most: number): string => (typeof value === 'string' ? [...value].slice(0, most).join('') : '');

function readView(raw: unknown): SavedView | null {
  if (!raw || typeof raw !== 'object') return null;
  const v = raw as Record<string, unknown>;
  const view: SavedView = { title: short(v.title, mostTitle) };
  const note = short(v.note, mostNote);
  if (note) view.note = note;
  // A link leads to a view of this page and to nothing else.
  if (typeof v.link === 'string' && v.link.startsWith('#/')) view.link = v.link;
  const screen = v.screen as unknown[] | undefined;
  if (Array.isArray(screen) && screen.length === 2 && screen.every((n) => typeof n === 'number' && n > 0 && n < 1e5)) view.screen = screen as [number, number];
  if (v.picture) {
    const picture = readPicture(v.picture);
    if (!picture) return null;
    view.picture = picture;
  }
  if (v.table) {
    const table = readTable(v.table);
    if (!table) return null;
    view.table = table;
  }
  return view;
}

const isTexts = (value: unknown): value is string[] => Array.isArray(value) && value.every((x) => typeof x === 'string');

function isPlaces(value: unknown): value is [number, number][] {
  return Array.isArray(value) && value.every((p) => Array.isArray(p) && p.length === 2 && p.every((n) => Number.isFinite(n) && Math.abs(n as number) < 1e7));
}

function readPicture(raw: unknown): SavedPicture | null {
  const p = raw as Record<string, unknown>;
  if (!isTexts(p.nodes) || !isPlaces(p.at) || p.at.length !== p.nodes.length) return null;
  const lists = [p.relationships, p.selected, p.lit, p.chain];
  if (!lists.every((l) => l === undefined || isTexts(l))) return null;
  const picture: SavedPicture = { nodes: p.nodes, at: p.at, relationships: (p.relationships as string[] | undefined) ?? [] };
  if (p.exact === true) picture.exact = true;
  for (const key of ['selected', 'lit', 'chain'] as const) if (p[key]) picture[key] = p[key] as string[];
  if (Array.isArray(p.captions)) {
    picture.captions = (p.captions as Record<string, unknown>[])
      .filter((c) => c && Number.isFinite(c.x) && Number.isFinite(c.y) && typeof c.text === 'string')
      .map((c) => ({ x: c.x as number, y: c.y as number, text: c.text as string }));
  }
  return picture;
}

function readTable(raw: unknown): SavedTable | null {
  const t = raw as Record<string, unknown>;
  const good = isTexts(t.columns) && Array.isArray(t.rows) && t.rows.every((r) => isTexts(r) && r.length === (t.columns as string[]).length);
  return good ? { columns: t.columns as string[], rows: t.rows as string[][] } : null;
}

/** A story small enough for a link: titles, notes and links, without pictures. */
export function packStory(story: Story): string {
  const plain = JSON.stringify([story.title, ...story.views.map((v) => [v.title, v.note ?? '', v.link ?? ''])]);
  let binary = '';
  new TextEncoder().encode(plain).forEach((b) => (binary += String.fromCharCode(b)));
  return btoa(binary).replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '');
}

/** The story of a link, or null. */
export function unpackStory(packed: string): Story | null {
  try {
    const binary = atob(packed.replace(/-/g, '+').replace(/_/g, '/'));
    const bytes = Uint8Array.from(binary, (c) => c.charCodeAt(0));
    const [title, ...views] = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)) as [unknown, ...unknown[][]];
    const read = readStory(
      JSON.stringify({ format: 'planatlas-story', version: 1, title, views: views.map(([t, note, link]) => ({ title: t, note, link })) }),
    );
    return 'why' in read ? null : read;
  } catch {
    return null;
  }
}
