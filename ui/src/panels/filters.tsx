// The panel beside the map: labels, bases and the text-only switch, each with
// live counts. It is the legend as well.

import { useMemo } from 'preact/hooks';
import type { Visible } from '../state/visible';
import { type Filtered, filtered, hiddenRelationships, isFiltered, unfiltered } from '../state/filtered';
import { count, placeName } from '../i18n';
import { basisName } from '../model/vocabulary';
import { useAtlas } from '../state/atlas';
import { markedNodes } from '../model/findings';
import { useSession } from '../state/session';
import { useWeights } from '../state/centrality';
import { useView } from '../state/store';
import { toggled, withOption } from '../state/view';
import { BasisLine, Glyph } from './evidence';
import { Icon } from './icons';

export function Filters({ shown }: { shown: Visible }) {
  const atlas = useAtlas();
  const view = useView(atlas.store);
  const { vocabulary: v, model, say } = atlas;
  const f = useMemo(() => filtered(model, v, view, atlas.start), [model, view.base, view.add, view.near, view.drop, view.labelsOff, view.strengthsOff, view.chapter]);
  const totals = new Map<string, number>();
  for (const n of model.nodes) totals.set(n.label, (totals.get(n.label) ?? 0) + 1);
  const content = v.ontology.labels.filter((l) => l.category !== 'evidence');
  const evidence = v.ontology.labels.filter((l) => l.category === 'evidence');
  const order = ['Strategy', 'Goal', 'Indicator', 'Target', 'Measure', 'Industry', 'Cluster', 'Platform', 'Project', 'District', 'Body', 'Term'];
  const rank = (name: string) => (order.includes(name) ? order.indexOf(name) : order.length);
  content.sort((a, b) => rank(a.name) - rank(b.name));
  const evidenceShown = evidence.reduce((n, l) => n + (shown.labelShown.get(l.name) ?? 0), 0);
  const evidenceTotal = evidence.reduce((n, l) => n + (totals.get(l.name) ?? 0), 0);

  return (
    <div class="filters">
      <section class="sec">
        <h2 class="h">
          {say('filter.labels')} <em>{say('filter.shownTotal')}</em>
        </h2>
        {content.map((l) => (
          <LabelRow key={l.name} label={l.name} shown={shown} total={totals.get(l.name) ?? 0} off={view.labelsOff.includes(l.name)} />
        ))}
        <div class={evidenceShown ? 'f' : 'f off'}>
          <Glyph label="Article" />
          <span>{say('filter.evidence')}</span>
          <span class="c">
            <b>{evidenceShown}</b> / {evidenceTotal}
          </span>
        </div>
      </section>
      <section class="sec">
        <h2 class="h">
          {say('filter.basis')} <em>{say('filter.strongToWeak')}</em>
        </h2>
        {v.bases.map((b) => {
          const n = shown.basisShown.get(b.name) ?? 0;
          const off = view.basesOff.includes(b.name) || (view.textOnly && !b.textOnly);
          return (
            <button
              class={off || n === 0 ? 'f wide off' : 'f wide'}
              aria-pressed={!off}
              disabled={view.textOnly && !b.textOnly}
              title={b.definition[atlas.lang]}
              onClick={() => atlas.change((x) => ({ ...x, basesOff: toggled(x.basesOff, b.name) }))}
            >
              <BasisLine basis={b.name} width={28} />
              <span class={off ? 'struck' : ''}>{basisName(v, b.name, atlas.lang)}</span>
              <span class="c">
                <b>{n}</b>
              </span>
            </button>
          );
        })}
      </section>
      <TextOnly shown={shown} />
      <Hidden f={f} shown={shown} />
      <Marks shown={shown} />
      <ChapterFilter f={f} />
      <StrengthFilter f={f} />
      {view.page !== 'table' && <Sizes />}
    </div>
  );
}

