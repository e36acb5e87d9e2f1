// The trace panel: both ends, the chain as sentences on a rail whose line is the
// basis, the weakest hop in cinnabar; where there is no chain, what each end
// reaches and that the text is silent.

import { useEffect, useState } from 'preact/hooks';
import type { TraceReply } from '../api/types';
import { listed } from '../i18n';
import { breaksAt, type Chain, chainOf, chainText, type Hop } from '../model/chain';
import { findNode, type NodeRecord } from '../model/graph';
import { placeOf } from '../model/quotes';
import { useAtlas } from '../state/atlas';
import { useSession } from '../state/session';
import { useView } from '../state/store';
import { BasisChip, Glyph, Silent, Sources } from './evidence';
import { Icon } from './icons';
import { Finder } from './search';

const hopChoices = [2, 3, 4, 6, 8, 12];

export function TracePanel() {
  const atlas = useAtlas();
  const view = useView(atlas.store);
  const { trace } = useSession(atlas.session);
  useEffect(() => void atlas.runTrace(), [view.from, view.to, view.hops, view.textOnly, view.page]);
  return (
    <div class="tracepanel">
      <Ends />
      {body()}
    </div>
  );

  function body() {
    const { say } = atlas;
    if (!view.from || !view.to) return <Hint />;
    if (view.from === view.to) return <Empty title={say('trace.same')} lead={say('trace.sameHint')} />;
    if (trace.status === 'failed') return <Failed />;
    if (trace.status !== 'done' || !trace.reply) {
      return (
        <p class="note wait" role="status">
          {say('trace.running')}
          <button class="btn" onClick={() => atlas.stopTrace()}>
            {say('app.stop')}
          </button>
        </p>
      );
    }
    const paths = trace.reply.paths ?? [];
    const path = paths[Math.min(view.path, paths.length - 1)];
    const chain = path && chainOf(atlas.model, atlas.vocabulary, path, atlas.lang);
    return chain ? <ChainView chain={chain} total={paths.length} /> : <SilenceView reply={trace.reply} />;
  }
}

function Ends() {
  const atlas = useAtlas();
  const view = useView(atlas.store);
  const { say } = atlas;
  const from = findNode(atlas.model, view.from) ?? null;
  const to = findNode(atlas.model, view.to) ?? null;
  return (
    <div class="ends pad">
      <div class="ft">
        <label class="muted sm" for="trace-from">
          {say('trace.from')}
        </label>
        <Finder kind="end" id="trace-from" label={say('trace.from')} placeholder={say('trace.pick')} value={from} onPick={(n) => atlas.traceFrom(n)} />
        <label class="muted sm" for="trace-to">
          {say('trace.to')}
        </label>
        <Finder kind="end" id="trace-to" label={say('trace.to')} placeholder={say('trace.pick')} value={to} onPick={(n) => atlas.traceTo(n)} />
        <button
          class="tb swap"
          title={say('trace.swap')}
          aria-label={say('trace.swap')}
          disabled={!from && !to}
          onClick={() => atlas.change((v) => ({ ...v, from: v.to, to: v.from, path: 0 }))}
        >
          <Icon name="swap" />
        </button>
      </div>
      <div class="row sm sub options">
        <select
          aria-label={say('trace.hopsLabel')}
          value={String(view.hops)}
          onChange={(e) => {
            const hops = Number(e.currentTarget.value);
            atlas.change((v) => ({ ...v, hops, path: 0 }));
          }}
        >
          {[...new Set([...hopChoices, view.hops])]
            .sort((a, b) => a - b)
            .map((n) => (
              <option value={String(n)}>{say('trace.hops', { n })}</option>
            ))}
        </select>
        <select
          aria-label={say('trace.basis')}
          value={view.textOnly ? 'text' : 'all'}
          onChange={(e) => {
            const textOnly = e.currentTarget.value === 'text';
            atlas.change((v) => ({ ...v, textOnly, path: 0 }));
          }}
        >
          <option value="all">{say('trace.basisAll')}</option>
          <option value="text">{say('trace.basisText')}</option>
        </select>
      </div>
    </div>
  );
}

function Hint() {
  const atlas = useAtlas();
  const { say } = atlas;
  const example = atlas.example();
  return (
    <div class="pad hint">
      <p class="lead">{say('trace.hint')}</p>
      <p class="muted sm">{say('trace.hintMore')}</p>
      {example && (
        <>
          <p class="h flush">{say('trace.examples')}</p>
          <button class="card" onClick={() => atlas.traceBetween(example[0], example[1])}>
            <Glyph label={example[0].label} /> {atlas.name(example[0])} <span class="muted">→</span> <Glyph label={example[1].label} />{' '}
            {atlas.name(example[1])}
          </button>
        </>
      )}
    </div>
  );
}

