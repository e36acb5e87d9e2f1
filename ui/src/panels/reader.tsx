// The reader: chapters and articles, what each says in our words, and the words
// of the plan that the graph quotes. Selecting either side lights the other.

import { useEffect, useMemo, useRef } from 'preact/hooks';
import { numeral, placeName } from '../i18n';
import { formsAt, marksFor, runs, withoutHeading } from '../model/fulltext';
import { findNode, type NodeRecord, text } from '../model/graph';
import { nodesAt, quotesAt, refOf } from '../model/quotes';
import { useAtlas } from '../state/atlas';
import { encodeView } from '../state/codec';
import { type SessionState, useSession } from '../state/session';
import { useView } from '../state/store';
import { Glyph, Silent, useLabelColour } from './evidence';
import { Icon } from './icons';

export interface Outline {
  chapter: NodeRecord;
  articles: NodeRecord[];
}

const number = (n: NodeRecord) => Number(n.properties.number ?? 0);

/** Chapters with their articles, in the document's order. */
export function useOutline(): Outline[] {
  const { model } = useAtlas();
  const chapters = model.nodes.filter((n) => n.label === 'Chapter').sort((a, b) => number(a) - number(b));
  return chapters.map((chapter) => ({
    chapter,
    articles: model.out[chapter.index]!.map((i) => model.relationships[i]!)
      .filter((r) => r.type === 'HAS_PART')
      .map((r) => model.nodes[r.end]!)
      .sort((a, b) => number(a) - number(b)),
  }));
}

/** The place that the reader is open at: the view's, else the first article. */
export function usePlace(): NodeRecord | undefined {
  const atlas = useAtlas();
  const view = useView(atlas.store);
  const outline = useOutline();
  return findNode(atlas.model, view.place) ?? outline[0]?.articles[0] ?? outline[0]?.chapter;
}

export function Contents() {
  const atlas = useAtlas();
  const outline = useOutline();
  const open = usePlace();
  const { coverage } = useSession(atlas.session);
  const { say } = atlas;
  if (!outline.length) return <p class="note">{say('text.noArticles')}</p>;
  return (
    <nav class="ol" aria-label={say('text.contents')}>
      <h2 class="h">
        {say('text.contents')} <em>{say(coverage ? 'text.coverage' : 'text.nodes')}</em>
      </h2>
      {outline.map(({ chapter, articles }) => {
        const opened = open === chapter || articles.includes(open!);
        return (
          <div class="chap">
            <button
              class={open === chapter ? 'oc on' : opened ? 'oc open' : 'oc'}
              aria-current={open === chapter ? 'page' : undefined}
              aria-expanded={opened}
              title={atlas.name(chapter)}
              onClick={() => atlas.read(atlas.short(chapter))}
            >
              <span class="no">{atlas.lang === 'zh' ? numeral(number(chapter)) : number(chapter)}</span>
              <span class="tt">{atlas.name(chapter)}</span>
              {coverage && <Covered share={chapterShare(articles, coverage)} />}
            </button>
            {opened &&
              articles.map((a) => (
                <button
                  class={open === a ? 'oa on' : 'oa'}
                  aria-current={open === a ? 'page' : undefined}
                  title={atlas.name(a)}
                  onClick={() => atlas.read(atlas.short(a))}
                >
                  <span class="no">{number(a)}</span>
                  <span class="tt">{atlas.name(a)}</span>
                  {coverage ? (
                    <Covered share={coverage.get(`art:${number(a)}`)} />
                  ) : (
                    <span class="cn">{nodesAt(atlas.model.nodes, atlas.short(a)).length || ''}</span>
                  )}
                </button>
              ))}
          </div>
        );
      })}
    </nav>
  );
}

function chapterShare(articles: NodeRecord[], coverage: Map<string, number>): number | undefined {
  const shares = articles.map((a) => coverage.get(`art:${number(a)}`)).filter((x): x is number => x !== undefined);
  return shares.length ? shares.reduce((a, b) => a + b, 0) / shares.length : undefined;
}

/** Bar of how many of an article's sentences stand in the graph. */
function Covered({ share }: { share: number | undefined }) {
  const { say } = useAtlas();
  if (share === undefined) return <span class="cov" />;
  const words = say('text.covered', { n: Math.round(share * 100) });
  return (
    <span class="cov" role="img" aria-label={words} title={words}>
      <i style={{ width: `${Math.round(share * 100)}%` }} />
    </span>
  );
}

