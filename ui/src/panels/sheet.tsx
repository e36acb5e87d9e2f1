// The frame of a page with filters at its left and a dossier at its right, and
// the small things that such pages share.

import type { ComponentChildren } from 'preact';
import type { Item } from '../api/types';
import { findNode } from '../model/graph';
import { useAtlas } from '../state/atlas';
import type { Fetched } from '../state/fetched';
import { useView } from '../state/store';
import { withOption } from '../state/view';
import '../styles/sheet.css';
import { Dossier } from './dossier';
import { Glyph } from './evidence';
import { Icon } from './icons';

/** An option of the page as the link holds it. */
export function useOption(name: string): [string, (value: string) => void] {
  const atlas = useAtlas();
  const view = useView(atlas.store);
  return [view.opt[name] ?? '', (value) => atlas.change((v) => withOption(v, name, value))];
}

export function SheetPage(props: { label: string; side: ComponentChildren; children: ComponentChildren; dock: ComponentChildren; picked: boolean }) {
  return (
    <div class="sheetpage">
      <aside class="ctx">{props.side}</aside>
      <section class="sheetmain" aria-label={props.label}>
        {props.children}
      </section>
      <aside class={props.picked ? 'dock picked' : 'dock'}>{props.dock}</aside>
    </div>
  );
}

/** What is known about the selection. */
export function SheetDossier({ begin }: { begin: ComponentChildren }) {
  const atlas = useAtlas();
  return <Dossier shown={atlas.visible()} begin={begin} />;
}

/** While a reply is under way, and when it does not come. */
export function Waiting<T>({ fetched, again, words }: { fetched: Fetched<T>; again: () => void; words: string }) {
  const { say } = useAtlas();
  if (fetched.status !== 'failed') {
    return (
      <p class="note wait" role="status">
        {words}{say('common.dots')}
      </p>
    );
  }
  return (
    <div class="pad" role="alert">
      <p class="ttl">{say('sheet.failed')}</p>
      <p class="lead">{fetched.message}</p>
      <button class="btn pri" onClick={again}>
        {say('error.reload')}
      </button>
    </div>
  );
}

/** A list of filters of which one at a time applies, with counts. */
export function Facets(props: { title: string; all: string; total: number; value: string; options: { value: string; words: string; n: number; mark?: ComponentChildren }[]; onPick: (value: string) => void }) {
  const row = (value: string, words: string, n: number, mark?: ComponentChildren) => (
    <button key={value} class={props.value === value ? 'f facet on' : n ? 'f facet' : 'f facet off'} aria-pressed={props.value === value} onClick={() => props.onPick(value)}>
      {mark}
      <span>{words}</span>
      <span class="c">
        <b>{n}</b>
      </span>
    </button>
  );
  return (
    <section class="sec">
      <h2 class="h">{props.title}</h2>
      {row('', props.all, props.total)}
      {props.options.map((o) => row(o.value, o.words, o.n, o.mark))}
    </section>
  );
}

export function Tabs<T extends string>({ list, value, onPick }: { list: { value: T; words: string }[]; value: T; onPick: (value: T) => void }) {
  return (
    <div class="tabs" role="tablist">
      {list.map((t) => (
        <button key={t.value} role="tab" aria-selected={value === t.value} class={value === t.value ? 'tab on' : 'tab'} onClick={() => onPick(t.value)}>
          {t.words}
        </button>
      ))}
    </div>
  );
}

/** A thing that the plan at hand has: opens its dossier. */
export function Named({ item, one = false }: { item: Item; one?: boolean }) {
  const atlas = useAtlas();
  const view = useView(atlas.store);
  const node = findNode(atlas.model, item.id);
  const words = atlas.lang === 'en' ? item.nameEn : item.name;
  const on = node && view.selected === atlas.short(node);
  return (
    <button class={`name ${one ? 'oneline' : ''} ${on ? 'on' : ''}`} title={words} disabled={!node} onClick={() => node && atlas.change((v) => ({ ...v, selected: atlas.short(node) }))}>
      <Glyph label={item.label} size={16} />
      <span>{words}</span>
    </button>
  );
}

/** Files of the page. */
export function Files({ query, formats }: { query: Record<string, string>; formats: string[] }) {
  const atlas = useAtlas();
  const address = (format: string) => 'api/v1/export?' + new URLSearchParams({ ...query, format, lang: atlas.lang }).toString();
  return (
    <section class="sec files">
      <h2 class="h">{atlas.say('sheet.files')}</h2>
      <div class="filerow">
        {formats.map((f) => (
          <a key={f} class="btn" href={address(f)} download="">
            <Icon name="download" size={14} />
            {f.toUpperCase()}
          </a>
        ))}
      </div>
    </section>
  );
}
