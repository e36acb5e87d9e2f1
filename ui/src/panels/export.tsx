// The export dialog: what, in which form, in which language. What is on screen
// stands first; below it what the plan as a whole can give.

import { useEffect, useRef, useState } from 'preact/hooks';
import { api, ApiError, type ExportChoices, type ExportProgress, isAbort } from '../api/client';
import type { Lang } from '../api/types';
import type { Key } from '../i18n';
import { zh } from '../i18n/zh';
import { findNode } from '../model/graph';
import { storyFile } from '../model/story';
import { type Atlas, useAtlas } from '../state/atlas';
import { capturable } from '../state/capture';
import { useSession } from '../state/session';
import { Dialog } from './help';
import { save } from './save';

/** Something that can be exported. */
interface Source {
  key: string;
  words: string;
  note: string;
  /** On screen, or of the plan as a whole. */
  here: boolean;
  /** Asks how many hops around. */
  hops?: boolean;
  /** Has no picture: no SVG, PNG or graph data. */
  bare?: boolean;
  body: () => Promise<object | null>;
}

type Run =
  | { status: 'idle' }
  | { status: 'working'; since: number; progress: ExportProgress | null }
  | { status: 'done'; name: string; size: number }
  | { status: 'failed'; message: string };

/** The forms by what they are for; one that is not named here stands under data. */
const groups: { title: Key; formats: string[] }[] = [
  { title: 'export.documents', formats: ['docx', 'pdf', 'pptx', 'xlsx', 'html', 'md'] },
  { title: 'export.pictures', formats: ['png', 'svg'] },
  { title: 'export.data', formats: [] },
];

const tableForms = ['docx', 'pdf', 'pptx', 'xlsx', 'html', 'md'];

export function ExportDialog() {
  const atlas = useAtlas();
  const session = useSession(atlas.session);
  const { say } = atlas;
  const [choices, setChoices] = useState<ExportChoices | null>(null);
  const [failed, setFailed] = useState('');
  const close = () => atlas.session.set({ dialog: null, exportOf: null });
  useEffect(() => {
    const abort = new AbortController();
    api.choices(abort.signal).then(setChoices, (error) => {
      if (isAbort(error)) return;
      if (error instanceof ApiError && error.offline) atlas.lost();
      setFailed(error instanceof Error ? error.message : String(error));
    });
    return () => abort.abort();
  }, []);
  return (
    <Dialog large title={say('top.export')} onClose={close}>
      {failed && (
        <p class="lead" role="alert">
          {say('export.failed')}：{failed}
        </p>
      )}
      {choices && <Form choices={choices} wanted={session.exportOf} onClose={close} />}
    </Dialog>
  );
}

function sourcesOf(atlas: Atlas, choices: ExportChoices): Source[] {
  const { view, say, model, lang } = atlas;
  const out: Source[] = [];
  const node = atlas.selectedNode();
  const [from, to] = [findNode(model, view.from), findNode(model, view.to)];
  const kinds = new Map(choices.kinds.map((k) => [k.name, k.title[lang]]));
  if (view.page === 'trace' && from && to && from !== to) {
    out.push({
      key: 'trace', here: true, words: say('export.trace', { from: atlas.name(from), to: atlas.name(to) }), note: say('export.traceNote'),
      body: async () => ({ kind: 'trace', from: from.id, to: to.id }),
    });
  }
  if (node) {
    out.push({
      key: 'dossier', here: true, hops: true, words: say('export.dossier', { name: atlas.name(node) }), note: say('export.dossierNote'),
      body: async () => ({ kind: 'dossier', focus: node.id }),
    });
  }
  if (node?.label === 'Cluster') {
    out.push({
      key: 'cluster', here: true, words: say('export.cluster', { name: atlas.name(node) }), note: say('export.clusterNote'),
      body: async () => ({ kind: 'chain-map', focus: node.id }),
    });
  }
  if (capturable(view)) out.push(screenSource(atlas));
  if (atlas.shelf.story.views.length) {
    const { story } = atlas.shelf;
    out.push({
      key: 'story', here: true, words: story.title || kinds.get('story') || 'story', note: say('export.storyNote', { n: story.views.length }),
      body: async () => ({ kind: 'story', story: storyFile(story, model.plan, model.dataVersion) }),
    });
  }
  for (const k of choices.kinds) {
    if (k.needs) continue;
    const note = `kind.${k.name}` as Key;
    out.push({ key: 'kind:' + k.name, here: false, words: k.name === 'graph' ? say('export.whole') : k.title[lang], note: note in zh ? say(note) : '', body: async () => ({ kind: k.name }) });
  }
  return out;
}

