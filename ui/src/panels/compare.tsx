// 对照: two plans, or two versions of one, as a table of what changed and on one
// sheet where what both have stands once. A pair says how it was found.

import { useMemo } from 'preact/hooks';
import { api } from '../api/client';
import type { DiffSide, GraphNode, Item, SheetReply } from '../api/types';
import { DiffStage } from '../canvas/diffstage';
import { type Key, listed, placeName } from '../i18n';
import { changedIds, type DiffRow, kinds, rowsOf, signs, siftedRows } from '../model/diff';
import { buildModel, strings } from '../model/graph';
import { basisName, labelName, typeName, valueName } from '../model/vocabulary';
import { useAtlas } from '../state/atlas';
import { useFetched } from '../state/fetched';
import { useView } from '../state/store';
import { withOption } from '../state/view';
import { Glyph, Quote, Silent } from './evidence';
import { Icon } from './icons';
import { Facets, Files, SheetPage, Tabs, useOption, Waiting } from './sheet';

export function ComparePage() {
  const atlas = useAtlas();
  const { say } = atlas;
  const [fetched, again] = useFetched(atlas, 'sides', (signal) => api.sides(signal));
  if (fetched.status !== 'done') return <Waiting fetched={fetched} again={again} words={say('diff.loading')} />;
  const { sides } = fetched.reply;
  if (sides.length < 2) return <Alone />;
  return <Compared sides={sides} />;
}

/** One plan alone: how to get a second one. */
function Alone() {
  const { say } = useAtlas();
  return (
    <div class="pad alone">
      <p class="ttl">{say('diff.alone')}</p>
      <p class="lead">{say('diff.aloneVersions')}</p>
      <pre class="shell">planatlas serve --against v1/jianghai-14fyp</pre>
      <p class="lead">{say('diff.alonePlans')}</p>
      <pre class="shell">planatlas serve --seeds plans</pre>
      <p class="lead">{say('diff.aloneCommand')}</p>
      <pre class="shell">planatlas diff A B --format docx --out comparison.docx</pre>
    </div>
  );
}

/** The sides that the link names; without, the other one against this plan. */
function chosenSides(sides: DiffSide[], from: string, to: string, plan: string): [DiffSide, DiffSide] {
  const known = (id: string) => sides.find((s) => s.id === id);
  const later = known(to) ?? known(plan) ?? sides[0]!;
  const earlier = known(from) ?? sides.find((s) => s.id !== later.id && s.plan === later.plan) ?? sides.find((s) => s.id !== later.id)!;
  return [earlier, later];
}

function sideName(s: DiffSide, lang: string): string {
  const name = lang === 'en' ? s.nameEn : s.name;
  return s.loaded ? name : `${name} (${s.id.split('@')[1] ?? s.id})`;
}

function Compared({ sides }: { sides: DiffSide[] }) {
  const atlas = useAtlas();
  const view = useView(atlas.store);
  const { say, model } = atlas;
  const [from, to] = chosenSides(sides, view.opt.from ?? '', view.opt.to ?? '', model.plan);
  const [fetched, again] = useFetched(atlas, `sheet ${from.id} ${to.id}`, (signal) => api.sheet(from.id, to.id, signal));
  const pick = (a: string, b: string) => atlas.change((v) => ({ ...withOption(withOption(v, 'from', a), 'to', b), selected: null }));
  const choose = (words: string, value: string, on: (id: string) => void) => (
    <label>
      {words}
      <select value={value} onChange={(e) => on(e.currentTarget.value)}>
        {sides.map((s) => (
          <option key={s.id} value={s.id}>
            {sideName(s, atlas.lang)}
          </option>
        ))}
      </select>
    </label>
  );
  const head = (
    <section class="sec sides">
      {choose(say('diff.from'), from.id, (id) => pick(id, to.id))}
      {choose(say('diff.to'), to.id, (id) => pick(from.id, id))}
      <button class="btn" onClick={() => pick(to.id, from.id)}>
        <Icon name="swap" size={14} />
        {say('diff.swap')}
      </button>
    </section>
  );
  if (fetched.status !== 'done') {
    return (
      <SheetPage label={say('nav.compare')} side={<div class="filters">{head}</div>} dock={null} picked={false}>
        <Waiting fetched={fetched} again={again} words={say('diff.loading')} />
      </SheetPage>
    );
  }
  return <Loaded key={`${from.id} ${to.id}`} reply={fetched.reply} from={from} to={to} head={head} />;
}

