// The words of the graph as the console knows them: what can be written after a
// colon, after a dot and between quotation marks, each with its plain name.

import type { Lang, OntologyProperty, Text } from '../api/types';
import type { Vocabulary } from '../model/vocabulary';

export interface Named {
  name: string;
  note: string;
}

export interface SchemaProperty extends Named {
  type: string;
  /** Labels and types that have it; none for one that all have. */
  of: string[];
  /** What it is a property of. */
  on: 'node' | 'relationship' | 'both';
  /** What it can be, where that is listed. */
  values: Named[];
}

export interface Schema {
  labels: Named[];
  types: Named[];
  properties: SchemaProperty[];
}

const both = (zh: string, en: string): Text => ({ zh, en });

// What the evidence model gives every node and relationship.
const common: [string, string, SchemaProperty['on'], Text][] = [
  ['id', 'STRING', 'both', both('编号', 'id')],
  ['name', 'STRING', 'node', both('名称', 'name')],
  ['nameEn', 'STRING', 'node', both('英文名', 'English name')],
  ['aliases', 'LIST<STRING>', 'node', both('别名', 'other names')],
  ['plan', 'STRING', 'node', both('规划', 'plan')],
  ['basis', 'STRING', 'relationship', both('依据', 'basis')],
  ['rationale', 'STRING', 'relationship', both('理由', 'rationale')],
  ['articles', 'LIST<INTEGER>', 'both', both('条号', 'articles')],
  ['refs', 'LIST<STRING>', 'both', both('出处', 'places')],
  ['quotes', 'LIST<STRING>', 'both', both('原文', 'quotes')],
];

/** The schema of a vocabulary, in a language. */
export function schemaOf(v: Vocabulary, lang: Lang): Schema {
  const properties = new Map<string, SchemaProperty>();
  const put = (name: string, type: string, on: SchemaProperty['on'], note: string, of: string[], values: Named[]) => {
    const known = properties.get(`${on} ${name}`);
    if (!known) return properties.set(`${on} ${name}`, { name, note, type, on, of, values: [...values] });
    known.of.push(...of);
    known.values.push(...values.filter((x) => !known.values.some((y) => y.name === x.name)));
    return properties;
  };
  const bases = v.bases.map((b) => ({ name: b.name, note: b.title[lang] }));
  for (const [name, type, on, title] of common) put(name, type, on, title[lang], [], name === 'basis' ? bases : []);
  const own = (list: OntologyProperty[] | null | undefined, of: string, on: SchemaProperty['on']) => {
    for (const p of list ?? []) {
      if (common.some(([name]) => name === p.name)) continue;
      put(p.name, p.type.toUpperCase(), on, p.title[lang], [of], (p.values ?? []).map((x) => ({ name: x.name, note: x.title[lang] })));
    }
  };
  for (const l of v.ontology.labels) own(l.properties, l.name, 'node');
  for (const t of v.ontology.types) own(t.properties, t.name, 'relationship');
  return {
    labels: v.ontology.labels.map((l) => ({ name: l.name, note: l.title[lang] })),
    types: v.ontology.types.map((t) => ({ name: t.name, note: t.title[lang] })),
    properties: [...properties.values()],
  };
}
