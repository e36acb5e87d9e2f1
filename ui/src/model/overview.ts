// The view that a page opens on: the plan's leading cluster, its industries,
// the platforms that carry them, the zones those lie in, the goals and upper
// strategies they serve. It is computed from types of relationships, so it
// holds for any plan; a plan without clusters opens on its best-connected part.

import type { Model, RelationshipRecord } from './graph';
import { fullId, otherEnd, text } from './graph';
import type { Vocabulary } from './vocabulary';

const fan = 12;

/** Node that the opening view starts from: of the clusters of kind "system" (of
 * all clusters when there is none) the one whose picture tells most; without
 * clusters the best-connected node. */
export function startNode(model: Model, v: Vocabulary): number | undefined {
  const clusters = model.nodes.filter((n) => n.label === 'Cluster');
  const systems = clusters.filter((n) => n.properties.kind === 'system');
  const pool = systems.length ? systems : clusters;
  if (pool.length) return best(pool.map((n) => n.index), (n) => around(model, v, n).size);
  const content = model.nodes.filter((n) => !v.evidence(n.label));
  return best(content.map((n) => n.index), (n) => contentDegree(model, v, n));
}

function best(nodes: number[], score: (node: number) => number): number | undefined {
  let found: number | undefined;
  let most = -1;
  for (const n of nodes) {
    const s = score(n);
    if (s > most) [most, found] = [s, n];
  }
  return found;
}

const degreesOf = new WeakMap<Model, Int32Array>();

/** Number of relationships that say something about each node. */
export function degrees(model: Model, v: Vocabulary): Int32Array {
  let found = degreesOf.get(model);
  if (found) return found;
  found = new Int32Array(model.nodes.length);
  for (const r of model.relationships) {
    if (v.structural(r.type)) continue;
    found[r.start]!++;
    found[r.end]!++;
  }
  degreesOf.set(model, found);
  return found;
}

/** Number of relationships that say something about the node. */
export function contentDegree(model: Model, v: Vocabulary, node: number): number {
  return degrees(model, v)[node]!;
}

type Direction = 'out' | 'in';

const subjects = new WeakMap<Model, Set<number>>();

function subjectsOf(model: Model): Set<number> {
  let found = subjects.get(model);
  if (!found) {
    found = new Set(model.nodes.filter((n) => n.label === 'Plan').flatMap((n) => model.byId.get(fullId(model, text(n.properties.subject))) ?? []));
    subjects.set(model, found);
  }
  return found;
}

class Walk {
  readonly seen = new Set<number>();

  /** What the plans are about: near to everything, so left out. */
  private readonly subjects: Set<number>;

  constructor(
    private readonly model: Model,
    private readonly v: Vocabulary,
  ) {
    this.subjects = subjectsOf(model);
  }

  /** Adds the neighbours of `from` over a type, the strongest `limit` of each node. */
  step(from: Iterable<number>, type: string, direction: Direction, labels: string[] | null, limit = fan): number[] {
    const found = new Set<number>();
    for (const node of from) {
      for (const r of this.ranked(node, type, direction, labels).slice(0, limit)) found.add(otherEnd(r, node));
    }
    found.forEach((n) => this.seen.add(n));
    return [...found];
  }

  private ranked(node: number, type: string, direction: Direction, labels: string[] | null): RelationshipRecord[] {
    const { model, v } = this;
    const list = (direction === 'out' ? model.out : model.in)[node]!;
    const score = (r: RelationshipRecord) => v.basis(r.basis)?.strength ?? 0;
    return list
      .map((i) => model.relationships[i]!)
      .filter((r) => !this.subjects.has(otherEnd(r, node)) && r.type === type && (!labels || labels.includes(model.nodes[otherEnd(r, node)]!.label)))
      .sort((a, b) => score(b) - score(a) || (a.id < b.id ? -1 : 1));
  }
}

/** Nodes of the opening view, by index. */
export function overview(model: Model, v: Vocabulary): Set<number> {
  const start = startNode(model, v);
  if (start === undefined) return new Set();
  if (model.nodes[start]!.label !== 'Cluster') return nearest(model, v, start, 40);
  return around(model, v, start);
}

/** A cluster with its industries, what carries them, where, and to what end. */
function around(model: Model, v: Vocabulary, start: number): Set<number> {
  const walk = new Walk(model, v);
  walk.seen.add(start);
  const groups = walk.step([start], 'INCLUDES', 'out', ['Cluster', 'Industry']);
  const members = [...groups, ...walk.step(groups, 'INCLUDES', 'out', ['Cluster', 'Industry'])];
  const hosts = walk.step([start, ...members], 'HOSTS', 'in', null, 1);
  const parents = walk.step(hosts, 'INCLUDES', 'in', ['Platform'], 1);
  walk.step(parents, 'INCLUDES', 'out', ['Platform']);
  const zones = walk.step([...hosts, ...parents], 'LOCATED_IN', 'out', ['District'], 2);
  const unions = walk.step(zones, 'INCLUDES', 'in', ['Term'], 1);
  walk.step(unions, 'INCLUDES', 'out', ['District'], 4);
  walk.step([start], 'ALIGNS_WITH', 'out', ['Strategy'], 4);
  const measures = walk.step([start], 'TARGETS', 'in', ['Measure'], 2);
  walk.step(measures, 'ALIGNS_WITH', 'out', ['Strategy'], 2);
  const goals = walk.step([start, ...groups, ...zones, ...unions], 'ADVANCES', 'out', ['Goal'], 2);
  goals.push(...walk.step(measures, 'ADVANCES', 'out', ['Goal'], 1));
  const indicators = walk.step(goals, 'MEASURED_BY', 'out', null, 1);
  walk.step(indicators, 'HAS_TARGET', 'out', null, 1);
  return walk.seen;
}

/** The `limit` nodes nearest to `start` by content relationships. */
export function nearest(model: Model, v: Vocabulary, start: number, limit: number): Set<number> {
  const seen = new Set([start]);
  const queue = [start];
  for (let head = 0; head < queue.length && seen.size < limit; head++) {
    const node = queue[head]!;
    for (const i of [...model.out[node]!, ...model.in[node]!]) {
      const r = model.relationships[i]!;
      if (v.structural(r.type) || seen.size >= limit) continue;
      const next = otherEnd(r, node);
      if (seen.has(next)) continue;
      seen.add(next);
      queue.push(next);
    }
  }
  return seen;
}
