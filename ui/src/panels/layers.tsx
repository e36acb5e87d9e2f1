// The layers of a node: whose they are, which way, and what each column holds.

import { useEffect } from 'preact/hooks';
import { findNode } from '../model/graph';
import type { Layers } from '../model/layers';
import { useAtlas } from '../state/atlas';
import { useSession } from '../state/session';
import { useView } from '../state/store';
import { ways } from '../state/view';
import { Finder } from './search';
import { TextOnly } from './filters';

/** More nodes in a column are asked for by nobody, and given by no server. */
const mostOfColumn = 5000;

/** Keeps the layers of the focus up to date; a page without one takes the selection. */
export function useLayers(): void {
  const atlas = useAtlas();
  const view = useView(atlas.store);
  const { columnMost } = useSession(atlas.session);
  useEffect(() => {
    if (view.page !== 'layers') return;
    const known = findNode(atlas.model, view.focus);
    const node = known ?? atlas.selectedNode() ?? atlas.example()?.[0];
    // A link may name a node that the data no longer have: the page says so above.
    if (!known && node) atlas.store.amend((v) => ({ ...v, focus: atlas.short(node) }));
    void atlas.runLayers();
  }, [view.page, view.focus, view.way, view.textOnly, columnMost]);
}

export function LayersPanel({ layers }: { layers: Layers | null }) {
  const atlas = useAtlas();
  const view = useView(atlas.store);
  const session = useSession(atlas.session);
  const { say } = atlas;
  return (
    <div class="filters">
      <section class="sec formsec">
        <h2 class="h flush">{say('layers.of')}</h2>
        <Finder
          kind="end"
          id="layers-of"
          label={say('layers.of')}
          placeholder={say('trace.pick')}
          value={findNode(atlas.model, view.focus) ?? null}
          onPick={(n) => atlas.layersOf(n)}
        />
        <h2 class="h flush spaced">{say('layers.way')}</h2>
        <div class="choice" role="radiogroup" aria-label={say('layers.way')}>
          {ways.map((w) => (
            <button role="radio" aria-checked={view.way === w} class={view.way === w ? 'on' : ''} onClick={() => atlas.change((v) => ({ ...v, way: w }))}>
              {say(`layers.${w}`)}
            </button>
          ))}
        </div>
      </section>
      {layers && (
        <section class="sec">
          <h2 class="h">
            {say('layers.columns')} <em>{say('filter.shownTotal')}</em>
          </h2>
          {layers.columns.map((c) => (
            <div class="f plainrow">
              <span>{atlas.columnName(c.at)}</span>
              <span class="c">
                <b>{c.shown}</b> / {c.total}
              </span>
            </div>
          ))}
          {layers.left > 0 && (
            <p class="note">
              {say('layers.left', { most: session.columnMost, n: layers.left })}{' '}
              <button class="link" onClick={() => atlas.session.set({ columnMost: Math.min(session.columnMost * 2, mostOfColumn) })}>
                {say('layers.more')}
              </button>
            </p>
          )}
        </section>
      )}
      <TextOnly shown={null} />
    </div>
  );
}

/** What stands over the stage: why it is empty, or that another picture is under way. */
export function LayersNote({ layers }: { layers: Layers | null }) {
  const atlas = useAtlas();
  const view = useView(atlas.store);
  const { status } = useSession(atlas.session).layers;
  const { say } = atlas;
  if (view.focus && status === 'failed') {
    return (
      <p class="stagenote" role="alert">
        {say('layers.failed')}{' '}
        <button class="link" onClick={() => void atlas.runLayers()}>
          {say('error.retry')}
        </button>
      </p>
    );
  }
  const running = view.focus && status === 'running';
  const words = !view.focus ? say('layers.hint') : !layers || running ? say('layers.running') : layers.nodes.length < 2 ? say('layers.none') : '';
  return words ? (
    <p class={running && layers ? 'stagenote late' : 'stagenote'} role="status">
      {words}
    </p>
  ) : null;
}
