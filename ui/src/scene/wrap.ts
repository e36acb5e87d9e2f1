// Names over one or two lines. Chinese breaks anywhere but at a bad place,
// English between words; a name is cut with … only past two lines.

const closing = '，。、；：！？）】》〉”’』」)]},.;:!?%';
const opening = '（【《〈“‘『「([{';

function wide(ch: string): boolean {
  return ch.charCodeAt(0) > 0x2e7f || '“”‘’—…'.includes(ch);
}

/** Width of a text in halves of a Chinese character. */
export function units(text: string): number {
  let n = 0;
  for (const ch of text) n += wide(ch) ? 2 : 1;
  return n;
}

/** Places where a line may end: index of the first character of the next one. */
function breaks(chars: string[]): number[] {
  const found: number[] = [];
  for (let i = 1; i < chars.length; i++) {
    const a = chars[i - 1]!;
    const b = chars[i]!;
    if (closing.includes(b) || opening.includes(a)) continue;
    if (a === ' ' || wide(a) || wide(b)) found.push(i);
  }
  return found;
}

// Words that a plan's names end in: a line better ends before one than in one.
const heads = /^(产业|集聚区|基地|体系|工程|项目|建设|中心|平台|示范区|试验区|先行区|园区|物流|创新|发展|高质量|现代|制造|综合|国家|全国|城市|农业|生态)/;

/** One or two lines of at most `most` units each. */
export function wrap(name: string, most = 18): string[] {
  if (units(name) <= most) return [name];
  const chars = [...name];
  let best = 0;
  let cost = Infinity;
  for (const i of breaks(chars)) {
    const a = units(chars.slice(0, i).join('').trim());
    const rest = chars.slice(i).join('').trim();
    const b = units(rest);
    const over = Math.max(0, a - most) * 8 + Math.max(0, b - most) * 4;
    const c = Math.abs(a - b) + over - (heads.test(rest) ? 4.5 : 0);
    if (c < cost) [cost, best] = [c, i];
  }
  if (!best) return [cut(name, most * 2)];
  return [cut(chars.slice(0, best).join('').trim(), most + 4), cut(chars.slice(best).join('').trim(), most + 4)];
}

/** The text, shortened with … to at most `most` units. */
export function cut(text: string, most: number): string {
  if (units(text) <= most) return text;
  let n = 0;
  let kept = '';
  for (const ch of text) {
    n += wide(ch) ? 2 : 1;
    if (n > most - 2) break;
    kept += ch;
  }
  return kept + '…';
}
