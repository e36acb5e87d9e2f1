// Names over a few lines. Chinese breaks anywhere but at a bad place, English
// between words; a name is cut with … only past the last line.

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

/** Lines of at most `most` units each, about equally long; what `lines` lines
 * do not hold is cut. */
export function wrap(name: string, most = 18, lines = 2): string[] {
  const whole = units(name);
  if (whole <= most) return [name];
  const chars = [...name];
  const ends = [...breaks(chars), chars.length];
  for (let n = Math.min(lines, Math.ceil(whole / most)); n <= lines; n++) {
    const found = split(chars, ends, n, most);
    if (found) return found;
  }
  // Too long: shorten it until what is left fits.
  for (let room = most * lines; room > most; room -= 2) {
    const short = [...cut(name, room)];
    const found = split(short, [...breaks(short), short.length], lines, most);
    if (found) return found;
  }
  return [cut(name, most)];
}

/** The most even way to part characters into `n` lines of at most `most` units,
 * or null when there is none. */
function split(chars: string[], ends: number[], n: number, most: number): string[] | null {
  const ideal = units(chars.join('')) / n;
  const text = (from: number, to: number) => chars.slice(from, to).join('').trim();
  interface Way {
    cost: number;
    lines: string[];
  }
  const known = new Map<string, Way | null>();
  const best = (from: number, left: number): Way | null => {
    const key = `${from} ${left}`;
    if (known.has(key)) return known.get(key)!;
    let found: Way | null = null;
    for (const to of left === 1 ? [chars.length] : ends) {
      if (to <= from) continue;
      const line = text(from, to);
      const u = units(line);
      if (!line || u > most) continue;
      const rest = left === 1 ? { cost: 0, lines: [] } : best(to, left - 1);
      if (!rest) continue;
      const head = from > 0 && heads.test(line) ? -10 : 0;
      const cost = (u - ideal) ** 2 + head + rest.cost;
      if (!found || cost < found.cost) found = { cost, lines: [line, ...rest.lines] };
    }
    known.set(key, found);
    return found;
  };
  return best(0, n)?.lines ?? null;
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
