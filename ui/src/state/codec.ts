// The view as a URL fragment and back: "#/trace?from=industry.new-materials&to=…".
// Only what differs from the opening view is written. A fragment stays under
// 8 kB: beyond that pins are left out, and the caller says so.

import type { Lang } from '../api/types';
import { groupings } from './groups';
import { type Base, bases, type Camera, defaultHops, openingView, type Page, pages, type Theme, themes, type View, type Way, ways } from './view';

export const longest = 8192;

export interface Encoded {
  fragment: string;
  /** True when the pins did not fit. */
  cut: boolean;
}

/** Fragment of a view, with its "#". */
export function encodeView(view: View): Encoded {
  const whole = fragmentOf(view);
  if (whole.length <= longest) return { fragment: whole, cut: false };
  return { fragment: fragmentOf({ ...view, pins: {} }), cut: Object.keys(view.pins).length > 0 };
}

// Commas, colons and bars are legal in a fragment and read better unescaped.
function escaped(value: string): string {
  return encodeURIComponent(value).replace(/%2C/g, ',').replace(/%3A/g, ':').replace(/%7C/g, '|').replace(/%20/g, '+');
}

function fragmentOf(view: View): string {
  const parts: string[] = [];
  const put = (key: string, value: string | number | null | undefined) => {
    if (value !== null && value !== undefined && value !== '') parts.push(key + '=' + escaped(String(value)));
  };
  if (view.lang !== 'zh') put('lang', view.lang);
  if (view.theme !== 'auto') put('theme', view.theme);
  put('plan', view.plan);
  if (view.base !== 'start') put('base', view.base);
  put('sel', view.selected);
  put('from', view.from);
  put('to', view.to);
  if (view.hops !== defaultHops) put('hops', view.hops);
  if (view.path > 0) put('path', view.path + 1);
  put('focus', view.focus);
  if (view.way !== 'both') put('way', view.way);
  put('mx', view.matrix);
  put('ask', view.ask);
  // An empty argument means any, a missing one the default: both are kept apart.
  for (const [name, value] of Object.entries(view.args)) parts.push(`a.${encodeURIComponent(name)}=${escaped(value)}`);
  for (const [name, value] of Object.entries(view.opt)) put('o.' + encodeURIComponent(name), value);
  put('q', view.query);
  put('at', view.place);
  put('add', view.add.join(','));
  put('near', view.near.join(','));
  put('drop', view.drop.join(','));
  put('off', view.labelsOff.join(','));
  put('nobasis', view.basesOff.join(','));
  put('nostrength', view.strengthsOff.join(','));
  if (view.textOnly) put('text', 1);
  if (!view.marks) put('marks', 0);
  if (view.chapter > 0) put('ch', view.chapter);
  put('group', view.group);
  put('open', view.open.join(','));
  if (view.camera) {
    const c = rounded(view.camera);
    put('cam', [c.x, c.y, c.k].join(','));
  }
  put('pins', encodePins(view.pins));
  put('data', view.data);
  return '#/' + view.page + (parts.length ? '?' + parts.join('&') : '');
}

/** A camera as exact as a link holds it, so that a link shows the very same picture. */
export function rounded(camera: Camera): Camera {
  return { x: round(camera.x, 2), y: round(camera.y, 2), k: Number(camera.k.toPrecision(6)) };
}

function encodePins(pins: View['pins']): string {
  return Object.entries(pins)
    .map(([id, [x, y]]) => `${id}:${round(x, 1)}:${round(y, 1)}`)
    .join(',');
}

function round(value: number, digits: number): number {
  const f = Math.pow(10, digits);
  return Math.round(value * f) / f;
}

const list = (value: string | null): string[] => (value ? value.split(',').filter(Boolean) : []);

function oneOf<T extends string>(value: string | null, all: readonly T[], otherwise: T): T {
  return all.includes(value as T) ? (value as T) : otherwise;
}

function whole(value: string | null, low: number, high: number, otherwise: number): number {
  const n = Number(value);
  return value !== null && Number.isInteger(n) && n >= low && n <= high ? n : otherwise;
}

/** View of a fragment. What cannot be read is left at its default. */
export function decodeView(fragment: string, lang: Lang = 'zh', theme: Theme = 'auto'): View {
  const raw = fragment.replace(/^#\/?/, '');
  if (!raw) return openingView(lang, theme);
  const cut = raw.indexOf('?');
  const page = cut < 0 ? raw : raw.slice(0, cut);
  const q = new URLSearchParams(cut < 0 ? '' : raw.slice(cut + 1));
  return {
    // Links of the first version call the legend “about”.
    page: oneOf<Page>(page === 'about' ? 'ontology' : page, pages, 'map'),
    base: oneOf<Base>(q.get('base'), bases, 'start'),
    add: list(q.get('add')),
    near: list(q.get('near')),
    drop: list(q.get('drop')),
    labelsOff: list(q.get('off')),
    basesOff: list(q.get('nobasis')),
    strengthsOff: list(q.get('nostrength')),
    textOnly: q.get('text') === '1',
    marks: q.get('marks') !== '0',
    chapter: whole(q.get('ch'), 1, 999, 0),
    group: q.get('group') ? oneOf(q.get('group'), [...groupings, 'none'] as const, 'label') : null,
    open: list(q.get('open')),
    selected: q.get('sel'),
    from: q.get('from'),
    to: q.get('to'),
    hops: whole(q.get('hops'), 1, 16, defaultHops),
    path: whole(q.get('path'), 1, 99, 1) - 1,
    focus: q.get('focus'),
    way: oneOf<Way>(q.get('way'), ways, 'both'),
    matrix: q.get('mx'),
    query: q.get('q'),
    ask: q.get('ask'),
    args: prefixed(q, 'a.'),
    opt: prefixed(q, 'o.'),
    place: q.get('at'),
    pins: decodePins(q.get('pins')),
    camera: decodeCamera(q.get('cam')),
    lang: oneOf<Lang>(q.get('lang'), ['zh', 'en'], 'zh'),
    theme: oneOf<Theme>(q.get('theme'), themes, 'auto'),
    plan: q.get('plan'),
    data: q.get('data'),
  };
}

function prefixed(q: URLSearchParams, prefix: string): Record<string, string> {
  return Object.fromEntries([...q].filter(([k]) => k.startsWith(prefix)).map(([k, v]) => [k.slice(prefix.length), v]));
}

function decodePins(value: string | null): View['pins'] {
  const pins: View['pins'] = {};
  for (const item of list(value)) {
    // An id of another plan has a colon itself: the numbers are the last two.
    const parts = item.split(':');
    const y = Number(parts.pop());
    const x = Number(parts.pop());
    const id = parts.join(':');
    if (id && Number.isFinite(x) && Number.isFinite(y)) pins[id] = [x, y];
  }
  return pins;
}

function decodeCamera(value: string | null): View['camera'] {
  const [x, y, k] = (value ?? '').split(',').map(Number);
  const good = [x, y, k].every((n) => n !== undefined && Number.isFinite(n)) && k! > 0;
  return value && good ? { x: x!, y: y!, k: k! } : null;
}
