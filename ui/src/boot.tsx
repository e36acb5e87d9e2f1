// While the data are on their way: what the page waits for, since when, and how
// to stop waiting.

import { render } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { Say } from './i18n';

const silent = 1200; // milliseconds before the wait is worth a word

export function Waiting({ say, what, why, onStop }: { say: Say; what: string; why?: string; onStop: () => void }) {
  const [since] = useState(() => performance.now());
  const [now, setNow] = useState(since);
  useEffect(() => {
    const timer = setInterval(() => setNow(performance.now()), 500);
    return () => clearInterval(timer);
  }, []);
  const waited = now - since;
  return (
    <div class="boot" role="status">
      <p>{what}{say('common.dots')}</p>
      {waited > silent && (
        <>
          {why && <p class="muted">{why}</p>}
          <p class="muted">{say('app.waited', { n: Math.round(waited / 1000) })}</p>
          <button class="btn" onClick={onStop}>
            {say('app.stop')}
          </button>
        </>
      )}
    </div>
  );
}

/** Shows why nothing can be shown, with one next step. */
export function showFailure(root: Element, say: Say, words: { title: string; hint: string; why: string }, again: () => void): void {
  render(
    <div class="boot" role="alert">
      <p class="ttl">{words.title}</p>
      <p>{words.hint}</p>
      {words.why && <p class="muted">{words.why}</p>}
      <button class="btn pri" onClick={again}>
        {say('error.reload')}
      </button>
    </div>,
    root,
  );
}
