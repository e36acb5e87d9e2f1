// The page: which panels stand where, and the keys that work everywhere.

import { useEffect, useLayoutEffect, useMemo, useRef } from 'preact/hooks';
import { Stage } from '../canvas/stage';
import { AtlasContext, type Atlas, useAtlas } from '../state/atlas';
import { capturable } from '../state/capture';
import { useSession } from '../state/session';
import { useFindings } from '../state/findings';
import { useView } from '../state/store';
import { hubLimit } from '../state/atlas';
import { nodesAt, placeOf } from '../model/quotes';
import { findNode } from '../model/graph';
import type { Layers } from '../model/layers';
import { spaceOf } from '../state/view';
import { counted, hiddenAround } from '../state/visible';
import { Begin } from './begin';
import { Dossier, NodeDossier } from './dossier';
import { Filters } from './filters';
import { Status, Top, useLanguageTurn, useThemeTurn, viewName } from './frame';
import { Dialog, Help } from './help';
import { Icon } from './icons';
import { Lasso, PickBar } from './picks';
import { LayersNote, LayersPanel, useLayers } from './layers';
import { useMedia } from './media';
import { MatrixBegin, MatrixPage, MatrixPanel, useMatrix } from './matrix';
import { Contents, Reader, usePlace } from './reader';
import { Finder } from './search';
import { TablePage } from './table';
import { DarkContext, useTheme } from './theme';
import { TracePanel } from './trace';
import { Later, MoreViews, Nav, Tabs, views, Wide, wideOf } from './views';

const phoneWidth = '(max-width: 899px)';

export function App({ atlas }: { atlas: Atlas }) {
  const view = useView(atlas.store);
  const dark = useTheme(view.theme);
  useEffect(() => {
    document.documentElement.lang = view.lang === 'zh' ? 'zh-CN' : 'en';
  }, [view.lang]);
  return (
    <AtlasContext.Provider value={atlas}>
      <DarkContext.Provider value={dark}>
        <Page dark={dark} />
      </DarkContext.Provider>
    </AtlasContext.Provider>
  );
}

function Page({ dark }: { dark: boolean }) {
  const atlas = useAtlas();
  const view = useView(atlas.store);
  const session = useSession(atlas.session);
  const phone = useMedia(phoneWidth);
  const place = usePlace();
  const { say } = atlas;

  useLayers();
  useMatrix();
  const layers = useMemo(
    () => atlas.layers(),
    [view.page, view.focus, session.layers.reply],
  );
  const placed = useMemo(() => layers && { positions: layers.positions, captions: captionsOf(atlas, layers) }, [layers, view.lang]);
  const shown = useMemo(
    () => (view.page === 'layers' ? counted(atlas.model, layers?.nodes ?? [], layers?.relationships ?? []) : atlas.visible()),
    [view.base, view.add, view.near, view.drop, view.labelsOff, view.basesOff, view.strengthsOff, view.textOnly, view.chapter, view.group, view.open, view.pins, view.page, view.path, view.from, view.to, session.trace.reply, layers],
  );
  const lit = useMemo(() => {
    if (view.page === 'text' && place) return new Set(nodesAt(atlas.model.nodes, atlas.short(place)).map((n) => n.index));
    if (view.page === 'trace' && session.trace.reply?.silent) return new Set(atlas.silenceNodes());
    return null;
  }, [view.page, place, session.trace.reply]);

  useTitle();
  useKeys();
  useFindings(atlas, 400);

  const stage = (covered: number) => (
    <div class="stageframe">
      <Stage key={spaceOf(view.page)} shown={shown} dark={dark} lit={lit} covered={covered} placed={view.page === 'layers' ? (placed ?? nothing) : null} />
      {view.page === 'map' && <Lasso shown={shown} />}
    </div>
  );
  const props = { shown, lit, stage, layers };
  return (
    <div class={`app page-${view.page} ${phone ? 'phone' : 'desk'}`}>
      <a class="skip" href="#" onClick={(e) => (e.preventDefault(), skipToContent(atlas))}>
        {say('app.skip')}
      </a>
      {session.presenting !== null ? <Later load={presenter} props={props} /> : phone ? <Phone {...props} /> : <Desk {...props} />}
      {session.dialog === 'help' && <Help />}
      {session.dialog === 'export' && <Later load={exportDialog} />}
      {session.message && (
        <div class="toast" key={session.messageId}>
          {session.message}
        </div>
      )}
      <div class="sr" role="status" aria-live="polite">
        {session.message || session.announce}
      </div>
    </div>
  );
}

