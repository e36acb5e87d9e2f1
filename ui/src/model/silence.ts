// What is not there about a node. Each label has a few things that a planner
// looks for first; where neither a property nor a relationship answers, the page
// shows the empty bracket 〔 〕 and guesses nothing. Of a few of them the text has
// been read as a whole and is known to be silent; of the others it can only be
// said that the graph has nothing.

import type { Model, NodeRecord } from './graph';
import { otherEnd } from './graph';

export type SilenceKey =
  | 'responsible'
  | 'deadline'
  | 'host'
  | 'hosted'
  | 'place'
  | 'indicator'
  | 'value'
  | 'number'
  | 'year'
  | 'measure'
  | 'goal'
  | 'takenUp'
  | 'decoding';

type Answered = (model: Model, node: NodeRecord) => boolean;

const outgoing =
  (...types: string[]): Answered =>
  (model, node) =>
    model.out[node.index]!.some((r) => types.includes(model.relationships[r]!.type));
const incoming =
  (type: string, label?: string): Answered =>
  (model, node) =>
    model.in[node.index]!.some((i) => {
      const r = model.relationships[i]!;
      return r.type === type && (!label || model.nodes[otherEnd(r, node.index)]!.label === label);
    });
const property =
  (...names: string[]): Answered =>
  (_, node) =>
    names.some((n) => node.properties[n] !== undefined);

const responsible: [SilenceKey, Answered] = ['responsible', incoming('RESPONSIBLE_FOR')];

const expected: Record<string, [SilenceKey, Answered][]> = {
  Strategy: [['takenUp', incoming('ALIGNS_WITH')]],
  Goal: [responsible, ['measure', incoming('ADVANCES', 'Measure')], ['indicator', outgoing('MEASURED_BY')]],
  Indicator: [['value', outgoing('HAS_TARGET')]],
  Target: [
    ['number', property('value')],
    ['year', property('toYear', 'year', 'fromYear')],
  ],
  Measure: [responsible, ['deadline', property('byYear')], ['goal', outgoing('ADVANCES')]],
  Industry: [['host', incoming('HOSTS')]],
  Cluster: [['host', incoming('HOSTS')]],
  Platform: [responsible, ['hosted', outgoing('HOSTS')], ['place', outgoing('LOCATED_IN')]],
  Project: [responsible, ['deadline', property('toYear', 'year', 'byYear')], ['place', outgoing('LOCATED_IN')]],
  Term: [['decoding', (_, node) => node.properties.decoded === true || node.properties.decoding !== undefined]],
};

/** Of these the text itself is known to say nothing where the graph has nothing:
 * bases and industries were looked for in the whole text, and a value carries its
 * own words. */
export const knownSilent: ReadonlySet<SilenceKey> = new Set<SilenceKey>(['host', 'hosted', 'number', 'year', 'value', 'decoding']);

/** Things that a reader would look for at the node and that are not there. */
export function silences(model: Model, node: NodeRecord): SilenceKey[] {
  return (expected[node.label] ?? []).filter(([, answered]) => !answered(model, node)).map(([key]) => key);
}

/** The stub that the canvas draws: a member without the base that its siblings
 * have, a base without the industry that its siblings have. Null for all others. */
export function stub(model: Model, node: NodeRecord): SilenceKey | null {
  if (node.label === 'Industry' && !incoming('HOSTS')(model, node)) {
    return siblings(model, node).some((n) => incoming('HOSTS')(model, n)) ? 'host' : null;
  }
  if (node.label === 'Platform' && !outgoing('HOSTS')(model, node) && !outgoing('INCLUDES')(model, node)) {
    return siblings(model, node).some((n) => outgoing('HOSTS')(model, n)) ? 'hosted' : null;
  }
  return null;
}

function siblings(model: Model, node: NodeRecord): NodeRecord[] {
  const found: NodeRecord[] = [];
  for (const up of model.in[node.index]!) {
    const r = model.relationships[up]!;
    if (r.type !== 'INCLUDES') continue;
    for (const down of model.out[r.start]!) {
      const s = model.relationships[down]!;
      if (s.type === 'INCLUDES' && s.end !== node.index && model.nodes[s.end]!.label === node.label) {
        found.push(model.nodes[s.end]!);
      }
    }
  }
  return found;
}
