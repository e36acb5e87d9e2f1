// The graph as the pages hold it: fetched once, indexed, never changed. Nodes
// and relationships are addressed by their index; ids are for URLs and the
// server.

import type { GraphNode, GraphRelationship, GraphReply, Lang, PropertyValue } from '../api/types';

export interface NodeRecord {
  index: number;
  id: string;
  label: string;
  name: string;
  nameEn: string;
  aliases: string[];
  refs: string[];
  quotes: string[];
  articles: number[];
  properties: Record<string, PropertyValue>;
}

export interface RelationshipRecord {
  index: number;
  id: string;
  type: string;
  basis: string;
  start: number;
  end: number;
  refs: string[];
  quotes: string[];
  articles: number[];
  properties: Record<string, PropertyValue>;
}

export interface Model {
  plan: string;
  dataVersion: string;
  layoutHash: string;
  nodes: NodeRecord[];
  relationships: RelationshipRecord[];
  /** Node index by id. */
  byId: Map<string, number>;
  /** Relationship index by id. */
  readonly relationshipById: Map<string, number>;
  /** Relationship indices that begin or end at each node. */
  out: number[][];
  in: number[][];
  /** Positions of the layout, in its own units, x and y by node index. */
  x: Float64Array;
  y: Float64Array;
  bounds: Bounds;
}

export interface Bounds {
  minX: number;
  minY: number;
  maxX: number;
  maxY: number;
}

// A list holds values of one kind and is never changed, so it is taken as it
// came: there may be two hundred thousand records.
const none: never[] = [];

/** Property that is a list of strings, or empty. */
export function strings(value: PropertyValue | undefined): string[] {
  if (Array.isArray(value)) return typeof value[0] === 'string' ? (value as string[]) : none;
  return typeof value === 'string' ? [value] : none;
}

function numbers(value: PropertyValue | undefined): number[] {
  if (Array.isArray(value)) return typeof value[0] === 'number' ? (value as number[]) : none;
  return typeof value === 'number' ? [value] : none;
}

/** Property that is a string, or "". */
export function text(value: PropertyValue | undefined): string {
  return typeof value === 'string' ? value : '';
}

function nodeRecord(node: GraphNode, index: number): NodeRecord {
  const p = node.properties;
  return {
    index, id: node.id, label: node.labels[0] ?? '', name: text(p.name) || node.id, nameEn: text(p.nameEn), aliases: strings(p.aliases),
    refs: strings(p.refs), quotes: strings(p.quotes), articles: numbers(p.articles), properties: p,
  };
}

function relationshipRecord(r: GraphRelationship, index: number, start: number, end: number): RelationshipRecord {
  const p = r.properties;
  return {
    index, id: r.id, type: r.type, basis: text(p.basis), start, end,
    refs: strings(p.refs), quotes: strings(p.quotes), articles: numbers(p.articles), properties: p,
  };
}

/** Bounds of the points that `indices` name; a unit box when there are none. */
export function boundsOf(x: Float64Array, y: Float64Array, indices: Iterable<number>): Bounds {
  let b: Bounds | null = null;
  for (const i of indices) {
    const px = x[i]!;
    const py = y[i]!;
    if (!b) b = { minX: px, minY: py, maxX: px, maxY: py };
    b.minX = Math.min(b.minX, px);
    b.maxX = Math.max(b.maxX, px);
    b.minY = Math.min(b.minY, py);
    b.maxY = Math.max(b.maxY, py);
  }
  return b ?? { minX: 0, minY: 0, maxX: 1, maxY: 1 };
}

/** Indexes a reply of /graph. Relationships whose ends are missing are left out. */
export function buildModel(reply: GraphReply, plan: string): Model {
  const nodes = reply.nodes.map(nodeRecord);
  const byId = new Map(nodes.map((n) => [n.id, n.index]));
  const out: number[][] = nodes.map(() => []);
  const into: number[][] = nodes.map(() => []);
  const relationships: RelationshipRecord[] = [];
  for (const r of reply.relationships) {
    const start = byId.get(r.start);
    const end = byId.get(r.end);
    if (start === undefined || end === undefined) continue;
    const record = relationshipRecord(r, relationships.length, start, end);
    relationships.push(record);
    out[start]!.push(record.index);
    into[end]!.push(record.index);
  }
  const x = new Float64Array(nodes.length);
  const y = new Float64Array(nodes.length);
  nodes.forEach((_, i) => {
    const point = reply.layout?.positions?.[i];
    x[i] = point?.[0] ?? 0;
    y[i] = point?.[1] ?? 0;
  });
  let known: Map<string, number> | null = null;
  return {
    plan,
    dataVersion: reply.dataVersion,
    layoutHash: reply.layout?.hash ?? '',
    nodes,
    relationships,
    byId,
    // Asked for by links and chains only: not worth the first picture's while.
    get relationshipById() {
      known ??= new Map(relationships.map((r) => [r.id, r.index]));
      return known;
    },
    out,
    in: into,
    x,
    y,
    bounds: boundsOf(x, y, nodes.keys()),
  };
}

/** The name a reader sees: English only when asked for and given. Curly quotes
 * of an English name become straight: a Chinese font sets them full width. */
export function nameOf(node: NodeRecord, lang: Lang): string {
  if (lang === 'zh' || !node.nameEn) return node.name;
  return node.nameEn.replace(/[“”]/g, '"').replace(/[‘’]/g, "'");
}

/** The other end of a relationship. */
export function otherEnd(r: RelationshipRecord, node: number): number {
  return r.start === node ? r.end : r.start;
}

/** Id without its plan, for URLs. */
export function shortId(model: Pick<Model, 'plan'>, id: string): string {
  const prefix = model.plan + ':';
  return id.startsWith(prefix) ? id.slice(prefix.length) : id;
}

/** Full id from a short one. */
export function fullId(model: Pick<Model, 'plan'>, id: string): string {
  return id.includes(':') ? id : model.plan + ':' + id;
}

/** Node of an id, short or full, or undefined. */
export function findNode(model: Model, id: string | null): NodeRecord | undefined {
  if (!id) return undefined;
  const index = model.byId.get(fullId(model, id));
  return index === undefined ? undefined : model.nodes[index];
}
