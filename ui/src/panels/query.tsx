// The console: an editor that knows the schema, results as table, JSON or plan,
// what was asked before, and saved questions as forms.

import { useEffect, useRef, useState } from 'preact/hooks';
import { api, ApiError, isAbort } from '../api/client';
import type { Question } from '../api/types';
import type { Editor } from '../console/editor';
import { schemaOf } from '../console/schema';
import { count } from '../i18n';
import { findNode } from '../model/graph';
import { argumentValue } from '../model/answer';
import { type Cell, elements, planSteps, type QueryReply, toCsv, valueOf } from '../model/result';
import { basisName, typeName } from '../model/vocabulary';
import { useAtlas } from '../state/atlas';
import { useQuestions } from '../state/questions';
import { useView } from '../state/store';
import { BasisLine, Glyph, Silent } from './evidence';
import { Icon } from './icons';
import { useMedia } from './media';
import { Menu } from './menu';
import { SchemaPanel, starters } from './queryhelp';
import { save } from './save';

type Run =
  | { status: 'idle' }
  | { status: 'running' }
  | { status: 'done'; reply: QueryReply }
  | { status: 'failed'; message: string; hint: string; line: number; column: number; query: string };

const historyKey = 'planatlas.history';
const historyMost = 30;

function readHistory(): string[] {
  try {
    const list: unknown = JSON.parse(localStorage.getItem(historyKey) ?? '[]');
    return Array.isArray(list) ? list.filter((x): x is string => typeof x === 'string') : [];
  } catch {
    return [];
  }
}

function keepHistory(query: string): string[] {
  const list = [query, ...readHistory().filter((q) => q !== query)].slice(0, historyMost);
  try {
    localStorage.setItem(historyKey, JSON.stringify(list));
  } catch {
    /* private window */
  }
  return list;
}

export function QueryPage() {
  const atlas = useAtlas();
  const view = useView(atlas.store);
  const { say } = atlas;
  const [run, setRun] = useState<Run>({ status: 'idle' });
  const [tab, setTab] = useState<'table' | 'json' | 'plan'>('table');
  const [past, setPast] = useState(readHistory);
  const roomy = useMedia('(min-width: 1200px)');
  const [schema, setSchema] = useState<boolean | null>(null);
  const schemaOpen = schema ?? roomy;
  const questions = useQuestions(atlas, Object.keys(view.args).length > 0);
  const parameters = argumentsOf(view.args, questions?.find((q) => q.id === view.ask));
  const editor = useRef<Editor | null>(null);
  const abort = useRef<AbortController | null>(null);
  useEffect(() => () => abort.current?.abort(), []);

  const ask = async (query: string) => {
    if (!query.trim()) return;
    abort.current?.abort();
    const mine = (abort.current = new AbortController());
    editor.current?.mark(0, 0);
    setRun({ status: 'running' });
    setPast(keepHistory(query));
    if (atlas.view.query !== query) atlas.change((v) => ({ ...v, query }));
    try {
      const reply = await api.query(query, { ...parameters, plan: atlas.model.plan }, atlas.lang, mine.signal);
      setTab(reply.plan && !reply.records.length && !reply.keys.length ? 'plan' : 'table');
      setRun({ status: 'done', reply });
    } catch (error) {
      if (isAbort(error)) return abort.current === mine ? setRun({ status: 'idle' }) : undefined;
      if (error instanceof ApiError && error.offline) atlas.lost();
      const body = error instanceof ApiError ? error.body : null;
      const message = body?.message ?? (error instanceof Error ? error.message : String(error));
      setRun({ status: 'failed', message, hint: body?.hint ?? '', line: body?.line ?? 0, column: body?.column ?? 0, query });
      editor.current?.mark(body?.line ?? 0, body?.column ?? 0);
    }
  };
  // A link, undo or back that names another query: the editor follows.
  useEffect(() => {
    const e = editor.current;
    if (!e || view.query === null || e.get() === view.query) return;
    e.set(view.query);
    void ask(view.query);
  }, [view.query]);
  const take = (query: string, now = true) => {
    editor.current?.set(query);
    if (now) void ask(query);
    else editor.current?.focus();
  };

  return (
    <section class={schemaOpen ? 'qpage with-schema' : 'qpage'} aria-label={say('query.title')}>
      <header class="chd">
        <h1>{say('query.title')}</h1>
        <span class="muted sm">{say('query.lead')}</span>
        <span class="grow" />
        <button class="btn ghost" aria-pressed={schemaOpen} onClick={() => setSchema(!schemaOpen)}>
          {say('query.schema')}
        </button>
        {past.length > 0 && (
          <Menu title={say('query.history')} className="btn ghost" align="right" button={say('query.history')}>
            {(close) => (
              <div class="qhistory">
                {past.map((q) => (
                  <button
                    class="code"
                    title={q}
                    onClick={() => {
                      close();
                      take(q);
                    }}
                  >
                    {q.replace(/\s+/g, ' ').slice(0, 90)}
                  </button>
                ))}
              </div>
            )}
          </Menu>
        )}
        {run.status === 'running' ? (
          <button class="btn" onClick={() => abort.current?.abort()}>
            {say('query.cancel')}
          </button>
        ) : (
          <button class="btn pri" onClick={() => void ask(editor.current?.get() ?? '')}>
            <Icon name="play" size={14} />
            {say('query.run')}
            <kbd aria-hidden="true">Ctrl ↵</kbd>
          </button>
        )}
      </header>
      <Parameters values={parameters} />
      <EditorBox editor={editor} initial={view.query ?? ''} onRun={(q) => void ask(q)} />
      <div class="qout">
        {run.status === 'idle' && <Begin past={past} onTake={take} />}
        {run.status === 'running' && (
          <p class="note" role="status">
            {say('query.running')}{say('common.dots')}
          </p>
        )}
        {run.status === 'failed' && <Failure run={run} />}
        {run.status === 'done' && <Result reply={run.reply} tab={tab} onTab={setTab} />}
      </div>
      {schemaOpen && <SchemaPanel onInsert={(text) => editor.current?.insert(text)} />}
    </section>
  );
}

