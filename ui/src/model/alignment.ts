// What takes up each upper strategy: the server's report, sifted and laid out in
// three columns, with strategies down the middle.

import type { AlignmentLine, AlignmentReply, AlignmentStatus, AlignmentStrategy } from '../api/types';

export const statuses: AlignmentStatus[] = ['carried', 'guiding', 'professed', 'part', 'reviewed', 'silent'];

export interface Sift {
  status: string;
  level: string;
}

/** The strategies that the filters leave. */
export function sifted(reply: AlignmentReply, sift: Sift): AlignmentStrategy[] {
  return reply.strategies.filter((s) => (!sift.status || s.status === sift.status) && (!sift.level || s.level === sift.level));
}

/** How many strategies there are of each value of a property, under the other filter. */
export function counts(reply: AlignmentReply, key: 'status' | 'level', sift: Sift): Map<string, number> {
  const out = new Map<string, number>();
  for (const s of sifted(reply, { ...sift, [key]: '' })) out.set(s[key], (out.get(s[key]) ?? 0) + 1);
  return out;
}

export interface Place {
  id: string;
  /** 0 measures, 1 strategies, 2 what else takes them up. */
  column: 0 | 1 | 2;
  /** In rows. */
  y: number;
}

export interface Tie {
  line: AlignmentLine;
  from: Place;
  to: Place;
}

export interface Sheet {
  places: Map<string, Place>;
  ties: Tie[];
  rows: number;
}

function columnOf(line: AlignmentLine): 0 | 2 {
  return line.by.label === 'Measure' ? 0 : 2;
}

const document = ['Plan', 'Chapter', 'Article'];

/** The cell of a line: a thing has one, a part of the document one for each
 * strategy, since it would join all to all. */
export function cellOf(s: AlignmentStrategy, line: AlignmentLine): string {
  return document.includes(line.by.label) ? `${line.by.id} ${s.id}` : line.by.id;
}

/** Strategies down the middle, each as tall as what takes it up; that beside it,
 * as near as a row of its own allows. */
export function sheet(strategies: AlignmentStrategy[]): Sheet {
  const places = new Map<string, Place>();
  let next = 0;
  for (const s of strategies) {
    const height = Math.max(1, s.lines.filter((l) => columnOf(l) === 0).length, s.lines.filter((l) => columnOf(l) === 2).length);
    places.set(s.id, { id: s.id, column: 1, y: next + (height - 1) / 2 });
    next += height;
  }
  let rows = next;
  for (const column of [0, 2] as const) {
    const wanted = new Map<string, number[]>();
    for (const s of strategies) {
      for (const l of s.lines) {
        if (columnOf(l) !== column) continue;
        const cell = cellOf(s, l);
        wanted.set(cell, [...(wanted.get(cell) ?? []), places.get(s.id)!.y]);
      }
    }
    const mean = (list: number[]) => list.reduce((a, b) => a + b, 0) / list.length;
    const order = [...wanted].map(([id, list]) => ({ id, y: mean(list) })).sort((a, b) => a.y - b.y || (a.id < b.id ? -1 : 1));
    spread(order);
    for (const o of order) {
      places.set(o.id, { id: o.id, column, y: o.y });
      rows = Math.max(rows, o.y + 1);
    }
  }
  const ties = strategies.flatMap((s) => s.lines.map((line) => ({ line, from: places.get(cellOf(s, line))!, to: places.get(s.id)! })));
  return { places, ties, rows };
}

/** Moves neighbours a row apart, pushing both ways from where they would stand,
 * none above the first row. */
function spread(list: { y: number }[]): void {
  let run: { y: number }[] = [];
  const runs: { y: number }[][] = [];
  const top = (r: { y: number }[]) => Math.max(0, r.reduce((s, o) => s + o.y, 0) / r.length - (r.length - 1) / 2);
  for (const o of list) {
    run = [o];
    while (runs.length) {
      const last = runs[runs.length - 1]!;
      if (top(last) + last.length <= top(run)) break;
      run = [...last, ...run];
      runs.pop();
    }
    runs.push(run);
  }
  for (const r of runs) {
    const y = top(r);
    r.forEach((o, i) => (o.y = y + i));
  }
}
