// The frame that never changes: the bar at the top and the line of counts (the
// views at the side stand in views.tsx).

import { useMemo } from 'preact/hooks';
import { clock, count } from '../i18n';
import { mapCell } from '../scene/territories';
import { useAtlas } from '../state/atlas';
import { capturable } from '../state/capture';
import { useSession } from '../state/session';
import { useView } from '../state/store';
import { filtered, hiddenRelationships, isFiltered } from '../state/filtered';
import type { Theme } from '../state/view';
import type { Visible } from '../state/visible';
import { Icon, Mark } from './icons';
import { Finder } from './search';

/** The button that opens the export dialog. */
export function ExportButton() {
  const atlas = useAtlas();
  const { say } = atlas;
  return (
    <button class="tb" title={say('top.export')} aria-haspopup="dialog" onClick={() => atlas.session.set({ dialog: 'export', exportOf: null })}>
      <Icon name="download" />
      <span class="words">{say('top.export')}</span>
    </button>
  );
}

/** The button that puts the view into the story. */
function StoryButton() {
  const atlas = useAtlas();
  const view = useView(atlas.store);
  const { say } = atlas;
  return (
    <button class="tb" title={say('story.addTitle')} disabled={!capturable(view)} onClick={() => void atlas.addToStory()}>
      <Icon name="add" />
      <span class="words">{say('story.add')}</span>
    </button>
  );
}

/** The choice of light, dark or the system's. */
export function useThemeTurn(): [string, () => void] {
  const atlas = useAtlas();
  const view = useView(atlas.store);
  const next: Record<Theme, Theme> = { auto: 'dark', dark: 'light', light: 'auto' };
  const words = { auto: 'top.themeAuto', light: 'top.themeLight', dark: 'top.themeDark' } as const;
  const turn = () => {
    const theme = next[view.theme];
    keep('theme', theme);
    atlas.change((v) => ({ ...v, theme }));
    atlas.session.say(atlas.say(words[theme]));
  };
  return [atlas.say(words[view.theme]), turn];
}

export function useLanguageTurn(): () => void {
  const atlas = useAtlas();
  return () => {
    const lang = atlas.lang === 'zh' ? 'en' : 'zh';
    keep('lang', lang);
    atlas.change((v) => ({ ...v, lang }));
  };
}

// Remembered for the next visit without a link; a browser may refuse.
function keep(key: string, value: string): void {
  try {
    localStorage.setItem('planatlas.' + key, value);
  } catch {
    /* private window: the choice lasts as long as the page */
  }
}

export function Top() {
  const atlas = useAtlas();
  useView(atlas.store);
  const { say, store, plan, lang } = atlas;
  const [themeWords, turnTheme] = useThemeTurn();
  const turnLanguage = useLanguageTurn();
  return (
    <header class="top">
      <div class="brand">
        <button class="mark plain" title={say('common.overview')} aria-label={say('common.overview')} onClick={() => atlas.overview()}>
          <Mark />
        </button>
        <b class="words">{say('app.name')}</b>
        {atlas.plans.length > 1 ? (
          <select class="plan" aria-label={say('top.plan')} value={plan.id} onChange={(e) => atlas.openPlan(e.currentTarget.value)}>
            {atlas.plans.map((p) => (
              <option key={p.id} value={p.id}>
                {lang === 'en' ? p.nameEn || p.name : p.name}
              </option>
            ))}
          </select>
        ) : (
          <div class="plan" title={plan.title}>
            <span>{lang === 'en' ? plan.nameEn || plan.name : plan.name}</span> <small>{plan.number}</small>
          </div>
        )}
      </div>
      <Finder kind="search" id="search" label={say('search.label')} placeholder={say('search.placeholder')} hint onPick={(n) => atlas.open(n)} />
      <div class="tools">
        <button class="tb" title={say('top.undo')} aria-label={say('top.undo')} disabled={!store.canUndo} onClick={() => store.undo()}>
          <Icon name="undo" />
        </button>
        <button class="tb" title={say('top.redo')} aria-label={say('top.redo')} disabled={!store.canRedo} onClick={() => store.redo()}>
          <Icon name="redo" />
        </button>
        <span class="sep" />
        <button class="tb" title={say('top.copyLink')} onClick={() => void atlas.copyLink()}>
          <Icon name="link" />
          <span class="words">{say('top.copyLink')}</span>
        </button>
        <StoryButton />
        <ExportButton />
        <span class="sep" />
        <button class="tb" title={say('top.languageTitle')} lang={lang === 'zh' ? 'en' : 'zh-CN'} onClick={turnLanguage}>
          {say('top.language')}
        </button>
        <button class="tb" title={themeWords} aria-label={themeWords} onClick={turnTheme}>
          <Icon name="theme" />
        </button>
        <button class="tb" title={say('top.help')} aria-label={say('top.help')} onClick={() => atlas.session.set({ dialog: 'help' })}>
          <Icon name="help" />
        </button>
      </div>
    </header>
  );
}

