// Facts about the plan at hand: the document, what of it stands in the graph,
// article by article, and what each basis brings.

import { useEffect, useState } from 'preact/hooks';
import { api } from '../api/client';
import type { Plan } from '../api/types';
import { clock, count, numeral, placeName } from '../i18n';
import { type ArticleFacts, type ChapterFacts, chapterFacts, contributions, issuers } from '../model/facts';
import { openCount } from '../model/findings';
import { typeName } from '../model/vocabulary';
import { useAtlas } from '../state/atlas';
import { useFindings } from '../state/findings';
import { useSession } from '../state/session';
import { useView } from '../state/store';
import '../styles/facts.css';
import { BasisLine } from './evidence';
import { Hubs } from './hubs';

export function PlanPage() {
  const atlas = useAtlas();
  useView(atlas.store);
  const { say, lang, plan } = atlas;
  useEffect(() => void atlas.loadText(), []);
  return (
    <article class="factpage" tabIndex={0} aria-label={say('plan.page')}>
      <header>
        <p class="muted">{lang === 'en' ? plan.nameEn || plan.name : plan.name}</p>
        <h1 class="plantitle" lang="zh-CN">
          {plan.title || plan.name}
        </h1>
      </header>
      <Facts />
      <OtherPlans />
      <Bases />
      <Chapters />
      <Hubs />
    </article>
  );
}

function Facts() {
  const atlas = useAtlas();
  const { say, lang, plan, model } = atlas;
  const by = issuers(model);
  const none = <span class="sil">〔 〕 {say('common.notInGraph')}</span>;
  return (
    <dl class="planfacts">
      <div>
        <dt>{say('about.number')}</dt>
        <dd>{plan.number || none}</dd>
      </div>
      <div>
        <dt>{say('about.date')}</dt>
        <dd>{plan.date || none}</dd>
      </div>
      <div>
        <dt>{say('plan.issuers')}</dt>
        <dd>
          {by.length === 0
            ? none
            : by.map((b) => (
                <button class="plain" onClick={() => atlas.openOnMap(b)}>
                  {atlas.name(b)}
                </button>
              ))}
        </dd>
      </div>
      <div>
        <dt>{say('plan.document')}</dt>
        <dd>{say('plan.documentValue', { chapters: plan.chapters, articles: plan.articles })}</dd>
      </div>
      <div>
        <dt>{say('plan.graph')}</dt>
        <dd>{say('plan.graphValue', { nodes: count(plan.nodes), relationships: count(plan.relationships) })}</dd>
      </div>
      <div>
        <dt>{say('about.fullText')}</dt>
        <dd>{say(plan.hasText ? 'about.fullTextYes' : 'about.fullTextNo')}</dd>
      </div>
      <div>
        <dt>{say('about.source')}</dt>
        <dd>{atlas.source && say(atlas.source.engine === 'neo4j' ? 'about.neo4j' : 'about.embedded', { time: clock(atlas.source.readAt, atlas.lang) })}</dd>
      </div>
      <div>
        <dt>{say('about.version')}</dt>
        <dd>
          <span class="code">{plan.dataVersion || model.dataVersion}</span>{' '}
          <button class="link sm" onClick={() => void atlas.copy(plan.dataVersion || model.dataVersion, 'plan.versionCopied')}>
            {say('ask.copyCypher')}
          </button>
        </dd>
      </div>
      <div>
        <dt>{say('plan.id')}</dt>
        <dd class="code">{plan.id}</dd>
      </div>
      {lang === 'en' && plan.nameEn && (
        <div>
          <dt>{say('plan.nameZh')}</dt>
          <dd>{plan.name}</dd>
        </div>
      )}
    </dl>
  );
}

