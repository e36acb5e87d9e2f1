// What the rules found: questions to the drafter, each with its evidence, why it
// matters, how to settle it, and the line that accepts it.

import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { BrokenRule, Finding, FindingsReply, Rule } from '../api/types';
import { type Key, placeName } from '../i18n';
import {
  acceptedFile, acceptLine, countsOf, evidenceOf, findingKey, findingsCsv, type Grouping, groupedFindings, groupings, markCounts, type MarkKind, type Marks, narrowed, openCount,
  questionOf, severities,
} from '../model/findings';
import { findingText } from '../model/citation';
import { findNode } from '../model/graph';
import { placeOf } from '../model/quotes';
import { useAtlas } from '../state/atlas';
import { useFindings } from '../state/findings';
import { useMarks } from '../state/marks';
import { useSession } from '../state/session';
import { useView } from '../state/store';
import { withOption } from '../state/view';
import '../styles/findings.css';
import { Glyph, PlaceChip, Sources } from './evidence';
import { Icon } from './icons';
import { save } from './save';

/** The page of findings. */
export function FindingsPage() {
  const atlas = useAtlas();
  useView(atlas.store);
  const session = useSession(atlas.session);
  const reply = useFindings(atlas);
  const { say } = atlas;
  if (reply) return <Findings reply={reply} />;
  if (!session.findingsFailed || session.offline) return <p class="note wait" role="status">{say('findings.loading')}{say('common.dots')}</p>;
  return (
    <div class="pad" role="alert">
      <p class="ttl">{say('findings.notLoaded')}</p>
      <p class="lead">{session.findingsFailed}</p>
      <button class="btn" onClick={() => atlas.session.set({ findingsFailed: '' })}>
        {say('error.reload')}
      </button>
    </div>
  );
}

interface Listed {
  reply: FindingsReply;
  rules: Map<string, Rule>;
  list: Finding[];
  marks: Marks;
}

/** The values of the filter by own marks; `none` is what has no mark yet. */
const markFilters = ['', 'none', 'seen', 'doubt', 'accept'] as const;

/** The marks of this browser that may stand on a finding. */
const markChoices = ['seen', 'doubt'] as const;

function Findings({ reply }: { reply: FindingsReply }) {
  const atlas = useAtlas();
  const view = useView(atlas.store);
  const { opt, textOnly } = view;
  const rules = useMemo(() => new Map(reply.rules.map((r) => [r.id, r])), [reply]);
  const accepted = opt.acc === '1';
  const shelf = useMarks(atlas);
  const { marks } = shelf;
  const all = useMemo(
    () => narrowed(reply.findings, { textOnly, rule: opt.rule, severity: opt.sev, accepted }),
    [reply, textOnly, opt.rule, opt.sev, accepted],
  );
  const list = opt.mine ? all.filter((f) => !f.accepted && (marks[findingKey(f)]?.mark ?? 'none') === opt.mine) : all;
  const asked = reply.findings.find((f) => findingKey(f) === opt.found);
  // Where there is room the first one stands open; on a phone the list comes first.
  const picked = asked ?? list[0];
  return (
    <div class={asked ? 'fpage picked' : 'fpage'}>
      <aside class="ctx frules" aria-label={atlas.say('findings.rules')}>
        <RulePanel reply={reply} />
      </aside>
      <section class="flist" aria-label={atlas.say('nav.findings')}>
        <ListHead reply={reply} rules={rules} list={list} all={all} marks={marks} />
        <List reply={reply} rules={rules} list={list} picked={picked} marks={marks} />
      </section>
      <aside class="dock fdock" aria-label={atlas.say('findings.one')}>
        {picked ? <Detail key={findingKey(picked)} f={picked} rule={rules.get(picked.rule)} next={list[list.indexOf(picked) + 1]} reply={reply} /> : <NonePicked />}
      </aside>
    </div>
  );
}

function set(atlas: ReturnType<typeof useAtlas>, name: string, value: string): void {
  atlas.change((v) => withOption(v, name, value));
}

// The rules, with how many each found.

