// The form of a saved question: a list where there are few values, a box that
// finds where there are many (by name, other name or pinyin), free input else.

import { useEffect, useId, useMemo, useRef, useState } from 'preact/hooks';
import { api } from '../api/client';
import type { Question, QuestionParameter } from '../api/types';
import { placeName } from '../i18n';
import { choiceTitle } from '../model/answer';
import { nameOf } from '../model/graph';
import { imeOpen } from '../model/search';
import { useAtlas } from '../state/atlas';
import { Icon } from './icons';

/** Above so many values a box that finds takes the place of the list. */
const listMost = 60;
/** Values that the box offers at once. */
const offerMost = 40;

export function AskForm({ question, filled, onFill }: { question: Question; filled: Record<string, string>; onFill: (args: Record<string, string>) => void }) {
  const atlas = useAtlas();
  const { say } = atlas;
  const parameters = question.parameters ?? [];
  if (!parameters.length) return null;
  const put = (name: string, value: string) => value !== filled[name] && onFill({ ...filled, [name]: value });
  const example = Object.entries(question.example ?? {});
  const tried = example.every(([k, v]) => filled[k] === v);
  return (
    <div class="askform">
      {parameters.map((p) => (
        <Field key={p.name} p={p} value={filled[p.name] ?? ''} onPut={(value) => put(p.name, value)} />
      ))}
      {example.length > 0 && !tried && (
        <button class="link quiet sm" onClick={() => onFill({ ...filled, ...Object.fromEntries(example) })}>
          {say('ask.example', { what: example.map(([k, v]) => exampleWords(k, v)).join(' · ') })}
        </button>
      )}
    </div>
  );

  // A name in English, where there is one.
  function english(name: string): string {
    const node = atlas.lang === 'en' ? atlas.model.nodes.find((n) => n.name === name) : undefined;
    return node ? nameOf(node, 'en') : name;
  }

  function exampleWords(name: string, value: string): string {
    const p = parameters.find((x) => x.name === name);
    if (!p) return value;
    if (p.type === 'boolean') return `${p.title[atlas.lang]} ${say(value === 'true' ? 'ask.yes' : 'ask.no')}`;
    const option = p.options?.find((o) => o.value === value);
    const words = option ? english(choiceTitle(atlas.vocabulary, p, option, atlas.lang, (r) => placeName(r, atlas.lang))) : value;
    return words.length > 24 ? words.slice(0, 24) + '…' : words;
  }
}

interface FieldProps {
  p: QuestionParameter;
  value: string;
  onPut: (value: string) => void;
}

function Field(props: FieldProps) {
  const { p } = props;
  const { lang } = useAtlas();
  const id = useId();
  const options = p.options ?? [];
  return (
    <div class="askfield">
      <label for={id}>{p.title[lang]}</label>
      {p.type === 'boolean' ? (
        <Choose id={id} {...props} options={booleans} />
      ) : options.length === 0 ? (
        <Write id={id} {...props} />
      ) : options.length <= listMost ? (
        <Choose id={id} {...props} options={options} />
      ) : (
        <Find id={id} {...props} />
      )}
    </div>
  );
}

const booleans = [
  { value: 'true', title: 'true' },
  { value: 'false', title: 'false' },
];

function Choose({ p, value, onPut, options, id }: FieldProps & { id: string; options: { value: string; title: string }[] }) {
  const atlas = useAtlas();
  const { say, lang, vocabulary } = atlas;
  const words = (o: { value: string; title: string }) =>
    options === booleans ? say(o.value === 'true' ? 'ask.yes' : 'ask.no') : choiceTitle(vocabulary, p, o, lang, (r) => placeName(r, lang));
  const known = value === '' || options.some((o) => o.value === value);
  return (
    <select id={id} value={value} onChange={(e) => onPut(e.currentTarget.value)}>
      {(p.default === '' || value === '') && <option value="">{say('query.default')}</option>}
      {!known && <option value={value}>{value}</option>}
      {options.map((o) => (
        <option value={o.value}>{words(o)}</option>
      ))}
    </select>
  );
}

function Write({ p, value, onPut, id }: FieldProps & { id: string }) {
  const { say } = useAtlas();
  const [text, setText] = useState(value);
  useEffect(() => setText(value), [value]);
  const number = p.type === 'integer' || p.type === 'float';
  return (
    <form
      class="askwrite"
      onSubmit={(e) => {
        e.preventDefault();
        onPut(text.trim());
      }}
    >
      <input
        id={id}
        type="text"
        inputMode={number ? 'decimal' : 'text'}
        value={text}
        placeholder={p.default || say('query.default')}
        onInput={(e) => setText(e.currentTarget.value)}
        onBlur={() => onPut(text.trim())}
      />
      <button class="btn" type="submit">
        {say('query.ask')}
      </button>
    </form>
  );
}

