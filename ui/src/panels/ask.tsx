// Questions without Cypher: the saved questions as cards, each with a form, an
// address of its own and an answer as table, picture or JSON.

import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { InText, Question } from '../api/types';
import { Stage } from '../canvas/stage';
import { count, type Key, placeName } from '../i18n';
import { type Answer, answerCsv, columnTitle, filledIn, readAnswer, type Shown } from '../model/answer';
import { basisName } from '../model/vocabulary';
import { useAtlas } from '../state/atlas';
import { type Asked, useAnswer, useQuestions } from '../state/questions';
import { useSession } from '../state/session';
import { useView } from '../state/store';
import { withOption } from '../state/view';
import '../styles/ask.css';
import { AskForm } from './askform';
import { ShownCell } from './cell';
import { Dossier } from './dossier';
import { BasisLine, PlaceChip, Silent } from './evidence';
import { Icon } from './icons';
import { save } from './save';
import { useDark } from './theme';

const tabs = ['table', 'graph', 'json'] as const;
type Tab = (typeof tabs)[number];

/** The page of questions: all of them, or one with its answer. */
export function AskPage() {
  const atlas = useAtlas();
  const view = useView(atlas.store);
  const session = useSession(atlas.session);
  const questions = useQuestions(atlas);
  const { say } = atlas;
  if (!questions) {
    if (!session.questionsFailed || session.offline) return <p class="note wait" role="status">{say('ask.loading')}{say('common.dots')}</p>;
    return (
      <div class="pad" role="alert">
        <p class="ttl">{say('ask.notLoaded')}</p>
        <p class="lead">{session.questionsFailed}</p>
        <button class="btn" onClick={() => atlas.session.set({ questionsFailed: '', questions: null })}>
          {say('error.reload')}
        </button>
      </div>
    );
  }
  const question = questions.find((q) => q.id === view.ask);
  if (view.ask && !question) return <UnknownQuestion id={view.ask} />;
  if (!question) return <Gallery questions={questions} />;
  return (
    <div class="askpage">
      <QuestionList questions={questions} at={question} />
      <AnsweredQuestion key={question.id} question={question} />
    </div>
  );
}

function UnknownQuestion({ id }: { id: string }) {
  const atlas = useAtlas();
  return (
    <div class="pad" role="alert">
      <p class="ttl">{atlas.say('ask.unknown')}</p>
      <p class="lead">{atlas.say('ask.unknownHint', { id })}</p>
      <button class="btn" onClick={() => askAnything(atlas)}>
        {atlas.say('ask.all')}
      </button>
    </div>
  );
}

function askAnything(atlas: ReturnType<typeof useAtlas>): void {
  atlas.change((v) => ({ ...v, page: 'ask', ask: null, args: {} }));
}

function byJob(questions: Question[]): [number, Question[]][] {
  const jobs = [...new Set(questions.map((q) => q.job))].sort((a, b) => a - b);
  return jobs.map((job) => [job, questions.filter((q) => q.job === job)]);
}

const jobName = (job: number) => `job.${job}` as Key;

function Gallery({ questions }: { questions: Question[] }) {
  const atlas = useAtlas();
  const { say, lang } = atlas;
  return (
    <section class="gallery" tabIndex={0} aria-label={say('nav.ask')}>
      <header>
        <h1>{say('ask.title', { n: questions.length })}</h1>
        <p class="lead">{say('ask.lead')}</p>
      </header>
      <div class="jobs">
        {byJob(questions).map(([job, list]) => (
          <section class="job">
            <h2>{say(jobName(job))}</h2>
            <div class="askcards">
              {list.map((q) => (
                <button class="askcard" onClick={() => atlas.ask(q.id)}>
                  <b>{q.title[lang]}</b>
                  <span>{q.description[lang]}</span>
                  {(q.parameters ?? []).length > 0 && (
                    <small>
                      {(q.parameters ?? []).map((p) => (
                        <i>{p.title[lang]}</i>
                      ))}
                    </small>
                  )}
                </button>
              ))}
            </div>
          </section>
        ))}
      </div>
    </section>
  );
}