function RulePanel({ reply }: { reply: FindingsReply }) {
  const atlas = useAtlas();
  const view = useView(atlas.store);
  const { say } = atlas;
  const { opt, textOnly } = view;
  const acceptedCount = narrowed(reply.findings, { textOnly, accepted: true }).length - openCount(reply, textOnly);
  return (
    <>
      <div class="formsec">
        <div class="choice" role="radiogroup" aria-label={say('findings.on')}>
          {[false, true].map((only) => (
            <button role="radio" aria-checked={textOnly === only} class={textOnly === only ? 'row on' : 'row'} onClick={() => atlas.change((v) => ({ ...v, textOnly: only }))}>
              {say(only ? 'findings.onText' : 'findings.onAll')}
              <span class="grow" />
              {openCount(reply, only)}
            </button>
          ))}
        </div>
        <p class="note flush">{say(textOnly ? 'findings.onTextNote' : 'findings.onAllNote')}</p>
      </div>
      <RuleRow words={say('findings.all')} n={openCount(reply, textOnly)} on={!opt.rule && !opt.sev} act={() => atlas.change((v) => withOption(withOption(v, 'rule', ''), 'sev', ''))} />
      {severities.map((s) => {
        const rules = reply.rules.filter((r) => r.severity === s);
        if (!rules.length) return null;
        const n = narrowed(reply.findings, { textOnly, severity: s, accepted: false }).length;
        return (
          <section class="sec">
            <button class={opt.sev === s ? 'sevrow on' : 'sevrow'} aria-pressed={opt.sev === s} onClick={() => atlas.change((v) => withOption(withOption(v, 'rule', ''), 'sev', opt.sev === s ? '' : s))}>
              <Dot severity={s} />
              {say(`findings.${s}` as Key)}
              <span class="grow" />
              {n}
            </button>
            {rules.map((r) => (
              <RuleLine key={r.id} reply={reply} rule={r} />
            ))}
          </section>
        );
      })}
      {acceptedCount > 0 && (
        <label class="check facc">
          <input type="checkbox" checked={opt.acc === '1'} onChange={(e) => set(atlas, 'acc', e.currentTarget.checked ? '1' : '')} />
          {say('findings.withAccepted', { n: acceptedCount })}
        </label>
      )}
    </>
  );
}

function RuleLine({ reply, rule }: { reply: FindingsReply; rule: Rule }) {
  const atlas = useAtlas();
  const view = useView(atlas.store);
  const { open, accepted } = countsOf(reply.findings, rule.id, view.textOnly);
  const broken = reply.broken?.some((b) => b.rule === rule.id);
  const on = view.opt.rule === rule.id;
  return (
    <RuleRow
      words={rule.title[atlas.lang]}
      n={open}
      broken={broken}
      on={on}
      title={accepted ? atlas.say('findings.accepted', { n: accepted }) : undefined}
      act={() => atlas.change((v) => withOption(withOption(v, 'sev', ''), 'rule', on ? '' : rule.id))}
    />
  );
}

function RuleRow({ words, n, on, act, broken = false, title }: { words: string; n: number; on: boolean; act: () => void; broken?: boolean; title?: string }) {
  const { say } = useAtlas();
  return (
    <button class={`frule ${on ? 'on' : ''} ${n === 0 && !broken ? 'off' : ''}`} aria-pressed={on} title={title} onClick={act}>
      <span>{words}</span>
      {broken ? <em class="eye">{say('findings.brokenShort')}</em> : <b>{n}</b>}
    </button>
  );
}

/** How much a finding weighs: filled, ringed, small. */
function Dot({ severity, accepted = false }: { severity: string; accepted?: boolean }) {
  if (accepted) return <Icon name="tick" size={14} />;
  return <i class={`fdot ${severity}`} aria-hidden="true" />;
}

// The list.