function Loaded({ reply, from, to, head }: { reply: SheetReply; from: DiffSide; to: DiffSide; head: preact.JSX.Element }) {
  const atlas = useAtlas();
  const view = useView(atlas.store);
  const { say, vocabulary, lang } = atlas;
  const [kind, setKind] = useOption('kind');
  const [label, setLabel] = useOption('label');
  const [tab, setTab] = useOption('tab');
  const all = useMemo(() => rowsOf(reply.diff), [reply]);
  const rows = siftedRows(all, kind, label);
  const byKind = (k: string) => siftedRows(all, k, label).length;
  const labels = vocabulary.ontology.labels.map((l) => l.name).filter((l) => all.some((r) => r.label === l));
  const side = (
    <div class="filters">
      {head}
      <Facets title={say('diff.kind')} all={say('align.all')} total={byKind('')} value={kind} onPick={setKind} options={kinds.map((k) => ({ value: k, words: say(`diff.${k}` as Key), n: byKind(k) }))} />
      <Facets
        title={say('filter.labels')}
        all={say('align.all')}
        total={siftedRows(all, kind, '').length}
        value={label}
        onPick={setLabel}
        options={labels.map((l) => ({ value: l, words: labelName(vocabulary, l, lang), n: siftedRows(all, kind, l).length, mark: <Glyph label={l} size={15} /> }))}
      />
      <Files query={{ kind: 'comparison', from: from.id, to: to.id }} formats={['docx', 'xlsx', 'pdf', 'md']} />
    </div>
  );
  const picked = view.selected && reply.states[view.selected] ? view.selected : null;
  return (
    <SheetPage label={say('nav.compare')} side={side} dock={picked ? <Pair reply={reply} id={picked} from={from} to={to} /> : <DiffBegin reply={reply} />} picked={picked !== null}>
      <header class="mxhead">
        <h1>{say(all.length ? 'diff.finding' : 'diff.same', { added: reply.diff.added.length, gone: reply.diff.gone.length, changed: new Set(all.filter((r) => r.state === 'changed' && r.kind !== 'relationships').map((r) => r.id)).size })}</h1>
        <p class="lead">{say('diff.lede', { from: sideName(from, lang), to: sideName(to, lang), kept: reply.diff.kept })}</p>
      </header>
      <Tabs
        list={[
          { value: '', words: say('align.table') },
          { value: 'picture', words: say('diff.picture') },
        ]}
        value={tab}
        onPick={setTab}
      />
      {tab === 'picture' ? <SheetPicture reply={reply} rows={kind || label ? rows : null} picked={picked} /> : rows.length ? <DiffTable rows={rows} picked={picked} /> : <p class="note">{say('diff.none')}</p>}
    </SheetPage>
  );
}

function Sign({ state }: { state: DiffRow['state'] }) {
  const { say } = useAtlas();
  return (
    <span class={`sign ${state}`} title={say(`diff.state.${state}` as Key)}>
      {{ added: '+', gone: '−', changed: '≠', kept: '' }[state]}
      <span class="sr">{say(`diff.state.${state}` as Key)}</span>
    </span>
  );
}

function useNames() {
  const { lang } = useAtlas();
  return (i: Item) => (lang === 'en' ? i.nameEn : i.name);
}

const pageRows = 300;

