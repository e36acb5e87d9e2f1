import { describe, expect, it } from 'vitest';
import { findingText, nodeText, relationshipText, sharedUrl } from '../src/model/citation';
import { smallModel, words as v } from './fixtures/plan';

const model = smallModel();
const citation = { title: '某规划的建议', number: '某〔2021〕1号', version: 'abc', url: 'http://x/#/map' };
const tail = '出处：《某规划的建议》（某〔2021〕1号）\n关系与依据：规划图谱，数据版本 abc\n链接：http://x/#/map';

describe('what is copied', () => {
  it.each([
    ['http://127.0.0.1:8080/#/map', ''],
    ['http://localhost/#/map', ''],
    ['http://[::1]:8080/', ''],
    ['https://plans.example.cn/#/map', 'https://plans.example.cn/#/map'],
  ])('gives no address of one machine alone: %s', (url, want) => expect(sharedUrl(url)).toBe(want));

  it('a node: what it is, its places and words, where from', () => {
    const n = { ...model.nodes.find((x) => x.label === 'Industry')!, refs: ['art:12', 'art:12', 'ch:4'], quotes: ['新材料', '新材料', ''] };
    expect(nodeText(n, v, 'zh', citation)).toBe(`${n.name}（产业）\n第12条：“新材料”\n第四章\n${tail}`);
    expect(nodeText(n, v, 'en', { ...citation, url: '' })).toMatch(/ \(Industry\)\nArt\. 12: “新材料”\nCh\. 4\n[^\n]+\n.*abc$/);
  });

  it('a relationship: sentence, basis, words, reason', () => {
    const r = model.relationships.find((x) => x.type === 'HOSTS')!;
    const withWhy = { ...r, refs: ['art:14'], quotes: ['集聚区'], properties: { ...r.properties, rationale: '只凭名称' } };
    const [a, b] = [model.nodes[r.start]!, model.nodes[r.end]!];
    expect(relationshipText(model, withWhy, v, 'zh', citation)).toBe(`${a.name} 承载 ${b.name}〔${v.basis(r.basis)!.title.zh}〕\n第14条：“集聚区”\n理由：只凭名称\n${tail}`);
  });

  it('a finding: question, evidence, why, how', () => {
    const n = { ...model.nodes.find((x) => x.label === 'Industry')!, refs: ['art:12'], quotes: ['新材料'] };
    const both = (zh: string) => ({ zh, en: zh });
    const f = { rule: 'r', severity: 'high' as const, node: n.id, name: n.name, nameEn: '', articles: [12], detail: '没有写明', detailEn: '', textOnly: true, withAnalyst: true };
    const rule = { id: 'r', title: both('题'), severity: 'high' as const, ask: both('{name}由谁承载？'), why: both('难分解'), settle: both('补写'), cypher: '' };
    expect(findingText(f, rule, n, 'zh', citation)).toBe(`${n.name}由谁承载？\n依据：没有写明\n第12条：“新材料”\n为什么要问：难分解\n怎样了结：补写\n${tail}`);
  });
});
