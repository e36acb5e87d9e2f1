// What the window is like.

import { useEffect, useState } from 'preact/hooks';

/** Whether a media query holds, following its changes. */
export function useMedia(query: string): boolean {
  const [on, set] = useState(() => matchMedia(query).matches);
  useEffect(() => {
    const q = matchMedia(query);
    const follow = () => set(q.matches);
    q.addEventListener('change', follow);
    return () => q.removeEventListener('change', follow);
  }, [query]);
  return on;
}
