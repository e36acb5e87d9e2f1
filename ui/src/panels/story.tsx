// The story page: saved views in order, with a note each; to be arranged, shown
// full screen, exported, kept as a file or as a link.

import { useEffect, useRef } from 'preact/hooks';
import { changed, emptyStory, mostNote, mostTitle, moved, packStory, readStory, removed, type SavedView, type Story, type StoryProblem, storyFile, unpackStory } from '../model/story';
import { useAtlas } from '../state/atlas';
import { capture } from '../state/capture';
import { decodeView, encodeView, longest } from '../state/codec';
import { useStory } from '../state/shelf';
import { useView } from '../state/store';
import { Icon } from './icons';
import { MiniPicture } from './minipicture';
import { save } from './save';

export function StoryPage() {
  const atlas = useAtlas();
  const view = useView(atlas.store);
  const story = useStory(atlas.shelf);
  const packed = view.opt.story;
  const offered = packed ? unpackStory(packed) : null;
  useFilled();
  useUndoKeys();
  return (
    <section class="storypage" aria-label={atlas.say('nav.story')}>
      {packed && <Offer story={offered} />}
      {story.views.length === 0 && !story.title ? <Nothing /> : <Sheet story={story} />}
    </section>
  );
}

/** Captures what views from a link do not bring along. */
function useFilled(): void {
  const atlas = useAtlas();
  const story = useStory(atlas.shelf);
  const asked = useRef(new Set<string>());
  useEffect(() => {
    for (const v of story.views) {
      if (v.picture || v.table || !v.link || asked.current.has(v.link)) continue;
      const { link } = v;
      asked.current.add(link);
      capture(atlas, { ...decodeView(link), lang: atlas.lang }).then(
        (got) => got && atlas.shelf.fill((s) => ({ ...s, views: s.views.map((o) => (o.link === link && !o.picture && !o.table ? withContent(o, got) : o)) })),
        () => asked.current.delete(link),
      );
    }
  }, [story]);
}

function withContent(view: SavedView, got: SavedView): SavedView {
  return { ...view, title: view.title || got.title, ...(got.picture ? { picture: got.picture } : {}), ...(got.table ? { table: got.table } : {}) };
}

/** Ctrl Z takes back a change of the story here, not of the view. */
function useUndoKeys(): void {
  const atlas = useAtlas();
  useEffect(() => {
    const onKey = (e: KeyboardEvent) => {
      const typing = e.target instanceof Element && e.target.closest('input, textarea') !== null;
      if (!(e.ctrlKey || e.metaKey) || typing || atlas.session.state.dialog) return;
      const key = e.key.toLowerCase();
      if (key !== 'z' && key !== 'y') return;
      const redo = key === 'y' || e.shiftKey;
      if (redo ? !atlas.shelf.canRedo : !atlas.shelf.canUndo) return;
      e.preventDefault();
      e.stopImmediatePropagation();
      if (redo) atlas.shelf.redo();
      else atlas.shelf.undo();
    };
    addEventListener('keydown', onKey, true);
    return () => removeEventListener('keydown', onKey, true);
  }, [atlas]);
}

/** A story that came with the link. */
function Offer({ story }: { story: Story | null }) {
  const atlas = useAtlas();
  const { say, shelf } = atlas;
  const done = () => atlas.store.amend((v) => ({ ...v, opt: {} }));
  const take = (make: (mine: Story) => Story) => {
    shelf.change('', make);
    done();
  };
  return (
    <div class="offer" role="status">
      <span>{story ? say('story.offer', { title: story.title || say('nav.story'), n: story.views.length }) : say('story.offerBad')}</span>
      <span class="grow" />
      {story && (
        <button class="btn pri" onClick={() => take(() => story)}>
          {say(shelf.story.views.length ? 'story.offerReplace' : 'story.offerTake')}
        </button>
      )}
      {story && shelf.story.views.length > 0 && (
        <button class="btn" onClick={() => take((mine) => ({ ...mine, views: [...mine.views, ...story.views] }))}>
          {say('story.offerAppend')}
        </button>
      )}
      <button class="btn ghost" onClick={done}>
        {say('story.offerLeave')}
      </button>
    </div>
  );
}

