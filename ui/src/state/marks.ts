// A reader's own marks on findings: kept in this browser per plan, since the
// program changes no data.

import { useEffect, useReducer } from 'preact/hooks';
import { type Marked, type Marks, readMarks } from '../model/findings';
import type { Atlas } from './atlas';

export class MarkShelf {
  private current: Marks = {};
  private readonly listeners = new Set<() => void>();
  /** True when the browser refused to keep the marks. */
  unkept = false;

  constructor(private readonly plan: string) {
    try {
      this.current = readMarks(localStorage.getItem(this.key()) ?? '');
    } catch {
      this.unkept = true;
    }
  }

  private key(): string {
    return 'planatlas.findings.' + this.plan;
  }

  get marks(): Marks {
    return this.current;
  }

  /** Marks a finding, or takes its mark away. */
  put(finding: string, marked: Marked | null): void {
    const { [finding]: _, ...others } = this.current;
    this.current = marked ? { ...others, [finding]: marked } : others;
    try {
      localStorage.setItem(this.key(), JSON.stringify(this.current));
      this.unkept = false;
    } catch {
      this.unkept = true;
    }
    for (const told of this.listeners) told();
  }

  subscribe(told: () => void): () => void {
    this.listeners.add(told);
    return () => this.listeners.delete(told);
  }
}

const shelves = new WeakMap<Atlas, MarkShelf>();

/** The marks of the plan at hand; draws anew when they change. */
export function useMarks(atlas: Atlas): MarkShelf {
  const shelf = shelves.get(atlas) ?? new MarkShelf(atlas.model.plan);
  shelves.set(atlas, shelf);
  const [, again] = useReducer((n: number) => n + 1, 0);
  useEffect(() => shelf.subscribe(() => again(0)), [shelf]);
  return shelf;
}
