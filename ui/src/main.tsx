// Start: the data, then the page. Until the data is there the page says what it
// waits for; when it does not come, what to do.

import { render } from 'preact';
import { api, ApiError } from './api/client';
import type { Lang } from './api/types';
import { wording } from './i18n';
import { buildModel } from './model/graph';
import { vocabulary } from './model/vocabulary';
import { App } from './panels/app';
import { Atlas } from './state/atlas';
import { Session } from './state/session';
import { browserHistory, Store } from './state/store';
import type { Theme } from './state/view';
import './styles/tokens.css';
import './styles/base.css';
import './styles/frame.css';
import './styles/panels.css';
import './styles/phone.css';
import './styles/briefing.css';
import './styles/print.css';

const root = document.getElementById('app')!;

function remembered(key: string): string {
  try {
    return localStorage.getItem('planatlas.' + key) ?? '';
  } catch {
    return '';
  }
}

async function open(): Promise<void> {
  const lang: Lang = remembered('lang') === 'en' ? 'en' : 'zh';
  const kept = remembered('theme');
  const theme: Theme = kept === 'dark' || kept === 'light' ? kept : 'auto';
  const store = new Store(browserHistory(), lang, theme);
  const say = wording(store.view.lang);
  if (store.view.theme !== 'auto') document.documentElement.dataset.theme = store.view.theme;
  render(<p class="boot">{say('app.loadingGraph')}……</p>, root);
  try {
    const [{ plans, source }, ontology] = await Promise.all([api.plans(), api.ontology()]);
    const plan = plans?.find((p) => p.id === store.view.plan) ?? plans?.[0];
    if (!plan) throw new ApiError('empty', say('empty.plan'), 200);
    const model = buildModel(await api.graph(plan.id), plan.id);
    const session = new Session();
    const atlas = new Atlas(model, vocabulary(ontology), plan, store, session, source ?? null);
    atlas.plans = plans ?? [];
    render(<App atlas={atlas} />, root);
    const made = store.view.data;
    if (made && made !== model.dataVersion) {
      session.say(say('error.dataChanged', { old: made.slice(0, 8), now: model.dataVersion.slice(0, 8) }));
    }
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    if (error instanceof ApiError && error.code === 'graph_too_large') {
      const { Large } = await import('./panels/large');
      render(<Large lang={store.view.lang} />, root);
      return;
    }
    const empty = error instanceof ApiError && error.code === 'empty';
    render(
      <div class="boot" role="alert">
        <p class="ttl">{say(empty ? 'empty.plan' : 'error.load')}</p>
        <p>{say(empty ? 'empty.planHint' : 'error.loadHint')}</p>
        <p class="muted">{why}</p>
        <button class="btn pri" onClick={() => void open()}>
          {say('error.reload')}
        </button>
      </div>,
      root,
    );
  }
}

void open();