function Empty({ title, lead }: { title: string; lead: string }) {
  return (
    <div class="pad">
      <h1 class="ttl">{title}</h1>
      <p class="lead">{lead}</p>
    </div>
  );
}

function Failed() {
  const atlas = useAtlas();
  const { trace } = useSession(atlas.session);
  const { say } = atlas;
  const options = trace.candidates?.ids.map((id) => findNode(atlas.model, id)).filter((n): n is NodeRecord => !!n) ?? [];
  return (
    <div class="pad" role="alert">
      <h1 class="ttl">{say('trace.failed')}</h1>
      <p class="lead">{options.length ? say('trace.ambiguous', { name: trace.candidates!.name }) : trace.error}</p>
      {options.map((n) => (
        <button class="card" onClick={() => (trace.candidates!.which === 'from' ? atlas.traceFrom(n) : atlas.traceTo(n))}>
          <Glyph label={n.label} /> {atlas.name(n)} <span class="muted sm">{atlas.labelName(n.label)}</span>
        </button>
      ))}
      {!options.length && (
        <button class="btn" onClick={() => void atlas.runTrace()}>
          {say('error.reload')}
        </button>
      )}
    </div>
  );
}

function ChainView({ chain, total }: { chain: Chain; total: number }) {
  const atlas = useAtlas();
  const view = useView(atlas.store);
  const { say } = atlas;
  const turn = (step: number) => atlas.change((v) => ({ ...v, path: (v.path + step + total) % total }));
  const copy = () => void atlas.copy(chainText(chain, atlas.vocabulary, atlas.lang, atlas.citation()), 'trace.copied');
  return (
    <>
      <div class="sum" role="status">
        <b class="big">{say('trace.hopCount', { n: chain.hops.length })}</b>
        <span class="sub">{say('trace.strength')}</span>
        <BasisChip basis={chain.weakest} boxed={false} />
        <span class="grow" />
        {total > 1 && (
          <span class="turn">
            <button class="tb" title={say('trace.previous')} aria-label={say('trace.previous')} onClick={() => turn(-1)}>
              <Icon name="left" size={16} />
            </button>
            <span class="sm">{say('trace.nth', { i: view.path + 1, n: total })}</span>
            <button class="tb" title={say('trace.next')} aria-label={say('trace.next')} onClick={() => turn(1)}>
              <Icon name="right" size={16} />
            </button>
          </span>
        )}
      </div>
      <ol class="chain">
        <Stop node={chain.from} />
        {chain.hops.map((hop) => (
          <>
            <HopRow hop={hop} />
            <Stop node={hop.next} />
          </>
        ))}
      </ol>
      <TextOnlyNote chain={chain} />
      <div class="foot">
        <button class="btn pri" onClick={copy}>
          <Icon name="copy" size={16} />
          {say('trace.copy')}
        </button>
        <button class="btn" onClick={() => window.print()}>
          <Icon name="print" size={16} />
          {say('trace.print')}
        </button>
        <button class="btn" onClick={() => atlas.showCypher()}>
          {say('query.show')}
        </button>
      </div>
    </>
  );
}

function Stop({ node }: { node: NodeRecord }) {
  const atlas = useAtlas();
  return (
    <li class="stop">
      <span class="stopglyph">
        <Glyph label={node.label} size={24} />
      </span>
      <div>
        <button class="plain" onClick={() => atlas.change((v) => ({ ...v, page: 'map', selected: atlas.short(node) }))}>
          <b>{atlas.name(node)}</b>
        </button>
        <span class="sm muted">{atlas.labelName(node.label)}</span>
      </div>
    </li>
  );
}

function HopRow({ hop }: { hop: Hop }) {
  const atlas = useAtlas();
  const { say } = atlas;
  const index = atlas.model.relationshipById.get(hop.relationship) ?? null;
  const hover = (on: boolean) => atlas.session.set({ hoverRelationship: on ? index : null });
  const names = [hop.subject, hop.object].flatMap((n) => [n.name, ...n.aliases]);
  return (
    <li class={hop.weakest ? 'hop wk' : 'hop'} onPointerEnter={() => hover(true)} onPointerLeave={() => hover(false)}>
      <span class="ln" aria-hidden="true">
        <Rail basis={hop.basis} />
        <i>{hop.n}</i>
      </span>
      <div>
        <p class="se">
          <b>{atlas.name(hop.subject)}</b> {hop.verb} <b>{atlas.name(hop.object)}</b>
        </p>
        <p class="row marks">
          <BasisChip basis={hop.basis} />
          {hop.weakest && <span class="weak">▾ {say('trace.weakest')}</span>}
        </p>
        <Sources list={hop.sources} names={names} />
        {hop.rationale && <p class="why">{hop.rationale}</p>}
      </div>
    </li>
  );
}

