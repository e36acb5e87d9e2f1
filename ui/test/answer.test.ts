import { describe, expect, it } from 'vitest';
import type { Question } from '../src/api/types';
import { placeName } from '../src/i18n';
import { answerCsv, argumentValue, choiceTitle, codedWord, filledIn, oneAJob, readAnswer } from '../src/model/answer';
import { vocabulary } from '../src/model/vocabulary';
import { ontology, smallModel } from './fixtures/plan';

const model = smallModel();
const property = { name: 'kind', title: { zh: '种类', en: 'kind' }, type: 'string', values: [{ name: 'strategic', title: { zh: '战略性', en: 'strategic' } }] };
const v = vocabulary({ ...ontology, labels: ontology.labels.map((l) => (l.name === 'Industry' ? { ...l, properties: [property] } : l)) });
const place = (r: string) => placeName(r, 'zh');
const read = (keys: string[], ...records: unknown[][]) => readAnswer(model, v, 'zh', keys, records);
const both = { zh: '题', en: 'title' };
const question = (id: string, job: number, parameters: Question['parameters'] = []): Question => ({ id, job, title: both, description: both, parameters, columns: [], cypher: '' });

describe('an answer', () => {
  it('finds the node that a name stands for, by the label beside it', () => {
    const name = model.nodes.find((n) => n.label === 'Industry')!.name;
    const node = read(['name', 'label'], [name, 'Industry']).rows[0]![0]!;
    expect(node).toMatchObject({ kind: 'node', node: { name, label: 'Industry' } });
    expect(read(['name', 'label'], [name, 'Goal']).rows[0]![0]).toMatchObject({ kind: 'text', text: name });
    expect(read(['industry'], [name]).nodes).toHaveLength(1);
  });

  it('leaves a name that several nodes bear as text', () => {
    const name = model.nodes.find((n) => n.label === 'Industry')!.name;
    const twice = { ...model, nodes: [...model.nodes, { ...model.nodes[0]!, index: model.nodes.length, name, label: 'Industry' }] };
    expect(readAnswer(twice, v, 'zh', ['industry'], [[name]]).rows[0]![0]!.kind).toBe('text');
  });

  it('tells what the graph has not from what the text is known not to say, and both from what has nothing to say', () => {
    const a = read(['bodies', 'byYear', 'strength', 'rationale'], [[], null, null, null]);
    expect(a.rows[0]!.map((c) => c.kind)).toEqual(['silent', 'silent', 'none', 'none']);
    expect([a.silentRows, a.blankRows]).toEqual([0, 1]);
    const b = readAnswer(model, v, 'zh', ['industry', 'base', 'group'], [[null, null, null]], [{ name: 'base', title: both, empty: 'text' }, { name: 'group', title: both, empty: 'none' }]);
    expect(b.rows[0]).toEqual([{ kind: 'silent', text: false }, { kind: 'silent', text: true }, { kind: 'none' }]);
    expect([b.silentRows, b.blankRows]).toEqual([1, 1]);
    expect(read(['strength'], [null]).blankRows).toBe(0);
  });

  it('is in English where the graph has English', () => {
    const n = { ...model.nodes.find((x) => x.label === 'Industry')!, properties: { clauses: ['一', '二'], clausesEn: ['one', 'two'] } };
    const r = { ...model.relationships[0]!, properties: { rationale: '只凭名称', rationaleEn: 'by name alone' } };
    const bilingual = { ...model, nodes: [n], relationships: [r] };
    const cells = (lang: 'zh' | 'en') => readAnswer(bilingual, v, lang, ['rationale', 'text'], [['只凭名称', ['二', '三']]]).rows[0];
    expect(cells('en')).toMatchObject([{ text: 'by name alone' }, { items: [{ text: 'two' }, { text: '三' }] }]);
    expect(cells('zh')).toMatchObject([{ text: '只凭名称' }, { items: [{ text: '二' }, { text: '三' }] }]);
  });

  it('names a place once', () => {
    expect(read(['articles'], [['ch:5', 'ch:5', 3]]).rows[0]![0]).toMatchObject({ items: [{ ref: 'ch:5' }, { ref: 'art:3' }] });
  });

  it('takes a number of articles for a number, not for an article', () => {
    const columns = [{ name: 'articles', title: both, kind: 'count' as const }, { name: 'elsewhere', title: both, kind: 'places' as const }, { name: 'link', title: both, kind: 'basis' as const }];
    const a = readAnswer(model, v, 'zh', ['articles', 'elsewhere', 'link', 'date'], [[5, [6, 'ch:7'], 'inferred', { $date: '2021-02-24' }]], columns);
    expect(a.rows[0]).toMatchObject([
      { kind: 'text', text: '5', number: true },
      { kind: 'list', items: [{ kind: 'place', ref: 'art:6' }, { kind: 'place', ref: 'ch:7' }] },
      { kind: 'basis', basis: 'inferred' },
      { kind: 'text', text: '2021-02-24' },
    ]);
  });

  it('reads places, bases, quotes and numbers', () => {
    const a = read(['article', 'articles', 'basis', 'quote', 'value'], [12, ['ch:7', 14], 'name_match', '原文', 7.5]);
    expect(a.rows[0]).toMatchObject([
      { kind: 'place', ref: 'art:12' },
      { kind: 'list', items: [{ kind: 'place', ref: 'ch:7' }, { kind: 'place', ref: 'art:14' }] },
      { kind: 'basis', basis: 'name_match' },
      { kind: 'quote', text: '原文' },
      { kind: 'text', text: '7.5', number: true },
    ]);
    expect(a.bases).toEqual([['name_match', 1]]);
  });

  it('is CSV with the headings of the page', () => {
    const csv = answerCsv(read(['article', 'bodies'], [12, ['甲', '乙']], [14, []]), ['条', '责任主体'], v, 'zh', place);
    expect(csv).toBe('\ufeff条,责任主体\r\n第12条,甲、乙\r\n第14条,\r\n');
  });
});

describe('the form of a question', () => {
  const chapter = { name: 'chapter', title: both, type: 'integer', default: '' };
  it('takes what was written, else the default; an empty value means any', () => {
    const q = question('q', 1, [chapter, { name: 'goal', title: both, type: 'string', default: '甲' }]);
    expect(filledIn(q, {})).toEqual({ chapter: '', goal: '甲' });
    expect(filledIn(q, { goal: '', chapter: '6', other: 'x' })).toEqual({ chapter: '6', goal: '' });
  });

  it.each([
    ['integer', '6', 6], ['float', '1.5', 1.5], ['integer', 'six', 'six'], ['boolean', 'false', false], ['string', '6', '6'], ['strings', '甲，乙, ', ['甲', '乙']], ['string', '', null],
  ])('%s %j', (type, text, value) => expect(argumentValue(type, text)).toEqual(value));

  it('words its choices', () => {
    expect(choiceTitle(v, chapter, { value: '6', title: '改革' }, 'zh', place)).toBe('第六章 改革');
    expect(codedWord(v, 'kind', 'strategic', 'zh')).toBe('战略性');
    expect(choiceTitle(v, { ...chapter, name: 'kind' }, { value: 'strategic', title: 'strategic' }, 'en', place)).toBe('strategic');
    expect(codedWord(v, 'level', 'nowhere', 'zh')).toBe('nowhere');
  });
});

it('offers one question a job', () => {
  expect(oneAJob([question('b', 2), question('a', 1), question('c', 1)]).map((q) => q.id)).toEqual(['a', 'b']);
});
