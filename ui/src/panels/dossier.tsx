// What is known about the selection: what it is, its relationships with their
// basis and words, what the text leaves open, where else it occurs.

import { useState } from 'preact/hooks';
import type { ComponentChildren } from 'preact';
import { listed } from '../i18n';
import { rationaleOf } from '../model/chain';
import { nodeText, relationshipText } from '../model/citation';
import { findingKey, narrowed, questionOf } from '../model/findings';
import { findNode, type NodeRecord, otherEnd, type RelationshipRecord, strings, text } from '../model/graph';
import { placeOf, quoted, sources } from '../model/quotes';
import { knownSilent, silences } from '../model/silence';
import { typeName, valueName } from '../model/vocabulary';
import { hubLimit, useAtlas } from '../state/atlas';
import { useSession } from '../state/session';
import { useView } from '../state/store';
import { basesDrawn, type Expansion, expansions, type Visible } from '../state/visible';
import { BasisChip, BasisLine, Glyph, PlaceChip, Quote, Silent, Sources } from './evidence';
import { GroupDossier } from './group';
import { Icon } from './icons';
import { Menu } from './menu';

/** The dossier of whatever is selected, or how to begin. */
export function Dossier({ shown, begin }: { shown: Visible; begin: ComponentChildren }) {
  const atlas = useAtlas();
  const view = useView(atlas.store);
  if (!view.selected) return <>{begin}</>;
  if (view.selected.startsWith('@')) return <GroupDossier shown={shown} />;
  const relationship = atlas.selectedRelationship();
  if (relationship !== null) return <RelationshipDossier r={atlas.model.relationships[relationship]!} />;
  const node = findNode(atlas.model, view.selected);
  if (!node) return <Gone id={view.selected} />;
  return <NodeDossier key={node.id} node={node} shown={shown} />;
}

function Gone({ id }: { id: string }) {
  const { say } = useAtlas();
  return (
    <div class="pad">
      <p class="ttl">{say('dossier.gone')}</p>
      <p class="lead">{say('dossier.goneHint', { id })}</p>
    </div>
  );
}

function CloseButton() {
  const atlas = useAtlas();
  const words = atlas.say('dossier.close');
  return (
    <button class="tb closer" title={words} aria-label={words} onClick={() => atlas.select(null)}>
      <Icon name="close" size={16} />
    </button>
  );
}

export function NodeDossier({ node, shown }: { node: NodeRecord; shown: Visible }) {
  const atlas = useAtlas();
  const { say, lang, vocabulary: v, model } = atlas;
  const kind = node.properties.kind;
  const other = lang === 'en' ? node.name : node.nameEn;
  const also = node.aliases.filter((a) => a !== node.name).slice(0, 6);
  const place = node.refs.map(placeOf).find((p) => p && findNode(model, p));
  return (
    <article class="dossier" aria-label={say('dossier.label')}>
      <header class="pad">
        <div class="row sm sub">
          <Glyph label={node.label} size={18} />
          {atlas.labelName(node.label)}
          {kind !== undefined && <span class="muted">{valueName(v, node.label, 'kind', kind, lang)}</span>}
          <span class="grow" />
          <CloseButton />
        </div>
        <h1 class={atlas.name(node).length > 14 ? 'long' : ''}>{atlas.name(node)}</h1>
        <p class="muted">
          {other && other !== atlas.name(node) ? other : ''}
          {also.length > 0 && (
            <>
              {other ? (lang === 'zh' ? '，' : ', ') : ''}
              {say('dossier.also', { names: listed(also.map(quoted), lang) })}
            </>
          )}
        </p>
        <div class="row actions">
          <button class="btn pri" onClick={() => atlas.startTrace(node)}>
            <Icon name="trace" size={16} />
            {say('dossier.traceTo')}
          </button>
          <button class="btn" disabled={!place} onClick={() => place && atlas.read(place)}>
            <Icon name="text" size={16} />
            {say('dossier.text')}
          </button>
          <ExpandMenu node={node} shown={shown} />
          <MoreMenu node={node} />
        </div>
      </header>
      <Facts node={node} />
      <Relations node={node} />
      <NotMentioned node={node} />
      <FindingsHere node={node} />
      <Words node={node} />
    </article>
  );
}

