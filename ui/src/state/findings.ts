// What the rules found, fetched once: by the page of findings, by the number
// beside its name, by the marks in the picture.

import { useEffect } from 'preact/hooks';
import { api, ApiError } from '../api/client';
import type { FindingsReply } from '../api/types';
import type { Atlas } from './atlas';
import { useSession } from './session';

const fetching = new WeakMap<Atlas, Promise<void>>();

function load(atlas: Atlas): void {
  if (fetching.has(atlas)) return;
  fetching.set(
    atlas,
    api.findings(atlas.model.plan).then(
      (findings) => atlas.session.set({ findings, findingsFailed: '' }),
      (error: unknown) => {
        fetching.delete(atlas);
        if (error instanceof ApiError && error.offline) atlas.lost();
        atlas.session.set({ findingsFailed: error instanceof Error ? error.message : String(error) });
      },
    ),
  );
}

/** What the rules found, or null while that is fetched. `wait` lets the first
 * picture come first. */
export function useFindings(atlas: Atlas, wait = 0): FindingsReply | null {
  const { findings, findingsFailed, offline } = useSession(atlas.session);
  useEffect(() => {
    if (findings || findingsFailed || offline) return;
    const timer = setTimeout(() => load(atlas), wait);
    return () => clearTimeout(timer);
  }, [findings, findingsFailed, offline]);
  return findings;
}
