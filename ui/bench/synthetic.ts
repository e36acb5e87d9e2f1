// A made-up plan of any size, the same on every run: districts with parks, the
// industries these host, measures that act on them, goals with indicators and
// targets, bodies that answer for measures. Most relationships stay within their
// chapter, as in a real plan; some go across.

import type { Item, Link, MadePlan } from '../e2e/seeds';

// Shares of the labels, and how many relationships an item of each begins.
const shares: [prefix: string, share: number, words: string][] = [
  ['measure', 0.36, '建设'],
  ['platform', 0.15, '产业园'],
  ['industry', 0.1, '产业'],
  ['project', 0.1, '工程'],
  ['goal', 0.09, '目标'],
  ['indicator', 0.06, '指标'],
  ['target', 0.06, '达到'],
  ['body', 0.03, '局'],
  ['district', 0.02, '片区'],
  ['term', 0.02, '行动'],
  ['cluster', 0.01, '集群'],
];

const bases: Link['basis'][] = ['explicit', 'explicit', 'explicit', 'coreference', 'coreference', 'name_match', 'inferred'];

/** Numbers in [0, 1) by a fixed rule (mulberry32). */
export function random(seed: number): () => number {
  let a = seed;
  return () => {
    a = (a + 0x6d2b79f5) | 0;
    let t = Math.imul(a ^ (a >>> 15), 1 | a);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

/** A plan with about `nodes` things and exactly `relationships` between them. */
export function syntheticPlan(nodes: number, relationships: number): MadePlan {
  const next = random(7);
  const chapters = 12;
  const articles = Math.max(24, Math.round(nodes / 60));
  const byKind = new Map<string, Item[]>();
  for (const [prefix, share, words] of shares) {
    const count = Math.max(2, Math.round(nodes * share));
    const article = (i: number) => 1 + Math.floor((i * articles) / count);
    byKind.set(prefix, Array.from({ length: count }, (_, i) => ({ id: `${prefix}.n${i}`, name: `第${i + 1}号${words}`, article: article(i), links: [] })));
  }
  // Things of the same share of their lists belong to the same articles: near
  // ones are picked by place, one in twelve from anywhere.
  const pick = (kind: string, share: number): Item => {
    const list = byKind.get(kind)!;
    const reach = Math.max(6, list.length / 40);
    const at = next() < 1 / 12 ? next() * list.length : share * list.length + (next() + next() - 1) * reach;
    return list[Math.max(0, Math.min(list.length - 1, Math.floor(at)))]!;
  };
  const rules: [from: string, type: string, to: string, weight: number][] = [
    ['measure', 'TARGETS', 'platform', 6], ['measure', 'TARGETS', 'project', 4], ['measure', 'TARGETS', 'industry', 4],
    ['measure', 'ADVANCES', 'goal', 4], ['platform', 'HOSTS', 'industry', 4], ['platform', 'LOCATED_IN', 'district', 2],
    ['project', 'LOCATED_IN', 'district', 2], ['goal', 'MEASURED_BY', 'indicator', 2], ['indicator', 'HAS_TARGET', 'target', 2],
    ['cluster', 'INCLUDES', 'industry', 2], ['term', 'INCLUDES', 'measure', 1], ['goal', 'ADVANCES', 'goal', 0],
    ['platform', 'ADVANCES', 'goal', 1], ['body', 'RESPONSIBLE_FOR', 'measure', 2],
  ];
  const total = rules.reduce((sum, r) => sum + r[3], 0);
  const made = new Set<string>();
  while (made.size < relationships) {
    let w = next() * total;
    const rule = rules.find((r) => (w -= r[3]) < 0) ?? rules[0]!;
    const share = next();
    const from = byKind.get(rule[0])![Math.floor(share * byKind.get(rule[0])!.length)]!;
    const to = pick(rule[2], share);
    const key = `${from.id} ${rule[1]} ${to.id}`;
    if (made.has(key)) continue;
    made.add(key);
    from.links!.push({ type: rule[1], to: to.id, basis: bases[Math.floor(next() * bases.length)]!, ...(rule[1] === 'RESPONSIBLE_FOR' ? { role: 'lead' } : {}) });
  }
  return { name: `合成规划 ${nodes}`, chapters, articles, items: [...byKind.values()].flat() };
}
