import { CompletionContext } from '@codemirror/autocomplete';
import { EditorState } from '@codemirror/state';
import { describe, expect, it } from 'vitest';
import { completions, cypherLanguage } from '../src/console/cypher';
import { schemaOf } from '../src/console/schema';
import { elements, planSteps, toCsv, valueOf, words } from '../src/model/result';
import { aroundCypher, chainCypher, matrixCypher, pictureCypher } from '../src/model/showcypher';
import { mustIndex, reply, smallModel, words as vocabulary } from './fixtures/plan';

const prop = (name: string, on: 'node' | 'relationship' | 'both', of: string[] = [], values: string[] = []) => ({ name, note: '', type: 'STRING', on, of, values: values.map((v) => ({ name: v, note: '' })) });
const schema = {
  labels: [{ name: 'Cluster', note: '产业集群' }, { name: 'Platform', note: '平台载体' }],
  types: [{ name: 'HOSTS', note: '承载' }, { name: 'INCLUDES', note: '包含' }],
  properties: [prop('id', 'both'), prop('name', 'node'), prop('basis', 'relationship', [], ['explicit', 'inferred']), prop('kind', 'node', ['Platform'], ['base']), prop('level', 'node', ['Cluster']), prop('match', 'relationship', ['HOSTS'])],
};

/** Completions at the | in a text. */
function offered(text: string): string[] {
  const pos = text.indexOf('|');
  const state = EditorState.create({ doc: text.replace('|', ''), extensions: [cypherLanguage] });
  const found = completions(schema)(new CompletionContext(state, pos, false));
  return found?.options.map((o) => o.label) ?? [];
}

describe('completion', () => {
  it.each([
    ['MATCH (c:|', ['Cluster', 'Platform']],
    ['MATCH (c:Clu|)', ['Cluster', 'Platform']],
    ['MATCH (c)-[:|', ['HOSTS', 'INCLUDES']],
    ['MATCH (c)-[r:HOS|]->()', ['HOSTS', 'INCLUDES']],
    // What a variable stands for says which properties it has.
    ['MATCH (c) WHERE c.|', ['id', 'name', 'kind', 'level']],
    ['MATCH (c:Platform) WHERE c.|', ['kind', 'id', 'name']],
    ['MATCH (c)-[r]->(d) WHERE r.|', ['id', 'basis', 'match']],
    ['MATCH (c)-[r:INCLUDES]->(d) WHERE r.b|', ['id', 'basis']],
    ['MATCH ()-[r:HOSTS*1..2]-() WHERE r.|', ['match', 'id', 'basis']],
    ['RETURN x.|', ['id', 'name', 'basis', 'kind', 'level', 'match']],
    ['MATCH (c {k|', ['id', 'name', 'kind', 'level']],
    ['MATCH (c:Cluster {name: 1, l|', ['level', 'id', 'name']],
    ['MATCH ()-[r {b|', ['id', 'basis', 'match']],
    // What a property can be.
    ["MATCH ()-[r]->() WHERE r.basis = '|", ['explicit', 'inferred']],
    ["MATCH ()-[r]->() WHERE r.basis IN ['explicit', '|", ['explicit', 'inferred']],
    ["MATCH ()-[r {basis: 'inf|", ['explicit', 'inferred']],
    ["MATCH (p:Platform) WHERE p.kind = '|", ['base']],
    ["MATCH (p) WHERE p.name = '|", []],
  ])('%s', (text, names) => expect(offered(text)).toEqual(names));

  it('offers variables, keywords and functions elsewhere', () => {
    const names = offered('MATCH (cluster:Cluster) RETURN c|');
    expect(names).toEqual(expect.arrayContaining(['cluster', 'COUNT', 'count', 'collect']));
    expect(offered('|')).toEqual([]);
  });

  it('knows the vocabulary of the plan, in both languages', () => {
    const zh = schemaOf(vocabulary, 'zh');
    expect(zh.properties.find((p) => p.name === 'basis')!.values).toContainEqual({ name: 'explicit', note: '原文明示' });
    expect(zh.properties.find((p) => p.name === 'quotes')).toMatchObject({ on: 'both', note: '原文', of: [] });
    expect(new Set(zh.properties.map((p) => `${p.on} ${p.name}`)).size).toBe(zh.properties.length);
    expect(schemaOf(vocabulary, 'en').types.find((t) => t.name === 'HOSTS')!.note).toBe('hosts');
  });
});