/** The arguments in the link by the types that the question gives them, else by
 * their looks. */
function argumentsOf(args: Record<string, string>, question: Question | undefined): Record<string, unknown> {
  const type = (name: string, value: string) =>
    question?.parameters?.find((p) => p.name === name)?.type ?? (/^-?\d+(\.\d+)?$/.test(value) ? 'float' : /^(true|false)$/.test(value) ? 'boolean' : 'string');
  return Object.fromEntries(Object.entries(args).map(([name, value]) => [name, argumentValue(type(name, value), value)]));
}

function Parameters({ values }: { values: Record<string, unknown> }) {
  const { say } = useAtlas();
  const names = Object.keys(values);
  if (!names.length) return <></>;
  return (
    <p class="qparams">
      <span class="muted">{say('query.parameters')}</span>
      {names.map((n) => (
        <code class="code">
          ${n} = {JSON.stringify(values[n])}
        </code>
      ))}
    </p>
  );
}

function EditorBox({ editor, initial, onRun }: { editor: { current: Editor | null }; initial: string; onRun: (q: string) => void }) {
  const atlas = useAtlas();
  const host = useRef<HTMLDivElement>(null);
  const [ready, setReady] = useState(false);
  const latest = useRef(onRun);
  latest.current = onRun;
  useEffect(() => {
    let gone = false;
    void import('../console/editor').then(({ createEditor }) => {
      if (gone || !host.current) return;
      editor.current = createEditor(host.current, {
        doc: initial,
        schema: schemaOf(atlas.vocabulary, atlas.lang),
        label: atlas.say('query.editor'),
        placeholder: atlas.say('query.placeholder'),
        onChange: () => undefined,
        onRun: (q) => latest.current(q),
      });
      setReady(true);
      if (initial) latest.current(initial);
    });
    return () => {
      gone = true;
      editor.current?.destroy();
      editor.current = null;
    };
  }, []);
  return (
    <div class="qed">
      {!ready && <p class="note">{atlas.say('query.loading')}</p>}
      <div ref={host} class="qhost" />
    </div>
  );
}

