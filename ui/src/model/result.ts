// The result of a query as JSON: what each cell is, what of it can stand on the
// map, and the whole as CSV.

import type { GraphNode, GraphRelationship, InText } from '../api/types';

export type Cell = unknown;

export interface QueryReply {
  keys: string[];
  records: Cell[][];
  notices: { code: string; message: string; line?: number; column?: number; hint?: string }[] | null;
  plan: PlanStep | null;
  truncated: boolean;
  limit: string | null;
  elapsedMs: number;
  /** Of a saved question that looks into the official text. */
  text?: InText;
}

export interface PlanStep {
  operator: string;
  details?: string;
  estimatedRows?: number;
  rows?: number;
  timeMs?: number;
  children?: PlanStep[];
}

interface Path {
  nodes: GraphNode[];
  relationships: GraphRelationship[];
}

export type Value =
  | { kind: 'null' }
  | { kind: 'node'; node: GraphNode }
  | { kind: 'relationship'; relationship: GraphRelationship }
  | { kind: 'path'; path: Path }
  | { kind: 'list'; items: Cell[] }
  | { kind: 'plain'; text: string; number: boolean }
  | { kind: 'map'; entries: [string, Cell][] };

/** What a cell is. Objects whose one key begins with $ are typed values. */
export function valueOf(cell: Cell): Value {
  if (cell === null || cell === undefined) return { kind: 'null' };
  if (Array.isArray(cell)) return { kind: 'list', items: cell as Cell[] };
  if (typeof cell !== 'object') return { kind: 'plain', text: String(cell), number: typeof cell === 'number' };
  const entries = Object.entries(cell as Record<string, Cell>);
  const [key, inner] = entries.length === 1 ? entries[0]! : ['', null];
  switch (key) {
    case '$node':
      return { kind: 'node', node: inner as GraphNode };
    case '$relationship':
      return { kind: 'relationship', relationship: inner as GraphRelationship };
    case '$path':
      return { kind: 'path', path: inner as Path };
    case '$map':
      return { kind: 'map', entries: Object.entries(inner as Record<string, Cell>) };
  }
  if (key.startsWith('$')) return { kind: 'plain', text: typeof inner === 'object' ? JSON.stringify(inner) : String(inner), number: key === '$integer' || key === '$float' };
  return { kind: 'map', entries };
}

/** A cell in words, for CSV and for lists. */
export function words(cell: Cell): string {
  const v = valueOf(cell);
  switch (v.kind) {
    case 'null':
      return '';
    case 'node':
      return String(v.node.properties.name ?? v.node.id);
    case 'relationship':
      return v.relationship.type;
    case 'path':
      return v.path.nodes.map((n) => words({ $node: n })).join(' – ');
    case 'list':
      return v.items.map(words).join('; ');
    case 'map':
      return v.entries.map(([k, x]) => `${k}: ${words(x)}`).join('; ');
    case 'plain':
      return v.text;
  }
}

/** RFC 4180, with the mark that spreadsheet programs need for Chinese. */
export function toCsv(keys: string[], records: Cell[][]): string {
  const quote = (s: string) => {
    // A cell that begins like a formula is shown, not run.
    const safe = /^[=+\-@\t\r]/.test(s) && !/^-?\d+(\.\d+)?$/.test(s) ? "'" + s : s;
    return /[",\r\n]/.test(safe) ? `"${safe.replace(/"/g, '""')}"` : safe;
  };
  return '\ufeff' + [keys, ...records.map((r) => r.map(words))].map((row) => row.map(quote).join(',')).join('\r\n') + '\r\n';
}

/** Ids of all nodes and relationships in the records. */
export function elements(records: Cell[][]): { nodes: Set<string>; relationships: Set<string> } {
  const found = { nodes: new Set<string>(), relationships: new Set<string>() };
  const rel = (r: GraphRelationship) => {
    found.relationships.add(r.id);
    found.nodes.add(r.start).add(r.end);
  };
  const visit = (cell: Cell): void => {
    const v = valueOf(cell);
    if (v.kind === 'node') found.nodes.add(v.node.id);
    else if (v.kind === 'relationship') rel(v.relationship);
    else if (v.kind === 'path') {
      v.path.nodes.forEach((n) => found.nodes.add(n.id));
      v.path.relationships.forEach(rel);
    } else if (v.kind === 'list') v.items.forEach(visit);
    else if (v.kind === 'map') v.entries.forEach(([, x]) => visit(x));
  };
  records.forEach((r) => r.forEach(visit));
  return found;
}

/** The plan's operators, the first to run first. */
export function planSteps(plan: PlanStep): PlanStep[] {
  return [...(plan.children ?? []).flatMap(planSteps), plan];
}
