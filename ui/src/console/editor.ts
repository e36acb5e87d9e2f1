// The editor: CodeMirror, fetched when the console opens. It lives in a shadow
// root, where its styles are constructed sheets: the page's content security
// policy allows no style elements.

import { acceptCompletion, autocompletion, closeBrackets, closeCompletion, completionKeymap } from '@codemirror/autocomplete';
import { defaultKeymap, history, historyKeymap } from '@codemirror/commands';
import { bracketMatching, HighlightStyle, syntaxHighlighting } from '@codemirror/language';
import { EditorState, StateEffect, StateField } from '@codemirror/state';
import { Decoration, type DecorationSet, drawSelection, EditorView, highlightActiveLine, keymap, lineNumbers, placeholder } from '@codemirror/view';
import { tags } from '@lezer/highlight';
import { completions, cypherLanguage } from './cypher';
import type { Schema } from './schema';

export interface EditorOptions {
  doc: string;
  schema: Schema;
  label: string;
  placeholder: string;
  onChange(doc: string): void;
  onRun(doc: string): void;
}

export interface Editor {
  get(): string;
  set(doc: string): void;
  /** Puts text where the cursor is, and the cursor behind it. */
  insert(text: string): void;
  focus(): void;
  /** Underlines the place of an error, from 1; line 0 takes it away. */
  mark(line: number, column: number): void;
  destroy(): void;
}

const colours = HighlightStyle.define([
  { tag: tags.keyword, fontWeight: '700', color: 'var(--ink)' },
  { tag: tags.typeName, color: 'var(--l-platform)' },
  { tag: [tags.string, tags.number], color: 'var(--l-measure)' },
  { tag: tags.function(tags.variableName), color: 'var(--ink)' },
  { tag: tags.special(tags.variableName), color: 'var(--l-strategy)' },
  { tag: tags.comment, color: 'var(--ink-3)', fontStyle: 'italic' },
]);

const look = EditorView.theme({
  '&': { fontSize: '14px', color: 'var(--ink)', background: 'var(--sunk)', height: '100%' },
  '&.cm-focused': { outline: '2px solid var(--focus)', outlineOffset: '-2px' },
  '.cm-scroller': { fontFamily: 'var(--font-code)', lineHeight: '26px', padding: '8px 0' },
  '.cm-gutters': { background: 'var(--sunk)', color: 'var(--ink-3)', border: '0', fontSize: '12px', minWidth: '48px' },
  '.cm-lineNumbers .cm-gutterElement': { padding: '0 14px 0 18px' },
  '.cm-activeLine': { background: 'var(--hover)' },
  '.cm-content': { caretColor: 'var(--ink)' },
  '.cm-cursor': { borderLeftColor: 'var(--ink)' },
  '&.cm-focused .cm-selectionBackground, .cm-selectionBackground': { background: 'var(--selected) !important' },
  '.cm-placeholder': { color: 'var(--ink-3)' },
  '.cm-tooltip': { background: 'var(--panel)', border: '0', borderRadius: '6px', boxShadow: 'var(--elev-2)', padding: '4px' },
  '.cm-tooltip-autocomplete > ul': { fontFamily: 'var(--font-code)', fontSize: '13px', maxHeight: '220px' },
  '.cm-tooltip-autocomplete > ul > li': { padding: '2px 8px', borderRadius: '4px', lineHeight: '22px' },
  '.cm-tooltip-autocomplete > ul > li[aria-selected]': { background: 'var(--selected)', color: 'var(--ink)' },
  '.cm-completionDetail': { color: 'var(--ink-3)', fontStyle: 'normal', marginLeft: '14px', fontFamily: 'var(--font-ui)', fontSize: '12px' },
  '.cm-completionIcon': { display: 'none' },
  '.cm-completionMatchedText': { textDecoration: 'none', fontWeight: '700' },
  '.cm-matchingBracket': { background: 'var(--selected) !important', outline: 'none' },
  '.cm-wrong': { textDecoration: 'underline wavy var(--eye)', textUnderlineOffset: '4px', background: 'var(--eye-soft)' },
});

const setMark = StateEffect.define<{ from: number; to: number } | null>();
const wrong = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(set, tr) {
    for (const e of tr.effects) {
      if (e.is(setMark)) return e.value ? Decoration.set([Decoration.mark({ class: 'cm-wrong' }).range(e.value.from, e.value.to)]) : Decoration.none;
    }
    return tr.docChanged ? Decoration.none : set;
  },
  provide: (f) => EditorView.decorations.from(f),
});

/** Puts an editor into a host element. */
export function createEditor(host: HTMLElement, options: EditorOptions): Editor {
  const root = host.shadowRoot ?? host.attachShadow({ mode: 'open' });
  const run = (view: EditorView) => {
    closeCompletion(view);
    options.onRun(view.state.doc.toString());
    return true;
  };
  const view = new EditorView({
    root,
    parent: root,
    state: EditorState.create({
      doc: options.doc,
      extensions: [
        lineNumbers(),
        history(),
        drawSelection(),
        bracketMatching(),
        closeBrackets(),
        highlightActiveLine(),
        cypherLanguage,
        syntaxHighlighting(colours),
        autocompletion({ override: [completions(options.schema)], icons: false }),
        keymap.of([
          { key: 'Mod-Enter', run },
          { key: 'Tab', run: acceptCompletion },
          ...completionKeymap,
          ...defaultKeymap,
          ...historyKeymap,
        ]),
        EditorView.updateListener.of((u) => u.docChanged && options.onChange(u.state.doc.toString())),
        EditorView.contentAttributes.of({ 'aria-label': options.label }),
        placeholder(options.placeholder),
        wrong,
        look,
      ],
    }),
  });
  return {
    get: () => view.state.doc.toString(),
    set: (doc) => {
      if (doc !== view.state.doc.toString()) view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: doc } });
    },
    insert: (text) => {
      view.dispatch(view.state.replaceSelection(text));
      view.focus();
    },
    focus: () => view.focus(),
    mark: (line, column) => {
      const doc = view.state.doc;
      if (line < 1 || line > doc.lines) return view.dispatch({ effects: setMark.of(null) });
      const l = doc.line(line);
      const from = Math.min(l.from + Math.max(0, column - 1), Math.max(l.from, l.to - 1));
      const word = /^[\p{L}\p{N}_]+/u.exec(doc.sliceString(from, l.to))?.[0].length ?? 1;
      const to = Math.min(l.to, from + word);
      view.dispatch({ effects: setMark.of(to > from ? { from, to } : null) });
    },
    destroy: () => view.destroy(),
  };
}