function Begin({ past, onTake }: { past: string[]; onTake: (q: string, now?: boolean) => void }) {
  const atlas = useAtlas();
  const { say } = atlas;
  return (
    <div class="qbegin">
      <p class="lead">{say('query.first')}</p>
      <div class="qcards">
        {starters(atlas).map((s) => (
          <button class="card" onClick={() => onTake(s.query)}>
            {s.title}
          </button>
        ))}
      </div>
      {past.length > 0 && (
        <>
          <h2 class="h flush spaced">{say('query.history')}</h2>
          <div class="qpast">
            {past.slice(0, 8).map((q) => (
              <button class="code" title={q} onClick={() => onTake(q, false)}>
                {q.replace(/\s+/g, ' ')}
              </button>
            ))}
          </div>
        </>
      )}
    </div>
  );
}

function Failure({ run }: { run: Extract<Run, { status: 'failed' }> }) {
  const { say } = useAtlas();
  const line = run.line > 0 ? run.query.split('\n')[run.line - 1] : undefined;
  return (
    <div class="qfail" role="alert">
      <h2 class="ttl">{say('query.failed')}</h2>
      <p class="lead">{run.message}</p>
      {line !== undefined && (
        <pre class="code">
          <span class="muted">{String(run.line).padStart(3)} </span>
          {line}
          {'\n'}
          <span class="eye">{'    ' + ' '.repeat(Math.max(0, wide(line, run.column - 1))) + '^ ' + say('query.at', { line: run.line, column: run.column })}</span>
        </pre>
      )}
      {run.hint && <p class="lead">{run.hint}</p>}
    </div>
  );
}

// A Chinese character takes two places of the code font, so the caret stands
// under the place that is meant.
function wide(line: string, columns: number): number {
  let n = 0;
  for (const ch of [...line].slice(0, columns)) n += ch.charCodeAt(0) > 0x2e7f ? 2 : 1;
  return n;
}

const pageSize = 200;

function Result({ reply, tab, onTab }: { reply: QueryReply; tab: 'table' | 'json' | 'plan'; onTab: (t: 'table' | 'json' | 'plan') => void }) {
  const atlas = useAtlas();
  const { say, model } = atlas;
  const [shown, setShown] = useState(pageSize);
  const found = elements(reply.records);
  const nodes = [...found.nodes].map((id) => findNode(model, id)).filter((n) => n !== undefined);
  const tabs = (['table', 'json', ...(reply.plan ? ['plan'] : [])] as ('table' | 'json' | 'plan')[]);
  return (
    <>
      <div class="rsh">
        <div role="tablist" class="row">
          {tabs.map((t) => (
            <button role="tab" aria-selected={tab === t} class={tab === t ? 'tab on' : 'tab'} onClick={() => onTab(t)}>
              {say(`query.${t}`)}
            </button>
          ))}
        </div>
        <span class="sm sub" role="status">
          {say('query.rows', { n: count(reply.records.length), ms: Number(reply.elapsedMs.toFixed(1)) })}
        </span>
        <span class="grow" />
        <button class="tb" disabled={!reply.records.length} onClick={() => save(new Blob([toCsv(reply.keys, reply.records)], { type: 'text/csv;charset=utf-8' }), 'planatlas.csv')}>
          {say('query.csv')}
        </button>
        <button class="tb" onClick={() => save(new Blob([JSON.stringify(reply, null, 1)], { type: 'application/json' }), 'planatlas.json')}>
          {say('query.json')}
        </button>
        <button class="tb" disabled={!nodes.length} onClick={() => atlas.showOnly(nodes.map((n) => n.index))}>
          <Icon name="map" size={16} />
          {say('query.open')}
        </button>
      </div>
      {reply.truncated && <p class="notice">{say('query.truncated', { n: count(reply.records.length), limit: reply.limit ?? '' })}</p>}
      {(reply.notices ?? []).map((n) => (
        <p class="notice">
          {n.hint ? say('query.noticeHint', { message: n.message, hint: n.hint }) : n.message}
        </p>
      ))}
      <div class="tablewrap" tabIndex={0} role="region" aria-label={say(`query.${tab}`)}>
        {tab === 'json' && <pre class="code qjson">{JSON.stringify(reply, null, 1).slice(0, 400_000)}</pre>}
        {tab === 'plan' && reply.plan && (
          <table>
            <thead>
              <tr>
                <th scope="col">{say('query.operator')}</th>
                <th scope="col">{say('query.details')}</th>
                <th scope="col" class="num">{say('query.estimated')}</th>
                {reply.plan.rows !== undefined && <th scope="col" class="num">{say('query.actual')}</th>}
                {reply.plan.rows !== undefined && <th scope="col" class="num">{say('query.time')}</th>}
              </tr>
            </thead>
            <tbody>
              {planSteps(reply.plan).map((p) => (
                <tr>
                  <td class="code">{p.operator}</td>
                  <td class="code sub">{p.details}</td>
                  <td class="num">{p.estimatedRows === undefined ? '' : p.estimatedRows.toFixed(p.estimatedRows < 10 ? 1 : 0)}</td>
                  {reply.plan?.rows !== undefined && <td class="num">{p.rows}</td>}
                  {reply.plan?.rows !== undefined && <td class="num">{p.timeMs?.toFixed(3)}</td>}
                </tr>
              ))}
            </tbody>
          </table>
        )}
        {tab === 'table' &&
          (reply.records.length === 0 ? (
            <p class="note">{say('query.none')}</p>
          ) : (
            <>
              <table>
                <thead>
                  <tr>
                    <th scope="col" class="rn">
                      <span class="sr">#</span>
                    </th>
                    {reply.keys.map((k) => (
                      <th scope="col">{k}</th>
                    ))}
                  </tr>
                </thead>
                <tbody>
                  {reply.records.slice(0, shown).map((r, i) => (
                    <tr>
                      <td class="rn">{i + 1}</td>
                      {r.map((c) => (
                        <td>
                          <CellView cell={c} />
                        </td>
                      ))}
                    </tr>
                  ))}
                </tbody>
              </table>
              {reply.records.length > shown && (
                <button class="btn more" onClick={() => setShown(shown + pageSize)}>
                  {say('query.more', { n: Math.min(pageSize, reply.records.length - shown) })}
                </button>
              )}
            </>
          ))}
      </div>
    </>
  );
}