/** A box that finds among the values: what holds the text first, then what the
 * search of the server knows by another name or by pinyin. */
function Find({ p, value, onPut, id }: FieldProps & { id: string }) {
  const atlas = useAtlas();
  const { say, model } = atlas;
  const list = useId();
  const values = p.options ?? [];
  const english = useMemo(
    () => (atlas.lang === 'en' ? new Map(model.nodes.filter((n) => n.nameEn).map((n) => [n.name, nameOf(n, 'en')])) : null),
    [atlas.lang, model],
  );
  const wordsOf = (o: { value: string; title: string }) => english?.get(o.title) ?? o.title;
  const chosen = values.find((o) => o.value === value);
  const shown = chosen ? wordsOf(chosen) : value;
  const [text, setText] = useState(shown);
  const [open, setOpen] = useState(false);
  const [at, setAt] = useState(0);
  const [further, setFurther] = useState<string[]>([]);
  const composing = useRef(false);
  const timer = useRef(0);
  useEffect(() => setText(shown), [shown]);
  useEffect(() => () => clearTimeout(timer.current), []);
  const typed = text.trim();
  const fresh = typed === shown ? '' : typed.toLowerCase();
  const direct = values.filter((o) => !fresh || [o.value, o.title, wordsOf(o)].some((w) => w.toLowerCase().includes(fresh)));
  const known = new Set(direct.map((o) => o.value));
  const byValue = new Map(values.map((o) => [o.value, o]));
  const found = [...new Set(further)].flatMap((name) => (known.has(name) ? [] : (byValue.get(name) ?? [])));
  const offered = [...direct, ...found].slice(0, offerMost);
  const left = direct.length - offerMost;

  const ask = (q: string) => {
    clearTimeout(timer.current);
    setFurther([]);
    if (!q.trim()) return;
    timer.current = window.setTimeout(() => {
      api.search(q.trim(), model.plan, 40, atlas.lang).then(
        (reply) => setFurther((reply.results ?? []).map((r) => r.name)),
        () => undefined, // the values that hold the text are still there
      );
    }, 120);
  };
  const pick = (o: { value: string; title: string }) => {
    setText(wordsOf(o));
    setOpen(false);
    onPut(o.value);
  };
  const onKey = (e: KeyboardEvent) => {
    if (imeOpen(e) || composing.current) return;
    if (e.key === 'ArrowDown' || e.key === 'ArrowUp') {
      e.preventDefault();
      setOpen(true);
      if (!offered.length) return;
      const next = (at + (e.key === 'ArrowDown' ? 1 : -1) + offered.length) % offered.length;
      setAt(next);
      document.getElementById(`${list}-${next}`)?.scrollIntoView({ block: 'nearest' });
    } else if (e.key === 'Enter') {
      e.preventDefault();
      if (open && offered[at]) pick(offered[at]!);
    } else if (e.key === 'Escape' && open) {
      e.stopPropagation();
      setOpen(false);
      setText(shown);
    }
  };
  return (
    <div class={`finder end askfind ${open ? 'open' : ''}`}>
      <Icon name="search" size={15} />
      <input
        id={id}
        type="text"
        role="combobox"
        aria-expanded={open}
        aria-controls={list}
        aria-autocomplete="list"
        aria-activedescendant={open && offered.length ? `${list}-${at}` : undefined}
        autocomplete="off"
        spellcheck={false}
        placeholder={say('search.placeholderShort')}
        value={text}
        onFocus={(e) => {
          e.currentTarget.select();
          setOpen(true);
          setAt(Math.max(0, offered.findIndex((o) => o.value === value)));
        }}
        onBlur={() => {
          setOpen(false);
          setText(shown);
        }}
        onInput={(e) => {
          setText(e.currentTarget.value);
          setOpen(true);
          setAt(0);
          if (!composing.current) ask(e.currentTarget.value);
        }}
        onKeyDown={onKey}
        onCompositionStart={() => (composing.current = true)}
        onCompositionEnd={(e) => {
          composing.current = false;
          ask(e.currentTarget.value);
        }}
      />
      <div class="srl" id={list} role="listbox" aria-label={p.title[atlas.lang]} hidden={!open}>
        {open &&
          offered.map((o, i) => (
            <div
              id={`${list}-${i}`}
              role="option"
              aria-selected={i === at}
              class={i === at ? 'it on' : 'it'}
              onPointerMove={() => setAt(i)}
              onPointerDown={(e) => e.preventDefault()}
              onClick={() => pick(o)}
            >
              <span class="nm">{wordsOf(o)}</span>
            </div>
          ))}
        {open && left > 0 && <p class="note">{say('search.more', { n: left })}</p>}
        {open && !offered.length && <p class="note">{say('search.none', { q: typed })}</p>}
      </div>
    </div>
  );
}