/** What is on screen: a picture as it stands, a table, or the answer to a query. */
function screenSource(atlas: Atlas): Source {
  const { view, say } = atlas;
  const source = { key: 'screen', here: true, words: say('export.screen') };
  if (view.page === 'query' || view.page === 'ask') {
    const body = view.page === 'ask' ? { saved: view.ask, params: view.args } : { query: view.query, params: { plan: atlas.model.plan } };
    return { ...source, words: say('export.answer'), note: say('export.answerNote'), body: async () => body };
  }
  if (view.page === 'matrix') {
    const { plan: _, opening, all, ...question } = atlas.matrixQuestion(view);
    return { ...source, bare: true, note: say('export.matrixNote'), body: async () => ({ kind: 'matrix', ...question, opening: !!opening, all: !!all }) };
  }
  const bare = view.page === 'table' || view.page === 'findings';
  return {
    ...source, bare, note: say(bare ? 'export.screenTable' : 'export.screenNote'),
    body: async () => {
      const saved = await atlas.captured();
      return saved && { view: saved };
    },
  };
}

function Form({ choices, wanted, onClose }: { choices: ExportChoices; wanted: string | null; onClose: () => void }) {
  const atlas = useAtlas();
  const { say } = atlas;
  const [sources] = useState(() => sourcesOf(atlas, choices));
  const [key, setKey] = useState(() => [wanted, `kind:${atlas.view.page}`].find((k) => sources.some((s) => s.key === k)) ?? sources[0]!.key);
  const [format, setFormat] = useState('docx');
  const [lang, setLang] = useState<Lang>(atlas.lang);
  const [hops, setHops] = useState(1);
  const [title, setTitle] = useState('');
  const { run, start, cancel } = useExport();
  const source = sources.find((s) => s.key === key)!;
  const fits = (name: string) => !source.bare || tableForms.includes(name);
  const form = fits(format) ? format : 'docx';
  const go = async (e: Event) => {
    e.preventDefault();
    const body = await source.body();
    if (!body) return;
    start({ ...body, format: form, ...(source.hops ? { hops } : {}), ...(title.trim() ? { title: title.trim() } : {}) }, { plan: atlas.model.plan, lang });
  };
  const working = run.status === 'working';
  const foot = useRef<HTMLElement>(null);
  // The button that was pressed gives way to another one: focus goes to that.
  useEffect(() => {
    if (run.status !== 'idle' && (!document.activeElement || document.activeElement === document.body)) foot.current?.querySelector<HTMLElement>('.btn')?.focus();
  }, [run.status]);
  return (
    <form class="export" onSubmit={(e) => void go(e)}>
      <div class="exwhat">
        <Choices legend={say('export.here')} sources={sources.filter((s) => s.here)} chosen={key} onChoose={setKey} />
        <Choices legend={say('export.plan')} sources={sources.filter((s) => !s.here)} chosen={key} onChoose={setKey} />
      </div>
      <div class="exhow">
        <Forms choices={choices} chosen={form} fits={fits} onChoose={setFormat} />
        <div class="exfields">
          {source.hops && (
            <label class="field">
              <span>{say('export.hops')}</span>
              <select value={String(hops)} onChange={(e) => setHops(Number(e.currentTarget.value))}>
                {[1, 2, 3, 4, 5].map((n) => (
                  <option value={String(n)}>{say('trace.hopCount', { n })}</option>
                ))}
              </select>
            </label>
          )}
          <label class="field">
            <span>{say('export.language')}</span>
            <select value={lang} onChange={(e) => setLang(e.currentTarget.value as Lang)}>
              <option value="zh" lang="zh-CN">
                {say('export.zh')}
              </option>
              <option value="en" lang="en">
                English
              </option>
            </select>
          </label>
          <label class="field grow">
            <span>{say('export.title')}</span>
            <input class="textin" maxLength={100} value={title} placeholder={say('export.titleOwn')} onInput={(e) => setTitle(e.currentTarget.value)} />
          </label>
        </div>
      </div>
      <footer class="exfoot" ref={foot}>
        <State run={run} />
        <span class="grow" />
        {working ? (
          <button type="button" class="btn" onClick={cancel}>
            {say('export.cancel')}
          </button>
        ) : (
          <>
            <Screen onClose={onClose} />
            <button class="btn pri" type="submit">
              {say('export.go', { form: form.toUpperCase() })}
            </button>
          </>
        )}
      </footer>
    </form>
  );
}

/** What the screen gives without a file from the server. */
function Screen({ onClose }: { onClose: () => void }) {
  const atlas = useAtlas();
  const { say } = atlas;
  const print = () => {
    onClose();
    setTimeout(() => window.print(), 60);
  };
  return (
    <>
      {atlas.stage && (
        <button
          type="button"
          class="link quiet"
          onClick={async () => {
            const blob = await atlas.stage?.png();
            if (blob) save(blob, 'planatlas.png');
          }}
        >
          {say('export.shot')}
        </button>
      )}
      <button type="button" class="link quiet" onClick={print}>
        {say('export.print')}
      </button>
      <button
        type="button"
        class="link quiet"
        onClick={() => {
          onClose();
          atlas.showCypher();
        }}
      >
        {say('query.show')}
      </button>
    </>
  );
}