function LabelRow({ label, shown, total, off }: { label: string; shown: Visible; total: number; off: boolean }) {
  const atlas = useAtlas();
  const { say } = atlas;
  const name = atlas.labelName(label);
  const n = shown.labelShown.get(label) ?? 0;
  const addAll = () => {
    const all = atlas.model.nodes.filter((x) => x.label === label && !shown.nodeSet.has(x.index)).map((x) => x.index);
    atlas.addLabel(label, all);
  };
  // What is not in the picture at all cannot be hidden: a click brings it in.
  const absent = n === 0 && !off && total > 0;
  const others = atlas.vocabulary.ontology.labels.map((l) => l.name).filter((l) => l !== label && !atlas.vocabulary.evidence(l));
  const only = n > 0 && others.every((l) => atlas.view.labelsOff.includes(l));
  return (
    <div class={n === 0 || off ? 'f off' : 'f'}>
      <button
        class="fb"
        aria-pressed={absent ? undefined : !off}
        title={absent ? say('filter.addAll', { n: total, label: name }) : say('filter.toggleLabel', { label: name, shown: n, total })}
        onClick={() => (absent ? addAll() : atlas.change((x) => ({ ...x, labelsOff: toggled(x.labelsOff, label) })))}
      >
        <Glyph label={label} />
        <span class={off ? 'struck' : ''}>{name}</span>
        <span class="c">
          <b>{n}</b> / {count(total)}
        </span>
      </button>
      {n > 0 && (
        <button class={only ? 'only on' : 'only'} aria-pressed={only} title={say(only ? 'filter.onlyOff' : 'filter.only', { label: name })} onClick={() => atlas.change((x) => ({ ...x, labelsOff: only ? [] : others }))}>
          {say('filter.onlyShort')}
        </button>
      )}
      {n < total && (
        <button class="plus" title={say('filter.addAll', { n: total, label: name })} aria-label={say('filter.addAll', { n: total, label: name })} onClick={addAll}>
          <Icon name="plus" size={14} />
        </button>
      )}
    </div>
  );
}

/** What the sizes of symbols show. */
function Sizes() {
  const atlas = useAtlas();
  const view = useView(atlas.store);
  const { say } = atlas;
  const size = view.opt.size ?? '';
  const waits = useWeights(atlas, size === 'chains') === null;
  return (
    <section class="sec sizes">
      <h2 class="h">{say('filter.size')}</h2>
      <div class="choice" role="radiogroup" aria-label={say('filter.size')}>
        {(['', 'chains'] as const).map((k) => (
          <button key={k} role="radio" aria-checked={size === k} class={size === k ? 'on' : ''} onClick={() => atlas.change((v) => withOption(v, 'size', k))}>
            {say(k ? 'filter.sizeChains' : 'filter.sizeDegree')}
          </button>
        ))}
      </div>
      {size === 'chains' && <p class="note">{say(waits ? 'filter.sizeWait' : 'filter.sizeNote')}</p>}
    </section>
  );
}

/** The switch that leaves only what the text itself says, with how much it takes
 * away where that is known. */
export function TextOnly({ shown }: { shown: Visible | null }) {
  const atlas = useAtlas();
  const view = useView(atlas.store);
  const { say } = atlas;
  return (
    <button
      class="switch"
      role="switch"
      aria-checked={view.textOnly}
      onClick={() => atlas.change((v) => ({ ...v, textOnly: !v.textOnly, path: 0 }))}
    >
      <b>{say('filter.textOnly')}</b>
      <span class={view.textOnly ? 'tog on' : 'tog'} aria-hidden="true" />
      <small>{shown ? say(view.textOnly ? 'filter.textOnlyOn' : 'filter.textOnlyNote', { n: shown.notInText }) : say('filter.textOnlyPlain')}</small>
    </button>
  );
}

