import { describe, expect, it } from 'vitest';
import { type HistoryPort, Store } from '../src/state/store';
import { decodeView } from '../src/state/codec';

/** History of a browser, in memory. */
class FakeHistory implements HistoryPort {
  entries: { fragment: string; index: number }[];
  at = 0;
  private listener = () => {};

  constructor(fragment: string) {
    this.entries = [{ fragment, index: 0 }];
  }
  fragment = () => this.entries[this.at]!.fragment;
  index = () => this.entries[this.at]!.index;
  push(fragment: string, index: number) {
    this.entries = [...this.entries.slice(0, this.at + 1), { fragment, index }];
    this.at++;
  }
  replace(fragment: string, index: number) {
    this.entries[this.at] = { fragment, index };
  }
  go(steps: number) {
    this.at += steps;
    this.listener();
  }
  onMove(listener: () => void) {
    this.listener = listener;
  }
}

const select = (store: Store, id: string) => store.change((v) => ({ ...v, selected: id }));

describe('the store', () => {
  it('makes an entry for each change; undo and redo walk them', () => {
    const store = new Store(new FakeHistory(''));
    expect(store.canUndo).toBe(false);
    select(store, 'a');
    select(store, 'b');
    store.undo();
    expect(store.view.selected).toBe('a');
    expect([store.canUndo, store.canRedo]).toEqual([true, true]);
    store.redo();
    expect(store.view.selected).toBe('b');
    expect(store.canRedo).toBe(false);
  });

  it('drops what was undone when something new happens', () => {
    const store = new Store(new FakeHistory(''));
    select(store, 'a');
    store.undo();
    select(store, 'c');
    expect(store.canRedo).toBe(false);
    store.undo();
    expect(store.view.selected).toBeNull();
  });

  it('makes no entry where nothing changed, and none for the camera', () => {
    const history = new FakeHistory('');
    const store = new Store(history);
    store.change((v) => ({ ...v }));
    store.amend((v) => ({ ...v, camera: { x: 1, y: 2, k: 3 } }));
    expect(history.entries.length).toBe(1);
    expect(decodeView(history.fragment()).camera).toEqual({ x: 1, y: 2, k: 3 });
  });

  it('follows a link that is opened in the same page', () => {
    const history = new FakeHistory('');
    const store = new Store(history);
    let told = 0;
    store.subscribe(() => told++);
    history.entries.push({ fragment: '#/text?at=art.14', index: 0 });
    history.go(1);
    expect(store.view.place).toBe('art.14');
    expect(told).toBe(1);
  });
});
