import { describe, expect, it } from 'vitest';
import { formsByPlace, wholeQuote } from '../src/model/whole';

const forms = formsByPlace([
  { type: 'MENTIONS', refs: ['art:10'], quotes: ['港澳科技企业孵化器'] },
  { type: 'MENTIONS', refs: ['art:10'], quotes: ['港澳青年创新创业基地'] },
  { type: 'MENTIONS', refs: ['art:10'], quotes: ['港澳基地'] },
  { type: 'HOSTS', refs: ['art:10'], quotes: ['高标准建设基地'] },
]);

describe('whole quotes', () => {
  it.each([
    ['港澳科…化器', 'art:10', '港澳科技企业孵化器'],
    ['港澳…基地', 'art:10', '港澳青年创新创业基地'],
    ['港…地', 'art:10', '港…地'], // two names begin and end so
    ['高标…基地', 'art:10', '高标…基地'], // no name
    ['港…青…地', 'art:10', '港…青…地'],
    ['港澳', 'art:10', '港澳'],
    ['港澳科…化器', 'art:11', '港澳科…化器'],
  ])('%s at %s is %s', (quote, ref, want) => {
    expect(wholeQuote(quote, forms.get(ref))).toBe(want);
  });
});