function Nothing() {
  const atlas = useAtlas();
  const { say } = atlas;
  return (
    <div class="storynone">
      <h1>{say('story.none')}</h1>
      <p class="lead">{say('story.noneLead')}</p>
      <ol>
        {(['story.how1', 'story.how2', 'story.how3'] as const).map((k, i) => (
          <li>
            <i aria-hidden="true">{i + 1}</i>
            {say(k)}
          </li>
        ))}
      </ol>
      <div class="row wrapping">
        <button class="btn pri" onClick={() => atlas.go('map')}>
          {say('story.begin')}
        </button>
        <OpenFile />
        {atlas.shelf.canUndo && (
          <button class="btn" onClick={() => atlas.shelf.undo()}>
            {say('top.undo')}
          </button>
        )}
      </div>
    </div>
  );
}

function Sheet({ story }: { story: Story }) {
  const atlas = useAtlas();
  const { say, shelf } = atlas;
  return (
    <div class="storysheet">
      <header class="storyhead">
        <input
          class="storytitle"
          aria-label={say('story.title')}
          placeholder={say('story.titleHint')}
          maxLength={mostTitle}
          value={story.title}
          onInput={(e) => {
            const title = e.currentTarget.value;
            shelf.change('title', (s) => ({ ...s, title }));
          }}
        />
        <p class="muted sm">
          {say('story.count', { n: story.views.length })}
          {shelf.unkept ? ' · ' + say('story.unkept') : ''}
        </p>
        <Tools story={story} />
      </header>
      <ol class="scenes">
        {story.views.map((v, i) => (
          <Scene key={i} view={v} at={i} last={i === story.views.length - 1} />
        ))}
      </ol>
    </div>
  );
}

function Tools({ story }: { story: Story }) {
  const atlas = useAtlas();
  const { say, shelf, model } = atlas;
  const none = story.views.length === 0;
  const copyLink = () => {
    const { fragment } = encodeView({ ...decodeView(''), lang: atlas.lang, page: 'story', opt: { story: packStory(story) }, data: model.dataVersion });
    if (fragment.length > longest) return atlas.session.say(say('story.linkLong'));
    void atlas.copy(location.href.split('#')[0] + fragment, 'story.linkCopied');
  };
  const keep = () => {
    const text = JSON.stringify(storyFile(story, model.plan, model.dataVersion), null, 1);
    save(new Blob([text], { type: 'application/json' }), `${story.title || say('nav.story')}.json`);
  };
  return (
    <div class="row wrapping storytools">
      <button class="btn pri" disabled={none} onClick={() => present(atlas, 0)}>
        <Icon name="play" size={14} />
        {say('story.present')}
      </button>
      <button class="btn" disabled={none} onClick={() => atlas.session.set({ dialog: 'export', exportOf: 'story' })}>
        <Icon name="download" size={16} />
        {say('story.export')}
      </button>
      <button class="btn" disabled={none} onClick={keep}>
        {say('story.save')}
      </button>
      <OpenFile />
      <button class="btn" disabled={none} onClick={copyLink}>
        <Icon name="link" size={16} />
        {say('story.link')}
      </button>
      <span class="grow" />
      <button class="tb" title={say('story.undo')} aria-label={say('story.undo')} disabled={!shelf.canUndo} onClick={() => shelf.undo()}>
        <Icon name="undo" />
      </button>
      <button class="tb" title={say('story.redo')} aria-label={say('story.redo')} disabled={!shelf.canRedo} onClick={() => shelf.redo()}>
        <Icon name="redo" />
      </button>
      <button class="btn ghost" onClick={() => shelf.change('', () => emptyStory)}>
        {say('story.clear')}
      </button>
    </div>
  );
}

/** Opens the full-screen story at a view. */
export function present(atlas: ReturnType<typeof useAtlas>, at: number): void {
  atlas.session.set({ presenting: at });
  void document.documentElement.requestFullscreen?.().catch(() => undefined);
}

