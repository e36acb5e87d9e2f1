// A layered picture of what a node serves and what carries it, as the server lays
// it out: the node in the middle, what carries it to the left, what it serves to
// the right, one column a hop.

import type { LayersReply } from '../api/types';
import type { Model } from './graph';

export interface Layers {
  /** Node and relationship indices. */
  nodes: number[];
  relationships: number[];
  positions: Map<number, [number, number]>;
  columns: LayersReply['columns'];
  /** Nodes that stand in no column for want of room. */
  left: number;
}

/** The picture in the model's terms. What the model does not have is left out: the
 * data may have changed since the page was opened. */
export function readLayers(model: Model, reply: LayersReply): Layers {
  const positions = new Map<number, [number, number]>();
  for (const n of reply.nodes) {
    const index = model.byId.get(n.id);
    if (index !== undefined) positions.set(index, [n.x, n.y]);
  }
  const relationships = reply.relationships.map((r) => model.relationshipById.get(r.id)).filter((i): i is number => i !== undefined);
  return { nodes: [...positions.keys()], relationships, positions, columns: reply.columns, left: reply.left };
}
