// What most chains of the plan pass through, and what hangs together more than
// with the rest: where a plan is easily broken, and where it crosses chapters.

import { api } from '../api/client';
import type { CentralityReply, Item } from '../api/types';
import { placeName } from '../i18n';
import { findNode } from '../model/graph';
import { useAtlas } from '../state/atlas';
import { useFetched } from '../state/fetched';
import { useView } from '../state/store';
import { Glyph } from './evidence';

const hubsShown = 10;
const groupsShown = 12;
/** Groups smaller than this are loose ends, not a theme. */
const leastGroup = 10;

type Group = CentralityReply['groups'][number];

/** Section of the plan's page. */
export function Hubs() {
  const atlas = useAtlas();
  const view = useView(atlas.store);
  const { say } = atlas;
  const basis = view.textOnly ? 'text' : undefined;
  const [fetched, again] = useFetched(atlas, `centrality ${basis ?? ''}`, (signal) => api.centrality(atlas.model.plan, basis, signal));
  return (
    <section aria-busy={fetched.status === 'running'}>
      <h2>{say('hubs.title')}</h2>
      {fetched.status === 'running' && (
        <p class="lead late" role="status">
          {say('filter.sizeWait')}
        </p>
      )}
      {fetched.status === 'failed' && (
        <p class="lead" role="alert">
          {fetched.message}{' '}
          <button class="link" onClick={again}>
            {say('error.retry')}
          </button>
        </p>
      )}
      {fetched.status === 'done' && <Found reply={fetched.reply} />}
    </section>
  );
}

function Found({ reply }: { reply: CentralityReply }) {
  const atlas = useAtlas();
  const { say, lang } = atlas;
  // A plan's aims stand at the end of all chains: what carries them tells more.
  const hubs = reply.nodes.filter((n) => (n.label === 'Platform' || n.label === 'Measure') && n.through > 0).slice(0, hubsShown);
  const most = hubs[0]?.through ?? 1;
  const groups = reply.groups.filter((g) => g.size >= leastGroup).slice(0, groupsShown);
  const one = reply.goals.filter((g) => g.supports === 1).length;
  if (!hubs.length) return <p class="lead">{say('hubs.none')}</p>;
  return (
    <>
      <p class="lead">
        {say('hubs.lead', { pairs: reply.pairs.toLocaleString('en') })}{' '}
        {one > 0 && (
          <button class="link" onClick={() => atlas.change((v) => ({ ...v, page: 'ask', ask: 'goals-on-one-support', args: {} }))}>
            {say('hubs.one', { n: one })}
          </button>
        )}
      </p>
      <ol class="hublist">
        {hubs.map((n) => (
          <li>
            <Named item={n} />
            <span class="sub sm">{n.articles.map((a) => placeName(`art:${a}`, lang)).join(' ') || '〔 〕'}</span>
            <span class="bar" aria-hidden="true">
              <i style={{ width: `${(100 * n.through) / most}%` }} />
            </span>
            <span class="num">
              {Math.round(n.through)} <span class="muted sm">{say('table.share', { n: (100 * n.share).toFixed(1) })}</span>
            </span>
          </li>
        ))}
      </ol>
      <h3 class="hubhead">{say('hubs.groups', { n: groups.length })}</h3>
      <p class="muted sm">{say('hubs.groupsNote', { n: reply.agreement.toFixed(2) })}</p>
      <ul class="hubgroups">
        {groups.map((g) => (
          <GroupRow g={g} members={reply.nodes.filter((n) => n.group === g.id)} />
        ))}
      </ul>
    </>
  );
}

function GroupRow({ g, members }: { g: Group; members: Item[] }) {
  const atlas = useAtlas();
  const { say, model, lang } = atlas;
  const open = () => atlas.showOnly(members.flatMap((m) => model.byId.get(m.id) ?? []));
  const chapters = g.chapters.filter((c) => c.chapter > 0).slice(0, 4);
  return (
    <li>
      <p class="hubnames">
        {g.names.slice(0, 3).map((n) => (
          <Named item={n} />
        ))}
      </p>
      <p class="muted sm">
        {chapters.map((c) => `${placeName(`ch:${c.chapter}`, lang)} ${c.count}`).join(' · ')}
        {' · '}
        <button class="link" onClick={open}>
          {say('hubs.open', { n: g.size })}
        </button>
      </p>
    </li>
  );
}

function Named({ item }: { item: Item }) {
  const atlas = useAtlas();
  const node = findNode(atlas.model, item.id);
  const name = atlas.lang === 'en' ? item.nameEn || item.name : item.name;
  return (
    <button class="name" disabled={!node} onClick={() => node && atlas.openOnMap(node)}>
      <Glyph label={item.label} size={15} />
      <span>{name}</span>
    </button>
  );
}