function MoreMenu({ node }: { node: NodeRecord }) {
  const atlas = useAtlas();
  const { say } = atlas;
  const pinned = atlas.view.pins[atlas.short(node)] !== undefined;
  const item = (words: string, act: () => void, close: () => void) => (
    <button
      onClick={() => {
        close();
        act();
      }}
    >
      {words}
    </button>
  );
  return (
    <Menu button={<Icon name="more" />} title={say('dossier.more')} className="tb" bare align="right">
      {(close) => (
        <>
          {item(say('layers.open'), () => atlas.layersOf(node), close)}
          {item(say('dossier.focus'), () => atlas.isolate(node), close)}
          {item(say('dossier.to'), () => atlas.traceTo(node), close)}
          {pinned && item(say('dossier.pin'), () => atlas.unpin(node), close)}
          {item(say('dossier.hide'), () => atlas.hide(node), close)}
          {item(say('query.show'), () => atlas.showCypher(), close)}
          {item(say('trace.copy'), () => void atlas.copy(nodeText(node, atlas.vocabulary, atlas.lang, atlas.citation()), 'trace.copied'), close)}
          {item(say('dossier.copyId'), () => void atlas.copy(node.id, 'top.linkCopied'), close)}
        </>
      )}
    </Menu>
  );
}

function ExpandMenu({ node, shown }: { node: NodeRecord; shown: Visible }) {
  const atlas = useAtlas();
  const { say, vocabulary: v, lang } = atlas;
  const groups = expansions(atlas.model, v, node.index, shown.nodeSet);
  const content = groups.filter((g) => !v.structural(g.type));
  const all = [...new Set(content.flatMap((g) => g.hidden))];
  const [asked, setAsked] = useState<Hub | null>(null);
  const take = (nodes: number[], kind: Expansion | undefined, close: () => void) => {
    if (nodes.length > hubLimit) return setAsked({ node, nodes, kind });
    close();
    atlas.add(nodes);
  };
  const label = (
    <>
      {say('dossier.expand')}
      {all.length > 0 && <span class="badge">{all.length}</span>}
    </>
  );
  return (
    <Menu button={label} title={say('dossier.expand')}>
      {(close) => {
        const done = () => {
          setAsked(null);
          close();
        };
        if (asked) return <HubGuard hub={asked} onDone={done} />;
        return (
          <>
            <div class="h">{say('expand.title')}</div>
            {all.length === 0 && <p class="note">{say('expand.none')}</p>}
            {all.length > 0 && (
              <button onClick={() => take(all, undefined, done)}>
                {say('expand.all')}
                <span class="c">{all.length}</span>
              </button>
            )}
            {groups
              .filter((g) => g.hidden.length > 0)
              .map((g) => (
                <button onClick={() => take(g.hidden, g, done)}>
                  <Glyph label={g.label} size={15} />
                  <span class="muted">{typeName(v, g.type, lang, g.inverse)}</span>
                  {atlas.labelName(g.label)}
                  <span class="c">
                    {g.hidden.length}
                    {g.hidden.length < g.all.length ? ` / ${g.all.length}` : ''}
                  </span>
                </button>
              ))}
          </>
        );
      }}
    </Menu>
  );
}

/** More neighbours than a picture bears: of a node, all of them or of one kind. */
interface Hub {
  node: NodeRecord;
  nodes: number[];
  kind: Expansion | undefined;
}

