// 对上衔接: every upper strategy with what takes it up, as a table and as a picture
// in three columns. What is named and left stands with the empty bracket.

import { useMemo } from 'preact/hooks';
import { api } from '../api/client';
import type { AlignmentLine, AlignmentReply, AlignmentStrategy } from '../api/types';
import type { Key } from '../i18n';
import { placeName } from '../i18n';
import { cellOf, counts, sheet, sifted, statuses } from '../model/alignment';
import { valueName } from '../model/vocabulary';
import { useAtlas } from '../state/atlas';
import { useFetched } from '../state/fetched';
import { useView } from '../state/store';
import { BasisChip, PlaceChip, Quote, Silent } from './evidence';
import { TextOnly } from './filters';
import { Facets, Files, Named, SheetDossier, SheetPage, Tabs, useOption, Waiting } from './sheet';
import { useDark } from './theme';

export function AlignmentPage() {
  const atlas = useAtlas();
  const view = useView(atlas.store);
  const { say, model } = atlas;
  const [status, setStatus] = useOption('status');
  const [level, setLevel] = useOption('level');
  const [tab, setTab] = useOption('tab');
  const basis = view.textOnly ? 'text' : undefined;
  const [fetched, again] = useFetched(atlas, `alignment ${basis ?? ''}`, (signal) => api.alignment(model.plan, basis, signal));
  if (fetched.status !== 'done') return <Waiting fetched={fetched} again={again} words={say('align.loading')} />;
  const { reply } = fetched;
  const sift = { status, level };
  const rows = sifted(reply, sift);
  const [byStatus, byLevel] = [counts(reply, 'status', sift), counts(reply, 'level', sift)];
  const sum = (m: Map<string, number>) => [...m.values()].reduce((a, b) => a + b, 0);
  const levels = atlas.vocabulary.label('Strategy')?.properties?.find((p) => p.name === 'level')?.values ?? [];
  const side = (
    <div class="filters">
      <Facets
        title={say('align.status')}
        all={say('align.all')}
        total={sum(byStatus)}
        value={status}
        onPick={setStatus}
        options={statuses.filter((s) => reply.totals[s] || status === s).map((s) => ({ value: s, words: say(`align.${s}` as Key), n: byStatus.get(s) ?? 0, mark: <Mark status={s} /> }))}
      />
      <Facets
        title={say('align.level')}
        all={say('align.allLevels')}
        total={sum(byLevel)}
        value={level}
        onPick={setLevel}
        options={levels.filter((l) => reply.strategies.some((s) => s.level === l.name)).map((l) => ({ value: l.name, words: l.title[atlas.lang], n: byLevel.get(l.name) ?? 0 }))}
      />
      <TextOnly shown={atlas.visible()} />
      <Files query={{ plan: model.plan, kind: 'alignment' }} formats={['docx', 'xlsx', 'pdf', 'md', 'svg']} />
    </div>
  );
  return (
    <SheetPage label={say('nav.align')} side={side} dock={<SheetDossier begin={<Begin reply={reply} />} />} picked={!!view.selected}>
      <Head reply={reply} />
      <Tabs
        list={[
          { value: '', words: say('align.table') },
          { value: 'picture', words: say('align.picture') },
        ]}
        value={tab}
        onPick={setTab}
      />
      {rows.length === 0 ? <p class="note">{say('align.none')}</p> : tab === 'picture' ? <Picture strategies={rows} /> : <Table strategies={rows} />}
    </SheetPage>
  );
}

function Mark({ status }: { status: string }) {
  return <i class={`amark ${status}`} aria-hidden="true" />;
}

/** The heading states the finding. */
function Head({ reply }: { reply: AlignmentReply }) {
  const { say } = useAtlas();
  const n = (k: 'carried' | 'guiding' | 'reviewed' | 'silent') => reply.totals[k] ?? 0;
  return (
    <header class="mxhead">
      <h1>{say(n('silent') ? 'align.finding' : 'align.findingNone', { all: reply.strategies.length, n: n('silent') })}</h1>
      <p class="lead">{say('align.lede', { carried: n('carried'), guiding: n('guiding'), reviewed: n('reviewed') })}</p>
    </header>
  );
}

