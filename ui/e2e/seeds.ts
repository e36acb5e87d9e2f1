// Plans made up for tests and measurements, written as seed folders that the
// program itself reads (`--seeds`).

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface Link {
  type: string;
  to: string;
  basis: 'explicit' | 'coreference' | 'name_match' | 'inferred';
  /** Only for RESPONSIBLE_FOR. */
  role?: string;
}

export interface Item {
  /** "measure.m1": what stands before the point names the collection. */
  id: string;
  name: string;
  aliases?: string[];
  article: number;
  links?: Link[];
}

export interface MadePlan {
  /** "made" unless it is given. */
  id?: string;
  name: string;
  chapters: number;
  articles: number;
  items: Item[];
}

interface Collection {
  key: string;
  /** What the ontology asks of its items beside a name. */
  rest: string[];
}

const collections: Record<string, Collection> = {
  strategy: { key: 'strategies', rest: ['level: "national"'] },
  goal: { key: 'goals', rest: ['kind: "objective"'] },
  indicator: { key: 'indicators', rest: [] },
  target: { key: 'targets', rest: ['kind: "target"', 'text: "百分之七"'] },
  measure: { key: 'measures', rest: ['kind: "project"', 'strength: "建设"'] },
  industry: { key: 'industries', rest: ['kind: "other"'] },
  cluster: { key: 'clusters', rest: ['kind: "system"'] },
  platform: { key: 'platforms', rest: ['kind: "park"'] },
  project: { key: 'projects', rest: ['kind: "road"'] },
  district: { key: 'districts', rest: ['kind: "functional"'] },
  body: { key: 'bodies', rest: ['kind: "government"'] },
  term: { key: 'terms', rest: ['decoded: false'] },
};

// JSON strings are YAML strings.
const text = (value: string) => JSON.stringify(value);

function itemYaml(item: Item, rest: string[]): string {
  const source = `sources: [{at: "art:${item.article}", quote: "第${item.article}条"}]`;
  const lines = [`  - id: ${item.id}`, `    name: ${text(item.name)}`];
  if (item.aliases?.length) lines.push(`    aliases: [${item.aliases.map(text).join(', ')}]`);
  lines.push(...rest.map((r) => '    ' + r), '    ' + source);
  if (item.links?.length) lines.push('    relationships:');
  for (const l of item.links ?? []) {
    lines.push(`      - type: ${l.type}`, `        to: ${text(l.to)}`, `        basis: ${l.basis}`);
    if (l.role) lines.push(`        role: ${text(l.role)}`);
    if (l.basis === 'name_match' || l.basis === 'inferred') lines.push('        rationale: "合成数据"');
    lines.push('        ' + source);
  }
  return lines.join('\n') + '\n';
}

/** Writes the plan into a folder of its own below `folder`, at most 8 MB a file. */
export function writePlan(folder: string, plan: MadePlan): void {
  const id = plan.id ?? 'made';
  const into = join(folder, id);
  mkdirSync(into, { recursive: true });
  const put = (name: string, content: string) => writeFileSync(join(into, name + '.yaml'), content);
  put('plan', `plan:\n  id: ${id}\n  name: ${text(plan.name)}\n  title: ${text(plan.name)}\n`);
  const numbers = (n: number) => Array.from({ length: n }, (_, i) => i + 1);
  if (plan.chapters) put('chapters', 'chapters:\n' + numbers(plan.chapters).map((n) => `  - {id: "ch.${n}", number: ${n}, name: "第${n}部分"}\n`).join(''));
  const chapterOf = (article: number) => 1 + Math.floor(((article - 1) * plan.chapters) / plan.articles);
  const article = (n: number) => `  - {id: "art.${n}", number: ${n}, chapter: "ch.${chapterOf(n)}", name: "第${n}项工作", summary: "推进第${n}项工作。"}\n`;
  if (plan.articles) put('articles', 'articles:\n' + numbers(plan.articles).map(article).join(''));
  for (const [prefix, c] of Object.entries(collections)) {
    let part = 0;
    let content = '';
    const flush = () => content && put(`${c.key}-${part++}`, `${c.key}:\n${content}`);
    for (const item of plan.items) {
      if (!item.id.startsWith(prefix + '.')) continue;
      content += itemYaml(item, c.rest);
      if (content.length > 4e6) (flush(), (content = ''));
    }
    flush();
  }
}

/** A new folder with the plans in it, and how to be rid of it. */
export function seedFolder(...plans: MadePlan[]): { folder: string; remove: () => void } {
  const folder = mkdtempSync(join(tmpdir(), 'planatlas-'));
  plans.forEach((plan) => writePlan(folder, plan));
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}