function ListHead({ reply, rules, list, all, marks }: Listed & { all: Finding[] }) {
  const atlas = useAtlas();
  const view = useView(atlas.store);
  const { say, lang } = atlas;
  const rule = view.opt.rule ? rules.get(view.opt.rule) : undefined;
  const open = list.filter((f) => !f.accepted).length;
  const nodes = [...new Set(list.flatMap((f) => atlas.model.byId.get(f.node) ?? []))];
  return (
    <header class="fhead">
      <div class="row">
        <h1>{rule ? rule.title[lang] : say('findings.title', { n: open })}</h1>
        <span class="grow" />
        <AcceptedFile reply={reply} marks={marks} />
        <button class="tb" disabled={!list.length} onClick={() => csv(atlas, list, rules, marks)}>
          <Icon name="download" size={16} />
          CSV
        </button>
        <a class="tb" href={`api/v1/findings?plan=${encodeURIComponent(reply.plan)}`} target="_blank" rel="noreferrer">
          JSON
        </a>
        <button class="tb" disabled={!nodes.length} onClick={() => atlas.showOnly(nodes)}>
          <Icon name="map" size={16} />
          {say('query.open')}
        </button>
      </div>
      {rule ? (
        <dl class="fwhy">
          <dt>{say('findings.why')}</dt>
          <dd>{rule.why[lang]}</dd>
          <dt>{say('findings.settle')}</dt>
          <dd>{rule.settle[lang]}</dd>
        </dl>
      ) : (
        <p class="lead">{say('findings.lead')}</p>
      )}
      <select class="fselect" aria-label={say('findings.rules')} value={view.opt.rule ?? ''} onChange={(e) => set(atlas, 'rule', e.currentTarget.value)}>
        <option value="">{say('findings.all')}</option>
        {reply.rules.map((r) => (
          <option value={r.id}>
            {r.title[lang]} {countsOf(reply.findings, r.id, view.textOnly).open}
          </option>
        ))}
      </select>
      <div class="row fby">
        <span class="muted sm">{say('findings.by')}</span>
        <div class="seg" role="radiogroup" aria-label={say('findings.by')}>
          {groupings.map((g) => (
            <button role="radio" aria-checked={grouping(view.opt.by) === g} class={grouping(view.opt.by) === g ? 'on' : ''} onClick={() => set(atlas, 'by', g === 'rule' ? '' : g)}>
              {say(`findings.by.${g}` as Key)}
            </button>
          ))}
        </div>
        <MarkFilter all={all} marks={marks} />
      </div>
    </header>
  );
}

/** Narrows the list by the reader's own marks, with how many bear each. */
function MarkFilter({ all, marks }: { all: Finding[]; marks: Marks }) {
  const atlas = useAtlas();
  const view = useView(atlas.store);
  const { say } = atlas;
  const counts = markCounts(all, marks);
  const open = all.filter((f) => !f.accepted).length;
  const n = (v: (typeof markFilters)[number]) => (v === '' ? open : counts[v === 'none' ? '' : v]);
  return (
    <label class="fmine">
      <span class="muted sm">{say('findings.mine')}</span>
      <select value={view.opt.mine ?? ''} onChange={(e) => set(atlas, 'mine', e.currentTarget.value)}>
        {markFilters.map((v) => (
          <option value={v}>
            {say(`findings.mine.${v || 'all'}` as Key)} {n(v)}
          </option>
        ))}
      </select>
    </label>
  );
}

/** The file of all findings that the reader would accept. */
function AcceptedFile({ reply, marks }: { reply: FindingsReply; marks: Marks }) {
  const { say } = useAtlas();
  const text = acceptedFile(reply.findings, marks);
  if (!text) return null;
  return (
    <button class="tb" title={say('findings.acceptHow')} onClick={() => save(new Blob([text], { type: 'application/yaml;charset=utf-8' }), 'accepted.yaml')}>
      <Icon name="download" size={16} />
      accepted.yaml
    </button>
  );
}

const grouping = (by: string | undefined): Grouping => groupings.find((g) => g === by) ?? 'rule';

function csv(atlas: ReturnType<typeof useAtlas>, list: Finding[], rules: Map<string, Rule>, marks: Marks): void {
  const { say, lang } = atlas;
  const head = (['severity', 'rule', 'name', 'articles', 'detail', 'question', 'stands', 'settle', 'reason', 'date', 'mark', 'node'] as const).map((k) => say(`findings.col.${k}`));
  const text = findingsCsv(list, rules, head, {
    lang,
    severity: (s) => say(`findings.${s}` as Key),
    places: (articles) => articles.map((a) => placeName(`art:${a}`, lang)).join(lang === 'zh' ? '、' : ', '),
    stands: (f) => say(standsKey(f)),
    mark: (f) => markWords(say, marks, f),
  });
  save(new Blob([text], { type: 'text/csv;charset=utf-8' }), 'findings.csv');
}