function Choices({ legend, sources, chosen, onChoose }: { legend: string; sources: Source[]; chosen: string; onChoose: (key: string) => void }) {
  if (!sources.length) return null;
  return (
    <fieldset>
      <legend class="h flush">{legend}</legend>
      {sources.map((s) => (
        <label class={s.key === chosen ? 'exsource on' : 'exsource'}>
          <input type="radio" name="source" value={s.key} checked={s.key === chosen} onChange={() => onChoose(s.key)} />
          <span>
            <b>{s.words}</b>
            {s.note && <small>{s.note}</small>}
          </span>
        </label>
      ))}
    </fieldset>
  );
}

function Forms({ choices, chosen, fits, onChoose }: { choices: ExportChoices; chosen: string; fits: (f: string) => boolean; onChoose: (f: string) => void }) {
  const { say } = useAtlas();
  const named = groups.flatMap((g) => g.formats);
  const all = choices.formats.map((f) => f.name);
  const words = (f: string) => ((`format.${f}` as Key) in zh ? say(`format.${f}` as Key) : f);
  return (
    <>
      {groups.map((g) => (
        <fieldset>
          <legend class="h flush">{say(g.title)}</legend>
          <div class="exforms">
            {(g.formats.length ? g.formats.filter((f) => all.includes(f)) : all.filter((f) => !named.includes(f))).map((f) => (
              <label class={`exform ${f === chosen ? 'on' : ''} ${fits(f) ? '' : 'off'}`}>
                <input type="radio" name="format" value={f} checked={f === chosen} disabled={!fits(f)} onChange={() => onChoose(f)} />
                <b>{formatName(f)}</b>
                <small>{words(f)}</small>
              </label>
            ))}
          </div>
        </fieldset>
      ))}
    </>
  );
}

function formatName(format: string): string {
  const names: Record<string, string> = { md: 'Markdown', graphml: 'GraphML', jsonld: 'JSON-LD', cypher: 'Cypher' };
  return names[format] ?? format.toUpperCase();
}

function State({ run }: { run: Run }) {
  const { say } = useAtlas();
  const [, tick] = useState(0);
  useEffect(() => {
    if (run.status !== 'working') return;
    const timer = setInterval(() => tick((n) => n + 1), 1000);
    return () => clearInterval(timer);
  }, [run.status]);
  if (run.status === 'working') {
    const p = run.progress;
    const seconds = Math.round((Date.now() - run.since) / 1000);
    return (
      <div class="exstate" role="status">
        <progress {...(p && p.total > 0 ? { value: p.done, max: p.total } : {})} aria-label={say('export.working', { n: seconds })} />
        <span>{p && p.total > 0 ? say('export.rows', { n: p.done, total: p.total }) : say('export.working', { n: seconds })}</span>
      </div>
    );
  }
  if (run.status === 'done') {
    return (
      <div class="exstate" role="status">
        {say('export.done', { name: run.name, size: sizeWords(run.size) })}
      </div>
    );
  }
  return (
    <div class="exstate failed" role={run.status === 'failed' ? 'alert' : 'status'}>
      {run.status === 'failed' ? run.message : ''}
    </div>
  );
}

function sizeWords(bytes: number): string {
  return bytes < 1 << 20 ? `${Math.max(1, Math.round(bytes / 1024))} kB` : `${(bytes / (1 << 20)).toFixed(1)} MB`;
}

/** Runs an export: asks how far it is while it lasts, and can end it. */
function useExport() {
  const atlas = useAtlas();
  const { say } = atlas;
  const [run, setRun] = useState<Run>({ status: 'idle' });
  const abort = useRef<AbortController | null>(null);
  useEffect(() => () => abort.current?.abort(), []);
  const start = (body: object, params: { plan: string; lang: Lang }) => {
    abort.current?.abort();
    const mine = (abort.current = new AbortController());
    const job = [...crypto.getRandomValues(new Uint8Array(12))].map((b) => b.toString(16).padStart(2, '0')).join('');
    const since = Date.now();
    setRun({ status: 'working', since, progress: null });
    const timer = setInterval(() => {
      api.progress(job, mine.signal).then(
        (progress) => !mine.signal.aborted && setRun((r) => (r.status === 'working' ? { ...r, progress } : r)),
        () => undefined,
      );
    }, 500);
    mine.signal.addEventListener('abort', () => clearInterval(timer));
    api
      .export(body, { ...params, job }, mine.signal)
      .then(
        ({ blob, name }) => {
          save(blob, name);
          setRun({ status: 'done', name, size: blob.size });
        },
        (error) => {
          if (isAbort(error)) return setRun({ status: 'failed', message: say('export.cancelled') });
          if (error instanceof ApiError && error.offline) atlas.lost();
          const body = error instanceof ApiError ? error.body : null;
          const why = body?.hint || body?.message || (error instanceof Error ? error.message : String(error));
          setRun({ status: 'failed', message: `${say('export.failed')}${say('export.colon')}${why}` });
        },
      )
      .finally(() => clearInterval(timer));
  };
  return { run, start, cancel: () => abort.current?.abort() };
}
