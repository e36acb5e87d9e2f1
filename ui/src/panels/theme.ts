// Light or dark: the view's choice, else the system's.

import { createContext } from 'preact';
import { useContext, useEffect, useState } from 'preact/hooks';
import type { Theme } from '../state/view';

export const DarkContext = createContext(false);

/** True in the dark theme. */
export function useDark(): boolean {
  return useContext(DarkContext);
}

/** Follows the choice and the system, and marks the document. */
export function useTheme(theme: Theme): boolean {
  const [system, setSystem] = useState(() => matchMedia('(prefers-color-scheme: dark)').matches);
  useEffect(() => {
    const query = matchMedia('(prefers-color-scheme: dark)');
    const follow = () => setSystem(query.matches);
    query.addEventListener('change', follow);
    return () => query.removeEventListener('change', follow);
  }, []);
  const dark = theme === 'auto' ? system : theme === 'dark';
  document.documentElement.dataset.theme = dark ? 'dark' : 'light';
  return dark;
}
