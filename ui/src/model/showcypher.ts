// The Cypher that gives what a view shows: a way into the console, and proof
// that nothing on the page is out of a query's reach.

import type { Model } from './graph';

const string = (s: string) => `'${s.replace(/\\/g, '\\\\').replace(/'/g, "\\'")}'`;

/** A chain, node by node. */
export function chainCypher(model: Model, nodes: number[], relationships: number[]): string {
  const names = 'abcdefghijklmnopqrstuvwxyz';
  const node = (i: number) => {
    const n = model.nodes[nodes[i]!]!;
    return `(${names[i] ?? 'n' + i}:${n.label} {id: ${string(n.id)}})`;
  };
  let pattern = node(0);
  relationships.forEach((index, i) => {
    const r = model.relationships[index]!;
    const forward = r.start === nodes[i];
    pattern += `\n      ${forward ? '-' : '<-'}[:${r.type}]${forward ? '->' : '-'}${node(i + 1)}`;
  });
  return `MATCH p = ${pattern}\nRETURN p`;
}

/** A node and what stands around it by content. */
export function aroundCypher(model: Model, node: number, structural: string[]): string {
  const n = model.nodes[node]!;
  return [
    `MATCH (n:${n.label} {id: ${string(n.id)}})-[r]-(m)`,
    `WHERE NOT type(r) IN [${structural.map(string).join(', ')}]`,
    'RETURN type(r) AS type, startNode(r) = n AS outgoing, m, r.basis AS basis, r.articles AS articles',
    'ORDER BY type, basis',
  ].join('\n');
}

/** The nodes of a picture and what joins them. */
export function pictureCypher(model: Model, nodes: number[], bases: string[] | null): string {
  const ids = nodes.map((i) => string(model.nodes[i]!.id));
  const list = ids.length > 3 ? `[\n  ${ids.join(',\n  ')}\n]` : `[${ids.join(', ')}]`;
  return [
    `WITH ${list} AS ids`,
    'MATCH (a)-[r]->(b)',
    `WHERE a.id IN ids AND b.id IN ids${bases ? ` AND r.basis IN [${bases.map(string).join(', ')}]` : ''}`,
    'RETURN a, r, b',
  ].join('\n');
}

/** The pairs of a matrix. */
export function matrixCypher(rows: string, columns: string, type: string): string {
  return [
    `MATCH (row:${rows})-[r${type ? ':' + type : ''}]-(col:${columns})`,
    'RETURN row, type(r) AS type, col, r.basis AS basis, r.articles AS articles',
    'ORDER BY row.name, col.name',
  ].join('\n');
}