function ChapterFilter({ f }: { f: Filtered }) {
  const atlas = useAtlas();
  const view = useView(atlas.store);
  const chapters = atlas.model.nodes
    .filter((n) => n.label === 'Chapter')
    .sort((a, b) => Number(a.properties.number) - Number(b.properties.number));
  if (!chapters.length) return null;
  return (
    <label class="chapter">
      <span>{atlas.say('filter.chapter')}</span>
      <select
        value={String(view.chapter)}
        onChange={(e) => {
          const chapter = Number(e.currentTarget.value);
          atlas.change((v) => ({ ...v, chapter }));
        }}
      >
        <option value="0">{atlas.say('filter.allChapters')}</option>
        {chapters.map((c) => (
          <option value={String(c.properties.number)}>
            {atlas.say('filter.inChapter', { n: f.chapters.get(Number(c.properties.number)) ?? 0, chapter: placeName(`ch:${c.properties.number}`, atlas.lang) })} {atlas.name(c)}
          </option>
        ))}
      </select>
    </label>
  );
}

/** Whether nodes with an open finding carry the dot, and how many do. */
function Marks({ shown }: { shown: Visible }) {
  const atlas = useAtlas();
  const view = useView(atlas.store);
  const { findings } = useSession(atlas.session);
  const marked = useMemo(() => markedNodes(atlas.model, findings, view.textOnly), [findings, view.textOnly]);
  if (!findings) return null;
  const here = shown.nodes.filter((n) => marked.has(n)).length;
  return (
    <button class="markrow" role="switch" aria-checked={view.marks} onClick={() => atlas.change((v) => ({ ...v, marks: !v.marks }))}>
      <i class={view.marks ? 'eyedot' : 'eyedot off'} aria-hidden="true" />
      <span>{atlas.say('findings.mark')}</span>
      <b>{here}</b>
      <span class={view.marks ? 'tog on' : 'tog'} aria-hidden="true" />
    </button>
  );
}

/** Strengths of measures, in the order of the ontology, each with its count. */
function StrengthFilter({ f }: { f: Filtered }) {
  const atlas = useAtlas();
  const view = useView(atlas.store);
  const { say, vocabulary: v, lang } = atlas;
  const values = v.label('Measure')?.properties?.find((p) => p.name === 'strength')?.values ?? [];
  const known = values.filter((x) => f.strengths.has(x.name));
  const names = [...known.map((x) => x.name), ...[...f.strengths.keys()].filter((s) => !values.some((x) => x.name === s))];
  if (!names.length) return null;
  const here = [...f.strengths.values()].reduce((n, s) => n + s.here, 0);
  return (
    <details class="strengths" open={view.strengthsOff.length > 0}>
      <summary>
        {say('filter.strength')}
        <span class="muted">{view.strengthsOff.length > 0 ? say('filter.strengthOff', { n: view.strengthsOff.length }) : say('filter.strengthHere', { n: here })}</span>
      </summary>
      <div class="strengthlist">
        {names.map((name) => {
          const off = view.strengthsOff.includes(name);
          const s = f.strengths.get(name)!;
          return (
            <button class={`strength ${off ? 'off' : ''} ${s.here ? '' : 'none'}`} aria-pressed={!off} title={say('filter.strengthTitle', { name, here: s.here, all: s.all })} onClick={() => atlas.change((x) => ({ ...x, strengthsOff: toggled(x.strengthsOff, name) }))}>
              <span class={off ? 'struck' : ''}>{values.find((x) => x.name === name)?.title[lang] ?? name}</span>
              <b>{s.here}</b>
            </button>
          );
        })}
      </div>
    </details>
  );
}

/** What the filters hide, and the way back. */
function Hidden({ f, shown }: { f: Filtered; shown: Visible }) {
  const atlas = useAtlas();
  const view = useView(atlas.store);
  const { say } = atlas;
  if (!isFiltered(view)) return null;
  return (
    <p class="hiddenline">
      {say('filter.hides', { n: f.hidden, m: hiddenRelationships(f, shown) })}
      <button class="link" onClick={() => atlas.change(unfiltered)}>
        {say('filter.clear')}
      </button>
    </p>
  );
}
