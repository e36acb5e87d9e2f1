// The saved questions, fetched once a plan, and the answer to the one at hand.

import { useEffect, useState } from 'preact/hooks';
import { api, ApiError, isAbort } from '../api/client';
import type { Question } from '../api/types';
import type { QueryReply } from '../model/result';
import type { Atlas } from './atlas';
import { useSession } from './session';

const fetching = new WeakMap<Atlas, Promise<void>>();

/** Fetches the saved questions, once; a failure may be tried again. */
export function loadQuestions(atlas: Atlas): Promise<void> {
  const under = fetching.get(atlas);
  if (under) return under;
  const now = (async () => {
    try {
      const reply = await api.questions(atlas.model.plan);
      atlas.session.set({ questions: reply.queries ?? [], questionsFailed: '' });
    } catch (error) {
      fetching.delete(atlas);
      if (error instanceof ApiError && error.offline) atlas.lost();
      atlas.session.set({ questionsFailed: error instanceof Error ? error.message : String(error) });
    }
  })();
  fetching.set(atlas, now);
  return now;
}

/** The saved questions, or null while they are fetched (or not wanted yet). */
export function useQuestions(atlas: Atlas, wanted = true): Question[] | null {
  const { questions, offline } = useSession(atlas.session);
  useEffect(() => {
    if (wanted && !questions && !offline) void loadQuestions(atlas);
  }, [questions, offline, wanted]);
  return questions;
}

export type Asked =
  | { status: 'running' }
  | { status: 'done'; reply: QueryReply }
  | { status: 'stopped' }
  | { status: 'failed'; message: string; hint: string };

/** The answer to a question as the form is filled in. Asked anew when that
 * changes; `again` asks once more, `stop` gives up. */
export function useAnswer(atlas: Atlas, question: Question, filled: Record<string, string>): { asked: Asked; again: () => void; stop: () => void } {
  const [asked, setAsked] = useState<Asked>({ status: 'running' });
  const [turn, setTurn] = useState(0);
  const [abort, setAbort] = useState<AbortController | null>(null);
  const key = question.id + JSON.stringify(filled) + atlas.lang;
  useEffect(() => {
    const mine = new AbortController();
    setAbort(mine);
    setAsked({ status: 'running' });
    api.ask(question.id, filled, atlas.model.plan, atlas.lang, mine.signal).then(
      (reply) => setAsked({ status: 'done', reply }),
      (error: unknown) => {
        if (isAbort(error)) return;
        if (error instanceof ApiError && error.offline) atlas.lost();
        const hint = error instanceof ApiError ? (error.body?.hint ?? '') : '';
        setAsked({ status: 'failed', message: error instanceof Error ? error.message : String(error), hint });
      },
    );
    return () => mine.abort();
  }, [key, turn]);
  return {
    asked,
    again: () => setTurn(turn + 1),
    stop: () => {
      abort?.abort();
      setAsked({ status: 'stopped' });
    },
  };
}
