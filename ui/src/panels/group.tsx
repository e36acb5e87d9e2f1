// Groups of a large picture: the choice of how to group, what is known about the
// selected group, and the groups as a table.

import { count } from '../i18n';
import { useAtlas } from '../state/atlas';
import { type Bundle, type Group, type Grouped, openStep } from '../state/groups';
import { useView } from '../state/store';
import type { Visible } from '../state/visible';
import { basisName } from '../model/vocabulary';
import { BasisLine, Glyph } from './evidence';
import { Icon } from './icons';

/** How the picture is grouped, at the head of the stage of a large graph. */
export function GroupBar({ shown }: { shown: Visible }) {
  const atlas = useAtlas();
  useView(atlas.store);
  const { say } = atlas;
  const choices = atlas.groupChoices();
  if (!choices.length) return null;
  const now = shown.grouped?.by ?? 'none';
  const all = atlas.model.nodes.length;
  return (
    <div class="groupbar" role="radiogroup" aria-label={say('group.by')}>
      <span class="muted sm">{say('group.by')}</span>
      {[...choices, 'none' as const].map((by) => (
        <button
          role="radio"
          aria-checked={now === by}
          class={now === by ? 'on' : ''}
          title={by === 'none' ? say('group.noneTitle', { n: count(all) }) : undefined}
          onClick={() => atlas.groupBy(by)}
        >
          {say(`group.${by}`)}
        </button>
      ))}
    </div>
  );
}

/** What is known about the selected group. */
export function GroupDossier({ shown }: { shown: Visible }) {
  const atlas = useAtlas();
  const { say } = atlas;
  const group = atlas.selectedGroup();
  if (!group || !shown.grouped) {
    return (
      <div class="pad">
        <p class="ttl">{say('group.gone')}</p>
        <p class="lead">{say('group.goneHint')}</p>
      </div>
    );
  }
  const { by } = shown.grouped;
  const closed = group.members.length - group.open;
  const words = say('dossier.close');
  return (
    <article class="dossier" aria-label={say('dossier.label')}>
      <header class="pad">
        <div class="row sm sub">
          <Glyph label={group.label} size={18} />
          {say('group.kind', { by: say(`group.${by}`) })}
          <span class="grow" />
          <button class="tb closer" title={words} aria-label={words} onClick={() => atlas.select(null)}>
            <Icon name="close" size={16} />
          </button>
        </div>
        <h1>{atlas.groupName(group, by)}</h1>
        <p class="muted">{say('group.size', { n: count(group.members.length), open: count(group.open) })}</p>
        <div class="row actions">
          {closed > 0 && (
            <button class="btn pri" onClick={() => atlas.openGroup(group)}>
              {say(group.open ? 'group.more' : 'group.open', { n: Math.min(openStep, closed) })}
            </button>
          )}
          {group.open > 0 && (
            <button class="btn" onClick={() => atlas.openGroup(group, true)}>
              {say('group.close')}
            </button>
          )}
        </div>
      </header>
      <Links group={group} grouped={shown.grouped} />
      <Members group={group} />
    </article>
  );
}

function ofGroup(grouped: Grouped, group: Group): { other: Group; bundle: Bundle }[] {
  const me = -1 - grouped.groups.indexOf(group);
  return grouped.bundles
    .filter((b) => (b.a === me || b.b === me) && b.a < 0 && b.b < 0)
    .map((b) => ({ other: grouped.groups[-1 - (b.a === me ? b.b : b.a)]!, bundle: b }))
    .sort((x, y) => y.bundle.count - x.bundle.count);
}

function Links({ group, grouped }: { group: Group; grouped: Grouped }) {
  const atlas = useAtlas();
  const { say, vocabulary: v, lang } = atlas;
  const links = ofGroup(grouped, group);
  if (!links.length) return null;
  return (
    <section class="dsec">
      <h2 class="h">{say('group.links')}</h2>
      {links.map(({ other, bundle }) => (
        <button class="grouplink" onClick={() => atlas.selectGroup(other.key)}>
          <Glyph label={other.label} />
          <b>{atlas.groupName(other, grouped.by)}</b>
          <span class="c">{say('group.linksCount', { n: count(bundle.count) })}</span>
          <span class="bases">
            {v.bases
              .filter((b) => bundle.bases.get(b.name))
              .map((b) => (
                <span title={basisName(v, b.name, lang)}>
                  <BasisLine basis={b.name} width={22} /> <span class="sr">{basisName(v, b.name, lang)}</span> {count(bundle.bases.get(b.name)!)}
                </span>
              ))}
          </span>
        </button>
      ))}
    </section>
  );
}

function Members({ group }: { group: Group }) {
  const atlas = useAtlas();
  const { say, model } = atlas;
  return (
    <section class="dsec">
      <h2 class="h">{say('group.members')}</h2>
      {group.members.slice(0, 20).map((i) => {
        const n = model.nodes[i]!;
        return (
          <button class="grouplink" onClick={() => atlas.select(n)}>
            <Glyph label={n.label} />
            <span>{atlas.name(n)}</span>
            <span class="c">{count(atlas.degree(n))}</span>
          </button>
        );
      })}
    </section>
  );
}

/** The groups as a table: the twin of their discs, with the same actions. */
export function GroupTable({ grouped }: { grouped: Grouped }) {
  const atlas = useAtlas();
  const view = useView(atlas.store);
  const { say } = atlas;
  return (
    <table>
      <caption class="sr">{say('group.tableCaption')}</caption>
      <thead>
        <tr>
          <th scope="col">{say('table.name')}</th>
          <th scope="col" class="num">
            {say('group.total')}
          </th>
          <th scope="col" class="num">
            {say('group.shown')}
          </th>
          <th scope="col">
            <span class="sr">{say('common.open')}</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {grouped.groups.map((g) => (
          <tr key={g.key} class={view.selected === '@' + g.key ? 'sel' : ''}>
            <td>
              <button class="name" onClick={() => atlas.selectGroup(g.key)}>
                <Glyph label={g.label} />
                {atlas.groupName(g, grouped.by)}
              </button>
            </td>
            <td class="num">{count(g.members.length)}</td>
            <td class="num">{count(g.open)}</td>
            <td class="acts">
              {g.open < g.members.length && (
                <button class="link" onClick={() => atlas.openGroup(g)}>
                  {say(g.open ? 'group.more' : 'group.open', { n: Math.min(openStep, g.members.length - g.open) })}
                </button>
              )}
              {g.open > 0 && (
                <button class="link" onClick={() => atlas.openGroup(g, true)}>
                  {say('group.close')}
                </button>
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** What assistive technology meets of the groups on the canvas. */
export function GroupTwin({ grouped }: { grouped: Grouped }) {
  const atlas = useAtlas();
  const { say } = atlas;
  return (
    <table class="sr">
      <caption>{say('group.tableCaption')}</caption>
      <tbody>
        {grouped.groups.map((g) => (
          <tr key={g.key}>
            <th scope="row">{atlas.groupName(g, grouped.by)}</th>
            <td>{say('group.size', { n: g.members.length, open: g.open })}</td>
            <td>
              {ofGroup(grouped, g)
                .map((l) => `${atlas.groupName(l.other, grouped.by)} ${count(l.bundle.count)}`)
                .join(atlas.say('common.list'))}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
