// The words of the graph: labels, types of relationships, bases, each with what
// it means, how many there are and examples that open. It is the legend as well.

import type { OntologyLabel, OntologyType } from '../api/types';
import { count } from '../i18n';
import { endsOf, exampleNodes, exampleOf, tally } from '../model/facts';
import type { NodeRecord, RelationshipRecord } from '../model/graph';
import { typeName } from '../model/vocabulary';
import { useAtlas } from '../state/atlas';
import { useView } from '../state/store';
import '../styles/facts.css';
import { BasisLine, Glyph, PlaceChip, Quote, Silent } from './evidence';

const examplesMost = 3;

export function OntologyPage() {
  const atlas = useAtlas();
  useView(atlas.store);
  const { say, vocabulary: v, model } = atlas;
  const labels = tally(model.nodes, (n) => n.label);
  const types = tally(model.relationships, (r) => r.type);
  const bases = tally(model.relationships, (r) => r.basis);
  const examples = exampleNodes(model, v, examplesMost);
  const section = (id: string) => (e: Event) => {
    e.preventDefault();
    document.getElementById(id)?.scrollIntoView();
  };
  return (
    <article class="factpage" tabIndex={0} aria-label={say('onto.title')}>
      <header>
        <h1>{say('onto.title')}</h1>
        <p class="lead">{say('onto.lead', { labels: v.ontology.labels.length, types: v.ontology.types.length, bases: v.bases.length })}</p>
        <nav class="jump" aria-label={say('onto.jump')}>
          {(['labels', 'types', 'bases', 'signs'] as const).map((s) => (
            <a class="link" href="#" onClick={section('onto-' + s)}>
              {say(`onto.${s}`)}
            </a>
          ))}
        </nav>
      </header>
      <section id="onto-labels">
        <h2>{say('onto.labels')}</h2>
        <div class="labelcards">
          {v.ontology.labels.map((l) => (
            <LabelCard key={l.name} l={l} n={labels.get(l.name) ?? 0} examples={examples.get(l.name) ?? []} />
          ))}
        </div>
      </section>
      <section id="onto-types">
        <h2>{say('onto.types')}</h2>
        <p class="muted sm">{say('onto.typesNote')}</p>
        <div class="typerows">
          {v.ontology.types.map((t) => (
            <TypeRow key={t.name} t={t} n={types.get(t.name) ?? 0} />
          ))}
        </div>
      </section>
      <section id="onto-bases">
        <h2>{say('onto.bases')}</h2>
        <p class="muted sm">{say('onto.basesNote')}</p>
        <div class="typerows">
          {v.bases.map((b) => {
            const example = exampleOf(model, v, atlas.start, (r) => r.basis === b.name && !v.structural(r.type));
            return (
              <div class="typerow">
                <div class="tname">
                  <BasisLine basis={b.name} width={88} ink="var(--ink)" />
                  <b>{b.title[atlas.lang]}</b> <span class="code">{b.name}</span>
                </div>
                <div class="tsay">
                  <p>{b.definition[atlas.lang]}</p>
                  <p class="muted sm">{say(b.textOnly ? 'onto.inText' : 'onto.notInText')}</p>
                  {example && <Example r={example} />}
                </div>
                <div class="tcount">{count(bases.get(b.name) ?? 0)}</div>
              </div>
            );
          })}
        </div>
      </section>
      <section id="onto-signs">
        <h2>{say('onto.signs')}</h2>
        <p class="row signrow">
          <span class="weak">▾ {say('trace.weakest')}</span>
          <span class="sub">{say('about.weakest')}</span>
        </p>
        <p class="row signrow">
          <Silent text />
          <span class="sub">{say('about.silent')}</span>
        </p>
        <p class="row signrow">
          <Silent />
          <span class="sub">{say('about.blank')}</span>
        </p>
        <p class="row signrow">
          <i class="signdot" aria-hidden="true" />
          <span class="sub">{say('onto.finding')}</span>
        </p>
      </section>
    </article>
  );
}