// Fetched when they are first needed.
const exportDialog = () => import('./export').then((m) => m.ExportDialog);
const presenter = () => import('./present').then((m) => m.Presenter);

const nothing = { positions: new Map<number, [number, number]>(), captions: [] };

/** Words over the columns of the layers. */
function captionsOf(atlas: Atlas, layers: Layers) {
  const top = Math.min(...[...layers.positions.values()].map(([, y]) => y));
  return layers.columns.map((c) => ({
    x: c.x,
    y: top - 46,
    text: atlas.columnName(c.at),
    short: c.at === 0 ? atlas.columnName(0) : atlas.say('layers.at', { n: Math.abs(c.at) }),
  }));
}

export interface Parts {
  layers: Layers | null;
  shown: ReturnType<Atlas['visible']>;
  lit: Set<number> | null;
  stage: (covered: number) => preact.JSX.Element;
}

function Lost() {
  const atlas = useAtlas();
  const { offline, notice } = useSession(atlas.session);
  const { say } = atlas;
  if (!offline) {
    if (!notice) return null;
    return (
      <div class="noticebar" role="status">
        <span>{notice}</span>
        <button class="btn" onClick={() => atlas.session.set({ notice: '' })}>
          {say('error.dismiss')}
        </button>
      </div>
    );
  }
  const time = new Date(offline.since).toTimeString().slice(0, 8);
  return (
    <div class="lost" role="alert">
      <span class="dot" aria-hidden="true" />
      <b>{say('error.offline')}</b>
      <span class="sub">
        {say('error.stillWorks')} · {say('error.offlineSince', { time, n: offline.attempts })}
      </span>
      <span class="grow" />
      <button class="btn" onClick={() => void atlas.retry()}>
        {say('error.retry')}
      </button>
    </div>
  );
}

function Desk({ shown, lit, stage, layers }: Parts) {
  const atlas = useAtlas();
  const view = useView(atlas.store);
  const { say } = atlas;
  const stageWithStatus = (
    <main class="main">
      <Lost />
      {stage(28)}
      {view.page === 'layers' && <LayersNote layers={layers} />}
      <Status shown={shown} lit={lit} />
    </main>
  );
  const wide = wideOf(view.page) !== undefined;
  const dock = useTop([view.page, view.selected]);
  return (
    <>
      <Top />
      <div class={`body ${wide ? 'on-wide' : ''} on-${view.page}`}>
        <Nav />
        {wide && (
          <main class="main wide">
            <Lost />
            <Wide page={view.page} />
          </main>
        )}
        {view.page === 'text' && (
          <>
            <aside class="ctx contents">
              <Contents />
            </aside>
            <main class="main reading">
              <Lost />
              <Reader />
            </main>
            <section class="sidestage" aria-label={say('nav.map')}>
              {/* The card of the selection stands over the lower half. */}
              {stage(view.selected ? Math.round(innerHeight * 0.5) : 28)}
              <Status shown={shown} lit={lit} />
              {view.selected && (
                <div class="floating dock">
                  <Dossier shown={shown} begin={null} />
                </div>
              )}
            </section>
          </>
        )}
        {!wide && view.page !== 'text' && (
          <>
            <aside class="ctx" aria-label={say('filter.title')}>
              <Side shown={shown} layers={layers} />
            </aside>
            {view.page === 'matrix' ? (
              <main class="main">
                <Lost />
                <MatrixPage />
              </main>
            ) : view.page === 'table' ? (
              <main class="main">
                <Lost />
                <div class="stageframe">
                  <TablePage shown={shown} />
                  <PickBar shown={shown} />
                </div>
                <Status shown={shown} lit={lit} />
              </main>
            ) : (
              stageWithStatus
            )}
            <aside class="dock" ref={dock} aria-label={say(view.page === 'trace' ? 'nav.trace' : 'dossier.label')}>
              <Dock shown={shown} />
            </aside>
          </>
        )}
      </div>
    </>
  );
}

