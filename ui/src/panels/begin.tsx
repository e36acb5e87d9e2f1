// What to do first, for a page on which nothing is selected yet.

import type { Key } from '../i18n';
import { oneAJob } from '../model/answer';
import { useAtlas } from '../state/atlas';
import { useQuestions } from '../state/questions';

export function Begin() {
  const atlas = useAtlas();
  const { say } = atlas;
  const example = atlas.example();
  const step = (n: number, title: string, note: string, action: string, act: () => void, primary = false) => (
    <li class={primary ? 'stp on' : 'stp'}>
      <i aria-hidden="true">{n}</i>
      <div>
        <b>{title}</b>
        <span>{note}</span>
      </div>
      <button class={primary ? 'btn pri' : 'btn'} onClick={act}>
        {action}
      </button>
    </li>
  );
  return (
    <section class="begin">
      <div class="pad">
        <h1 class="ttl">{say('start.title')}</h1>
        <p class="lead">{say('start.lead')}</p>
      </div>
      <ol class="steps">
        {example && step(1, say('start.one'), say('start.oneNote'), say('start.oneAction', { name: atlas.name(example[0]) }), () => atlas.select(example[0]), true)}
        {example && step(2, say('start.two'), say('start.twoNote'), say('start.twoAction'), () => atlas.traceBetween(example[0], example[1]))}
        {step(3, say('start.three'), say('start.threeNote'), say('start.threeAction'), () => atlas.go('text'))}
      </ol>
      <Twelve />
    </section>
  );
}

/** One saved question a job, each answered by one click. */
function Twelve() {
  const atlas = useAtlas();
  const { say, lang } = atlas;
  const questions = useQuestions(atlas);
  if (!questions?.length) return null;
  return (
    <div class="twelve">
      <h2 class="h">
        {say('ask.twelve')}
        <button class="link" onClick={() => atlas.change((v) => ({ ...v, page: 'ask', ask: null, args: {} }))}>
          {say('ask.more', { n: questions.length })}
        </button>
      </h2>
      <ul>
        {oneAJob(questions).map((q) => (
          <li>
            <button onClick={() => atlas.ask(q.id)} title={q.description[lang]}>
              <small>{say(`job.${q.job}` as Key)}</small>
              <b>{q.title[lang]}</b>
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}