/** A reader's own mark in words, with the reason where there is one. */
function markWords(say: ReturnType<typeof useAtlas>['say'], marks: Marks, f: Finding): string {
  const m = marks[findingKey(f)];
  if (!m || f.accepted) return '';
  const words = say(`findings.mine.${m.mark}` as Key);
  return m.reason ? say('findings.mine.because', { words, reason: m.reason }) : words;
}

function standsKey(f: Finding): Key {
  if (f.textOnly && f.withAnalyst) return 'findings.stands.both';
  return f.textOnly ? 'findings.stands.text' : 'findings.stands.analyst';
}

function List({ reply, rules, list, picked, marks }: Listed & { picked: Finding | undefined }) {
  const atlas = useAtlas();
  const view = useView(atlas.store);
  const { say, lang, model } = atlas;
  const box = useRef<HTMLDivElement>(null);
  const by = grouping(view.opt.by);
  const groups = groupedFindings(model, list, by);
  useEffect(() => {
    box.current?.querySelector('.frow.on')?.scrollIntoView({ block: 'nearest' });
  }, []);
  const onKey = (e: KeyboardEvent) => {
    if (e.key !== 'ArrowDown' && e.key !== 'ArrowUp') return;
    const rows = [...(box.current?.querySelectorAll<HTMLElement>('.frow') ?? [])];
    const here = rows.indexOf(document.activeElement as HTMLElement);
    if (here < 0) return;
    e.preventDefault();
    rows[Math.min(rows.length - 1, Math.max(0, here + (e.key === 'ArrowDown' ? 1 : -1)))]?.focus();
  };
  const title = (key: string) => {
    if (by === 'rule') return rules.get(key)?.title[lang] ?? key;
    if (by === 'label') return atlas.labelName(key);
    return key ? placeName(`art:${key}`, lang) : say('findings.noPlace');
  };
  return (
    <div class="frows" ref={box} onKeyDown={onKey} tabIndex={0} role="region" aria-label={say('findings.list')}>
      {(reply.broken ?? []).map((b) => (
        <Broken b={b} title={rules.get(b.rule)?.title[lang] ?? b.rule} />
      ))}
      {list.length === 0 && (
        <div class="asknone">
          <p class="ttl">{say('findings.none')}</p>
          <p class="lead">{say(view.textOnly ? 'findings.noneText' : 'findings.noneAll')}</p>
        </div>
      )}
      {groups.map((g) => (
        <section>
          {(groups.length > 1 || by !== 'rule') && (
            <h2 class="fgroup">
              {title(g.key)} <span class="muted">{g.findings.length}</span>
            </h2>
          )}
          {g.findings.map((f) => (
            <Row key={findingKey(f)} f={f} rule={rules.get(f.rule)} withRule={by !== 'rule'} on={f === picked} mark={f.accepted ? undefined : marks[findingKey(f)]?.mark} />
          ))}
        </section>
      ))}
      {(reply.settled ?? []).length > 0 && (
        <section class="fsettled">
          <h2 class="fgroup">{say('findings.settled')}</h2>
          <p class="note flush">{say('findings.settledNote')}</p>
          <ul>
            {(reply.settled ?? []).map((s) => (
              <li class="code sm">
                {s.rule} · {s.node} · {s.date}
              </li>
            ))}
          </ul>
        </section>
      )}
    </div>
  );
}

function Broken({ b, title }: { b: BrokenRule; title: string }) {
  const { say } = useAtlas();
  return (
    <div class="fbroken" role="alert">
      <b>{say('findings.broken', { rule: title })}</b>
      <p class="code sm">
        {b.place}
        {b.line ? ` · ${say('query.at', { line: b.line, column: b.column ?? 1 })}` : ''}
      </p>
      <p>{b.message}</p>
      {b.hint && <p>{b.hint}</p>}
      <p class="muted sm">{say('findings.othersRan')}</p>
    </div>
  );
}

