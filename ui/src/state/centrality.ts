// How many chains pass through each node, fetched when a table or the sizes of
// the picture ask for it.

import { useMemo } from 'preact/hooks';
import { api } from '../api/client';
import type { CentralityReply } from '../api/types';
import type { Model } from '../model/graph';
import type { Atlas } from './atlas';
import { useFetched } from './fetched';
import { useView } from './store';

export interface Weight {
  /** Pairs of things whose shortest chains pass through the node. */
  through: number;
  /** Of all pairs that a chain joins. */
  share: number;
  /** Of the most that any node has, 0 to 1. */
  relative: number;
}

/** Weights by node index. */
export function weightsOf(reply: CentralityReply, model: Model): Map<number, Weight> {
  const most = Math.max(0, ...reply.nodes.map((n) => n.through));
  const out = new Map<number, Weight>();
  for (const n of reply.nodes) {
    const index = model.byId.get(n.id);
    if (index !== undefined) out.set(index, { through: n.through, share: n.share, relative: most ? n.through / most : 0 });
  }
  return out;
}

/** The weights under the bases that the view counts, or null while they are not there. */
export function useWeights(atlas: Atlas, wanted: boolean): Map<number, Weight> | null {
  const view = useView(atlas.store);
  const basis = view.textOnly ? 'text' : undefined;
  const [fetched] = useFetched(atlas, wanted ? `centrality ${basis ?? ''}` : null, (signal) => api.centrality(atlas.model.plan, basis, signal));
  const reply = wanted && fetched.status === 'done' ? fetched.reply : null;
  return useMemo(() => reply && weightsOf(reply, atlas.model), [reply]);
}
