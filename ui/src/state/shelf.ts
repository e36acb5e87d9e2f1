// The story at hand. It is kept in the browser per plan, and every change of it
// can be taken back.

import { useEffect, useReducer } from 'preact/hooks';
import { emptyStory, readStory, type Story, storyFile } from '../model/story';

const mostUndo = 100;

export class Shelf {
  private current: Story = emptyStory;
  private past: Story[] = [];
  private future: Story[] = [];
  /** Kind of the last change and when it was: typing is one change. */
  private last = { what: '', at: 0 };
  private readonly listeners = new Set<() => void>();
  /** True when the browser refused to keep the story. */
  unkept = false;

  constructor(
    private readonly plan: string,
    private readonly data: string,
  ) {
    try {
      const kept = localStorage.getItem(this.key());
      const read = kept ? readStory(kept) : emptyStory;
      if (!('why' in read)) this.current = read;
    } catch {
      this.unkept = true;
    }
  }

  private key(): string {
    return 'planatlas.story.' + this.plan;
  }

  get story(): Story {
    return this.current;
  }

  get canUndo(): boolean {
    return this.past.length > 0;
  }

  get canRedo(): boolean {
    return this.future.length > 0;
  }

  /** Makes a change. Those of the same kind within a second, as letters typed
   * one after the other, are taken back together. */
  change(what: string, make: (story: Story) => Story): void {
    const next = make(this.current);
    if (next === this.current) return;
    const now = Date.now();
    if (what === '' || what !== this.last.what || now - this.last.at > 1000) this.past = [...this.past, this.current].slice(-mostUndo);
    this.last = { what, at: now };
    this.future = [];
    this.put(next);
  }

  /** Fills in what a view shows, which is no change of the story's. */
  fill(make: (story: Story) => Story): void {
    this.put(make(this.current));
  }

  undo(): void {
    const before = this.past[this.past.length - 1];
    if (!before) return;
    this.past = this.past.slice(0, -1);
    this.future = [this.current, ...this.future];
    this.last.what = '';
    this.put(before);
  }

  redo(): void {
    const after = this.future[0];
    if (!after) return;
    this.future = this.future.slice(1);
    this.past = [...this.past, this.current];
    this.last.what = '';
    this.put(after);
  }

  private put(story: Story): void {
    this.current = story;
    try {
      if (story.views.length || story.title) localStorage.setItem(this.key(), JSON.stringify(storyFile(story, this.plan, this.data)));
      else localStorage.removeItem(this.key());
      this.unkept = false;
    } catch {
      this.unkept = true;
    }
    this.listeners.forEach((l) => l());
  }

  subscribe(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }
}

/** The story at hand, following its changes. */
export function useStory(shelf: Shelf): Story {
  const [, redraw] = useReducer((n: number) => n + 1, 0);
  useEffect(() => shelf.subscribe(() => redraw(undefined as never)), [shelf]);
  return shelf.story;
}
