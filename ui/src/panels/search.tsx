// A box that finds nodes: the search at the top and both ends of a trace. Keys
// of an open input-method composition are left to it.

import { useEffect, useId, useRef, useState } from 'preact/hooks';
import { api, ApiError, isAbort } from '../api/client';
import type { SearchReply, SearchResult } from '../api/types';
import type { Key } from '../i18n';
import { findNode, nameOf, type NodeRecord } from '../model/graph';
import { grouped, imeOpen } from '../model/search';
import { pieces } from '../model/quotes';
import { useAtlas } from '../state/atlas';
import { Glyph } from './evidence';
import { Icon } from './icons';

/** Characters that a search may have: the server takes 400 bytes. */
const longestSearch = 120;

export interface FinderProps {
  label: string;
  placeholder: string;
  /** Node that the box stands for; the top search has none. */
  value?: NodeRecord | null;
  onPick: (node: NodeRecord) => void;
  /** Shows the key that jumps here. */
  hint?: boolean;
  kind: 'search' | 'end';
  id?: string;
}

type State = { status: 'idle' | 'waiting' | 'failed'; reply: SearchReply | null; why: string };

const idle: State = { status: 'idle', reply: null, why: '' };

export function Finder({ label, placeholder, value, onPick, hint, kind, id }: FinderProps) {
  const atlas = useAtlas();
  const { say } = atlas;
  const list = useId();
  const input = useRef<HTMLInputElement>(null);
  const [text, setText] = useState('');
  const [open, setOpen] = useState(false);
  const [at, setAt] = useState(0);
  const [state, setState] = useState<State>(idle);
  const composing = useRef(false);
  const abort = useRef<AbortController | null>(null);
  const timer = useRef(0);

  const shown = value ? nameOf(value, atlas.lang) : '';
  useEffect(() => {
    if (kind === 'end') setText(shown);
  }, [value?.index, atlas.lang]);
  useEffect(() => () => abort.current?.abort(), []);

  const groups = grouped(state.reply);
  const flat = groups.flatMap((g) => g.results);

  const ask = (q: string) => {
    clearTimeout(timer.current);
    abort.current?.abort();
    if (!q.trim()) return setState(idle);
    timer.current = window.setTimeout(() => void run(q.trim()), 90);
  };
  const run = async (q: string) => {
    const mine = (abort.current = new AbortController());
    setState((s) => ({ ...s, status: 'waiting' }));
    try {
      const reply = await api.search(q, atlas.model.plan, 24, atlas.lang, mine.signal);
      setState({ status: 'idle', reply, why: '' });
      setAt(0);
    } catch (error) {
      if (isAbort(error)) return;
      if (error instanceof ApiError && error.offline) atlas.lost();
      setState({ status: 'failed', reply: null, why: error instanceof Error ? error.message : '' });
    }
  };
  const pick = (r: SearchResult) => {
    const node = findNode(atlas.model, r.id);
    if (!node) return;
    close();
    setText(kind === 'end' ? nameOf(node, atlas.lang) : '');
    onPick(node);
    // The keys of the page work again: the box has done its work.
    if (kind === 'search') {
      input.current?.blur();
      atlas.stage?.focus();
    }
  };
  const close = () => {
    clearTimeout(timer.current);
    abort.current?.abort();
    setOpen(false);
    setState(idle);
  };
  const onKey = (e: KeyboardEvent) => {
    if (imeOpen(e) || composing.current) return;
    if (e.key === 'ArrowDown' || e.key === 'ArrowUp') {
      e.preventDefault();
      if (!flat.length) return;
      const step = e.key === 'ArrowDown' ? 1 : -1;
      const next = (at + step + flat.length) % flat.length;
      setAt(next);
      document.getElementById(`${list}-${next}`)?.scrollIntoView({ block: 'nearest' });
    } else if (e.key === 'Enter') {
      e.preventDefault();
      const r = flat[at];
      if (open && r) pick(r);
    } else if (e.key === 'Escape') {
      e.stopPropagation();
      if (open || text) {
        setText(kind === 'end' ? shown : '');
        close();
      }
      if (!open) input.current?.blur();
    }
  };
  const onInput = (e: Event) => {
    const q = (e.currentTarget as HTMLInputElement).value;
    setText(q);
    setOpen(true);
    if (!composing.current && !(e as InputEvent).isComposing) ask(q);
  };

  const ready = open && text.trim() !== '' && (state.reply !== null || state.status === 'failed');
  return (
    <div class={`finder ${kind} ${open ? 'open' : ''}`} onFocusOut={(e) => !e.currentTarget.contains(e.relatedTarget as Node) && leave()}>
      {kind === 'search' ? <Icon name="search" size={16} /> : value && text === shown ? <Glyph label={value.label} /> : <Icon name="search" size={15} />}
      <input
        ref={input}
        id={id}
        type="text"
        role="combobox"
        aria-label={label}
        aria-expanded={ready}
        aria-controls={list}
        aria-autocomplete="list"
        aria-activedescendant={ready && flat.length ? `${list}-${at}` : undefined}
        autocomplete="off"
        maxLength={longestSearch}
        spellcheck={false}
        placeholder={placeholder}
        value={text}
        onInput={onInput}
        onFocus={() => kind === 'end' && input.current?.select()}
        onKeyDown={onKey}
        onCompositionStart={() => (composing.current = true)}
        onCompositionEnd={(e) => {
          composing.current = false;
          ask(e.currentTarget.value);
        }}
      />
      {hint && !text && <kbd aria-hidden="true">/</kbd>}
      <div class="srl" id={list} role="listbox" aria-label={label} hidden={!ready}>
        {ready && results()}
      </div>
      <div class="sr" role="status">
        {ready && state.reply ? say('search.count', { n: state.reply.total }) : ''}
      </div>
    </div>
  );

  function leave(): void {
    if (kind === 'end' && text !== shown) setText(shown);
    close();
  }

  function results() {
    if (state.status === 'failed') return <p class="note">{say('search.failed', { why: state.why })}</p>;
    if (!flat.length)
      return (
        <p class="note">
          <b>{say('search.none', { q: text.trim() })}</b>
          <br />
          {say('search.noneHint')}
        </p>
      );
    let n = 0;
    const rest = (state.reply?.total ?? 0) - flat.length;
    return (
      <>
        {groups.map((g) => (
          <div role="group" aria-label={atlas.labelName(g.label)}>
            <div class="h" aria-hidden="true">
              {atlas.labelName(g.label)} <em>{g.total}</em>
            </div>
            {g.results.map((r) => row(r, n++))}
          </div>
        ))}
        {rest > 0 && <p class="note">{say('search.more', { n: rest })}</p>}
      </>
    );
  }

  function row(r: SearchResult, i: number) {
    const name = atlas.lang === 'en' && r.nameEn ? r.nameEn : r.name;
    const field = r.match?.field ?? 'name';
    const key = `search.${field}` as Key;
    const note = field !== 'name' && r.match?.text && r.match.text !== name ? noteOf(key, r.match.text) : '';
    return (
      <div
        id={`${list}-${i}`}
        role="option"
        aria-selected={i === at}
        class={i === at ? 'it on' : 'it'}
        onPointerMove={() => setAt(i)}
        onPointerDown={(e) => e.preventDefault()}
        onClick={() => pick(r)}
      >
        <Glyph label={r.label} />
        <span class="nm">
          {pieces(name, [text.trim()]).map((p) => (p.marked ? <b>{p.text}</b> : p.text))}
          {note && <span class="muted sm"> {note}</span>}
        </span>
        {r.articles && r.articles.length > 0 && r.label !== 'Article' && <span class="muted sm ar">{articleWords(r.articles)}</span>}
        {i === at && <kbd aria-hidden="true">↵</kbd>}
      </div>
    );
  }

  function noteOf(key: Key, words: string): string {
    const known = ['alias', 'find', 'pinyin', 'initials', 'quote', 'summary', 'title', 'nameEn', 'id'];
    return known.includes(key.slice(7)) ? say(key, { text: words }) : words;
  }

  function articleWords(articles: number[]): string {
    const first = say('text.article', { n: articles[0]! });
    return articles.length > 1 ? `${first}+${articles.length - 1}` : first;
  }
}

