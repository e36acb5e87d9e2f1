// Keys and gestures, and the switch for single-key shortcuts.

import { useEffect, useRef } from 'preact/hooks';
import type { Key } from '../i18n';
import { useAtlas } from '../state/atlas';
import { useSession } from '../state/session';
import { BasisLine } from './evidence';
import { Icon } from './icons';

const general: [string, Key][] = [
  ['/', 'help.search'],
  ['?', 'help.help'],
  ['Ctrl Z', 'help.undo'],
  ['Ctrl Shift Z', 'help.redo'],
  ['Esc', 'help.escape'],
  ['Alt 1 … 9', 'help.pages'],
];
const map: [string, Key][] = [
  ['← ↑ → ↓', 'help.move'],
  ['Enter', 'help.select'],
  ['Space', 'help.pick'],
  ['Shift ← ↑ → ↓', 'help.pan'],
  ['+  −', 'help.zoom'],
  ['0', 'help.fit'],
  ['T', 'help.trace'],
  ['E', 'help.expand'],
  ['L', 'layers.open'],
  ['R', 'help.read'],
  ['S', 'help.story'],
  ['O', 'help.textOnly'],
];
const consoleKeys: [string, Key][] = [
  ['Ctrl Enter', 'help.run'],
  ['Esc Tab', 'query.leave'],
];
const mouse: Key[] = ['help.drag', 'help.shiftDrag', 'help.doubleClick', 'help.lasso'];

/** The sheet of keys; focus stays in it until it closes. */
export function Help() {
  const atlas = useAtlas();
  const session = useSession(atlas.session);
  const { say } = atlas;
  const close = () => atlas.session.set({ dialog: null });
  const table = (title: Key, rows: [string, Key][]) => (
    <section>
      <h3>{say(title)}</h3>
      <dl class="keys">
        {rows.map(([k, words]) => (
          <>
            <dt>
              <kbd>{k}</kbd>
            </dt>
            <dd>{say(words)}</dd>
          </>
        ))}
      </dl>
    </section>
  );
  return (
    <Dialog title={say('help.title')} onClose={close}>
      <div class="helpgrid">
        {table('help.general', general)}
        {table('help.map', map)}
        {table('help.console', consoleKeys)}
        <section class="legend">
          <h3>{say('help.signs')}</h3>
          <dl>
            {atlas.vocabulary.bases.map((b) => (
              <>
                <dt>
                  <BasisLine basis={b.name} width={40} ink="var(--ink)" />
                </dt>
                <dd>
                  <b>{b.title[atlas.lang]}</b> {b.definition[atlas.lang]}
                </dd>
              </>
            ))}
            <dt>〔 〕</dt>
            <dd>{say('about.silent')}</dd>
            <dt>
              <i class="eyedot" aria-hidden="true" />
            </dt>
            <dd>{say('onto.finding')}</dd>
            <dt>
              <i class="eyedot pinned" aria-hidden="true" />
            </dt>
            <dd>{say('help.pinned')}</dd>
            <dt>A–F 1–5</dt>
            <dd>{say('help.frame')}</dd>
          </dl>
          <button class="link" onClick={() => (close(), atlas.go('ontology'))}>
            {say('help.legend')}
          </button>
        </section>
        <section>
          <h3>{say('help.mouse')}</h3>
          <ul>
            {mouse.map((k) => (
              <li>{say(k)}</li>
            ))}
          </ul>
          <label class="check">
            <input type="checkbox" checked={session.singleKeys} onChange={(e) => atlas.session.set({ singleKeys: e.currentTarget.checked })} />
            {say('help.singleKeys')}
          </label>
        </section>
      </div>
    </Dialog>
  );
}

/** A modal sheet: Escape and its button close it, focus goes back. */
export function Dialog({ title, large = false, onClose, children }: { title: string; large?: boolean; onClose: () => void; children: preact.ComponentChildren }) {
  const { say } = useAtlas();
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const before = document.activeElement as HTMLElement | null;
    box.current?.querySelector<HTMLElement>('button')?.focus();
    return () => before?.focus?.();
  }, []);
  // Focus may be nowhere, when the button that had it is gone: Escape still closes.
  useEffect(() => {
    const lost = (e: KeyboardEvent) => e.key === 'Escape' && !box.current?.contains(document.activeElement) && onClose();
    addEventListener('keydown', lost);
    return () => removeEventListener('keydown', lost);
  }, [onClose]);
  const onKey = (e: KeyboardEvent) => {
    if (e.key === 'Escape') {
      e.stopPropagation();
      onClose();
    }
    if (e.key !== 'Tab') return;
    const all = [...(box.current?.querySelectorAll<HTMLElement>('button, input, select, a[href], [tabindex="0"]') ?? [])];
    const edge = e.shiftKey ? all[0] : all[all.length - 1];
    if (document.activeElement === edge) {
      e.preventDefault();
      (e.shiftKey ? all[all.length - 1] : all[0])?.focus();
    }
  };
  return (
    <div class={large ? 'veil large' : 'veil'} onClick={(e) => e.target === e.currentTarget && onClose()}>
      <div class={large ? 'dialog large' : 'dialog'} ref={box} role="dialog" aria-modal="true" aria-label={title} onKeyDown={onKey}>
        <header class="row">
          <h2>{title}</h2>
          <span class="grow" />
          <button class="tb" aria-label={say('help.close')} title={say('help.close')} onClick={onClose}>
            <Icon name="close" size={16} />
          </button>
        </header>
        {children}
      </div>
    </div>
  );
}