function Row({ f, rule, withRule, on, mark }: { f: Finding; rule: Rule | undefined; withRule: boolean; on: boolean; mark: MarkKind | undefined }) {
  const atlas = useAtlas();
  const { lang, say } = atlas;
  const node = findNode(atlas.model, f.node);
  return (
    <button class={`frow ${on ? 'on' : ''} ${f.accepted ? 'done' : ''} ${mark ?? ''}`} aria-pressed={on} onClick={() => set(atlas, 'found', findingKey(f))}>
      <Dot severity={f.severity} accepted={!!f.accepted} />
      <span class="fq">{questionOf(f, rule, lang)}</span>
      <span class="fev">
        {node && <Glyph label={node.label} size={15} />}
        {(f.articles ?? []).slice(0, 4).map((a) => (
          <span class="art still">{placeName(`art:${a}`, lang)}</span>
        ))}
        {(f.articles ?? []).length > 4 && <span class="muted">+{(f.articles ?? []).length - 4}</span>}
        <span class="fdetail">{lang === 'en' ? f.detailEn : f.detail}</span>
      </span>
      <span class="fwhat">
        {withRule && <span>{rule?.title[lang] ?? f.rule}</span>}
        {mark && <b class="fmark">{say(`findings.mine.${mark}` as Key)}</b>}
        {f.accepted ? say('findings.isAccepted') : f.textOnly !== f.withAnalyst ? say(standsKey(f)) : ''}
      </span>
    </button>
  );
}

// One finding.

function NonePicked() {
  const { say } = useAtlas();
  return (
    <div class="pad">
      <p class="ttl">{say('findings.pick')}</p>
      <p class="lead">{say('findings.pickHint')}</p>
    </div>
  );
}

function Detail({ f, rule, next, reply }: { f: Finding; rule: Rule | undefined; next: Finding | undefined; reply: FindingsReply }) {
  const atlas = useAtlas();
  const { say, lang, model } = atlas;
  const node = findNode(model, f.node);
  const shelf = useMarks(atlas);
  const marked = shelf.marks[findingKey(f)];
  const [accepting, setAccepting] = useState(marked?.mark === 'accept');
  const evidence = evidenceOf(node, f);
  const places = (f.articles ?? []).map((a) => `art:${a}`);
  const first = [...evidence.map((s) => s.ref), ...places].map(placeOf).find((p) => p && findNode(model, p));
  const own = node && (node.label === 'Article' || node.label === 'Chapter') ? atlas.short(node) : first;
  const names = node ? [node.name, ...node.aliases] : [];
  return (
    <article class="fdetails">
      <header class="pad">
        <div class="row sm">
          <span class={f.accepted ? 'chip box' : 'weak'}>
            {f.accepted ? <Icon name="tick" size={14} /> : <i class={`fdot ${f.severity}`} aria-hidden="true" />}
            {f.accepted ? say('findings.isAccepted') : say('findings.check')}
          </span>
          <span class="sub">{node ? atlas.labelName(node.label) : ''}</span>
          <span class="grow" />
          <button class="tb closer" title={say('common.close')} aria-label={say('common.close')} onClick={() => set(atlas, 'found', '')}>
            <Icon name="close" size={16} />
          </button>
        </div>
        <h1 class="long">{questionOf(f, rule, lang)}</h1>
        {node && (
          <button class="name" onClick={() => atlas.openOnMap(node)}>
            <Glyph label={node.label} />
            {atlas.name(node)}
          </button>
        )}
        {!f.accepted && (
          <div class="row fmarks">
            <div class="seg" role="group" aria-label={say('findings.mine')}>
              {markChoices.map((m) => (
                <button aria-pressed={marked?.mark === m} class={marked?.mark === m ? 'on' : ''} onClick={() => shelf.put(findingKey(f), marked?.mark === m ? null : { mark: m })}>
                  {say(`findings.mine.${m}` as Key)}
                </button>
              ))}
              <button aria-pressed={marked?.mark === 'accept'} aria-expanded={accepting} class={marked?.mark === 'accept' ? 'on' : ''} onClick={() => setAccepting(!accepting)}>
                {say('findings.accept')}
              </button>
            </div>
            <span class="grow" />
            <button class="btn ghost" disabled={!next} onClick={() => next && set(atlas, 'found', findingKey(next))}>
              {say('findings.next')}
              <Icon name="right" size={14} />
            </button>
          </div>
        )}
        {shelf.unkept && <p class="note flush">{say('findings.unkept')}</p>}
      </header>
      {accepting && !f.accepted && <Accept f={f} reply={reply} />}
      <section class="dsec fwords">
        <h2 class="h">{say('findings.evidence')}</h2>
        <p class="summary">{lang === 'en' ? f.detailEn : f.detail}</p>
        {evidence.length > 0 ? (
          <div class="padx">
            <Sources list={evidence.slice(0, 8)} names={names} />
          </div>
        ) : (
          <div class="elsewhere">
            {places.map((p) => (
              <PlaceChip place={p} />
            ))}
          </div>
        )}
      </section>
      <section class="dsec">
        <h2 class="h">
          {say('findings.why')} <em>{rule?.title[lang] ?? f.rule}</em>
        </h2>
        <p class="summary">{rule?.why[lang]}</p>
        <h2 class="h spaced">{say('findings.settle')}</h2>
        <p class="summary">{rule?.settle[lang]}</p>
      </section>
      <section class="dsec">
        <h2 class="h">{say('findings.stands')}</h2>
        <p class="summary">{say(`${standsKey(f)}Long` as Key)}</p>
      </section>
      {f.accepted && (
        <section class="dsec">
          <h2 class="h">
            {say('findings.reason')} <em>{f.accepted.date}</em>
          </h2>
          <p class="summary">{(lang === 'en' && f.accepted.reasonEn) || f.accepted.reason}</p>
        </section>
      )}
      <div class="foot">
        {node && !own?.startsWith('ch.') && node.label !== 'Article' && (
          <button class="btn pri" onClick={() => atlas.openOnMap(node)}>
            <Icon name="map" size={16} />
            {say('query.open')}
          </button>
        )}
        {own && (
          <button class="btn" onClick={() => atlas.read(own)}>
            <Icon name="text" size={16} />
            {say('dossier.text')}
          </button>
        )}
        <button class="btn" onClick={() => void atlas.copy(findingText(f, rule, node, lang, atlas.citation()), 'trace.copied')}>
          <Icon name="copy" size={16} />
          {say('findings.copy')}
        </button>
      </div>
    </article>
  );
}

