// Look-ups over the ontology: what a label, type, basis or property value is
// called and how it is drawn.

import type { Lang, Ontology, OntologyBasis, OntologyLabel, OntologyType, PropertyValue } from '../api/types';

export interface Vocabulary {
  ontology: Ontology;
  label(name: string): OntologyLabel | undefined;
  type(name: string): OntologyType | undefined;
  basis(name: string): OntologyBasis | undefined;
  /** Types that say how the document is arranged, not what the plan says. */
  structural(type: string): boolean;
  /** Bases as readers meet them, strongest first. */
  bases: OntologyBasis[];
  /** True for Plan, Chapter and Article. */
  evidence(label: string): boolean;
}

/** Look-ups over an ontology. */
export function vocabulary(ontology: Ontology): Vocabulary {
  const labels = new Map(ontology.labels.map((l) => [l.name, l]));
  const types = new Map(ontology.types.map((t) => [t.name, t]));
  const bases = new Map(ontology.bases.map((b) => [b.name, b]));
  return {
    ontology,
    label: (name) => labels.get(name),
    type: (name) => types.get(name),
    basis: (name) => bases.get(name),
    structural: (name) => types.get(name)?.trace === 'none',
    bases: ontology.bases,
    evidence: (name) => labels.get(name)?.category === 'evidence',
  };
}

/** Name of a label in a language; the label itself when unknown. */
export function labelName(v: Vocabulary, label: string, lang: Lang): string {
  return v.label(label)?.title[lang] ?? label;
}

/** Reading of a type from start to end, or from end to start. */
export function typeName(v: Vocabulary, type: string, lang: Lang, inverse = false): string {
  const t = v.type(type);
  if (!t) return type;
  return (inverse ? t.inverse : t.title)[lang];
}

/** Name of a basis in a language. */
export function basisName(v: Vocabulary, basis: string, lang: Lang): string {
  return v.basis(basis)?.title[lang] ?? basis;
}

/** Strength of a basis; 0 when there is none. */
export function strengthOf(v: Vocabulary, basis: string): number {
  return v.basis(basis)?.strength ?? 0;
}

/** A property's value in words, using the ontology's names of its values. */
export function valueName(v: Vocabulary, label: string, property: string, value: PropertyValue, lang: Lang): string {
  const p = v.label(label)?.properties?.find((q) => q.name === property);
  const words = p?.values?.find((x) => x.name === value);
  if (words) return words.title[lang];
  if (typeof value === 'boolean') return lang === 'zh' ? (value ? '是' : '否') : value ? 'yes' : 'no';
  return Array.isArray(value) ? value.join(lang === 'zh' ? '、' : ', ') : String(value);
}