/** The panel beside the picture: filters, or what the view asks for. */
function Side({ shown, layers }: { shown: Parts['shown']; layers: Layers | null }) {
  const atlas = useAtlas();
  const view = useView(atlas.store);
  if (view.page === 'layers') return <LayersPanel layers={layers} />;
  if (view.page === 'matrix') return <MatrixPanel />;
  return <Filters shown={shown} />;
}

/** Begins a panel at its top when it shows something else. */
function useTop(of: unknown[]): { current: HTMLElement | null } {
  const box = useRef<HTMLElement>(null);
  useEffect(() => {
    if (box.current) box.current.scrollTop = 0;
  }, of);
  return box;
}

/** What is known about the selection, or how to begin with the view. */
function Dock({ shown }: { shown: Parts['shown'] }) {
  const atlas = useAtlas();
  const view = useView(atlas.store);
  if (view.page === 'trace') return <TracePanel />;
  const focus = view.page === 'layers' ? findNode(atlas.model, view.focus) : undefined;
  const begin = view.page === 'matrix' ? <MatrixBegin /> : focus ? <NodeDossier node={focus} shown={shown} /> : <Begin />;
  return <Dossier shown={shown} begin={begin} />;
}

// The phone: the picture above, what is selected in a sheet that can be pulled.

function Phone({ shown, stage, layers }: Parts) {
  const atlas = useAtlas();
  const view = useView(atlas.store);
  const session = useSession(atlas.session);
  const { say } = atlas;
  const height = useMedia('(min-height: 1px)') ? window.innerHeight : 0;
  const open = { peek: 96, half: Math.round(height * 0.44), full: Math.max(200, height - 60 - 60 - 56) }[session.sheet];
  const wide = wideOf(view.page) !== undefined;
  const pictured = view.page === 'map' || view.page === 'trace' || view.page === 'layers';
  return (
    <>
      <header class="pt">
        <Finder kind="search" id="search" label={say('search.label')} placeholder={say('search.placeholderShort')} onPick={(n) => atlas.open(n)} />
        {!wide && (
          <button class="tb big" title={say('filter.title')} aria-label={say('filter.title')} onClick={() => atlas.session.set({ dialog: 'filters' })}>
            <Icon name="filter" size={20} />
          </button>
        )}
      </header>
      <main class="pm">
        <Lost />
        {pictured && stage(open)}
        {pictured && (
          <div class="pill">
            <b>{viewName(atlas)}</b>
            <span class="muted">
              {shown.nodes.length} / {atlas.model.nodes.length}
            </span>
          </div>
        )}
        {view.page === 'text' && (
          <div class="ptext">
            <details class="pcontents">
              <summary>{say('text.contents')}</summary>
              <Contents />
            </details>
            <Reader />
          </div>
        )}
        {view.page === 'layers' && <LayersNote layers={layers} />}
        {view.page === 'matrix' && <MatrixPage />}
        {view.page === 'table' && <TablePage shown={shown} />}
        {view.page === 'table' && <PickBar shown={shown} />}
        {wide && (
          <div class="pwide">
            <Wide page={view.page} />
          </div>
        )}
        {(pictured || (view.selected && !wide)) && (
          <Sheet height={open}>
            <Dock shown={shown} />
          </Sheet>
        )}
      </main>
      <Tabs />
      {session.dialog === 'filters' && (
        <Dialog title={say('filter.title')} onClose={() => atlas.session.set({ dialog: null })}>
          <Side shown={shown} layers={layers} />
        </Dialog>
      )}
      {session.dialog === 'more' && <MoreSheet />}
    </>
  );
}

