// Results of a search by label, and when keys belong to an input method.

import type { SearchReply, SearchResult } from '../api/types';

export interface ResultGroup {
  label: string;
  total: number;
  results: SearchResult[];
}

/** Results by label, in the order in which each label's best one came. */
export function grouped(reply: SearchReply | null): ResultGroup[] {
  const groups: ResultGroup[] = [];
  for (const r of reply?.results ?? []) {
    let g = groups.find((x) => x.label === r.label);
    if (!g) groups.push((g = { label: r.label, total: reply?.labels?.[r.label] ?? 0, results: [] }));
    g.results.push(r);
  }
  groups.forEach((g) => (g.total = Math.max(g.total, g.results.length)));
  return groups;
}

/** True while an input-method composition is open: its Enter and arrows choose
 * characters. Safari and older Chromium tell it by key code 229 alone. */
export function imeOpen(event: { isComposing: boolean; keyCode: number }): boolean {
  return event.isComposing || event.keyCode === 229;
}
