// The one table of views: what stands in the navigation, in which order, and how
// a page of its own is fetched. To add a view: its name in a link (pages in
// state/view.ts), an entry here, an icon (icons.tsx) and its name in both
// catalogues (nav.<page>). Nothing else lists the views.

import type { ComponentType } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { openCount } from '../model/findings';
import type { SessionState } from '../state/session';
import { useAtlas } from '../state/atlas';
import { useSession } from '../state/session';
import { useView } from '../state/store';
import type { Page, View } from '../state/view';
import { Icon } from './icons';

type Load = () => Promise<ComponentType>;

export interface ViewEntry {
  page: Page;
  /** Views of a group stand together: the picture, questions, showing, knowing. */
  group: 1 | 2 | 3 | 4;
  /** On the bar at the bottom of a phone; the others are under “more”. */
  tab?: boolean;
  /** A page that takes the whole width, fetched when it is first opened. */
  wide?: Load;
  /** Number beside the name, 0 for none. */
  badge?: (session: SessionState, view: View) => number;
}

/** The views in the order of the navigation. */
export const views: ViewEntry[] = [
  { page: 'map', group: 1, tab: true },
  { page: 'trace', group: 1, tab: true },
  { page: 'text', group: 1, tab: true },
  { page: 'layers', group: 1 },
  { page: 'matrix', group: 1 },
  { page: 'table', group: 1 },
  { page: 'ask', group: 2, wide: () => import('./ask').then((m) => m.AskPage) },
  { page: 'findings', group: 2, tab: true, wide: () => import('./findings').then((m) => m.FindingsPage), badge: (session, view) => openCount(session.findings, view.textOnly) },
  { page: 'align', group: 2, wide: () => import('./alignment').then((m) => m.AlignmentPage) },
  { page: 'compare', group: 2, wide: () => import('./compare').then((m) => m.ComparePage) },
  { page: 'query', group: 2, wide: () => import('./query').then((m) => m.QueryPage) },
  { page: 'story', group: 3, wide: () => import('./story').then((m) => m.StoryPage) },
  { page: 'ontology', group: 4, wide: () => import('./ontology').then((m) => m.OntologyPage) },
  { page: 'plan', group: 4, wide: () => import('./plan').then((m) => m.PlanPage) },
];

/** The page of a view that takes the whole width, or undefined. */
export function wideOf(page: Page): Load | undefined {
  return views.find((v) => v.page === page)?.wide;
}

// Pages that have been fetched: opening one again draws it at once.
const fetched = new Map<Page, ComponentType>();

/** A page that takes the whole width. While it is fetched it says so; when it
 * does not come, what to do. */
export function Wide({ page }: { page: Page }) {
  const atlas = useAtlas();
  const [at, setAt] = useState<{ page: Page; failed: boolean; try: number }>({ page, failed: false, try: 0 });
  const Content = fetched.get(page);
  useEffect(() => {
    const load = wideOf(page);
    if (!load || fetched.has(page)) return;
    let gone = false;
    load().then(
      (component) => {
        fetched.set(page, component);
        if (!gone) setAt((a) => ({ page, failed: false, try: a.try }));
      },
      () => {
        if (gone) return;
        setAt((a) => ({ page, failed: true, try: a.try }));
        atlas.lost();
      },
    );
    return () => {
      gone = true;
    };
  }, [page, at.try]);
  if (Content) return <Content />;
  if (!at.failed || at.page !== page) return <p class="note wait" role="status">{atlas.say('app.loadingPage')}{atlas.say('common.dots')}</p>;
  return (
    <div class="pad" role="alert">
      <p class="ttl">{atlas.say('error.page')}</p>
      <p class="lead">{atlas.say('error.pageHint')}</p>
      <button class="btn pri" onClick={() => setAt({ page, failed: false, try: at.try + 1 })}>
        {atlas.say('error.reload')}
      </button>
    </div>
  );
}

/** A part of the page that is fetched when it is first needed. */
export function Later<P extends object>({ load, props }: { load: () => Promise<ComponentType<P>>; props?: P }) {
  const atlas = useAtlas();
  const [Content, set] = useState<ComponentType<P> | null>(null);
  useEffect(() => {
    let gone = false;
    load().then(
      (component) => !gone && set(() => component),
      () => {
        if (gone) return;
        atlas.session.set({ dialog: null, presenting: null });
        atlas.session.say(atlas.say('error.page'));
        atlas.lost();
      },
    );
    return () => {
      gone = true;
    };
  }, [load]);
  return Content ? <Content {...((props ?? {}) as P)} /> : null;
}

function Badge({ n }: { n: number }) {
  return n > 0 ? <span class="navbadge">{n > 99 ? '99+' : n}</span> : null;
}

/** The views at the side of a desk. */
export function Nav() {
  const atlas = useAtlas();
  const view = useView(atlas.store);
  const session = useSession(atlas.session);
  return (
    <nav class="nav" aria-label={atlas.say('nav.label')}>
      {views.map((v, i) => (
        <button
          key={v.page}
          class={`${view.page === v.page ? 'on' : ''} ${i > 0 && views[i - 1]!.group !== v.group ? 'first' : ''}`}
          aria-current={view.page === v.page ? 'page' : undefined}
          onClick={() => atlas.go(v.page)}
        >
          <Icon name={v.page} />
          {atlas.say(`nav.${v.page}`)}
          <Badge n={v.badge?.(session, view) ?? 0} />
        </button>
      ))}
    </nav>
  );
}

/** The bar of views at the bottom of a phone. */
export function Tabs() {
  const atlas = useAtlas();
  const view = useView(atlas.store);
  const session = useSession(atlas.session);
  const few = views.filter((v) => v.tab);
  return (
    <nav class="bt" aria-label={atlas.say('nav.label')}>
      {few.map((v) => (
        <button key={v.page} class={view.page === v.page ? 'on' : ''} aria-current={view.page === v.page ? 'page' : undefined} onClick={() => atlas.go(v.page)}>
          <Icon name={v.page} size={20} />
          {atlas.say(`nav.${v.page}`)}
          <Badge n={v.badge?.(session, view) ?? 0} />
        </button>
      ))}
      <button class={few.some((v) => v.page === view.page) ? '' : 'on'} aria-haspopup="dialog" onClick={() => atlas.session.set({ dialog: 'more' })}>
        <Icon name="more" size={20} />
        {atlas.say('nav.more')}
      </button>
    </nav>
  );
}

/** The views that the bar of a phone has no place for. */
export function MoreViews({ onGo }: { onGo: () => void }) {
  const atlas = useAtlas();
  const view = useView(atlas.store);
  return (
    <nav class="moreviews" aria-label={atlas.say('nav.label')}>
      {views
        .filter((v) => !v.tab)
        .map((v) => (
          <button
            key={v.page}
            class={view.page === v.page ? 'on' : ''}
            aria-current={view.page === v.page ? 'page' : undefined}
            onClick={() => {
              onGo();
              atlas.go(v.page);
            }}
          >
            <Icon name={v.page} size={20} />
            {atlas.say(`nav.${v.page}`)}
          </button>
        ))}
    </nav>
  );
}