/** The other plans that are loaded; opening one starts afresh. */
function OtherPlans() {
  const atlas = useAtlas();
  const { say, lang } = atlas;
  const [plans, setPlans] = useState<Plan[]>([]);
  useEffect(() => {
    api.plans().then(
      (reply) => setPlans(reply.plans ?? []),
      () => undefined, // the facts of this plan are there all the same
    );
  }, []);
  const others = plans.filter((p) => p.id !== atlas.plan.id);
  if (!others.length) return null;
  const open = (id: string) => {
    location.hash = `#/map?plan=${encodeURIComponent(id)}${lang === 'en' ? '&lang=en' : ''}`;
    location.reload();
  };
  return (
    <section>
      <h2>{say('plan.others')}</h2>
      <ul class="others">
        {others.map((p) => (
          <li>
            <button class="link" onClick={() => open(p.id)}>
              {lang === 'en' ? p.nameEn || p.name : p.name}
            </button>{' '}
            <span class="muted sm">
              {p.number} · {say('plan.documentValue', { chapters: p.chapters, articles: p.articles })}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Bases() {
  const atlas = useAtlas();
  const { say, lang, model, vocabulary: v } = atlas;
  const findings = useFindings(atlas);
  const list = contributions(model, v);
  const text = list.filter((c) => v.basis(c.basis)?.textOnly).reduce((n, c) => n + c.relationships, 0);
  const all = list.reduce((n, c) => n + c.relationships, 0);
  return (
    <section>
      <h2>{say('plan.bases')}</h2>
      <p class="lead">
        {say('plan.basesLead', { n: count(all), text: count(text), share: all ? Math.round((text / all) * 100) : 0 })}
        {findings && say('plan.basesFindings', { text: openCount(findings, true), all: openCount(findings, false) })}
      </p>
      <table class="plain2">
        <thead>
          <tr>
            <th scope="col">{say('table.basis')}</th>
            <th scope="col" class="num">
              {say('plan.count')}
            </th>
            <th scope="col" class="wide">
              {say('plan.share')}
            </th>
            <th scope="col">{say('plan.mostly')}</th>
            <th scope="col" class="num">
              {say('plan.alone')}
            </th>
          </tr>
        </thead>
        <tbody>
          {list.map((c) => (
            <tr>
              <th scope="row">
                <span class="row">
                  <BasisLine basis={c.basis} width={40} ink="var(--ink)" />
                  {v.basis(c.basis)?.title[lang]}
                </span>
              </th>
              <td class="num">{count(c.relationships)}</td>
              <td>
                <span class="bar" aria-hidden="true">
                  <i style={{ width: `${(c.share * 100).toFixed(1)}%` }} />
                </span>{' '}
                <span class="muted sm">{c.relationships ? `${c.share < 0.01 ? '<1' : Math.round(c.share * 100)}%` : '0'}</span>
              </td>
              <td class="sub sm">{c.types.map(([t, n]) => `${typeName(v, t, lang)} ${n}`).join(say('common.list'))}</td>
              <td class="num">
                {c.alone.length > 0 ? (
                  <button class="link" title={say('plan.aloneTitle')} onClick={() => atlas.showOnly(c.alone)}>
                    {count(c.alone.length)}
                  </button>
                ) : (
                  <span class="muted">0</span>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <p class="muted sm">{say('plan.aloneNote')}</p>
    </section>
  );
}

function Chapters() {
  const atlas = useAtlas();
  const { say, model, vocabulary: v } = atlas;
  const { coverage } = useSession(atlas.session);
  const chapters = chapterFacts(model, v);
  const most = Math.max(1, ...chapters.flatMap((c) => c.articles.map((a) => a.nodes)));
  return (
    <section>
      <h2>{say('plan.chapters')}</h2>
      <p class="lead">{say(coverage ? 'plan.coverageLead' : 'plan.nodesLead')}</p>
      <div class="chapterfacts">
        {chapters.map((c) => (
          <Chapter key={c.chapter.id} c={c} coverage={coverage} most={most} />
        ))}
      </div>
    </section>
  );
}

function Chapter({ c, coverage, most }: { c: ChapterFacts; coverage: Map<string, number> | null; most: number }) {
  const atlas = useAtlas();
  const { say, lang } = atlas;
  const n = Number(c.chapter.properties.number);
  return (
    <section class="chapterfact">
      <h3>
        <button class="plain" onClick={() => atlas.read(atlas.short(c.chapter))}>
          <span class="muted">{lang === 'zh' ? numeral(n) : n}</span> {atlas.name(c.chapter)}
        </button>
      </h3>
      <p class="muted sm">{say('plan.chapterValue', { articles: c.articles.length, nodes: c.nodes, measures: c.measures })}</p>
      <ul class="articlefacts">
        {c.articles.map((a) => (
          <Article key={a.article.id} a={a} share={coverage ? coverage.get(`art:${a.article.properties.number}`) : a.nodes / most} covered={coverage !== null} />
        ))}
      </ul>
    </section>
  );
}

function Article({ a, share, covered }: { a: ArticleFacts; share: number | undefined; covered: boolean }) {
  const atlas = useAtlas();
  const { say, lang } = atlas;
  const number = Number(a.article.properties.number);
  const place = placeName(`art:${number}`, lang);
  const percent = share === undefined ? '' : `${Math.round(share * 100)}%`;
  const words = [place, atlas.name(a.article), say('plan.articleValue', { nodes: a.nodes, measures: a.measures }), covered && percent ? say('text.covered', { n: Math.round(share! * 100) }) : ''].filter(Boolean).join(' · ');
  return (
    <li>
      <button title={words} onClick={() => atlas.read(atlas.short(a.article))}>
        <span>{number}</span>
        <span class="bar" aria-hidden="true">
          <i style={{ width: percent || '0' }} />
        </span>
        <small>{covered ? percent : a.nodes}</small>
        <span class="sr">{atlas.name(a.article)}</span>
      </button>
    </li>
  );
}
