// The view: everything that decides what is on screen. It is one plain value;
// actions make a new one, and its serialised form is the URL (codec.ts).

import type { Lang } from '../api/types';
import type { Grouping } from './groups';

export const pages = ['map', 'trace', 'text', 'layers', 'matrix', 'table', 'ask', 'findings', 'align', 'compare', 'query', 'story', 'ontology', 'plan'] as const;
export type Page = (typeof pages)[number];

/** Pages that share a picture, and so a camera. */
export type Space = 'map' | 'layers' | 'ask';
export function spaceOf(page: Page): Space {
  return page === 'layers' || page === 'ask' ? page : 'map';
}

/** A view with an option of its page set, or taken away by "". */
export function withOption(view: View, name: string, value: string): View {
  const { [name]: _, ...opt } = view.opt;
  return { ...view, opt: value ? { ...opt, [name]: value } : opt };
}

export const ways = ['both', 'up', 'down'] as const;
export type Way = (typeof ways)[number];

export const themes = ['auto', 'light', 'dark'] as const;
export type Theme = (typeof themes)[number];

/** What is shown before anything is added: the opening view, all, or nothing. */
export const bases = ['start', 'all', 'none'] as const;
export type Base = (typeof bases)[number];

export interface Camera {
  /** Middle of the stage, in layout units. */
  x: number;
  y: number;
  /** Pixels per layout unit. */
  k: number;
}

export interface View {
  page: Page;
  base: Base;
  /** Short ids that were added to the base or taken away from it. */
  add: string[];
  /** Nodes whose neighbours were all brought in, as "id", or those of one kind,
   * as "id~TYPE~Label~in" (or "out"): a hub has too many of them for a link. */
  near: string[];
  drop: string[];
  labelsOff: string[];
  basesOff: string[];
  /** Strengths of measures that are left out. */
  strengthsOff: string[];
  textOnly: boolean;
  /** Nodes with an open finding carry a dot. */
  marks: boolean;
  /** Chapter number that the picture is narrowed to, or 0. */
  chapter: number;
  /** How a large picture is grouped: null for by label where it is large. */
  group: Grouping | 'none' | null;
  /** Groups that were opened, as "Measure" or, twice, "Measure~2". */
  open: string[];
  /** Short id of a node, "@" and a group's key, or id of a relationship with a "|" in it. */
  selected: string | null;
  from: string | null;
  to: string | null;
  hops: number;
  /** Which of the chains is in the picture, from 0. */
  path: number;
  /** Short id of the node that the layers are of, and which side is shown. */
  focus: string | null;
  way: Way;
  /** Rows, columns and type of the matrix, as "Industry-Platform-HOSTS-1", or null for the first preset. */
  matrix: string | null;
  /** Text of the console, id of the saved question in it, and its arguments. */
  query: string | null;
  ask: string | null;
  args: Record<string, string>;
  /** What a page of its own keeps in the link: its tab, what is picked, its filters. */
  opt: Record<string, string>;
  /** Place in the text: "art.12" or "ch.4". */
  place: string | null;
  pins: Record<string, [number, number]>;
  camera: Camera | null;
  lang: Lang;
  theme: Theme;
  plan: string | null;
  /** Data version that the link was made on. */
  data: string | null;
}

export const defaultHops = 8;

/** The view that a page without a fragment opens on. */
export function openingView(lang: Lang = 'zh', theme: Theme = 'auto'): View {
  return {
    page: 'map',
    base: 'start',
    add: [],
    near: [],
    drop: [],
    labelsOff: [],
    basesOff: [],
    strengthsOff: [],
    textOnly: false,
    marks: true,
    chapter: 0,
    group: null,
    open: [],
    selected: null,
    from: null,
    to: null,
    hops: defaultHops,
    path: 0,
    focus: null,
    way: 'both',
    matrix: null,
    query: null,
    ask: null,
    args: {},
    opt: {},
    place: null,
    pins: {},
    camera: null,
    lang,
    theme,
    plan: null,
    data: null,
  };
}

const pictureOptions = ['size', 'sort'];

/** A view with nothing but what its page shows: a link for others does not carry
 * what one looked at before. */
export function shownView(view: View): View {
  const bare = { ...openingView(view.lang, view.theme), page: view.page, plan: view.plan, data: view.data };
  const pictured = view.page === 'map' || view.page === 'table' || view.page === 'text' || view.page === 'trace';
  const opt = Object.fromEntries(Object.entries(view.opt).filter(([name]) => pictureOptions.includes(name) === pictured));
  const { textOnly, basesOff, selected, camera } = view;
  if (view.page === 'layers') return { ...bare, focus: view.focus, way: view.way, textOnly, selected, camera };
  if (view.page === 'matrix') return { ...bare, matrix: view.matrix, textOnly, basesOff, selected };
  if (view.page === 'query') return { ...bare, query: view.query };
  if (view.page === 'ask') return { ...bare, ask: view.ask, args: view.args, opt, camera };
  if (!pictured) return { ...bare, opt, textOnly, selected };
  const { base, add, near, drop, labelsOff, strengthsOff, marks, chapter, group, open, pins } = view;
  const picture = { ...bare, base, add, near, drop, labelsOff, basesOff, strengthsOff, textOnly, marks, chapter, group, open, pins, camera, opt };
  if (view.page === 'text') return { ...picture, place: view.place, selected };
  if (view.page === 'trace') return { ...picture, from: view.from, to: view.to, hops: view.hops, path: view.path };
  return { ...picture, selected };
}

/** The list with the item added, or taken away if it was there. */
export function toggled(list: string[], item: string): string[] {
  return list.includes(item) ? list.filter((x) => x !== item) : [...list, item];
}

/** Node of an entry of `near`. */
export function nearNode(entry: string): string {
  return entry.split('~')[0]!;
}

/** A view with ids brought into the picture, whatever had hidden them. */
export function withShown(view: View, ids: string[]): View {
  const add = new Set(view.add);
  ids.forEach((id) => add.add(id));
  return { ...view, add: [...add], drop: view.drop.filter((id) => !ids.includes(id)) };
}

/** A view with ids taken out of the picture; nothing stays selected that is gone. */
export function withoutShown(view: View, ids: string[]): View {
  const drop = new Set(view.drop);
  ids.forEach((id) => drop.add(id));
  const selected = view.selected && ids.includes(view.selected) ? null : view.selected;
  return { ...view, selected, drop: [...drop], add: view.add.filter((id) => !ids.includes(id)) };
}

/** The opening picture again, keeping language, theme and filters off. */
export function reset(view: View): View {
  return { ...openingView(view.lang, view.theme), plan: view.plan };
}
