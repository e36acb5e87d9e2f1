// Walking the picture by arrow keys.

import type { Scene } from '../scene/scene';

/** The nearest node in a direction, preferring what lies straight ahead. */
export function neighbourTowards(scene: Pick<Scene, 'nodes' | 'place'>, from: number | null, way: [number, number]): number | null {
  const place = from === null ? undefined : scene.place.get(from);
  if (place === undefined) return scene.nodes[0]?.node ?? null;
  const here = scene.nodes[place]!;
  let best: number | null = null;
  let cost = Infinity;
  for (const n of scene.nodes) {
    const dx = n.x - here.x;
    const dy = n.y - here.y;
    const ahead = dx * way[0] + dy * way[1];
    if (ahead <= 0) continue;
    const aside = Math.abs(dx * way[1]) + Math.abs(dy * way[0]);
    const c = ahead + aside * 2.2;
    if (c < cost) {
      cost = c;
      best = n.node;
    }
  }
  return best;
}
