import { describe, expect, it } from 'vitest';
import { marksFor, runs, withoutHeading } from '../src/model/fulltext';
import { smallModel } from './fixtures/plan';

const model = smallModel();
const name = (i: number | null) => (i === null ? '' : model.nodes[i]!.name);
const shape = (text: string, ref: string, selected = -1) =>
  runs(text, marksFor(model.nodes, ref), selected).map((r) => (r.node === null ? r.text : `[${r.text}=${name(r.node)}]`)).join('');

describe('marking the official text', () => {
  it('gives the longer name its words and keeps every character', () => {
    const text = '建设发展好新能源新材料产业集聚区、现代服务产业园等六个产业核心基地;应用新材料';
    expect(shape(text, 'art:14')).toBe(
      '建设发展好[新能源新材料产业集聚区=新能源新材料产业集聚区]、[现代服务产业园=现代服务产业园]等[六个产业核心基地=六个产业核心基地];应用[新材料=新材料]',
    );
    expect(runs(text, marksFor(model.nodes, 'art:14'), -1).map((r) => r.text).join('')).toBe(text);
  });

  it('marks a sentence only where no name stands', () => {
    expect(shape('推进“人才强区”建设,完善体系', 'art:9')).toBe('[推进“人才强区”建设=推进“人才强区”建设],完善体系');
  });

  it('gives the selection its words first', () => {
    const selected = model.byId.get('jianghai-14fyp:industry.new-materials')!;
    expect(shape('新能源新材料产业集聚区', 'art:14', selected)).toBe('新能源[新材料产业=新材料]集聚区');
  });

  it('is nothing for an empty paragraph', () => {
    expect(runs('', marksFor(model.nodes, 'art:14'), -1)).toEqual([]);
  });

  it.each([
    ['12.壮大先进制造业集群。认真贯彻', '壮大先进制造业集群', '认真贯彻'],
    ['四、推进产业迈向中高端', '推进产业迈向中高端', ''],
    ['——坚持党的全面领导。', '基本原则', '——坚持党的全面领导。'],
  ])('takes the heading off %s', (p, title, rest) => expect(withoutHeading(p, title)).toBe(rest));
});
