// The lasso: a line drawn around nodes picks them all, to be looked at alone,
// taken out, or shown as a table. By keys the same is done in the table.

import { useEffect, useRef, useState } from 'preact/hooks';
import { inside, type Point } from '../scene/lasso';
import { useAtlas } from '../state/atlas';
import { useView } from '../state/store';
import { Icon } from './icons';

/** The button of the lasso, its line, and what can be done with what it picked. */
export function Lasso() {
  const atlas = useAtlas();
  const view = useView(atlas.store);
  const { say } = atlas;
  const [on, setOn] = useState(false);
  const [line, setLine] = useState<Point[]>([]);
  const [picked, setPicked] = useState<number[]>([]);
  const held = useRef(false);
  const surface = useRef<SVGSVGElement>(null);
  const stop = () => {
    setOn(false);
    setLine([]);
    setPicked([]);
  };
  // Another picture, another lasso.
  useEffect(stop, [view.page, view.base, view.add, view.drop]);
  useEffect(() => {
    if (!on) return;
    const key = (e: KeyboardEvent) => {
      if (e.key !== 'Escape') return;
      e.preventDefault();
      stop();
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
    setPicked([]);
    setLine([at(e)]);
  };
  const move = (e: PointerEvent) => {
    if (held.current) setLine((l) => [...l, at(e)]);
  };
  const up = () => {
    if (!held.current) return;
    held.current = false;
    const found = (atlas.stage?.spots() ?? []).filter((s) => s.node >= 0 && inside(s.at, line)).map((s) => s.node);
    setPicked(found);
    atlas.session.set({ announce: say('lasso.picked', { n: found.length }) });
    if (!found.length) {
      setLine([]);
      atlas.session.say(say('lasso.none'));
    }
  };
  const ids = () => picked.map((n) => atlas.short(atlas.model.nodes[n]!));
  const act = (words: string, run: () => void) => (
    <button class="btn" onClick={run}>
      {words}
    </button>
  );
  return (
    <>
      <div class={on ? 'lassotool on' : 'lassotool'}>
        <button class="tb" aria-pressed={on} title={say('lasso.tool')} aria-label={say('lasso.tool')} onClick={() => (on ? stop() : setOn(true))}>
          <Icon name="lasso" />
        </button>
      </div>
      {on && (
        <svg class="lassoline" ref={surface} aria-hidden="true" onPointerDown={down} onPointerMove={move} onPointerUp={up} onPointerCancel={stop}>
          {line.length > 1 && <path d={'M' + line.map((p) => p.join(' ')).join('L') + 'Z'} />}
        </svg>
      )}
      {on && (
        <div class="lassobar" role="toolbar" aria-label={say('lasso.tool')}>
          <span>{picked.length ? say('lasso.picked', { n: picked.length }) : say('lasso.hint')}</span>
          {picked.length > 0 && (
            <>
              {act(say('lasso.only'), () => atlas.showOnly(picked))}
              {act(say('lasso.hide'), () => atlas.change((v) => ({ ...v, selected: null, drop: [...new Set([...v.drop, ...ids()])], add: v.add.filter((id) => !ids().includes(id)) })))}
              {act(say('lasso.table'), () => {
                atlas.showOnly(picked);
                atlas.go('table');
              })}
            </>
          )}
          <button class="tb" aria-label={say('common.close')} title={say('common.close')} onClick={stop}>
            <Icon name="close" size={16} />
          </button>
        </div>
      )}
    </>
  );
}
