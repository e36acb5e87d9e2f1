// Strength of measures, as the filter sees it.

import type { NodeRecord } from '../model/graph';
import type { View } from './view';

/** Strength of a measure, "" for anything else. */
export function strengthOf(node: NodeRecord): string {
  return node.label === 'Measure' && typeof node.properties.strength === 'string' ? node.properties.strength : '';
}

/** Whether the strength filter takes the node away. */
export function strengthHidden(view: Pick<View, 'strengthsOff'>, node: NodeRecord): boolean {
  return view.strengthsOff.length > 0 && view.strengthsOff.includes(strengthOf(node));
}