function DiffTable({ rows, picked }: { rows: DiffRow[]; picked: string | null }) {
  const atlas = useAtlas();
  const { say } = atlas;
  const nameOf = useNames();
  return (
    <div class="tablewrap" tabIndex={0} role="region" aria-label={say('align.table')}>
      <table class="atable dtable">
        <thead>
          <tr>
            {(['sign', 'name', 'what', 'articles'] as const).map((k) => (
              <th scope="col" key={k}>
                {k === 'sign' ? <span class="sr">{say('diff.kind')}</span> : say(`diff.${k}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.slice(0, pageRows).map((r) => (
            <tr key={r.key} class={picked === r.id ? 'sel' : ''}>
              <td>
                <Sign state={r.state} />
              </td>
              <td>
                <button class="name" onClick={() => atlas.change((v) => ({ ...v, selected: r.id }))}>
                  <Glyph label={r.label} size={16} />
                  <span>
                    {r.kind === 'renamed' && r.from && (
                      <>
                        <span class="was">{nameOf(r.from)}</span>
                        <span class="arrow">→</span>
                      </>
                    )}
                    {r.relationship ? nameOf(r.relationship.start) : nameOf((r.to ?? r.from)!)}
                  </span>
                </button>
              </td>
              <td>
                <What row={r} />
              </td>
              <td class="places">{r.relationship ? '' : [r.from, r.to].map((i) => (i ? i.articles.join('、') || '—' : null)).filter((x) => x !== null).join(' → ')}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {rows.length > pageRows && <p class="note">{say('diff.more', { n: rows.length - pageRows })}</p>}
    </div>
  );
}

/** What changed, in words. */
function What({ row: r }: { row: DiffRow }) {
  const { say, vocabulary: v, lang } = useAtlas();
  const nameOf = useNames();
  if (r.relationship) {
    const { type, end, before, after, kind } = r.relationship;
    return (
      <>
        {typeName(v, type, lang)} <b>{nameOf(end)}</b>
        {kind === 'basis' && ` · ${basisName(v, before ?? '', lang)} → ${basisName(v, after ?? '', lang)}`}
      </>
    );
  }
  if (r.change) {
    const words = (x: string) => (x ? valueName(v, r.label, r.change!.property, x, lang) : '');
    const property = v.label(r.label)?.properties?.find((p) => p.name === r.change!.property)?.title[lang] ?? r.change.property;
    return (
      <>
        {property} <span class="was">{words(r.change.before) || <Silent>{''}</Silent>}</span>
        <span class="arrow">→</span>
        <b>{words(r.change.after) || <Silent>{''}</Silent>}</b>
        {r.change.direction && <span class="muted sm"> {say(`diff.way.${r.change.direction}` as Key)}</span>}
      </>
    );
  }
  if (r.how) {
    return (
      <>
        {say(`diff.how.${r.how}` as Key)}
        {r.how === 'similarity' && <span class="muted sm"> {say('diff.score', { n: Math.round((r.score ?? 0) * 100) })}</span>}
      </>
    );
  }
  return <>{say(`diff.${r.kind}` as Key)}</>;
}

function SheetPicture({ reply, rows, picked }: { reply: SheetReply; rows: DiffRow[] | null; picked: string | null }) {
  const atlas = useAtlas();
  const { say } = atlas;
  const [whole, setWhole] = useOption('all');
  const model = useMemo(() => buildModel(reply, reply.diff.to.id.split(':')[0]!), [reply]);
  const sift = rows?.map((r) => r.id + (r.relationship ? ' ' + r.relationship.end.id : '')).join();
  const { nodes, relationships } = useMemo(() => {
    const ids = rows ? new Set(rows.flatMap((r) => (r.relationship ? [r.relationship.start.id, r.relationship.end.id] : [r.id]))) : whole ? null : changedIds(reply);
    const nodes = model.nodes.filter((n) => !ids || ids.has(n.id)).map((n) => n.index);
    const there = new Set(nodes);
    return { nodes, relationships: model.relationships.filter((r) => there.has(r.start) && there.has(r.end)).map((r) => r.index) };
  }, [model, sift, whole]);
  const marks = useMemo(() => {
    const of = (state: string) => new Set(model.relationships.filter((r) => reply.states[r.id] === state).map((r) => r.index));
    return { signs: new Map(model.nodes.map((n) => [n.index, signs[reply.states[n.id] ?? 'kept']])), fresh: of('added'), faded: of('gone') };
  }, [model]);
  return (
    <div class="diffstage">
      {nodes.length === 0 ? (
        <p class="note">{say('diff.none')}</p>
      ) : (
        <DiffStage
          model={model}
          nodes={nodes}
          relationships={relationships}
          {...marks}
          selected={picked === null ? null : (model.byId.get(picked) ?? null)}
          onPick={(n) => atlas.change((v) => ({ ...v, selected: n === null ? null : model.nodes[n]!.id }))}
        />
      )}
      <div class="diffkey">
        {(['added', 'gone', 'changed'] as const).map((s) => (
          <span key={s}>
            <Sign state={s} />
            {say(`diff.state.${s}`)}
          </span>
        ))}
        {!rows && (
          <button class="link" onClick={() => setWhole(whole ? '' : '1')}>
            {say(whole ? 'diff.onlyChanged' : 'diff.whole', { n: model.nodes.length })}
          </button>
        )}
      </div>
    </div>
  );
}

function DiffBegin({ reply }: { reply: SheetReply }) {
  const { say } = useAtlas();
  const how = Object.entries(reply.diff.pairs) as [string, number][];
  return (
    <div>
      <div class="pad">
        <p class="lead">{say('diff.begin')}</p>
      </div>
      <section class="dsec">
        <h2 class="h">{say('diff.pairs')}</h2>
        {how.map(([k, n]) => (
          <div class="changerow" key={k}>
            <span>{say(`diff.how.${k}` as Key)}</span>
            <b>{n}</b>
          </div>
        ))}
      </section>
    </div>
  );
}

/** Both sides of one thing, with all that changed about it. */
function Pair({ reply, id, from, to }: { reply: SheetReply; id: string; from: DiffSide; to: DiffSide }) {
  const atlas = useAtlas();
  const { say } = atlas;
  const state = reply.states[id]!;
  const node = reply.nodes.find((n) => n.id === id);
  const earlier = state === 'gone' ? node : reply.earlier[id];
  const later = state === 'gone' ? undefined : node;
  const rows = rowsOf(reply.diff).filter((r) => r.id === id || r.relationship?.end.id === id);
  return (
    <article class="dossier" aria-label={say('dossier.label')}>
      <header class="pad pairhead">
        <p class="what">
          <Sign state={state} /> {say(`diff.state.${state}` as Key)}
        </p>
        <button class="tb" title={say('dossier.close')} aria-label={say('dossier.close')} onClick={() => atlas.change((v) => ({ ...v, selected: null }))}>
          <Icon name="close" size={16} />
        </button>
      </header>
      <PairSide title={say('diff.from')} side={from} node={earlier} />
      <PairSide title={say('diff.to')} side={to} node={later} />
      {rows.length > 0 && (
        <section class="dsec">
          <h2 class="h">{say('diff.what')}</h2>
          {rows.map((r) => (
            <div class="changerow" key={r.key}>
              <span>{say(`diff.${r.kind}` as Key)}</span>
              <span>
                {r.relationship && r.relationship.end.id === id && <b>{atlas.lang === 'en' ? r.relationship.start.nameEn : r.relationship.start.name} </b>}
                <What row={r} />
              </span>
            </div>
          ))}
        </section>
      )}
    </article>
  );
}

function PairSide({ title, side, node }: { title: string; side: DiffSide; node: GraphNode | undefined }) {
  const atlas = useAtlas();
  const { say, lang } = atlas;
  const p = node?.properties ?? {};
  const refs = strings(p.refs);
  const quotes = strings(p.quotes);
  return (
    <section class="pairside">
      <h3>
        {title} · {sideName(side, lang)}
      </h3>
      {!node ? (
        <Silent>{say('diff.notThere')}</Silent>
      ) : (
        <>
          <p class="ttl name">
            <Glyph label={node.labels[0] ?? ''} />
            <span>{(lang === 'en' && typeof p.nameEn === 'string' && p.nameEn) || String(p.name ?? node.id)}</span>
          </p>
          {strings(p.aliases).length > 0 && <p class="muted sm">{say('diff.aliases', { names: listed(strings(p.aliases), lang) })}</p>}
          {refs.map((r, i) => (
            <p class="qa" key={r + i}>
              <span class="art still">{placeName(r, lang)}</span>
              {quotes[i] ? <Quote quote={quotes[i]!} /> : <span />}
            </p>
          ))}
          {side.loaded && (
            <button class="btn" onClick={() => atlas.openPlan(side.plan, node.id)}>
              <Icon name="map" size={14} />
              {say('diff.open')}
            </button>
          )}
        </>
      )}
    </section>
  );
}