describe('results', () => {
  const node = { $node: reply.nodes[3] };
  const rel = { $relationship: reply.relationships[7] };

  it.each([
    [null, 'null'],
    [[1, 2], 'list'],
    [{ $node: {} }, 'node'],
    [{ $path: { nodes: [], relationships: [] } }, 'path'],
    [{ a: 1 }, 'map'],
    [{ $map: { $node: 1 } }, 'map'],
    [{ $date: '2021-02-24' }, 'plain'],
    ['text', 'plain'],
    [true, 'plain'],
  ])('%j is a %s', (cell, kind) => expect(valueOf(cell).kind).toBe(kind));

  it('in words', () => {
    expect(words(node)).toBe('“3+3”先进制造业集群体系');
    expect(words([1, null, 'a'])).toBe('1; ; a');
    expect(words({ $integer: '9223372036854775807' })).toBe('9223372036854775807');
  });

  it('as CSV, quoted, never run as a formula', () => {
    const csv = toCsv(['名称', 'n'], [['a,"b"', 1], ['=1+1', -2], [null, ['x', 'y']]]);
    expect(csv).toBe('\ufeff名称,n\r\n"a,""b""",1\r\n\'=1+1,-2\r\n,x; y\r\n');
  });

  it('name what can stand on the map, ends of relationships too', () => {
    const found = elements([[node, [rel]], [{ deep: node }, 1]]);
    expect(found.relationships.size).toBe(1);
    expect(found.nodes.size).toBe(3);
  });

  it('list the steps of a plan from the first', () => {
    const plan = { operator: 'ProduceResults', children: [{ operator: 'Expand', children: [{ operator: 'NodeByLabelScan' }] }] };
    expect(planSteps(plan).map((p) => p.operator)).toEqual(['NodeByLabelScan', 'Expand', 'ProduceResults']);
  });
});

describe('the Cypher of a view', () => {
  const model = smallModel();
  const at = (id: string) => mustIndex(model, id);

  it('follows a chain against and along its relationships', () => {
    const hosts = model.relationships.find((r) => r.type === 'HOSTS')!;
    const group = model.relationships.find((r) => r.type === 'INCLUDES' && r.end === hosts.start)!;
    expect(chainCypher(model, [hosts.end, hosts.start, group.start], [hosts.index, group.index])).toBe(
      [
        "MATCH p = (a:Industry {id: 'jianghai-14fyp:industry.new-materials'})",
        "      <-[:HOSTS]-(b:Platform {id: 'jianghai-14fyp:platform.base-new-energy-new-materials'})",
        "      <-[:INCLUDES]-(c:Platform {id: 'jianghai-14fyp:platform.six-bases'})",
        'RETURN p',
      ].join('\n'),
    );
  });

  it('names the nodes of a picture and its bases', () => {
    const query = pictureCypher(model, [at('goal.economy')], ['explicit']);
    expect(query).toContain("WITH ['jianghai-14fyp:goal.economy'] AS ids");
    expect(query).toContain("r.basis IN ['explicit']");
    expect(pictureCypher(model, [], null)).not.toContain('basis');
  });

  it('leaves document structure out around a node, and joins labels in a matrix', () => {
    expect(aroundCypher(model, at('goal.economy'), ['MENTIONS'])).toContain("NOT type(r) IN ['MENTIONS']");
    expect(matrixCypher('Industry', 'Platform', 'HOSTS')).toContain('(row:Industry)-[r:HOSTS]-(col:Platform)');
    expect(matrixCypher('Goal', 'Goal', '')).toContain('-[r]-');
  });
});