export function Reader() {
  const atlas = useAtlas();
  const { say, lang } = atlas;
  const session = useSession(atlas.session);
  const place = usePlace();
  const outline = useOutline();
  useEffect(() => void atlas.loadText(), []);
  const top = useRef<HTMLElement>(null);
  useEffect(() => {
    if (top.current) top.current.scrollTop = 0;
  }, [place?.index]);
  if (!place) return <p class="note">{say('text.pickFirst')}</p>;
  const chapter = outline.find((o) => o.chapter === place || o.articles.includes(place));
  const summary = lang === 'en' ? text(place.properties.summaryEn) || text(place.properties.summary) : text(place.properties.summary);
  const ref = refOf(atlas.short(place));
  const heading = soughtAt(session, ref).split('…')[0];
  return (
    <article class="rd" ref={top} aria-label={atlas.name(place)} tabIndex={0}>
      {place.label === 'Article' && chapter && (
        <p class="crumb sm">
          <button class="link quiet" onClick={() => atlas.read(atlas.short(chapter.chapter))}>
            {placeName(`ch:${number(chapter.chapter)}`, lang)} {atlas.name(chapter.chapter)}
          </button>
        </p>
      )}
      <p class="atn">
        {place.label === 'Article' && lang === 'zh' ? `第${numeral(number(place))}条` : placeName(ref, lang)}
      </p>
      <h1 class="att" lang={lang === 'zh' || !place.nameEn ? 'zh-CN' : 'en'}>
        {heading && place.name.includes(heading) && lang === 'zh' ? <mark class="sought">{atlas.name(place)}</mark> : atlas.name(place)}
      </h1>
      <Counts place={place} />
      {atlas.plan.hasText ? <FullText place={place} /> : <QuotedText place={place} />}
      {summary && (
        <section class="sumy">
          <h2>{say('text.summary')}</h2>
          <p>{summary}</p>
        </section>
      )}
      {place.label === 'Chapter' && chapter && (
        <ul class="articles">
          {chapter.articles.map((a) => (
            <li>
              <button class="name" onClick={() => atlas.read(atlas.short(a))}>
                <span class="muted">{placeName(`art:${number(a)}`, lang)}</span> {atlas.name(a)}
              </button>
            </li>
          ))}
        </ul>
      )}
      <NodesHere place={place} />
      <Neighbours place={place} outline={outline} />
    </article>
  );
}

function Counts({ place }: { place: NodeRecord }) {
  const atlas = useAtlas();
  const here = nodesAt(atlas.model.nodes, atlas.short(place));
  const by = new Map<string, number>();
  here.forEach((n) => by.set(n.label, (by.get(n.label) ?? 0) + 1));
  const responsible = here.some((n) => n.label === 'Body');
  return (
    <p class="row sm sub counts">
      {[...by]
        .sort((a, b) => b[1] - a[1])
        .map(([label, n]) => (
          <span>
            {atlas.labelName(label)} <b>{n}</b>
          </span>
        ))}
      {!responsible && place.label === 'Article' && (
        <span>
          {atlas.labelName('Body')} <Silent />
        </span>
      )}
    </p>
  );
}

// With the full text: its paragraphs, names underlined in their label's colour,
// the selection's words on ink.
function FullText({ place }: { place: NodeRecord }) {
  const atlas = useAtlas();
  const view = useView(atlas.store);
  const session = useSession(atlas.session);
  const { text } = session;
  const { model } = atlas;
  const ref = refOf(atlas.short(place));
  const box = useRef<HTMLDivElement>(null);
  const selected = view.selected ? (atlas.selectedNode()?.index ?? -1) : -1;
  const marks = useMemo(() => marksFor(mentioned(atlas, place, ref), ref, formsAt(model, place.index, ref)), [place.index]);
  const sought = soughtAt(session, ref);
  useEffect(() => {
    (box.current?.querySelector('.sought') ?? box.current?.querySelector('.en.sel'))?.scrollIntoView({ block: 'center' });
  }, [selected, place.index, text, sought]);
  const paragraphs = (text?.get(ref) ?? []).map((p, i) => (i === 0 ? withoutHeading(p, place.name) : p)).filter(Boolean);
  if (!text) return <p class="note wait">{atlas.say('text.loading')}</p>;
  return (
    <div class="tx" lang="zh-CN" ref={box}>
      {paragraphs.map((p) => (
        <p class="indent">
          {runs(p, marks, selected, sought).map((r) => {
            if (r.node === null) return r.sought ? <mark class="sought">{r.text}</mark> : r.text;
            const node = model.nodes[r.node]!;
            return (
              <Word node={node} on={r.node === selected} passage={r.passage} sought={r.sought}>
                {r.text}
              </Word>
            );
          })}
        </p>
      ))}
    </div>
  );
}

/** Words of the plan that stand for a node: a link, so that it breaks over lines
 * as text does. */
