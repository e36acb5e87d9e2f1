// The legend, read from the ontology, and the facts about the plan.

import { count } from '../i18n';
import { useAtlas } from '../state/atlas';
import { BasisLine, Glyph, Silent } from './evidence';

export function About() {
  const atlas = useAtlas();
  const { say, vocabulary: v, lang, plan, model } = atlas;
  const direction = { up: 'about.up', down: 'about.down', level: 'about.level', none: 'about.none' } as const;
  const counts = new Map<string, number>();
  model.nodes.forEach((n) => counts.set(n.label, (counts.get(n.label) ?? 0) + 1));
  model.relationships.forEach((r) => {
    counts.set('type ' + r.type, (counts.get('type ' + r.type) ?? 0) + 1);
    counts.set('basis ' + r.basis, (counts.get('basis ' + r.basis) ?? 0) + 1);
  });
  return (
    <article class="about" tabIndex={0} aria-label={say('about.title')}>
      <header>
        <h1>{say('about.title')}</h1>
        <p>{say('about.lead')}</p>
      </header>
      <section>
        <h2>{say('about.labels')}</h2>
        <dl class="lg">
          {v.ontology.labels.map((l) => (
            <div class="li">
              <Glyph label={l.name} size={28} />
              <dt>
                {l.title[lang]} <span class="code">{l.name}</span>
              </dt>
              <dd>
                {l.definition[lang]} <span class="muted">{counts.get(l.name) ?? 0}</span>
              </dd>
            </div>
          ))}
        </dl>
      </section>
      <section>
        <h2>{say('about.bases')}</h2>
        <dl class="lg one">
          {v.bases.map((b) => (
            <div class="li wide">
              <BasisLine basis={b.name} width={96} ink="var(--ink)" />
              <dt>
                {b.title[lang]} <span class="code">{b.name}</span>
              </dt>
              <dd>
                {b.definition[lang]} <span class="muted">{counts.get('basis ' + b.name) ?? 0}</span>
              </dd>
            </div>
          ))}
        </dl>
        <h3>{say('about.signs')}</h3>
        <p class="row sign">
          <span class="weak">▾ {say('trace.weakest')}</span>
          <span class="muted">{say('about.weakest')}</span>
        </p>
        <p class="row sign">
          <Silent />
          <span class="muted">{say('about.silent')}</span>
        </p>
      </section>
      <section>
        <h2>{say('about.types')}</h2>
        <dl class="lg one types">
          {v.ontology.types.map((t) => (
            <div class="li">
              <dt>
                {t.title[lang]} <span class="code">{t.name}</span>
              </dt>
              <dd>
                {t.definition[lang]} <span class="muted">{say(direction[t.trace])} · {counts.get('type ' + t.name) ?? 0}</span>
              </dd>
            </div>
          ))}
        </dl>
      </section>
      <section>
        <h2>{say('about.plan')}</h2>
        <p class="plantitle" lang="zh-CN">
          {plan.title || plan.name}
        </p>
        <dl class="facts">
          <dt>{say('about.number')}</dt>
          <dd>{plan.number}</dd>
          <dt>{say('about.date')}</dt>
          <dd>{plan.date}</dd>
          <dt>{say('about.size')}</dt>
          <dd>
            {say('about.sizeValue', {
              chapters: plan.chapters,
              articles: plan.articles,
              nodes: count(model.nodes.length),
              relationships: count(model.relationships.length),
            })}
          </dd>
          <dt>{say('about.version')}</dt>
          <dd class="code">{model.dataVersion}</dd>
          <dt>{say('about.fullText')}</dt>
          <dd>{say(plan.hasText ? 'about.fullTextYes' : 'about.fullTextNo')}</dd>
        </dl>
      </section>
    </article>
  );
}