function QuestionList({ questions, at }: { questions: Question[]; at: Question }) {
  const atlas = useAtlas();
  const list = useRef<HTMLElement>(null);
  useEffect(() => list.current?.querySelector('.on')?.scrollIntoView({ block: 'nearest' }), [at.id]);
  const { say, lang } = atlas;
  return (
    <nav class="asklist" ref={list} aria-label={say('ask.list')}>
      <button class="link quiet back" onClick={() => askAnything(atlas)}>
        <Icon name="left" size={14} />
        {say('ask.all')}
      </button>
      {byJob(questions).map(([job, list]) => (
        <section>
          <h2 class="h flush">{say(jobName(job))}</h2>
          {list.map((q) => (
            <button class={q === at ? 'askrow on' : 'askrow'} aria-current={q === at ? 'true' : undefined} onClick={() => atlas.ask(q.id)}>
              {q.title[lang]}
            </button>
          ))}
        </section>
      ))}
    </nav>
  );
}

function AnsweredQuestion({ question }: { question: Question }) {
  const atlas = useAtlas();
  const view = useView(atlas.store);
  const { say, lang, model, vocabulary: v } = atlas;
  const filled = filledIn(question, view.args);
  const { asked, again, stop } = useAnswer(atlas, question, filled);
  const [cypher, setCypher] = useState(false);
  const answer = useMemo(
    () => (asked.status === 'done' ? readAnswer(model, v, lang, asked.reply.keys, asked.reply.records, question.columns ?? []) : null),
    [asked, lang],
  );
  const fill = (args: Record<string, string>) => atlas.change((x) => ({ ...x, args }));
  return (
    <section class="answer" aria-label={question.title[lang]}>
      <header class="askhead">
        <button class="link quiet back only-narrow" onClick={() => askAnything(atlas)}>
          <Icon name="left" size={14} />
          {say('ask.all')}
        </button>
        <div class="row">
          <h1>{question.title[lang]}</h1>
          <span class="grow" />
          <button class="btn ghost" aria-expanded={cypher} onClick={() => setCypher(!cypher)}>
            <Icon name="query" size={16} />
            {say(cypher ? 'ask.hideCypher' : 'query.show')}
          </button>
        </div>
        <p class="lead">{question.description[lang]}</p>
        <AskForm question={question} filled={filled} onFill={fill} />
      </header>
      {cypher && <Cypher question={question} filled={filled} />}
      <Outcome question={question} filled={filled} asked={asked} answer={answer} onAgain={again} onStop={stop} />
    </section>
  );
}

function Cypher({ question, filled }: { question: Question; filled: Record<string, string> }) {
  const atlas = useAtlas();
  const { say } = atlas;
  return (
    <div class="askcypher">
      <pre class="code" tabIndex={0} aria-label="Cypher">
        {question.cypher.trim()}
      </pre>
      <div class="row">
        <button class="btn" onClick={() => atlas.change((v) => ({ ...v, page: 'query', query: question.cypher.trim(), ask: question.id, args: filled }))}>
          {say('ask.inConsole')}
        </button>
        <button class="btn" onClick={() => void atlas.copy(question.cypher.trim(), 'ask.copied')}>
          {say('ask.copyCypher')}
        </button>
      </div>
    </div>
  );
}

interface OutcomeProps {
  question: Question;
  filled: Record<string, string>;
  asked: Asked;
  answer: Answer | null;
  onAgain: () => void;
  onStop: () => void;
}

function Outcome({ question, filled, asked, answer, onAgain, onStop }: OutcomeProps) {
  const { say } = useAtlas();
  if (asked.status === 'done' && answer) return <AnswerView question={question} filled={filled} reply={asked.reply} answer={answer} />;
  if (asked.status === 'running') {
    return (
      <div class="row asknote" role="status">
        {say('ask.running')}{say('common.dots')}
        <button class="btn" onClick={onStop}>
          {say('query.cancel')}
        </button>
      </div>
    );
  }
  const failed = asked.status === 'failed';
  return (
    <div class="asknote" role="alert">
      <p class="ttl">{say(failed ? 'ask.failed' : 'ask.stopped')}</p>
      {failed && (
        <p class="lead">
          {asked.message} {asked.hint}
        </p>
      )}
      <button class="btn" onClick={onAgain}>
        {say('ask.again')}
      </button>
    </div>
  );
}