function Word({ node, on, passage = false, sought = false, children }: { node: NodeRecord; on: boolean; passage?: boolean; sought?: boolean; children: string }) {
  const atlas = useAtlas();
  const colour = useLabelColour();
  return (
    <a
      class={`en ${on ? 'sel' : ''} ${passage ? 'passage' : ''} ${sought ? 'sought' : ''}`}
      href={encodeView({ ...atlas.view, selected: atlas.short(node) }).fragment}
      style={{ '--c': colour(node.label) } as Record<string, string>}
      title={`${atlas.labelName(node.label)}${atlas.lang === 'zh' ? '：' : ': '}${atlas.name(node)}`}
      onClick={(e) => {
        if (e.ctrlKey || e.metaKey || e.shiftKey) return;
        e.preventDefault();
        atlas.select(node);
      }}
    >
      {children}
    </a>
  );
}

/** The words that one came to read at a place, or "". */
function soughtAt(session: SessionState, ref: string): string {
  return session.sought?.ref === ref ? session.sought.quote : '';
}

/** Nodes that rest on a place or that it mentions. */
function mentioned(atlas: ReturnType<typeof useAtlas>, place: NodeRecord, ref: string): NodeRecord[] {
  const { model } = atlas;
  const found = new Map<number, NodeRecord>();
  for (const n of model.nodes) if (n.refs.includes(ref) && !atlas.vocabulary.evidence(n.label)) found.set(n.index, n);
  for (const i of model.out[place.index]!) {
    const r = model.relationships[i]!;
    const n = model.nodes[r.end]!;
    if (r.type === 'MENTIONS' && !atlas.vocabulary.evidence(n.label)) found.set(n.index, n);
  }
  return [...found.values()];
}

// Without the full text: the quotes, with grey bars for what lies between. Their
// width says nothing about length; it only keeps the lines ragged.
function QuotedText({ place }: { place: NodeRecord }) {
  const atlas = useAtlas();
  const view = useView(atlas.store);
  const { say, model } = atlas;
  const ref = refOf(atlas.short(place));
  const content = model.nodes.filter((n) => n.label !== 'Article' && n.label !== 'Chapter');
  const quotes = quotesAt(content, ref);
  const selected = atlas.selectedNode()?.index ?? -1;
  return (
    <>
      <div class="tx" lang="zh-CN">
        {quotes.length === 0 && <p class="muted">{say('text.noQuotes')}</p>}
        <p>
          {quotes.map((q, i) => {
            const node = model.nodes[q.nodes.includes(selected) ? selected : q.nodes[0]!]!;
            const on = q.nodes.includes(selected) && view.selected !== null;
            return (
              <>
                <Word node={node} on={on}>
                  {q.quote}
                </Word>
                <span class={`gap g${(q.quote.length + i * 3) % 4}`} aria-hidden="true" />{' '}
              </>
            );
          })}
        </p>
      </div>
      <p class="partial">
        <Icon name="text" size={16} />
        <span>{say('text.partial')}</span>
      </p>
    </>
  );
}

function NodesHere({ place }: { place: NodeRecord }) {
  const atlas = useAtlas();
  const view = useView(atlas.store);
  const here = nodesAt(atlas.model.nodes, atlas.short(place));
  if (!here.length) return null;
  const labels = atlas.vocabulary.ontology.labels.map((l) => l.name);
  here.sort((a, b) => labels.indexOf(a.label) - labels.indexOf(b.label));
  return (
    <section class="here">
      <h2 class="h flush">
        {atlas.say('text.inPlace')} <em>{here.length}</em>
      </h2>
      <div class="tags">
        {here.map((n) => (
          <button class={view.selected === atlas.short(n) ? 'tag on' : 'tag'} onClick={() => atlas.select(n)}>
            <Glyph label={n.label} size={15} />
            {atlas.name(n)}
          </button>
        ))}
      </div>
    </section>
  );
}

function Neighbours({ place, outline }: { place: NodeRecord; outline: Outline[] }) {
  const atlas = useAtlas();
  const all = outline.flatMap((o) => o.articles);
  const at = place.label === 'Article' ? all.indexOf(place) : -1;
  if (at < 0) return null;
  const link = (n: NodeRecord | undefined, before: boolean) =>
    n ? (
      <button class="btn ghost" onClick={() => atlas.read(atlas.short(n))}>
        {before && '← '}
        {number(n)} {atlas.name(n)}
        {!before && ' →'}
      </button>
    ) : (
      <span />
    );
  return (
    <nav class="pn">
      {link(all[at - 1], true)}
      {link(all[at + 1], false)}
    </nav>
  );
}
