import { describe, expect, it } from 'vitest';
import { formsAt, marksFor, runs, withoutHeading } from '../src/model/fulltext';
import { smallModel } from './fixtures/plan';

const model = smallModel();
const name = (i: number | null) => (i === null ? '' : model.nodes[i]!.name);
const formsOf = (ref: string) => {
  const place = model.byId.get('jianghai-14fyp:' + ref.replace(':', '.'));
  return place === undefined ? new Map<number, string[]>() : formsAt(model, place, ref);
};
const marks = (ref: string) => marksFor(model.nodes, ref, formsOf(ref));
const shape = (text: string, ref: string, selected = -1, sought = '') =>
  runs(text, marks(ref), selected, sought)
    .map((r) => {
      const words = r.sought ? `<${r.text}>` : r.text;
      return r.node === null ? words : `${r.passage ? '(' : '['}${words}=${name(r.node)}${r.passage ? ')' : ']'}`;
    })
    .join('');
const node = (id: string, refs: string[], quotes: string[]) => ({ ...model.nodes.find((n) => n.id.endsWith(id))!, refs, quotes });

describe('marking the official text', () => {
  it('gives the longer name its words and keeps every character', () => {
    const text = '建设发展好新能源新材料产业集聚区、现代服务产业园等六个产业核心基地';
    expect(shape(text, 'art:14')).toBe(
      '建设发展好[新能源新材料产业集聚区=新能源新材料产业集聚区]、[现代服务产业园=现代服务产业园]等[六个产业核心基地=六个产业核心基地]',
    );
    expect(runs(text, marks('art:14'), -1).map((r) => r.text).join('')).toBe(text);
  });

  it('marks other names of a thing only where the text has them', () => {
    const n = node('industry.new-materials', ['art:12'], ['新材料']);
    const forms = new Map([[n.index, ['新材料']]]);
    const text = '认真落实,应用新材料';
    expect(runs(text, marksFor([{ ...n, aliases: ['真落实'] }], 'art:12', forms), -1).map((r) => [r.text, r.node !== null])).toEqual([
      ['认真落实,应用', false],
      ['新材料', true],
    ]);
  });

  it('marks a sentence where no name stands in it, up to its last words', () => {
    expect(shape('推进“人才强区”建设,完善体系', 'art:9')).toBe('(推进“人才强区”建设=推进“人才强区”建设),完善体系');
    const goal = node('goal.economy', ['art:6'], ['经济…提高']);
    const text = '经济发展质量提高。经济稳定。';
    expect(runs(text, marksFor([goal], 'art:6', new Map()), -1).map((r) => [r.text, r.node !== null])).toEqual([
      ['经济发展质量提高', true],
      ['。经济稳定。', false],
    ]);
  });

  it('gives the selection its words first', () => {
    const selected = node('industry.new-materials', ['art:14'], ['新材料产业']);
    const base = node('platform.base-new-energy-new-materials', ['art:14'], ['新能源新材料产业集聚区']);
    const found = runs('新能源新材料产业集聚区', marksFor([selected, base], 'art:14', new Map()), selected.index);
    expect(found.map((r) => [r.text, r.node])).toEqual([['新能源', null], ['新材料产业', selected.index], ['集聚区', null]]);
  });

  it('lights the words that one came to read', () => {
    const text = '建设发展好现代服务产业园等六个产业核心基地,加快发展';
    expect(shape(text, 'art:14', -1, '建设发展好…加快')).toBe('<建设发展好>[<现代服务产业园>=现代服务产业园]<等>[<六个产业核心基地>=六个产业核心基地]<,加快>发展');
    expect(shape(text, 'art:14', -1, '没有的话')).not.toContain('<');
  });

  it('is nothing for an empty paragraph', () => {
    expect(runs('', marks('art:14'), -1)).toEqual([]);
  });

  it.each([
    ['12.壮大先进制造业集群。认真贯彻', '壮大先进制造业集群', '认真贯彻'],
    ['四、推进产业迈向中高端', '推进产业迈向中高端', ''],
    ['——坚持党的全面领导。', '基本原则', '——坚持党的全面领导。'],
  ])('takes the heading off %s', (p, title, rest) => expect(withoutHeading(p, title)).toBe(rest));
});
