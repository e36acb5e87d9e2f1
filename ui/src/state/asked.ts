// A question that a page keeps up to date: put once, one at a time, and the last
// answer stays on screen until the next is there, so that nothing jumps.

import { ApiError, isAbort } from '../api/client';

export interface Asked<T> {
  /** The question by everything it depends on. */
  key: string;
  status: 'idle' | 'running' | 'done' | 'failed';
  /** The last answer; while the status is running, that of the question before. */
  reply: T | null;
  error: string;
}

/** Nothing was asked yet. */
export const unasked: Asked<never> = { key: '', status: 'idle', reply: null, error: '' };

/** Answers that are kept, so that going back shows them at once. */
const mostKept = 40;

export class Asking<T> {
  private abort: AbortController | null = null;
  private readonly kept = new Map<string, T>();

  constructor(
    private readonly state: () => Asked<T>,
    private readonly set: (state: Asked<T>) => void,
    private readonly lost: () => void,
  ) {}

  /** Puts a question unless it is put already; one that failed is put again. */
  async ask(key: string, request: (signal: AbortSignal) => Promise<T>): Promise<void> {
    const now = this.state();
    if (now.key === key && now.status !== 'failed') return;
    this.abort?.abort();
    this.abort = null;
    const known = this.kept.get(key);
    if (known) return this.set({ key, status: 'done', reply: known, error: '' });
    const abort = (this.abort = new AbortController());
    this.set({ key, status: 'running', reply: now.reply, error: '' });
    try {
      const reply = await request(abort.signal);
      if (this.kept.size >= mostKept) this.kept.delete(this.kept.keys().next().value!);
      this.kept.set(key, reply);
      if (this.abort === abort) this.set({ key, status: 'done', reply, error: '' });
    } catch (error) {
      if (isAbort(error) || this.abort !== abort) return;
      if (error instanceof ApiError && error.offline) this.lost();
      this.set({ key, status: 'failed', reply: null, error: error instanceof Error ? error.message : String(error) });
    }
  }
}