/** The rail beside a hop: the line of its basis, as long as the hop. */
function Rail({ basis }: { basis: string }) {
  const line = useAtlas().vocabulary.basis(basis)?.line;
  if (!line) return null;
  return (
    <svg class="vl" width="10" height="100%" focusable="false">
      <line
        x1="5"
        y1="0"
        x2="5"
        y2="100%"
        stroke={basis === 'external' ? 'var(--b-external)' : 'var(--rel-strong)'}
        stroke-width={line.width}
        stroke-dasharray={line.dash?.length ? line.dash.join(' ') : undefined}
        stroke-linecap={line.round ? 'round' : 'butt'}
      />
    </svg>
  );
}

function TextOnlyNote({ chain }: { chain: Chain }) {
  const atlas = useAtlas();
  const { trace } = useSession(atlas.session);
  const { say } = atlas;
  const broken = breaksAt(chain);
  const other = trace.textPaths ?? 0;
  return (
    <div class="txt">
      <span>{say('trace.textOnly')}</span>
      {broken === 0 ? (
        <span>{say('trace.textHolds')}</span>
      ) : (
        <>
          <span>{say('trace.textBreaks', { n: broken })}</span>
          <span class="grow" />
          {other > 0 ? (
            <>
              <span>{say('trace.textOther', { n: other })}</span>
              <button class="link" onClick={() => atlas.change((v) => ({ ...v, textOnly: true, path: 0 }))}>
                {say('trace.textSee')}
              </button>
            </>
          ) : (
            <Silent text />
          )}
        </>
      )}
    </div>
  );
}

function SilenceView({ reply }: { reply: TraceReply }) {
  const atlas = useAtlas();
  const view = useView(atlas.store);
  const { say, model } = atlas;
  const from = findNode(model, reply.from);
  const to = findNode(model, reply.to);
  if (!from || !to) return null;
  const place = from.refs.map(placeOf).find((p) => p && findNode(model, p));
  return (
    <div class="pad silence" role="status">
      <div class="row wrapping">
        <span class="chip box">
          <Glyph label={from.label} size={15} />
          {atlas.name(from)}
        </span>
        <span class="muted">→</span>
        <span class="chip box">
          <Glyph label={to.label} size={15} />
          {atlas.name(to)}
        </span>
      </div>
      <h1 class="ttl">
        {say('trace.silent')} <Silent>{''}</Silent>
      </h1>
      <p class="lead">{say(view.textOnly ? 'trace.silentText' : 'trace.silentLead')}</p>
      <dl class="reach">
        <Reach node={from} ids={reply.silent?.from ?? []} never={reply.silent?.neverFrom ?? []} />
        <Reach node={to} ids={reply.silent?.to ?? []} never={reply.silent?.neverTo ?? []} />
      </dl>
      <div class="row wrapping">
        {view.textOnly && (
          <button class="btn pri" onClick={() => atlas.change((v) => ({ ...v, textOnly: false }))}>
            {say('trace.allBases')}
          </button>
        )}
        {place && (
          <button class={view.textOnly ? 'btn' : 'btn pri'} onClick={() => atlas.read(place)}>
            {say('trace.readFrom', { name: atlas.name(from) })}
          </button>
        )}
        <button class="btn" onClick={() => document.getElementById('trace-to')?.focus()}>
          {say('trace.otherEnd')}
        </button>
      </div>
    </div>
  );
}

function Reach({ node, ids, never }: { node: NodeRecord; ids: string[]; never: string[] }) {
  const atlas = useAtlas();
  const { say, model } = atlas;
  const [all, setAll] = useState(false);
  const nodes = ids.map((id) => findNode(model, id)).filter((n): n is NodeRecord => !!n);
  const few = all ? nodes : nodes.slice(0, 6);
  return (
    <>
      <dt>{say('trace.reaches', { name: atlas.name(node) })}</dt>
      <dd>
        {nodes.length === 0 && <span class="muted">{say('trace.reachesNothing')}</span>}
        {few.map((n) => (
          <button class="name" onClick={() => atlas.traceBetween(node, n)}>
            <Glyph label={n.label} size={15} />
            {atlas.name(n)}
          </button>
        ))}
        {nodes.length > few.length && (
          <button class="link sm" onClick={() => setAll(true)}>
            {say('dossier.rest', { n: nodes.length - few.length })}
          </button>
        )}
        {never.length > 0 && (
          <p class="muted sm">
            {say('trace.never')}
            {atlas.lang === 'zh' ? '：' : ': '}
            {listed(never.map((l) => atlas.labelName(l)), atlas.lang)}
          </p>
        )}
      </dd>
    </>
  );
}
