// What to do first, for a page on which nothing is selected yet.

import { useAtlas } from '../state/atlas';

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
    </section>
  );
}
