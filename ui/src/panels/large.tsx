// The page where the graph is too large to be held: no map, but saved questions
// and Cypher, which the database answers itself.

import { useEffect, useState } from 'preact/hooks';
import { api, ApiError } from '../api/client';
import type { Lang, Question } from '../api/types';
import { wording } from '../i18n';
import { type QueryReply, toCsv, words } from '../model/result';
import { save } from './save';
import '../styles/large.css';

interface PlanName {
  id: string;
  name: string;
}

type Answer = { reply: QueryReply; question: Question | null } | { failed: string } | 'running' | null;

const shownMost = 500; // rows of the table; the file has them all

export function Large({ lang }: { lang: Lang }) {
  const say = wording(lang);
  const [plans, setPlans] = useState<PlanName[]>([]);
  const [plan, setPlan] = useState('');
  const [questions, setQuestions] = useState<Question[]>([]);
  const [chosen, setChosen] = useState('');
  const [filled, setFilled] = useState<Record<string, string>>({});
  const [cypher, setCypher] = useState('MATCH (n)\nRETURN count(*) AS n');
  const [answer, setAnswer] = useState<Answer>(null);
  const question = questions.find((q) => q.id === chosen) ?? null;

  useEffect(() => {
    const names = 'MATCH (p:Plan) WHERE p.plan IS NOT NULL RETURN p.plan AS id, p.name AS name ORDER BY id';
    api.query(names, {}, lang).then((reply) => {
      const list = reply.records.map(([id, name]) => ({ id: String(id), name: String(name ?? id) }));
      setPlans(list);
      setPlan(list[0]?.id ?? '');
    }, fail);
  }, []);
  useEffect(() => {
    if (plan) api.questions(plan).then(({ queries }) => setQuestions(queries ?? []), fail);
  }, [plan]);

  function fail(error: unknown): void {
    setAnswer({ failed: error instanceof ApiError ? error.message : String(error) });
  }

  function ask(reply: Promise<QueryReply>, of: Question | null): void {
    setAnswer('running');
    reply.then((r) => setAnswer({ reply: r, question: of }), fail);
  }

  return (
    <main class="large" lang={lang === 'zh' ? 'zh-CN' : 'en'}>
      <header>
        <h1>{say('large.title')}</h1>
        <p>{say('large.lead')}</p>
        <p class="muted">{say('large.raise')}</p>
      </header>
      <form
        onSubmit={(e) => {
          e.preventDefault();
          if (question) ask(api.ask(question.id, filled, plan, lang), question);
        }}
      >
        <h2>{say('large.questions')}</h2>
        {plans.length > 1 && (
          <label>
            {say('large.plan')}
            <select value={plan} onChange={(e) => setPlan(e.currentTarget.value)}>
              {plans.map((p) => (
                <option value={p.id}>{p.name}</option>
              ))}
            </select>
          </label>
        )}
        <label>
          <span class="sr">{say('large.questions')}</span>
          <select
            value={chosen}
            onChange={(e) => {
              const next = questions.find((q) => q.id === e.currentTarget.value);
              setChosen(next?.id ?? '');
              setFilled(Object.fromEntries((next?.parameters ?? []).map((p) => [p.name, p.default ?? ''])));
            }}
          >
            <option value="">……</option>
            {questions.map((q) => (
              <option value={q.id}>{q.title[lang]}</option>
            ))}
          </select>
        </label>
        {question && <p class="muted">{question.description[lang]}</p>}
        {question?.parameters?.map((p) => (
          <label key={p.name}>
            {p.title[lang]}
            {p.options?.length ? (
              <select value={filled[p.name] ?? ''} onChange={(e) => setFilled({ ...filled, [p.name]: e.currentTarget.value })}>
                <option value="">{say('large.any')}</option>
                {p.options.map((o) => (
                  <option value={o.value}>{o.value === o.title ? o.title : `${o.value} ${o.title}`}</option>
                ))}
              </select>
            ) : (
              <input value={filled[p.name] ?? ''} onInput={(e) => setFilled({ ...filled, [p.name]: e.currentTarget.value })} />
            )}
          </label>
        ))}
        <button class="btn pri" disabled={!question || answer === 'running'}>
          {say('query.ask')}
        </button>
      </form>
      <form
        onSubmit={(e) => {
          e.preventDefault();
          ask(api.query(cypher, {}, lang), null);
        }}
      >
        <h2>{say('large.cypher')}</h2>
        <textarea rows={5} spellcheck={false} class="code" aria-label={say('query.editor')} value={cypher} onInput={(e) => setCypher(e.currentTarget.value)} />
        <button class="btn pri" disabled={answer === 'running'}>
          {say('query.run')}
        </button>
      </form>
      <section aria-live="polite">{shown()}</section>
    </main>
  );

  function shown() {
    if (answer === null) return null;
    if (answer === 'running') return <p>{say('query.running')}{say('common.dots')}</p>;
    if ('failed' in answer) return <p role="alert">{answer.failed}</p>;
    const { keys, records, truncated, limit, elapsedMs } = answer.reply;
    const title = (key: string) => answer.question?.columns?.find((c) => c.name === key)?.title[lang] ?? key;
    return (
      <>
        <p class="row">
          <span class="muted">{say('query.rows', { n: records.length, ms: Math.round(elapsedMs) })}</span>
          {truncated && <span>{say('query.truncated', { n: records.length, limit: limit ?? '' })}</span>}
          <button class="link" onClick={() => save(new Blob([toCsv(keys, records)], { type: 'text/csv' }), (answer.question?.id ?? 'planatlas') + '.csv')}>
            {say('query.csv')}
          </button>
        </p>
        <div class="scroll">
          <table>
            <thead>
              <tr>
                {keys.map((k) => (
                  <th scope="col">{title(k)}</th>
                ))}
              </tr>
            </thead>
            <tbody>
              {records.slice(0, shownMost).map((r) => (
                <tr>
                  {r.map((c) => (
                    <td>{words(c)}</td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </>
    );
  }
}
