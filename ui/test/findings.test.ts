import { describe, expect, it } from 'vitest';
import type { Finding, FindingsReply, Rule } from '../src/api/types';
import { acceptedFile, acceptLine, countsOf, evidenceOf, findingKey, findingsCsv, groupedFindings, markCounts, markedNodes, narrowed, openCount, questionOf, readMarks } from '../src/model/findings';
import { findNode } from '../src/model/graph';
import { smallModel } from './fixtures/plan';

const model = smallModel();
const industry = model.nodes.find((n) => n.label === 'Industry')!;
const platform = model.nodes.find((n) => n.label === 'Platform')!;
const both = (zh: string, en: string) => ({ zh, en });
const rule = (id: string, severity: Rule['severity'], ask = both('', '')): Rule => ({ id, severity, title: both('题' + id, 'rule ' + id), ask, why: both('因', 'why'), settle: both('解', 'how'), cypher: '' });
const finding = (r: string, node: typeof industry, more: Partial<Finding> = {}): Finding => ({
  rule: r, severity: 'high', node: node.id, name: node.name, nameEn: node.nameEn, articles: node.articles, detail: '细', detailEn: 'detail', textOnly: true, withAnalyst: true, ...more,
});
const accepted = { node: industry.id, reason: '有理由', date: '2021-03-02' };
const findings = [
  finding('a', industry, { withAnalyst: false }),
  finding('b', platform, { severity: 'low' }),
  finding('b', industry, { severity: 'low', accepted }),
];
const reply: FindingsReply = { plan: model.plan, dataVersion: '', rules: [rule('a', 'high'), rule('b', 'low')], findings, broken: [], settled: [] };

describe('findings', () => {
  it('stand on one graph or the other, accepted ones apart', () => {
    expect(openCount(reply, true)).toBe(2);
    expect(openCount(reply, false)).toBe(1);
    expect(openCount(null, false)).toBe(0);
    expect(countsOf(findings, 'b', false)).toEqual({ open: 1, accepted: 1 });
    expect(narrowed(findings, { textOnly: true, node: industry.id, accepted: true }).map((f) => f.rule)).toEqual(['a', 'b']);
    expect(narrowed(findings, { textOnly: true, severity: 'low', accepted: false })).toEqual([findings[1]]);
    expect([...markedNodes(model, reply, false)]).toEqual([platform.index]);
  });

  it('are questions: the rule’s own, else its title; a name is data', () => {
    expect(questionOf(findings[0]!, rule('a', 'high', both('{name}由谁承载？', 'Who carries {name}?')), 'zh')).toBe(`${industry.name}由谁承载？`);
    expect(questionOf({ ...findings[0]!, name: '$&' }, rule('a', 'high', both('{name}？', '?')), 'zh')).toBe('$&？');
    expect(questionOf(findings[0]!, rule('a', 'high'), 'en')).toBe(`${industry.nameEn || industry.name}: rule a`);
  });

  it('come in groups by rule, by place in the text, by label', () => {
    const nowhere = finding('a', platform, { articles: [], node: 'gone:x' });
    const list = [nowhere, finding('b', platform, { articles: [14] }), finding('a', industry, { articles: [2, 12] })];
    expect(groupedFindings(model, list, 'rule').map((g) => [g.key, g.findings.length])).toEqual([['a', 2], ['b', 1]]);
    expect(groupedFindings(model, list, 'place').map((g) => g.key)).toEqual(['2', '14', '']);
    expect(groupedFindings(model, list, 'label').map((g) => g.key)).toEqual(['', 'Platform', 'Industry']);
  });

  it('show the words of the articles they name', () => {
    const node = { ...findNode(model, industry.id)!, refs: ['art:1', 'art:12'], quotes: ['甲', '乙'] };
    expect(evidenceOf(node, finding('a', industry, { articles: [12] }))).toEqual([{ ref: 'art:12', quote: '乙' }]);
    expect(evidenceOf(node, finding('a', industry, { articles: [] }))).toHaveLength(2);
    expect(evidenceOf(undefined, findings[0]!)).toEqual([]);
  });

  it('are accepted by a line of YAML, whatever the reason holds', () => {
    expect(acceptLine({ ...findings[0]!, node: 'p:a' }, '“甲”: "乙"\n#', '2026-01-02')).toBe('  - {rule: "a", node: "p:a", reason: "“甲”: \\"乙\\"\\n#", date: "2026-01-02"}');
  });

  it('bear a reader’s own marks, and those to be accepted make one file', () => {
    const [a, b, done] = [findingKey(findings[0]!), findingKey(findings[1]!), findingKey(findings[2]!)];
    const marks = readMarks(JSON.stringify({ [a]: { mark: 'accept', reason: '可以', date: '2026-01-02' }, [b]: { mark: 'doubt', reason: 'x' }, [done]: { mark: 'seen' }, c: { mark: 'other' }, d: null }));
    expect(marks).toEqual({ [a]: { mark: 'accept', reason: '可以', date: '2026-01-02' }, [b]: { mark: 'doubt' }, [done]: { mark: 'seen' } });
    expect(readMarks('{')).toEqual({});
    expect(readMarks('')).toEqual({});
    expect(markCounts(findings, marks)).toEqual({ '': 0, seen: 0, doubt: 1, accept: 1 });
    expect(acceptedFile(findings, marks)).toBe(`accepted:\n${acceptLine(findings[0]!, '可以', '2026-01-02')}\n`);
    expect(acceptedFile(findings, {})).toBe('');
  });

  it('are CSV', () => {
    const csv = findingsCsv([findings[2]!], new Map(reply.rules.map((r) => [r.id, r])), ['轻重'], { lang: 'zh', severity: () => '低', places: () => '第12条', stands: () => '都', mark: () => '存疑' });
    expect(csv.split('\r\n')[1]).toBe(`低,题b,${industry.name},第12条,细,${industry.name}：题b,都,解,有理由,2021-03-02,存疑,${industry.id}`);
  });
});