/** What the picture shows, and what it hides. */
export function Status({ shown, lit }: { shown: Visible; lit: Set<number> | null }) {
  const atlas = useAtlas();
  const view = useView(atlas.store);
  useSession(atlas.session);
  const { model, say } = atlas;
  const chain = atlas.chain();
  const node = atlas.selectedNode();
  const spread = chain ? chain.nodes.length : lit ? shown.nodes.filter((n) => lit.has(n)).length : 0;
  return (
    <div class="status" role="status">
      <b class="scope">{viewName(atlas)}</b>
      {chain ? (
        <span>{say('status.trace', { n: spread, total: shown.nodes.length })}</span>
      ) : view.page === 'text' ? (
        <span>{say('status.place', { n: spread })}</span>
      ) : (
        <>
          <span>
            {say('status.shown', {
              n: count(shown.nodes.length),
              total: count(model.nodes.length),
              m: count(shown.relationships.length),
              all: count(model.relationships.length),
            })}
          </span>
          {shown.grouped && shown.grouped.inside > 0 && (
            <span>{say('status.inside', { n: count(shown.grouped.inside), groups: shown.grouped.groups.filter((g) => g.members.length > g.open).length })}</span>
          )}
          <HiddenCounts shown={shown} />
          {view.base === 'none' && (
            <button class="link" onClick={() => atlas.overview()}>
              {say('common.overview')}
            </button>
          )}
        </>
      )}
      <span class="grow" />
      {chain ? (
        <span class="last">{say('status.siblings')}</span>
      ) : (
        <span class="last">
          {node ? say('status.cell', { cell: mapCell(model.bounds, model.x[node.index]!, model.y[node.index]!) }) + ' · ' : ''}
          {say('status.data', { v: model.dataVersion.slice(0, 8) })}
          {atlas.source?.engine === 'neo4j' && ' · ' + say('status.neo4j', { time: clock(atlas.source.readAt, atlas.lang) })}
        </span>
      )}
    </div>
  );
}

/** Nodes and relationships that the filters take out of the picture. */
function HiddenCounts({ shown }: { shown: Visible }) {
  const atlas = useAtlas();
  const view = useView(atlas.store);
  const { say, model, vocabulary } = atlas;
  const f = useMemo(
    () => (isFiltered(view) && !shown.grouped ? filtered(model, vocabulary, view, atlas.start) : null),
    [view.base, view.add, view.near, view.drop, view.labelsOff, view.strengthsOff, view.chapter, view.textOnly, view.basesOff, shown],
  );
  const nodes = f?.hidden ?? 0;
  const relationships = f ? hiddenRelationships(f, shown) : shown.hiddenByBasis;
  const words = [nodes > 0 && say('status.hiddenNodes', { n: count(nodes) }), relationships > 0 && say('status.hiddenRelationships', { n: count(relationships) })].filter(Boolean);
  if (!words.length) return null;
  return <span>{say('status.hidden', { what: words.join(say('common.list')) })}</span>;
}

/** Name of what the picture began with. */
export function viewName(atlas: ReturnType<typeof useAtlas>): string {
  const { say, view } = atlas;
  if (view.page === 'trace' || view.page === 'layers') return say(`nav.${view.page}`);
  if (view.base === 'all') return say('status.all');
  if (view.base === 'none') return say('status.none');
  const first = atlas.startNodeName();
  return say('status.start', { name: first });
}
