// A saved picture in small: dots and lines where nodes and relationships stand.

import { findNode } from '../model/graph';
import type { SavedPicture } from '../model/story';
import { useAtlas } from '../state/atlas';

const width = 160;
const height = 104;
const edge = 8;

export function MiniPicture({ picture }: { picture: SavedPicture }) {
  const { model, vocabulary } = useAtlas();
  const xs = picture.at.map((p) => p[0]);
  const ys = picture.at.map((p) => p[1]);
  const [lowX, lowY] = [Math.min(...xs), Math.min(...ys)];
  const k = Math.min((width - 2 * edge) / (Math.max(...xs) - lowX || 1), (height - 2 * edge) / (Math.max(...ys) - lowY || 1));
  const left = (width - (Math.max(...xs) - lowX) * k) / 2;
  const top = (height - (Math.max(...ys) - lowY) * k) / 2;
  const at = new Map(picture.nodes.map((id, i) => [id, [left + (xs[i]! - lowX) * k, top + (ys[i]! - lowY) * k] as const]));
  const lit = new Set(picture.lit ?? []);
  const chain = new Set(picture.chain ?? []);
  const lines = picture.relationships.slice(0, 400).flatMap((id) => {
    const [a, , b] = id.split('|');
    const [from, to] = [at.get(a!), at.get(b!)];
    return from && to ? [{ id, from, to }] : [];
  });
  return (
    <svg class="mini" width={width} height={height} viewBox={`0 0 ${width} ${height}`} aria-hidden="true" focusable="false">
      {lines.map(({ id, from, to }) => (
        <line x1={from[0]} y1={from[1]} x2={to[0]} y2={to[1]} stroke={chain.has(id) ? 'var(--rel-strong)' : 'var(--rel)'} stroke-width={chain.has(id) ? 1.6 : 0.7} opacity={chain.size && !chain.has(id) ? 0.25 : 0.8} />
      ))}
      {picture.nodes.map((id) => {
        const p = at.get(id)!;
        const label = findNode(model, id)?.label ?? '';
        const selected = picture.selected?.includes(id);
        const colour = vocabulary.label(label) ? `var(--l-${label.toLowerCase()})` : 'var(--ink-3)';
        return <circle cx={p[0]} cy={p[1]} r={selected ? 4 : 2.6} fill={colour} stroke={selected ? 'var(--ink)' : 'none'} stroke-width="1.2" opacity={lit.size && !lit.has(id) && !selected ? 0.25 : 1} />;
      })}
    </svg>
  );
}