function AnswerView({ question, filled, reply, answer }: { question: Question; filled: Record<string, string>; reply: Extract<Asked, { status: 'done' }>['reply']; answer: Answer }) {
  const atlas = useAtlas();
  const view = useView(atlas.store);
  const { say, lang, vocabulary: v } = atlas;
  const tab: Tab = tabs.find((t) => t === view.opt.as) ?? 'table';
  const titles = answer.columns.map((k) => columnTitle(question, k, lang));
  const csv = () =>
    save(new Blob([answerCsv(answer, titles, v, lang, (r) => placeName(r, lang))], { type: 'text/csv;charset=utf-8' }), `${question.id}.csv`);
  return (
    <>
      <div class="rsh">
        <div role="tablist" class="row" aria-label={say('ask.answerAs')}>
          {tabs.map((t) => (
            <button role="tab" aria-selected={tab === t} class={tab === t ? 'tab on' : 'tab'} onClick={() => atlas.change((x) => withOption(x, 'as', t === 'table' ? '' : t))}>
              {say(t === 'graph' ? 'ask.graph' : `query.${t}`)}
            </button>
          ))}
        </div>
        <Summary answer={answer} truncated={reply.truncated} />
        <span class="grow" />
        <button class="tb" disabled={!answer.rows.length} onClick={csv}>
          <Icon name="download" size={16} />
          {say('query.csv')}
        </button>
        <button class="tb" disabled={!answer.nodes.length} onClick={() => atlas.showOnly(answer.nodes)}>
          <Icon name="map" size={16} />
          {say('query.open')}
        </button>
      </div>
      {reply.truncated && <p class="notice">{say('query.truncated', { n: count(reply.records.length), limit: reply.limit ?? '' })}</p>}
      {tab === 'json' && <JsonAnswer question={question} filled={filled} reply={reply} />}
      {tab === 'graph' && <GraphAnswer answer={answer} />}
      {tab === 'table' && reply.text && <InTheText text={reply.text} rows={answer.rows.length} />}
      {tab === 'table' && (answer.rows.length > 0 || !reply.text) && <TableAnswer answer={answer} titles={titles} />}
    </>
  );
}

/** What the rows say together: how many, on what basis, where the text is silent. */
function Summary({ answer }: { answer: Answer; truncated: boolean }) {
  const { say, vocabulary: v, lang } = useAtlas();
  return (
    <span class="row asksum" role="status">
      <b>{say('ask.rows', { n: count(answer.rows.length) })}</b>
      {!answer.columns.includes('count') && answer.bases.map(([basis, n]) => (
        <span class="chip">
          <BasisLine basis={basis} width={22} />
          {basisName(v, basis, lang)} {n}
        </span>
      ))}
      {answer.silentRows > 0 && <Silent>{say('ask.silentRows', { n: answer.silentRows })}</Silent>}
      {answer.blankRows > 0 && <Silent>{say('ask.blankRows', { n: answer.blankRows })}</Silent>}
    </span>
  );
}

/** Where the official text has the words, sentence by sentence; without the text
 * nothing is said of it. */
function InTheText({ text, rows }: { text: InText; rows: number }) {
  const { say } = useAtlas();
  const words = text.words;
  return (
    <section class="intext" aria-label={say('ask.inText')}>
      <h2>
        {text.given ? say(text.places.length ? 'ask.inTextFound' : 'ask.inTextNone', { n: text.places.length, words }) : say('ask.noText')}
      </h2>
      {text.given && text.places.length > 0 && (
        <ul>
          {text.places.map((p) => {
            const letters = [...p.text];
            return (
              <li>
                <PlaceChip place={p.at} />{' '}
                <span>
                  {letters.slice(0, p.from).join('')}
                  <mark>{letters.slice(p.from, p.to).join('')}</mark>
                  {letters.slice(p.to).join('')}
                </span>
              </li>
            );
          })}
        </ul>
      )}
      <p class="note flush">{say(rows ? 'ask.inQuotes' : 'ask.inQuotesNone', { n: rows })}</p>
    </section>
  );
}

