// Start: the data, then the page. Until the data is there the page says what it
// waits for; when it does not come, what to do.

import { render } from 'preact';
import { api, ApiError, isAbort } from './api/client';
import { showFailure, Waiting } from './boot';
import type { Lang } from './api/types';
import { count, wording } from './i18n';
import { expired } from './state/expired';
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
  const stopped = new AbortController();
  const wait = (what: string, why?: string) => render(<Waiting say={say} what={what} why={why} onStop={() => stopped.abort()} />, root);
  try {
    wait(say('app.loadingPlans'));
    const words = api.ontology(stopped.signal);
    words.catch(() => undefined); // awaited below, and told there
    const { plans, source } = await api.plans(stopped.signal);
    const plan = plans?.find((p) => p.id === store.view.plan) ?? plans?.[0];
    if (!plan) throw new ApiError('empty', say('empty.plan'), 200);
    wait(say('app.loadingGraph', { n: count(plan.nodes) }), say('app.loadingWhy'));
    const reply = await api.graph(plan.id, stopped.signal);
    const model = buildModel(reply, plan.id);
    const session = new Session();
    const atlas = new Atlas(model, vocabulary(await words), plan, store, session, source ?? null);
    atlas.plans = plans ?? [];
    session.state.notice = expired(model, store.view, say);
    render(<App atlas={atlas} />, root);
  } catch (error) {
    if (error instanceof ApiError && error.code === 'graph_too_large') {
      const { Large } = await import('./panels/large');
      render(<Large lang={store.view.lang} />, root);
      return;
    }
    const empty = error instanceof ApiError && error.code === 'empty';
    const title = say(empty ? 'empty.plan' : isAbort(error) ? 'error.stopped' : 'error.load');
    const hint = say(empty ? 'empty.planHint' : isAbort(error) ? 'error.stoppedHint' : 'error.loadHint');
    const why = isAbort(error) || empty ? '' : error instanceof Error ? error.message : String(error);
    showFailure(root, say, { title, hint, why }, () => void open());
  }
}

// The page came with a word of its own for those who wait without scripts.
root.replaceChildren();
void open();
