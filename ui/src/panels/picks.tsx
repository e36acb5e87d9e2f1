// Several nodes at once: picked by a line drawn around them, by Ctrl and a click,
// by the space bar on the picture or by the boxes of the table, and what can be
// done with them.

import { useEffect, useRef, useState } from 'preact/hooks';
import { inside, type Point } from '../scene/lasso';
import { useAtlas } from '../state/atlas';
import { useSession } from '../state/session';
import { useView } from '../state/store';
import { shared, type Visible } from '../state/visible';
import { Icon } from './icons';

/** The lasso: its button and the line that is drawn. */
export function Lasso({ shown }: { shown: Visible }) {
  const atlas = useAtlas();
  const view = useView(atlas.store);
  const { say } = atlas;
  const [on, setOn] = useState(false);
  const [line, setLine] = useState<Point[]>([]);
  const held = useRef(false);
  const surface = useRef<SVGSVGElement>(null);
  const stop = () => {
    setOn(false);
    setLine([]);
  };
  // Another picture, another lasso.
  useEffect(stop, [view.page, view.base, view.add, view.near, view.drop]);
  useEffect(() => {
    if (!on) return;
    const key = (e: KeyboardEvent) => {
      if (e.key !== 'Escape') return;
      e.preventDefault();
      stop();
      atlas.pick([]);
    };
    addEventListener('keydown', key, true);
    return () => removeEventListener('keydown', key, true);
  }, [on]);

  const at = (e: PointerEvent): Point => {
    const box = surface.current!.getBoundingClientRect();
    return [e.clientX - box.left, e.clientY - box.top];
  };
  const down = (e: PointerEvent) => {
    held.current = true;
    surface.current!.setPointerCapture(e.pointerId);
    setLine([at(e)]);
  };
  const move = (e: PointerEvent) => {
    if (held.current) setLine((l) => [...l, at(e)]);
  };
  const up = (e: PointerEvent) => {
    if (!held.current) return;
    held.current = false;
    const found = (atlas.stage?.spots() ?? []).filter((s) => s.node >= 0 && inside(s.at, line)).map((s) => s.node);
    atlas.pick(e.shiftKey ? [...atlas.session.state.picked, ...found] : found);
    if (found.length) return;
    setLine([]);
    atlas.session.say(say('pick.none'));
  };
  return (
    <>
      <div class={on ? 'lassotool on' : 'lassotool'}>
        <button class="tb" aria-pressed={on} title={say('pick.tool')} aria-label={say('pick.tool')} onClick={() => (on ? stop() : setOn(true))}>
          <Icon name="lasso" />
        </button>
      </div>
      {on && (
        <svg class="lassoline" ref={surface} aria-hidden="true" onPointerDown={down} onPointerMove={move} onPointerUp={up} onPointerCancel={stop}>
          {line.length > 1 && <path d={'M' + line.map((p) => p.join(' ')).join('L') + 'Z'} />}
        </svg>
      )}
      <PickBar shown={shown} hint={on ? say('pick.hint') : ''} onClose={stop} />
    </>
  );
}

/** What can be done with the picked nodes; without any, the hint. */
export function PickBar({ shown, hint = '', onClose }: { shown: Visible; hint?: string; onClose?: () => void }) {
  const atlas = useAtlas();
  const view = useView(atlas.store);
  const session = useSession(atlas.session);
  const { say, model, vocabulary } = atlas;
  // What a filter takes away is not acted upon unseen.
  const picked = session.picked.filter((n) => shown.nodeSet.has(n));
  const close = () => {
    atlas.pick([]);
    onClose?.();
  };
  useEffect(() => {
    if (!session.picked.length) return;
    const key = (e: KeyboardEvent) => {
      if (e.key !== 'Escape' || e.defaultPrevented || atlas.session.state.dialog) return;
      e.preventDefault();
      close();
    };
    addEventListener('keydown', key, true);
    return () => removeEventListener('keydown', key, true);
  }, [session.picked.length > 0]);
  if (!picked.length && !hint) return null;
  const act = (words: string, run: () => void) => (
    <button
      class="btn"
      onClick={() => {
        run();
        close();
      }}
    >
      {words}
    </button>
  );
  const common = picked.length > 1 ? shared(model, vocabulary, view, picked).filter((n) => !shown.nodeSet.has(n)) : [];
  return (
    <div class="pickbar" role="toolbar" aria-label={say('pick.bar')}>
      <span>{picked.length ? say('pick.picked', { n: picked.length }) : hint}</span>
      {picked.length === 2 && act(say('pick.trace'), () => atlas.traceBetween(model.nodes[picked[0]!]!, model.nodes[picked[1]!]!))}
      {common.length > 0 && act(say('pick.shared', { n: common.length }), () => atlas.add(common))}
      {picked.length > 0 && act(say('pick.only'), () => atlas.narrowTo(picked, view.page))}
      {picked.length > 0 && act(say('pick.hide'), () => atlas.hideAll(picked))}
      {picked.length > 0 && view.page === 'map' && act(say('pick.table'), () => atlas.narrowTo(picked, 'table'))}
      <button class="tb" aria-label={say('pick.clear')} title={say('pick.clear')} onClick={close}>
        <Icon name="close" size={16} />
      </button>
    </div>
  );
}