function LabelCard({ l, n, examples }: { l: OntologyLabel; n: number; examples: NodeRecord[] }) {
  const atlas = useAtlas();
  const { say, lang } = atlas;
  const properties = (l.properties ?? []).filter((p) => !['name', 'nameEn', 'aliases'].includes(p.name));
  const all = () => atlas.showLabel(l.name);
  return (
    <section class="labelcard">
      <header class="row">
        <Glyph label={l.name} size={24} />
        <h3>
          {l.title[lang]} <span class="code">{l.name}</span>
        </h3>
        <span class="grow" />
        {n > 0 ? (
          <button class="link" title={say('onto.allOf', { n, label: l.title[lang] })} onClick={all}>
            {count(n)}
          </button>
        ) : (
          <span class="muted">0</span>
        )}
      </header>
      <p>{l.definition[lang]}</p>
      {properties.length > 0 && (
        <p class="muted sm">
          {say('onto.properties')}
          {properties.map((p, i) => (
            <span title={p.values?.map((x) => x.title[lang]).join(say('common.list'))}>
              {i > 0 ? say('common.list') : ''}
              {p.title[lang]}
            </span>
          ))}
        </p>
      )}
      {examples.length > 0 && (
        <ul class="examples">
          {examples.map((e) => (
            <li>
              <button class="plain" onClick={() => atlas.openOnMap(e)}>
                {atlas.name(e)}
              </button>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function TypeRow({ t, n }: { t: OntologyType; n: number }) {
  const atlas = useAtlas();
  const { say, lang, model, vocabulary: v } = atlas;
  const direction = { up: 'about.up', down: 'about.down', level: 'about.level', none: 'about.none' } as const;
  const sign = { up: '↑', down: '↓', level: '↔', none: '' } as const;
  const example = exampleOf(model, v, atlas.start, (r) => r.type === t.name);
  return (
    <div class="typerow">
      <div class="tname">
        <b>{t.title[lang]}</b> <span class="code">{t.name}</span>
        <p class="muted sm">
          {t.inverse[lang] !== t.title[lang] && <>{say('onto.inverse', { words: t.inverse[lang] })} · </>}
          {sign[t.trace] && <span aria-hidden="true">{sign[t.trace]} </span>}
          {say(direction[t.trace])}
        </p>
      </div>
      <div class="tsay">
        <p>{t.definition[lang]}</p>
        <div class="ends2">
          {endsOf(t).map((e) => (
            <span>
              <Labels names={e.from} /> <i aria-label={say('onto.to')}>→</i> <Labels names={e.to} />
            </span>
          ))}
        </div>
        {example && <Example r={example} />}
      </div>
      <div class="tcount">{count(n)}</div>
    </div>
  );
}

/** Labels in a row; when all may stand there, that is said. */
function Labels({ names }: { names: string[] }) {
  const atlas = useAtlas();
  const { vocabulary: v, say } = atlas;
  if (names.includes('*') || names.length >= v.ontology.labels.length - 2) return <b>{say('onto.any')}</b>;
  return (
    <>
      {names.map((name) => (
        <span class="lab">
          <Glyph label={name} size={14} />
          {atlas.labelName(name)}
        </span>
      ))}
    </>
  );
}

/** A relationship as a sentence with its place and words. */
export function Example({ r }: { r: RelationshipRecord }) {
  const atlas = useAtlas();
  const { model, vocabulary: v, lang } = atlas;
  const [a, b] = [model.nodes[r.start]!, model.nodes[r.end]!];
  return (
    <p class="example">
      <button class="plain" onClick={() => atlas.openRelationship(r.index)}>
        {atlas.name(a)} <em>{typeName(v, r.type, lang)}</em> {atlas.name(b)}
      </button>
      {r.refs[0] && <PlaceChip place={r.refs[0]} />}
      {r.quotes[0] && <Quote quote={r.quotes[0]} />}
    </p>
  );
}