function MoreSheet() {
  const atlas = useAtlas();
  const { say, store } = atlas;
  const close = () => atlas.session.set({ dialog: null });
  const turnLanguage = useLanguageTurn();
  const [themeWords, turnTheme] = useThemeTurn();
  const row = (words: string, act: () => void, off = false) => (
    <button
      class="btn wide"
      disabled={off}
      onClick={() => {
        close();
        act();
      }}
    >
      {words}
    </button>
  );
  return (
    <Dialog title={say('nav.more')} onClose={close}>
      <MoreViews onGo={close} />
      <div class="stack">
        {row(say('common.overview'), () => atlas.overview())}
        {row(say('top.undo'), () => store.undo(), !store.canUndo)}
        {row(say('top.redo'), () => store.redo(), !store.canRedo)}
        {row(say('top.copyLink'), () => void atlas.copyLink())}
        {row(themeWords, turnTheme)}
        {row(say('top.languageTitle'), turnLanguage)}
        {row(say('story.add'), () => void atlas.addToStory(), !capturable(atlas.view))}
        {row(say('top.export'), () => atlas.session.set({ dialog: 'export', exportOf: null }))}
      </div>
    </Dialog>
  );
}

/** A sheet over the picture: pulled by its handle or by keys. */
function Sheet({ height, children }: { height: number; children: preact.ComponentChildren }) {
  const atlas = useAtlas();
  const session = useSession(atlas.session);
  const box = useRef<HTMLElement>(null);
  const drag = useRef<{ y: number; h: number; moved: boolean } | null>(null);
  useLayoutEffect(() => {
    if (box.current) box.current.style.height = `${height}px`;
  }, [height]);
  const set = (sheet: 'peek' | 'half' | 'full') => atlas.session.set({ sheet });
  const turn = () => set(session.sheet === 'peek' ? 'half' : session.sheet === 'half' ? 'full' : 'peek');
  const down = (e: PointerEvent) => {
    (e.currentTarget as Element).setPointerCapture(e.pointerId);
    drag.current = { y: e.clientY, h: box.current!.offsetHeight, moved: false };
  };
  const move = (e: PointerEvent) => {
    const d = drag.current;
    if (!d) return;
    if (Math.abs(e.clientY - d.y) > 4) d.moved = true;
    if (d.moved) box.current!.style.height = `${Math.max(72, d.h + d.y - e.clientY)}px`;
  };
  const up = (e: PointerEvent) => {
    const d = drag.current;
    drag.current = null;
    if (!d?.moved) return;
    const share = (d.h + d.y - e.clientY) / window.innerHeight;
    const next = share < 0.24 ? 'peek' : share < 0.58 ? 'half' : 'full';
    if (next === session.sheet) box.current!.style.height = `${height}px`;
    set(next);
  };
  return (
    <section class="sheet" ref={box} aria-label={atlas.say('dossier.label')}>
      <button
        class="grab"
        aria-label={atlas.say(session.sheet === 'full' ? 'common.close' : 'common.open')}
        onPointerDown={down}
        onPointerMove={move}
        onPointerUp={up}
        onClick={(e) => e.detail === 0 && turn()}
      />
      <div class="sheetbody">{children}</div>
    </section>
  );
}

/** Past the bar and the views: to the picture, or to what the page holds. */
function skipToContent(atlas: Atlas): void {
  if (atlas.stage) return atlas.stage.focus();
  document.querySelector<HTMLElement>('main [tabindex="0"], main button, main input')?.focus();
}

