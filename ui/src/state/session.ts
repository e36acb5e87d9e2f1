// What is not part of a link: requests under way, open menus, messages.

import { useEffect, useReducer } from 'preact/hooks';
import type { FindingsReply, LayersReply, MatrixReply, Question, TraceReply } from '../api/types';
import { type Asked, unasked } from './asked';

export interface TraceState {
  key: string;
  status: 'idle' | 'running' | 'done' | 'failed';
  reply: TraceReply | null;
  /** Chains under text-only, when the shown one is not all in the text. */
  textPaths: number | null;
  error: string;
  candidates: { which: 'from' | 'to'; name: string; ids: string[] } | null;
}

export interface SessionState {
  trace: TraceState;
  layers: Asked<LayersReply>;
  /** Nodes a column of the layers may hold. */
  columnMost: number;
  matrix: Asked<MatrixReply>;
  /** Whether the matrix lists what has no cell, too. */
  matrixAll: boolean;
  hoverRelationship: number | null;
  /** Nodes picked to do something with all of them, in the order of picking. */
  picked: number[];
  message: string;
  messageId: number;
  dialog: 'help' | 'filters' | 'more' | 'export' | null;
  /** What the export dialog opens on: a key of its choices, or null for the view's own. */
  exportOf: string | null;
  /** Number of the story's view that is presented, from 0, or null. */
  presenting: number | null;
  /** What is to be said until it is dismissed, or "". */
  notice: string;
  offline: { since: number; attempts: number } | null;
  sheet: 'peek' | 'half' | 'full';
  singleKeys: boolean;
  announce: string;
  /** Words that one came to read, and where they stand. */
  sought: { ref: string; quote: string } | null;
  /** Paragraphs by ref, once the official text was read; null without it. */
  text: Map<string, string[]> | null;
  /** The saved questions, null until they were asked for, and why they did not come. */
  questions: Question[] | null;
  questionsFailed: string;
  /** What the rules found, null until it was asked for, and why it did not come. */
  findings: FindingsReply | null;
  findingsFailed: string;
  /** Share of an article's sentences that stand in the graph, by ref. */
  coverage: Map<string, number> | null;
}

export const idleTrace: TraceState = {
  key: '',
  status: 'idle',
  reply: null,
  textPaths: null,
  error: '',
  candidates: null,
};

export class Session {
  private listeners = new Set<() => void>();
  state: SessionState = {
    trace: idleTrace,
    layers: unasked,
    columnMost: 12,
    matrix: unasked,
    matrixAll: false,
    hoverRelationship: null,
    picked: [],
    message: '',
    messageId: 0,
    notice: '',
    dialog: null,
    exportOf: null,
    presenting: null,
    offline: null,
    sheet: 'half',
    singleKeys: true,
    announce: '',
    sought: null,
    text: null,
    coverage: null,
    questions: null,
    questionsFailed: '',
    findings: null,
    findingsFailed: '',
  };

  set(part: Partial<SessionState>): void {
    this.state = { ...this.state, ...part };
    this.listeners.forEach((l) => l());
  }

  /** Shows a message for some seconds. */
  say(message: string): void {
    const id = this.state.messageId + 1;
    this.set({ message, messageId: id });
    setTimeout(() => {
      if (this.state.messageId === id) this.set({ message: '' });
    }, 4500);
  }

  subscribe(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }
}

/** The session's state, following its changes. */
export function useSession(session: Session): SessionState {
  const [, redraw] = useReducer((n: number) => n + 1, 0);
  useEffect(() => session.subscribe(() => redraw(undefined as never)), [session]);
  return session.state;
}