function HubGuard({ hub: { node, nodes, kind }, onDone }: { hub: Hub; onDone: () => void }) {
  const atlas = useAtlas();
  const { say } = atlas;
  const choose = (run: () => void) => {
    onDone();
    run();
  };
  return (
    <>
      <p class="note">{say('expand.hub', { n: nodes.length })}</p>
      <button onClick={() => choose(() => atlas.add(nodes.slice(0, hubLimit)))}>{say('expand.strongest', { n: hubLimit })}</button>
      <button onClick={() => choose(() => atlas.addAround(node, kind))}>
        {say('expand.anyway')}
        <span class="c">{nodes.length}</span>
      </button>
      <button onClick={onDone}>{say('expand.cancel')}</button>
    </>
  );
}

const shownElsewhere = new Set(['plan', 'name', 'nameEn', 'aliases', 'articles', 'refs', 'quotes', 'kind', 'summary', 'summaryEn', 'dataVersion', 'textHash']);

function Facts({ node }: { node: NodeRecord }) {
  const { vocabulary: v, lang, say } = useAtlas();
  const properties = v.label(node.label)?.properties ?? [];
  const rows = properties.filter((p) => !shownElsewhere.has(p.name) && node.properties[p.name] !== undefined);
  const summary = lang === 'en' ? text(node.properties.summaryEn) || text(node.properties.summary) : text(node.properties.summary);
  if (!rows.length && !summary) return null;
  return (
    <section class="dsec">
      <h2 class="h">{say('dossier.facts')}</h2>
      {summary && <p class="summary">{summary}</p>}
      {rows.length > 0 && (
        <dl class="facts">
          {rows.map((p) => (
            <>
              <dt>{p.title[lang]}</dt>
              <dd>{valueName(v, node.label, p.name, node.properties[p.name]!, lang)}</dd>
            </>
          ))}
        </dl>
      )}
    </section>
  );
}

interface Group {
  key: string;
  type: string;
  inverse: boolean;
  list: RelationshipRecord[];
}

function Relations({ node }: { node: NodeRecord }) {
  const atlas = useAtlas();
  const view = useView(atlas.store);
  const { model, vocabulary: v, say } = atlas;
  const groups = new Map<string, Group>();
  const strength = (r: RelationshipRecord) => v.basis(r.basis)?.strength ?? 0;
  let total = 0;
  let stated = 0;
  let hidden = 0;
  const drawn = basesDrawn(v, view);
  for (const [list, inverse] of [
    [model.out[node.index]!, false],
    [model.in[node.index]!, true],
  ] as const) {
    for (const i of list) {
      const r = model.relationships[i]!;
      if (v.structural(r.type)) continue;
      total++;
      if (v.basis(r.basis)?.textOnly) stated++;
      if (!drawn.has(r.basis)) {
        hidden++;
        continue;
      }
      const key = `${r.type} ${inverse}`;
      let g = groups.get(key);
      if (!g) groups.set(key, (g = { key, type: r.type, inverse, list: [] }));
      g.list.push(r);
    }
  }
  const sorted = [...groups.values()];
  sorted.forEach((g) => g.list.sort((a, b) => strength(b) - strength(a) || a.index - b.index));
  sorted.sort((a, b) => strength(b.list[0]!) - strength(a.list[0]!) || a.list.length - b.list.length);
  return (
    <section class="dsec">
      <h2 class="h">
        {say('dossier.relations')} <em>{say('dossier.relationCount', { n: total, m: stated })}</em>
      </h2>
      {total === 0 && <p class="note">{say('dossier.noRelations')}</p>}
      {sorted.map((g) => (
        <RelationGroup key={g.key} node={node} group={g} />
      ))}
      {hidden > 0 && <p class="note">{say('dossier.filtered', { n: hidden })}</p>}
    </section>
  );
}

const firstFew = 6;

