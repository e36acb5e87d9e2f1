// One store. The view lives in the browser's history: each change is an entry
// (so undo and redo are back and forward), camera moves rewrite the entry they
// happen in. What is not part of a link (hover, requests under way, open menus)
// stands beside the view and leaves no trace.

import { useEffect, useReducer } from 'preact/hooks';
import type { Lang } from '../api/types';
import { decodeView, encodeView } from './codec';
import type { Theme, View } from './view';

export interface HistoryPort {
  fragment(): string;
  push(fragment: string, index: number): void;
  replace(fragment: string, index: number): void;
  index(): number;
  go(steps: number): void;
  onMove(listener: () => void): void;
}

/** The browser's own history. */
export function browserHistory(): HistoryPort {
  return {
    fragment: () => location.hash,
    push: (fragment, index) => history.pushState({ index }, '', fragment),
    replace: (fragment, index) => history.replaceState({ index }, '', fragment),
    index: () => (history.state as { index?: number } | null)?.index ?? 0,
    go: (steps) => history.go(steps),
    onMove: (listener) => {
      addEventListener('popstate', listener);
      addEventListener('hashchange', listener);
    },
  };
}

export class Store {
  private current: View;
  private index: number;
  private last: number;
  private readonly listeners = new Set<() => void>();
  /** True when the latest fragment had to leave out the pins. */
  cut = false;

  constructor(
    private readonly port: HistoryPort,
    lang: Lang = 'zh',
    theme: Theme = 'auto',
  ) {
    this.current = decodeView(port.fragment(), lang, theme);
    this.index = port.index();
    this.last = this.index;
    port.replace(encodeView(this.current).fragment, this.index);
    port.onMove(() => this.moved());
  }

  get view(): View {
    return this.current;
  }

  get canUndo(): boolean {
    return this.index > 0;
  }

  get canRedo(): boolean {
    return this.index < this.last;
  }

  /** Makes a new view and a history entry, unless nothing changed. */
  change(make: (view: View) => View): void {
    const was = this.current;
    const next = make(was);
    const { fragment, cut } = encodeView(next);
    this.current = next;
    this.cut = cut;
    if (fragment !== encodeView(was).fragment || next.pins !== was.pins) {
      this.index++;
      this.last = this.index;
      this.port.push(fragment, this.index);
    }
    this.tell();
  }

  /** Rewrites the entry: for the camera and what follows from a change. */
  amend(make: (view: View) => View): void {
    this.current = make(this.current);
    const { fragment, cut } = encodeView(this.current);
    this.cut = cut;
    this.port.replace(fragment, this.index);
    this.tell();
  }

  undo(): void {
    if (this.canUndo) this.port.go(-1);
  }

  redo(): void {
    if (this.canRedo) this.port.go(1);
  }

  private moved(): void {
    const fragment = this.port.fragment();
    if (fragment === encodeView(this.current).fragment && this.port.index() === this.index) return;
    this.current = decodeView(fragment, this.current.lang, this.current.theme);
    this.index = this.port.index();
    this.last = Math.max(this.last, this.index);
    this.tell();
  }

  subscribe(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  private tell(): void {
    this.listeners.forEach((listener) => listener());
  }
}

/** The store's view, following its changes. */
export function useView(store: Store): View {
  const [, redraw] = useReducer((n: number) => n + 1, 0);
  useEffect(() => store.subscribe(() => redraw(undefined as never)), [store]);
  return store.view;
}