/** Accepts a finding with a reason: kept in this browser, and as a file for
 * whoever keeps the data, which the program itself never changes. */
function Accept({ f, reply }: { f: Finding; reply: FindingsReply }) {
  const atlas = useAtlas();
  const { say } = atlas;
  const shelf = useMarks(atlas);
  const key = findingKey(f);
  const kept = shelf.marks[key];
  const [reason, setReason] = useState(kept?.reason ?? '');
  const today = new Date();
  const date = kept?.date || [today.getFullYear(), today.getMonth() + 1, today.getDate()].map((n) => String(n).padStart(2, '0')).join('-');
  const words = reason.trim();
  const noted = kept?.mark === 'accept' && kept.reason === words;
  const file = acceptedFile(reply.findings, { ...shelf.marks, ...(words ? { [key]: { mark: 'accept', reason: words, date } } : {}) });
  return (
    <section class="dsec faccept">
      <label class="h" for="accept-reason">
        {say('findings.acceptReason')}
      </label>
      <textarea id="accept-reason" rows={2} value={reason} placeholder={say('findings.acceptPlaceholder')} onInput={(e) => setReason(e.currentTarget.value)} />
      <div class="row wrapping">
        <button class="btn pri" disabled={!words || noted} onClick={() => shelf.put(key, { mark: 'accept', reason: words, date })}>
          {noted && <Icon name="tick" size={14} />}
          {say(noted ? 'findings.acceptNoted' : 'findings.acceptNote')}
        </button>
        {kept?.mark === 'accept' && (
          <button class="btn" onClick={() => (shelf.put(key, null), setReason(''))}>
            {say('findings.acceptUndo')}
          </button>
        )}
      </div>
      <p class="note flush">{say('findings.acceptHow')}</p>
      <pre class="code" tabIndex={0} aria-label={say('findings.acceptLine')}>
        {acceptLine(f, words, date).trim()}
      </pre>
      <div class="row wrapping">
        <button class="btn" disabled={!words} onClick={() => void atlas.copy(acceptLine(f, words, date) + '\n', 'findings.acceptCopied')}>
          <Icon name="copy" size={16} />
          {say('findings.acceptCopy')}
        </button>
        <button class="btn" disabled={!file} onClick={() => save(new Blob([file], { type: 'application/yaml;charset=utf-8' }), 'accepted.yaml')}>
          <Icon name="download" size={16} />
          {say('findings.acceptFile', { n: file.split('\n  - ').length - 1 })}
        </button>
      </div>
    </section>
  );
}
