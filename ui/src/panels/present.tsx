// A story full screen: the views themselves, each with its title and note beside
// it; arrow keys turn, Escape ends.

import { useEffect, useRef } from 'preact/hooks';
import { wideOf, Wide } from './views';
import { useAtlas } from '../state/atlas';
import { decodeView } from '../state/codec';
import { useSession } from '../state/session';
import { useStory } from '../state/shelf';
import { useView } from '../state/store';
import type { View } from '../state/view';
import type { Parts } from './app';
import { Icon } from './icons';
import { MatrixPage } from './matrix';
import { Reader } from './reader';
import { TablePage } from './table';

export function Presenter({ shown, stage }: Parts) {
  const atlas = useAtlas();
  const session = useSession(atlas.session);
  const view = useView(atlas.store);
  const story = useStory(atlas.shelf);
  const at = Math.min(session.presenting ?? 0, story.views.length - 1);
  const turn = useTurns(at, story.views.length);
  const scene = story.views[at];
  const { say } = atlas;
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), [at]);
  if (!scene) return null;
  const wide = wideOf(view.page) !== undefined;
  return (
    <div class="present" role="region" aria-label={say('story.presenting')}>
      <main class={wide || view.page === 'text' || view.page === 'matrix' || view.page === 'table' ? 'main wide' : 'main'}>
        {view.page === 'text' ? <Reader /> : view.page === 'matrix' ? <MatrixPage /> : view.page === 'table' ? <TablePage shown={shown} /> : wide ? <Wide page={view.page} /> : stage(0)}
      </main>
      <aside class="telling">
        <p class="muted sm">{story.title}</p>
        <h1 class="long" tabIndex={-1} ref={heading}>
          {scene.title}
        </h1>
        <div class="tellnote">
          {(scene.note ?? '')
            .split('\n')
            .filter((line) => line.trim())
            .map((line) => (
              <p>{line}</p>
            ))}
        </div>
        <footer class="row">
          <button class="btn" disabled={at === 0} aria-label={say('story.previous')} title={say('story.previous')} onClick={() => turn(at - 1)}>
            <Icon name="left" size={16} />
          </button>
          <span class="sm" role="status">
            {say('story.nth', { i: at + 1, n: story.views.length })}
          </span>
          <button class="btn pri" disabled={at === story.views.length - 1} aria-label={say('story.next')} title={say('story.next')} onClick={() => turn(at + 1)}>
            <Icon name="right" size={16} />
          </button>
          <span class="grow" />
          <button class="btn ghost" onClick={() => turn(null)}>
            {say('story.end')} <kbd aria-hidden="true">Esc</kbd>
          </button>
        </footer>
        <p class="muted tellsource">
          {atlas.lang === 'en' ? atlas.plan.nameEn || atlas.plan.name : atlas.plan.name} {atlas.plan.number} · {say('status.data', { v: atlas.model.dataVersion.slice(0, 8) })}
        </p>
      </aside>
    </div>
  );
}

/** The camera that shows on this screen what the view's own screen showed; null
 * on a phone, whose picture stands beside a sheet elsewhere: there all is shown. */
function fitted(view: View, screen: [number, number] | undefined): View['camera'] {
  const box = document.querySelector('.present .main')?.getBoundingClientRect();
  if (!view.camera || !screen || !box?.width || window.innerWidth < 760) return null;
  return { ...view.camera, k: view.camera.k * Math.min(box.width / screen[0], box.height / screen[1]) };
}

/** Turns to a view by its number; null ends. The view that was open comes back. */
function useTurns(at: number, total: number): (to: number | null) => void {
  const atlas = useAtlas();
  const before = useRef(atlas.view);
  const turn = (to: number | null) => {
    if (to !== null) return void (to >= 0 && to < total && atlas.session.set({ presenting: to }));
    if (document.fullscreenElement) void document.exitFullscreen().catch(() => undefined);
    atlas.store.amend((v) => ({ ...before.current, lang: v.lang, theme: v.theme }));
    atlas.session.set({ presenting: null });
  };
  useEffect(() => {
    const scene = atlas.shelf.story.views[at];
    if (!scene?.link) return;
    const next = decodeView(scene.link);
    const camera = fitted(next, scene.screen);
    atlas.store.amend((v) => ({ ...next, camera, lang: v.lang, theme: v.theme, plan: v.plan }));
    if (!camera) setTimeout(() => atlas.stage?.fit(), 60);
    void atlas.runTrace();
    void atlas.runLayers();
    if (atlas.view.page === 'text') void atlas.loadText();
  }, [at]);
  useEffect(() => {
    const steps: Record<string, () => void> = {
      ArrowRight: () => turn(at + 1), PageDown: () => turn(at + 1), ' ': () => turn(at + 1), ArrowLeft: () => turn(at - 1), PageUp: () => turn(at - 1),
      Home: () => turn(0), End: () => turn(total - 1), Escape: () => turn(null),
    };
    const onKey = (e: KeyboardEvent) => {
      if (e.ctrlKey || e.metaKey || e.altKey || e.isComposing) return;
      // A space presses the button that it stands on.
      const step = e.key === ' ' && e.target instanceof HTMLButtonElement ? undefined : steps[e.key];
      if (!step) return;
      e.preventDefault();
      e.stopImmediatePropagation();
      step();
    };
    // The browser's own Escape leaves the full screen without a key being heard.
    let full = document.fullscreenElement !== null;
    const onScreen = () => {
      if (full && !document.fullscreenElement) turn(null);
      full = document.fullscreenElement !== null;
    };
    addEventListener('keydown', onKey, true);
    document.addEventListener('fullscreenchange', onScreen);
    return () => {
      removeEventListener('keydown', onKey, true);
      document.removeEventListener('fullscreenchange', onScreen);
    };
  }, [at, total]);
  return turn;
}