function RelationGroup({ node, group }: { node: NodeRecord; group: Group }) {
  const { say, vocabulary: v, lang } = useAtlas();
  const [all, setAll] = useState(false);
  const list = all ? group.list : group.list.slice(0, firstFew);
  const words = `${typeName(v, group.type, lang, group.inverse)} ${group.inverse ? '←' : '→'}`;
  return (
    <div class="rgroup">
      {list.map((r, i) => (
        <RelationRow key={r.id} r={r} node={node} words={i === 0 ? words : ''} label={words} />
      ))}
      {group.list.length > list.length && (
        <button class="link rest" onClick={() => setAll(true)}>
          {say('dossier.rest', { n: group.list.length - list.length })}
        </button>
      )}
    </div>
  );
}

function RelationRow({ r, node, words, label }: { r: RelationshipRecord; node: NodeRecord; words: string; label: string }) {
  const atlas = useAtlas();
  const { model, lang, vocabulary: v } = atlas;
  const other = model.nodes[otherEnd(r, node.index)]!;
  const hover = (on: boolean) => atlas.session.set({ hoverRelationship: on ? r.index : null });
  const why = rationaleOf(r.properties, lang);
  const list = sources(r.refs, r.quotes);
  const refs = [...new Set(r.refs)];
  // One place stands beside the basis; several stand with the words of each.
  const several = list.filter((s) => s.quote).length > 1;
  const quote = several ? '' : list.find((s) => s.quote)?.quote;
  const names = [node.name, ...node.aliases, other.name, ...other.aliases];
  const role = text(r.properties.role) || text(r.properties.match);
  const roleWords = role && v.type(r.type)?.properties?.flatMap((p) => p.values ?? []).find((x) => x.name === role)?.title[lang];
  return (
    <div class="rr" onPointerEnter={() => hover(true)} onPointerLeave={() => hover(false)}>
      <span class="ty">
        {words || <span class="sr">{label}</span>}
      </span>
      <div>
        <button class="name" onClick={() => atlas.select(other)}>
          <Glyph label={other.label} />
          <b>{atlas.name(other)}</b>
        </button>
        <div class="row bs">
          <BasisLine basis={r.basis} />
          <span>{v.basis(r.basis)?.title[lang]}</span>
          {roleWords && <span class="muted">{roleWords}</span>}
          {!several && refs.map((ref) => <PlaceChip place={ref} quote={list.find((s) => s.ref === ref)?.quote} />)}
        </div>
        {several && <Sources list={list} names={names} />}
        {quote && <Quote quote={quote} names={names} />}
        {why && <div class="why">{why}</div>}
      </div>
    </div>
  );
}

function NotMentioned({ node }: { node: NodeRecord }) {
  const { model, say } = useAtlas();
  const list = silences(model, node);
  if (!list.length) return null;
  return (
    <section class="dsec">
      <h2 class="h">{say('dossier.notMentioned')}</h2>
      <dl class="silgrid">
        {list.map((key) => (
          <>
            <dt>{say(`silence.${key}`)}</dt>
            <dd>
              <Silent text={knownSilent.has(key)} />
            </dd>
          </>
        ))}
      </dl>
    </section>
  );
}

function Words({ node }: { node: NodeRecord }) {
  const { say, model } = useAtlas();
  const own = sources(node.refs, node.quotes);
  const names = [node.name, ...node.aliases];
  const seen = new Set(node.refs);
  const elsewhere: string[] = [];
  for (const i of model.in[node.index]!) {
    const r = model.relationships[i]!;
    if (r.type !== 'MENTIONS') continue;
    for (const ref of r.refs.length ? r.refs : [refOfNode(model.nodes[r.start]!)]) {
      if (ref && !seen.has(ref)) {
        seen.add(ref);
        elsewhere.push(ref);
      }
    }
  }
  const number = (ref: string) => Number(ref.split(':')[1] ?? 0) + (ref.startsWith('art') ? 100 : 0);
  elsewhere.sort((a, b) => number(a) - number(b));
  if (!own.length && !elsewhere.length) return null;
  return (
    <section class="dsec">
      <h2 class="h">
        {say('dossier.quotes')} <em>{say('dossier.places', { n: seen.size })}</em>
      </h2>
      {own.map((s) => (
        <div class="qb">
          <PlaceChip place={s.ref} quote={s.quote} />
          {s.quote ? <Quote quote={s.quote} names={names} /> : <span class="sm muted">{say('dossier.noWords')}</span>}
        </div>
      ))}
      {elsewhere.length > 0 && (
        <div class="elsewhere">
          <span class="sm muted">{say('dossier.alsoIn')}</span>
          {elsewhere.map((ref) => (
            <PlaceChip place={ref} />
          ))}
        </div>
      )}
    </section>
  );
}