function Begin({ reply }: { reply: AlignmentReply }) {
  const { say } = useAtlas();
  const silent = reply.strategies.filter((s) => s.status === 'silent');
  return (
    <div>
      <div class="pad">
        <p class="lead">{say('align.begin')}</p>
      </div>
      {silent.length > 0 && (
        <section class="dsec">
          <h2 class="h">
            {say('align.silent')} <em>{silent.length}</em>
          </h2>
          {silent.map((s) => (
            <div class="gp" key={s.id}>
              <span class="eyedot" aria-hidden="true" />
              <div>
                <Named item={s} />
                <p class="sm">
                  {s.refs.map((r) => (
                    <PlaceChip place={r} />
                  ))}
                </p>
              </div>
            </div>
          ))}
        </section>
      )}
    </div>
  );
}

function Table({ strategies }: { strategies: AlignmentStrategy[] }) {
  const { say } = useAtlas();
  return (
    <div class="tablewrap sheettable" tabIndex={0} role="region" aria-label={say('align.table')}>
      <table class="atable">
        <thead>
          <tr>
            {(['strategy', 'by', 'basis', 'places', 'words'] as const).map((k) => (
              <th scope="col" key={k} class={`a-${k}`}>
                {say(`align.${k}`)}
              </th>
            ))}
          </tr>
        </thead>
        {strategies.map((s) => (
          <tbody key={s.id}>
            <StrategyRows s={s} />
          </tbody>
        ))}
      </table>
    </div>
  );
}

function StrategyRows({ s }: { s: AlignmentStrategy }) {
  const { say } = useAtlas();
  const head = (rows: number) => (
    <th scope="rowgroup" rowSpan={rows} class={s.status === 'silent' ? 'gaphead' : ''}>
      <Named item={s} />
      <StrategyNote s={s} />
    </th>
  );
  if (s.lines.length === 0) {
    return (
      <tr>
        {head(1)}
        <td colSpan={2}>
          {s.status === 'reviewed' ? <span class="sub">{say('align.inReview')}</span> : <Silent>{say('align.notTaken')}</Silent>}
        </td>
        <td>
          {s.refs.map((r) => (
            <PlaceChip key={r} place={r} />
          ))}
        </td>
        <td />
      </tr>
    );
  }
  return (
    <>
      {s.lines.map((l, i) => (
        <tr key={l.relationship}>
          {i === 0 && head(s.lines.length)}
          <LineCells l={l} />
        </tr>
      ))}
    </>
  );
}

function StrategyNote({ s }: { s: AlignmentStrategy }) {
  const atlas = useAtlas();
  const { say, vocabulary, lang } = atlas;
  return (
    <p class="snote">
      {valueName(vocabulary, 'Strategy', 'level', s.level, lang)} · <span class={s.status === 'silent' ? 'eye' : ''}>{say(`align.${s.status}`)}</span>
    </p>
  );
}

function LineCells({ l }: { l: AlignmentLine }) {
  const atlas = useAtlas();
  const { say, lang, model } = atlas;
  const relationship = model.relationshipById.get(l.relationship);
  const why = (lang === 'en' && l.rationaleEn) || l.rationale;
  const known = relationship === undefined ? l.quotes : model.relationships[relationship]!.quotes;
  const quotes = [...new Set(known.filter(Boolean))];
  return (
    <>
      <td class="by">
        <Named item={l.by} />
        {l.chapter > 0 && l.by.label !== 'Chapter' && <p class="snote">{placeName(`ch:${l.chapter}`, lang)}</p>}
        {l.via && <p class="snote">{say('align.via', { name: lang === 'en' ? l.via.nameEn : l.via.name })}</p>}
      </td>
      <td class="basis">
        {relationship === undefined ? (
          <BasisChip basis={l.basis} boxed={false} />
        ) : (
          <button class="plain" onClick={() => atlas.selectRelationship(relationship)} title={say('align.openLine')}>
            <BasisChip basis={l.basis} boxed={false} />
          </button>
        )}
      </td>
      <td class="places">
        {[...new Set(l.refs)].map((r) => (
          <PlaceChip key={r} place={r} />
        ))}
      </td>
      <td class="words">
        {quotes.map((q) => (
          <Quote key={q} quote={q} />
        ))}
        {why && <p class="snote">{say('align.why', { why })}</p>}
      </td>
    </>
  );
}