/** Title of the window: what is selected, then the product. */
function useTitle(): void {
  const atlas = useAtlas();
  const view = useView(atlas.store);
  const node = atlas.selectedNode();
  const from = findNode(atlas.model, view.from);
  const to = findNode(atlas.model, view.to);
  const asked = useSession(atlas.session).questions?.find((q) => view.page === 'ask' && q.id === view.ask);
  const chain = view.page === 'trace' && from && to ? `${atlas.name(from)} → ${atlas.name(to)}` : '';
  const page = wideOf(view.page) || view.page === 'matrix' ? (asked?.title[view.lang] ?? atlas.say(`nav.${view.page}`)) : '';
  const words = chain || page || (node ? atlas.name(node) : viewName(atlas));
  useEffect(() => {
    document.title = `${words} · ${atlas.say('app.name')}`;
  }, [words, view.lang]);
}

function useKeys(): void {
  const atlas = useAtlas();
  useEffect(() => {
    const single: Record<string, () => void> = {
      '/': () => document.getElementById('search')?.focus(),
      '?': () => atlas.session.set({ dialog: 'help' }),
      '+': () => atlas.stage?.zoom(1.4),
      '=': () => atlas.stage?.zoom(1.4),
      '-': () => atlas.stage?.zoom(1 / 1.4),
      '0': () => atlas.stage?.fit(),
      t: () => {
        const n = atlas.selectedNode();
        if (n) atlas.startTrace(n);
        else atlas.go('trace');
        setTimeout(() => document.getElementById(n ? 'trace-to' : 'trace-from')?.focus(), 30);
      },
      e: () => expandSelected(atlas),
      l: () => {
        const n = atlas.selectedNode();
        if (n) atlas.layersOf(n);
        else atlas.go('layers');
      },
      s: () => void atlas.addToStory(),
      r: () => {
        const n = atlas.selectedNode();
        const place = n?.refs.map(placeOf).find((p) => p && findNode(atlas.model, p));
        if (place) atlas.read(place);
        else atlas.go('text');
      },
      o: () => atlas.change((v) => ({ ...v, textOnly: !v.textOnly, path: 0 })),
    };
    const onKey = (e: KeyboardEvent) => {
      if (e.defaultPrevented || e.isComposing || e.keyCode === 229 || atlas.session.state.dialog) return;
      // The editor of the console stands in a shadow root: look inside.
      const within = e.composedPath()[0];
      const typing = within instanceof Element && within.closest('input, textarea, select, [contenteditable]') !== null;
      const command = e.ctrlKey || e.metaKey;
      if (command && !typing && e.key.toLowerCase() === 'z') {
        e.preventDefault();
        return e.shiftKey ? atlas.store.redo() : atlas.store.undo();
      }
      if (command && !typing && e.key.toLowerCase() === 'y') {
        e.preventDefault();
        return atlas.store.redo();
      }
      const numbered = e.altKey && /^[1-9]$/.test(e.key) ? views[Number(e.key) - 1] : undefined;
      if (numbered) {
        e.preventDefault();
        return atlas.go(numbered.page);
      }
      if (typing || command || e.altKey) return;
      if (e.key === 'Escape') return void (atlas.view.selected && atlas.select(null));
      const act = atlas.session.state.singleKeys ? single[e.key.length === 1 ? e.key.toLowerCase() : e.key] : undefined;
      if (!act) return;
      e.preventDefault();
      act();
    };
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  }, [atlas]);
}

function expandSelected(atlas: Atlas): void {
  const n = atlas.selectedNode();
  if (!n) return;
  const list = hiddenAround(atlas.model, atlas.vocabulary, n.index, atlas.visible().nodeSet);
  if (!list.length) return atlas.session.say(atlas.say('expand.none'));
  atlas.add(list.slice(0, hubLimit));
  if (list.length > hubLimit) atlas.session.say(atlas.say('expand.some', { n: hubLimit, all: list.length }));
}

