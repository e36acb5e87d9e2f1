// What helps to write a query: questions to begin with, and the words of the
// graph, each of which goes into the editor by a click.

import { typeName } from '../model/vocabulary';
import { type Atlas, useAtlas } from '../state/atlas';
import { BasisLine, Glyph } from './evidence';

/** Questions to begin with. */
export function starters(atlas: Atlas): { title: string; query: string }[] {
  const { say, model } = atlas;
  const example = atlas.example()?.[0];
  const article = model.nodes.find((n) => n.label === 'Article');
  const text = (s: string) => JSON.stringify(s).replace(/'/g, "\\'");
  return [
    { title: say('query.labels'), query: "MATCH (n)\nRETURN [l IN labels(n) WHERE l <> 'Planatlas'][0] AS label, count(*) AS nodes\nORDER BY nodes DESC" },
    { title: say('query.bases'), query: 'MATCH ()-[r]->()\nWHERE r.basis IS NOT NULL\nRETURN r.basis AS basis, count(*) AS relationships\nORDER BY relationships DESC' },
    {
      title: say('query.silent'),
      query: 'MATCH (c:Cluster)-[:INCLUDES]->(i:Industry)\nWHERE NOT (i)<-[:HOSTS]-(:Platform)\nRETURN DISTINCT i, collect(c.name) AS clusters, i.articles AS articles',
    },
    {
      title: say('query.bodies'),
      query: 'MATCH (b:Body)-[r:RESPONSIBLE_FOR]->(m:Measure)\nRETURN b, count(DISTINCT m) AS measures, collect(DISTINCT m.articles[0]) AS articles\nORDER BY measures DESC\nLIMIT 20',
    },
    {
      title: say('query.weak'),
      query: "MATCH (a)-[r]->(b)\nWHERE r.basis = 'inferred'\nRETURN a, type(r) AS type, b, r.rationale AS why, r.articles AS articles\nORDER BY articles[0]\nLIMIT 50",
    },
    ...(article
      ? [{ title: say('query.article', { n: String(article.properties.number ?? 1) }), query: `MATCH (a:Article {number: ${Number(article.properties.number ?? 1)}})-[r]->(n)\nRETURN type(r) AS type, n, r.quotes AS words` }]
      : []),
    ...(example
      ? [
          {
            title: say('query.around', { name: atlas.name(example) }),
            query: `MATCH path = (a {name: ${text(example.name)}})-[*1..2]-(b)\nWHERE NOT b:Article AND NOT b:Chapter\nRETURN path\nLIMIT 40`,
          },
        ]
      : []),
    {
      title: say('query.words', { words: '创新' }),
      query: "MATCH (a)-[r]->(b)\nWHERE any(q IN r.quotes WHERE q CONTAINS '创新')\nRETURN a, type(r) AS type, b, r.quotes AS words, r.articles AS articles\nLIMIT 50",
    },
  ];
}

/** Labels, types and bases with what is written for them. */
export function SchemaPanel({ onInsert }: { onInsert: (text: string) => void }) {
  const atlas = useAtlas();
  const { say, vocabulary: v, lang } = atlas;
  const ends = (list: string[]) => list.map((l) => atlas.labelName(l)).join(say('common.list'));
  return (
    <aside class="qschema" aria-label={say('query.schema')} tabIndex={0}>
      <p class="muted sm">{say('query.schemaHint')}</p>
      <h2 class="h flush">{say('onto.labels')}</h2>
      <ul>
        {v.ontology.labels.map((l) => (
          <li>
            <button title={(l.properties ?? []).map((p) => `${p.name} ${p.title[lang]}`).join(say('common.list'))} onClick={() => onInsert(`(:${l.name})`)}>
              <Glyph label={l.name} size={15} />
              <span>{l.title[lang]}</span>
              <code class="code">{l.name}</code>
            </button>
          </li>
        ))}
      </ul>
      <h2 class="h flush">{say('onto.types')}</h2>
      <ul>
        {v.ontology.types.map((t) => (
          <li>
            <button title={(t.endpoints ?? []).map((e) => `${ends(e.from)} → ${ends(e.to)}`).join('\n')} onClick={() => onInsert(`-[:${t.name}]->`)}>
              <span>{typeName(v, t.name, lang)}</span>
              <code class="code">{t.name}</code>
            </button>
          </li>
        ))}
      </ul>
      <h2 class="h flush">{say('onto.bases')}</h2>
      <ul>
        {v.bases.map((b) => (
          <li>
            <button title={b.definition[lang]} onClick={() => onInsert(`'${b.name}'`)}>
              <BasisLine basis={b.name} width={22} />
              <span>{b.title[lang]}</span>
              <code class="code">{b.name}</code>
            </button>
          </li>
        ))}
      </ul>
    </aside>
  );
}