const pageSize = 200;

function TableAnswer({ answer, titles }: { answer: Answer; titles: string[] }) {
  const atlas = useAtlas();
  const { say } = atlas;
  const [shown, setShown] = useState(pageSize);
  if (!answer.rows.length) {
    return (
      <div class="asknote">
        <p class="ttl">
          <Silent>{say('ask.none')}</Silent>
        </p>
        <p class="lead">{say('ask.noneHint')}</p>
      </div>
    );
  }
  return (
    <div class={titles.length > 8 ? 'tablewrap many' : 'tablewrap'} tabIndex={0} role="region" aria-label={say('query.table')}>
      <table>
        <thead>
          <tr>
            <th scope="col" class="rn">
              <span class="sr">#</span>
            </th>
            {titles.map((t) => (
              <th scope="col">{t}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {answer.rows.slice(0, shown).map((r, i) => (
            <tr>
              <td class="rn">{i + 1}</td>
              {r.map((c, k) => (
                <td class={cellClass(c)}>
                  {c.kind === 'silent' && r.findIndex((x) => x.kind === 'silent' && x.text === c.text) !== k ? (
                    <Silent>
                      <span class="sr">{say(c.text ? 'dossier.notStated' : 'common.notInGraph')}</span>
                    </Silent>
                  ) : (
                    <ShownCell shown={c} />
                  )}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {answer.rows.length > shown && (
        <button class="btn more" onClick={() => setShown(shown + pageSize)}>
          {say('query.more', { n: Math.min(pageSize, answer.rows.length - shown) })}
        </button>
      )}
    </div>
  );
}

function cellClass(c: Shown): string {
  if (c.kind === 'text') return c.number ? 'figure' : c.text.length > 8 ? 'wordy' : 'brief';
  if (c.kind === 'node' || c.kind === 'quote') return 'wordy';
  if (c.kind === 'list') return c.items.every((x) => x.kind === 'place') ? (c.items.length > 1 ? 'two' : '') : 'wordy';
  return '';
}

function GraphAnswer({ answer }: { answer: Answer }) {
  const atlas = useAtlas();
  const view = useView(atlas.store);
  const dark = useDark();
  const { say } = atlas;
  const shown = useMemo(() => atlas.among(answer.nodes, view.textOnly), [answer, view.textOnly]);
  if (!answer.nodes.length) return <p class="asknote lead">{say('ask.noNodes')}</p>;
  return (
    <div class="askgraph">
      <Stage key={answer.nodes.join()} shown={shown} dark={dark} lit={null} covered={0} />
      {view.selected && (
        <div class="floating dock">
          <Dossier shown={shown} begin={null} />
        </div>
      )}
      <p class="sr">{say('status.shown', { n: shown.nodes.length, total: atlas.model.nodes.length, m: shown.relationships.length, all: atlas.model.relationships.length })}</p>
    </div>
  );
}

function JsonAnswer({ question, filled, reply }: { question: Question; filled: Record<string, string>; reply: unknown }) {
  const atlas = useAtlas();
  const { say } = atlas;
  const address = `api/v1/queries/${question.id}?` + new URLSearchParams({ ...filled, plan: atlas.model.plan }).toString();
  return (
    <div class="tablewrap" tabIndex={0} role="region" aria-label="JSON">
      <p class="note">
        {say('ask.address')}{' '}
        <a class="link code" href={address} target="_blank" rel="noreferrer">
          {decodeURIComponent(address)}
        </a>
      </p>
      <pre class="code qjson">{JSON.stringify(reply, null, 1).slice(0, 400_000)}</pre>
    </div>
  );
}