/** Questions to the drafter about the node; each opens on the page of findings. */
function FindingsHere({ node }: { node: NodeRecord }) {
  const atlas = useAtlas();
  const { say, lang, store } = atlas;
  const view = useView(store);
  const reply = useSession(atlas.session).findings;
  const list = reply ? narrowed(reply.findings, { textOnly: view.textOnly, node: node.id, accepted: false }) : [];
  if (!reply || !list.length) return null;
  return (
    <section class="dsec">
      <h2 class="h">
        {say('findings.here')} <em>{list.length}</em>
      </h2>
      {list.map((f) => (
        <div class="gp">
          <span class="eyedot" aria-hidden="true" />
          <button class="plain" onClick={() => atlas.change((v) => ({ ...v, page: 'findings', opt: { ...v.opt, rule: f.rule, found: findingKey(f) } }))}>
            {questionOf(f, reply.rules.find((r) => r.id === f.rule), lang)}
          </button>
        </div>
      ))}
    </section>
  );
}

function refOfNode(n: NodeRecord): string {
  const number = n.properties.number;
  if (n.label === 'Article') return `art:${number}`;
  return n.label === 'Chapter' ? `ch:${number}` : '';
}

function RelationshipDossier({ r }: { r: RelationshipRecord }) {
  const atlas = useAtlas();
  const { model, say, vocabulary: v, lang } = atlas;
  const [a, b] = [model.nodes[r.start]!, model.nodes[r.end]!];
  const names = [a.name, ...a.aliases, b.name, ...b.aliases, ...strings(r.properties.forms)];
  const why = rationaleOf(r.properties, lang);
  return (
    <article class="dossier" aria-label={say('dossier.relationship')}>
      <header class="pad">
        <div class="row sm sub">
          {say('dossier.relationship')}
          <span class="grow" />
          <CloseButton />
        </div>
        <h1 class="long sentence">
          <button class="plain" onClick={() => atlas.select(a)}>
            {atlas.name(a)}
          </button>{' '}
          <span class="verb">{typeName(v, r.type, lang)}</span>{' '}
          <button class="plain" onClick={() => atlas.select(b)}>
            {atlas.name(b)}
          </button>
        </h1>
        {r.basis && (
          <div class="row actions">
            <BasisChip basis={r.basis} />
            <span class="muted sm">{v.basis(r.basis)?.definition[lang]}</span>
          </div>
        )}
        <div class="row actions">
          <button class="btn" onClick={() => atlas.traceBetween(a, b)}>
            <Icon name="trace" size={16} />
            {say('dossier.traceEnds')}
          </button>
          <button class="btn" onClick={() => void atlas.copy(relationshipText(model, r, v, lang, atlas.citation()), 'trace.copied')}>
            <Icon name="copy" size={16} />
            {say('trace.copy')}
          </button>
        </div>
      </header>
      {why && (
        <section class="dsec">
          <h2 class="h">{say('dossier.why')}</h2>
          <p class="summary">{why}</p>
        </section>
      )}
      <section class="dsec">
        <h2 class="h">
          {say('dossier.quotes')} <em>{say('dossier.places', { n: new Set(r.refs).size })}</em>
        </h2>
        <div class="padx">
          <Sources list={sources(r.refs, r.quotes)} names={names} />
        </div>
      </section>
    </article>
  );
}