const rowHeight = 46;
const columnWidth = 208;
const gutter = 56;

/** Three columns of names with the lines of their bases between. */
function Picture({ strategies }: { strategies: AlignmentStrategy[] }) {
  const atlas = useAtlas();
  const view = useView(atlas.store);
  const { say, model } = atlas;
  useDark();
  const laid = useMemo(() => sheet(strategies), [strategies]);
  const width = columnWidth;
  const x = (column: number) => column * (width + gutter);
  const y = (row: number) => (row + 0.5) * rowHeight;
  const items = new Map<string, AlignmentStrategy | AlignmentLine['by']>();
  for (const s of strategies) {
    items.set(s.id, s);
    for (const l of s.lines) items.set(cellOf(s, l), l.by);
  }
  const silent = new Set(strategies.filter((s) => s.status === 'silent').map((s) => s.id));
  const chosen = atlas.selectedNode()?.id;
  const there = [...laid.ties].some((t) => t.line.by.id === chosen || t.to.id === chosen);
  const touches = (from: string, to: string) => !there || from === chosen || to === chosen;
  return (
    <div class="tablewrap layered" tabIndex={0} role="region" aria-label={say('align.picture')}>
      <div class="lhead">
        <span>{say('align.left')}</span>
        <span>{say('align.middle')}</span>
        <span>{say('align.right')}</span>
      </div>
      <div class="lsheet" style={{ height: `${laid.rows * rowHeight}px`, width: `${x(2) + width}px` }}>
        <svg width={x(2) + width} height={laid.rows * rowHeight} aria-hidden="true">
          {laid.ties.map((t) => {
            const left = t.from.column === 0;
            const [x1, x2] = left ? [x(0) + width, x(1)] : [x(2), x(1) + width];
            const [y1, y2] = [y(t.from.y), y(t.to.y)];
            const middle = (x1 + x2) / 2;
            const r = model.relationshipById.get(t.line.relationship);
            const on = view.selected === t.line.relationship;
            return (
              <Tie key={t.line.relationship + t.to.id} d={`M${x1} ${y1}C${middle} ${y1} ${middle} ${y2} ${x2} ${y2}`} basis={t.line.basis} dim={!touches(t.line.by.id, t.to.id)} on={on} onPick={r === undefined ? undefined : () => atlas.selectRelationship(r)} />
            );
          })}
        </svg>
        {[...laid.places.values()].map((p) => (
          <div key={p.id} class={`lcell c${p.column} ${silent.has(p.id) ? 'silent' : ''}`} style={{ left: `${x(p.column)}px`, top: `${y(p.y) - rowHeight / 2}px`, width: `${width}px`, height: `${rowHeight}px` }}>
            <Named item={items.get(p.id)!} one />
            {silent.has(p.id) && <Silent>{''}</Silent>}
          </div>
        ))}
      </div>
    </div>
  );
}

function Tie({ d, basis, dim, on, onPick }: { d: string; basis: string; dim: boolean; on: boolean; onPick?: () => void }) {
  const { vocabulary } = useAtlas();
  const line = vocabulary.basis(basis)?.line;
  return (
    <g class={`tie ${dim ? 'dim' : ''} ${on ? 'on' : ''}`} onClick={onPick}>
      <path class="hit" d={d} />
      <path
        d={d}
        class={basis === 'external' ? 'external' : ''}
        stroke-width={line?.width ?? 1}
        stroke-dasharray={line?.dash?.length ? line.dash.join(' ') : undefined}
        stroke-linecap={line?.round ? 'round' : 'butt'}
      />
    </g>
  );
}
