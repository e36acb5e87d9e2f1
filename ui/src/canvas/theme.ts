// Colours of the canvas, read from the tokens and the ontology.

import type { Ontology } from '../api/types';

export interface CanvasTheme {
  dark: boolean;
  canvas: string;
  panel: string;
  ink: string;
  ink2: string;
  ink3: string;
  inkInverse: string;
  line: string;
  line2: string;
  rel: string;
  relStrong: string;
  external: string;
  eye: string;
  eyeSoft: string;
  eyeLine: string;
  dim: number;
  label: Map<string, string>;
  font: string;
}

/** Theme as the document has it now. */
export function readTheme(ontology: Ontology, dark: boolean): CanvasTheme {
  const style = getComputedStyle(document.documentElement);
  const token = (name: string) => style.getPropertyValue(name).trim();
  return {
    dark,
    canvas: token('--canvas'),
    panel: token('--panel'),
    ink: token('--ink'),
    ink2: token('--ink-2'),
    ink3: token('--ink-3'),
    inkInverse: token('--ink-inv'),
    line: token('--line'),
    line2: token('--line-2'),
    rel: token('--rel'),
    relStrong: token('--rel-strong'),
    external: token('--b-external'),
    eye: token('--eye'),
    eyeSoft: token('--eye-soft'),
    eyeLine: token('--eye-line'),
    dim: Number(token('--dim')) || 0.17,
    label: new Map(ontology.labels.map((l) => [l.name, dark ? l.colour.dark : l.colour.light])),
    font: token('--font-ui'),
  };
}

function channels(hex: string): [number, number, number] {
  const h = hex.replace('#', '');
  const n = parseInt(h.length === 3 ? h.replace(/./g, '$&$&') : h, 16);
  return [(n >> 16) & 255, (n >> 8) & 255, n & 255];
}

/** A share of one #rrggbb colour mixed into another. */
export function mix(top: string, ground: string, share: number): string {
  const a = channels(top);
  const b = channels(ground);
  const c = a.map((v, i) => Math.round(v * share + b[i]! * (1 - share)));
  return `rgb(${c.join(',')})`;
}
