// What a page of its own fetches: once a question, with what to do when it does
// not come.

import { useEffect, useState } from 'preact/hooks';
import { ApiError, isAbort } from '../api/client';
import type { Atlas } from './atlas';

export type Fetched<T> = { status: 'running' } | { status: 'done'; reply: T } | { status: 'failed'; message: string };

const kept = new WeakMap<Atlas, Map<string, unknown>>();

/** The reply to a question named by its key, null for none. A reply is kept as
 * long as the page, so that coming back shows it at once. */
export function useFetched<T>(atlas: Atlas, key: string | null, ask: (signal: AbortSignal) => Promise<T>): [Fetched<T>, () => void] {
  const [at, setAt] = useState<{ key: string | null; fetched: Fetched<T> }>({ key: null, fetched: { status: 'running' } });
  const [turn, setTurn] = useState(0);
  const known = key === null ? undefined : (kept.get(atlas)?.get(key) as T | undefined);
  useEffect(() => {
    if (key === null || known !== undefined) return;
    const abort = new AbortController();
    setAt({ key, fetched: { status: 'running' } });
    ask(abort.signal).then(
      (reply) => {
        const all = kept.get(atlas) ?? new Map<string, unknown>();
        all.set(key, reply);
        kept.set(atlas, all);
        if (!abort.signal.aborted) setAt({ key, fetched: { status: 'done', reply } });
      },
      (error: unknown) => {
        if (isAbort(error)) return;
        if (error instanceof ApiError && error.offline) atlas.lost();
        setAt({ key, fetched: { status: 'failed', message: error instanceof Error ? error.message : String(error) } });
      },
    );
    return () => abort.abort();
  }, [key, turn]);
  const again = () => setTurn((n) => n + 1);
  if (known !== undefined) return [{ status: 'done', reply: known }, again];
  return [at.key === key ? at.fetched : { status: 'running' }, again];
}