function OpenFile() {
  const atlas = useAtlas();
  const { say, shelf } = atlas;
  const input = useRef<HTMLInputElement>(null);
  const read = async (file: File | undefined) => {
    if (!file) return;
    const got = readStory(await file.text());
    if ('why' in got) return atlas.session.say(problem(got));
    shelf.change('', () => got);
    atlas.session.say(say('story.opened', { n: got.views.length }));
  };
  const problem = (p: StoryProblem) => say(`story.bad.${p.why}`, { n: p.n });
  return (
    <>
      <button class="btn" onClick={() => input.current?.click()}>
        <Icon name="open" size={16} />
        {say('story.open')}
      </button>
      <input
        ref={input}
        type="file"
        accept=".json,application/json"
        hidden
        aria-label={say('story.open')}
        onChange={(e) => {
          void read(e.currentTarget.files?.[0]);
          e.currentTarget.value = '';
        }}
      />
    </>
  );
}

function Scene({ view, at, last }: { view: SavedView; at: number; last: boolean }) {
  const atlas = useAtlas();
  const { say, shelf } = atlas;
  const words = { n: at + 1, title: view.title };
  const move = (by: number) => {
    shelf.change('', (s) => moved(s, at, by));
    // The button that was pressed is now another view's: follow the view.
    setTimeout(() => document.querySelectorAll<HTMLElement>('.scenes > li')[at + by]?.querySelector<HTMLElement>(by < 0 ? '.sceneup' : '.scenedown')?.focus(), 30);
  };
  const open = () => {
    if (!view.link) return;
    const next = decodeView(view.link);
    atlas.change((v) => ({ ...next, lang: v.lang, theme: v.theme, plan: v.plan }));
  };
  return (
    <li class="scenecard">
      <span class="scenenumber" aria-hidden="true">
        {at + 1}
      </span>
      <button class="sceneshot" disabled={!view.link} title={say('story.go')} onClick={open}>
        <span class="sr">{say('story.goTo', words)}</span>
        {view.picture?.nodes.length ? <MiniPicture picture={view.picture} /> : <TableShot view={view} />}
      </button>
      <div class="scenewords">
        <input
          class="scenetitle"
          aria-label={say('story.viewTitle', words)}
          maxLength={mostTitle}
          value={view.title}
          onInput={(e) => {
            const title = e.currentTarget.value;
            shelf.change(`title ${at}`, (s) => changed(s, at, { title }));
          }}
        />
        <textarea
          aria-label={say('story.note', words)}
          placeholder={say('story.noteHint')}
          maxLength={mostNote}
          rows={3}
          value={view.note ?? ''}
          onInput={(e) => {
            const note = e.currentTarget.value;
            shelf.change(`note ${at}`, (s) => changed(s, at, { note }));
          }}
        />
      </div>
      <div class="scenetools">
        <button class="tb sceneup" disabled={at === 0} title={say('story.up')} aria-label={say('story.upOf', words)} onClick={() => move(-1)}>
          <Icon name="up" />
        </button>
        <button class="tb scenedown" disabled={last} title={say('story.down')} aria-label={say('story.downOf', words)} onClick={() => move(1)}>
          <Icon name="down" />
        </button>
        <button class="tb" disabled={!view.link} title={say('story.from')} aria-label={say('story.fromOf', words)} onClick={() => present(atlas, at)}>
          <Icon name="play" size={14} />
        </button>
        <button
          class="tb"
          title={say('story.remove')}
          aria-label={say('story.removeOf', words)}
          onClick={() => {
            shelf.change('', (s) => removed(s, at));
            atlas.session.say(say('story.removed', words));
          }}
        >
          <Icon name="bin" />
        </button>
      </div>
    </li>
  );
}

/** A saved table in small. */
function TableShot({ view }: { view: SavedView }) {
  const { say } = useAtlas();
  if (!view.table) return <span class="muted sm">{say('story.noPicture')}</span>;
  return (
    <span class="tableshot" aria-hidden="true">
      {[view.table.columns, ...view.table.rows].slice(0, 6).map((row) => (
        <span>{row.slice(0, 4).join(' · ')}</span>
      ))}
    </span>
  );
}