function CellView({ cell }: { cell: Cell }) {
  const atlas = useAtlas();
  const { model, vocabulary: v, lang } = atlas;
  const value = valueOf(cell);
  switch (value.kind) {
    case 'null':
      return <Silent>null</Silent>;
    case 'node': {
      const n = findNode(model, value.node.id);
      if (!n) return <>{String(value.node.properties.name ?? value.node.id)}</>;
      return (
        <button class="name" onClick={() => atlas.change((x) => ({ ...x, page: 'map', selected: atlas.short(n), add: [...new Set([...x.add, atlas.short(n)])] }))}>
          <Glyph label={n.label} />
          {atlas.name(n)}
        </button>
      );
    }
    case 'relationship': {
      const basis = String(value.relationship.properties.basis ?? '');
      return (
        <span class="row">
          {basis && <BasisLine basis={basis} />}
          {typeName(v, value.relationship.type, lang)} {basis && <span class="muted sm">{basisName(v, basis, lang)}</span>}
        </span>
      );
    }
    case 'path':
      return (
        <span class="row wrapping">
          {value.path.nodes.map((n, i) => (
            <>
              {i > 0 && <BasisLine basis={String(value.path.relationships[i - 1]?.properties.basis ?? 'explicit')} width={22} />}
              <CellView cell={{ $node: n }} />
            </>
          ))}
        </span>
      );
    case 'list':
      return (
        <span class="qlist">
          {value.items.map((x) => (
            <span class="chip">
              <CellView cell={x} />
            </span>
          ))}
        </span>
      );
    case 'map':
      return <span class="code sm">{value.entries.map(([k, x]) => `${k}: ${JSON.stringify(x)}`).join(', ')}</span>;
    case 'plain':
      return <BasisWord text={value.text} />;
  }
}

/** A basis written out is shown with its line. */
function BasisWord({ text }: { text: string }) {
  const { vocabulary: v, lang } = useAtlas();
  if (!v.basis(text)) return <>{text}</>;
  return (
    <span class="row">
      <BasisLine basis={text} />
      {basisName(v, text, lang)}
    </span>
  );
}
