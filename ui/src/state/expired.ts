// What of a link the data no longer have: said when it is opened, so that nobody
// takes the rest for the whole.

import type { Say } from '../i18n';
import { fullId, type Model } from '../model/graph';
import { nearNode, type View } from './view';

const named = 5;

/** Ids that a view names and the data do not have. */
export function missingIds(model: Model, view: View): string[] {
  const ids = [view.selected, view.from, view.to, view.focus, ...view.add, ...view.near.map(nearNode), ...view.drop, ...Object.keys(view.pins)];
  const gone = ids.filter((id): id is string => {
    if (!id || id.startsWith('@')) return false;
    if (id.includes('|')) return !model.relationshipById.has(id);
    // Ends of a trace may be names: the server resolves them.
    if ((id === view.from || id === view.to) && !id.includes('.')) return false;
    return !model.byId.has(fullId(model, id));
  });
  return [...new Set(gone)];
}

/** What to say about a link, or "". */
export function expired(model: Model, view: View, say: Say): string {
  const said: string[] = [];
  if (view.plan && view.plan !== model.plan) said.push(say('error.planGone', { id: view.plan }));
  if (view.data && view.data !== model.dataVersion) {
    said.push(say('error.dataChanged', { old: view.data.slice(0, 8), now: model.dataVersion.slice(0, 8) }));
  }
  const gone = missingIds(model, view);
  if (gone.length) {
    const names = gone.slice(0, named).join(say('common.list')) + (gone.length > named ? '…' : '');
    said.push(say('error.nodesGone', { n: gone.length, names }));
  }
  return said.join(' ');
}
