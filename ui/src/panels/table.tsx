// The map as tables: a page of its own, and the twin of the canvas for those
// who do not see it.

import { useState } from 'preact/hooks';
import { placeName } from '../i18n';
import { typeName } from '../model/vocabulary';
import type { NodeRecord } from '../model/graph';
import { useAtlas } from '../state/atlas';
import { useWeights } from '../state/centrality';
import { useSession } from '../state/session';
import { useView } from '../state/store';
import { withOption } from '../state/view';
import type { Visible } from '../state/visible';
import { GroupTable, GroupTwin } from './group';
import { BasisChip, Glyph, PlaceChip, Quote } from './evidence';

const page = 200;

/** The tables as a page. */
export function TablePage({ shown }: { shown: Visible }) {
  const atlas = useAtlas();
  const { say } = atlas;
  const { grouped } = shown;
  const [chosen, setWhich] = useState<'groups' | 'nodes' | 'relationships' | null>(null);
  const which = chosen && (grouped || chosen !== 'groups') ? chosen : grouped ? 'groups' : 'nodes';
  const [limit, setLimit] = useState(page);
  const total = which === 'groups' ? grouped!.groups.length : which === 'nodes' ? shown.nodes.length : shown.relationships.length;
  return (
    <section class="tablepage" aria-label={say('nav.table')}>
      <div class="tabs" role="tablist">
        {grouped && (
          <button role="tab" aria-selected={which === 'groups'} class={which === 'groups' ? 'tab on' : 'tab'} onClick={() => setWhich('groups')}>
            {say('group.table')} <span class="muted sm">{grouped.groups.length}</span>
          </button>
        )}
        {(['nodes', 'relationships'] as const).map((k) => (
          <button role="tab" aria-selected={which === k} class={which === k ? 'tab on' : 'tab'} onClick={() => setWhich(k)}>
            {say(`table.${k}`)} <span class="muted sm">{k === 'nodes' ? shown.nodes.length : shown.relationships.length}</span>
          </button>
        ))}
      </div>
      <div class="tablewrap" tabIndex={0} role="region" aria-label={say(which === 'groups' ? 'group.table' : `table.${which}`)}>
        {total === 0 ? (
          <p class="note">{say('table.empty')}</p>
        ) : which === 'groups' ? (
          <GroupTable grouped={grouped!} />
        ) : which === 'nodes' ? (
          <NodeTable shown={shown} limit={limit} />
        ) : (
          <RelationshipTable shown={shown} limit={limit} />
        )}
        {total > limit && (
          <button class="btn more" onClick={() => setLimit(limit + page)}>
            {say('dossier.rest', { n: total - limit })}
          </button>
        )}
      </div>
    </section>
  );
}

function NodeTable({ shown, limit }: { shown: Visible; limit: number }) {
  const atlas = useAtlas();
  const view = useView(atlas.store);
  const { picked } = useSession(atlas.session);
  const { say, model } = atlas;
  const weights = useWeights(atlas, true);
  const order = view.opt.sort ?? '';
  const rows = shown.nodes.map((i) => model.nodes[i]!);
  const labels = atlas.vocabulary.ontology.labels.map((l) => l.name);
  const through = (n: NodeRecord) => weights?.get(n.index)?.through ?? 0;
  rows.sort((a, b) => {
    if (order === 'chains') return through(b) - through(a) || a.index - b.index;
    if (order === 'degree') return atlas.degree(b) - atlas.degree(a) || a.index - b.index;
    return labels.indexOf(a.label) - labels.indexOf(b.label) || atlas.degree(b) - atlas.degree(a);
  });
  const sorter = (key: string, words: string, title: string) => (
    <th scope="col" class={key === 'chains' ? 'num through' : 'num'} aria-sort={order === key ? 'descending' : 'none'}>
      <button class={order === key ? 'sorter on' : 'sorter'} title={title} onClick={() => atlas.change((v) => withOption(v, 'sort', order === key ? '' : key))}>
        {words}
      </button>
    </th>
  );
  return (
    <table>
      <caption class="sr">{say('table.caption')}</caption>
      <thead>
        <tr>
          <th scope="col" class="tick">
            <span class="sr">{say('pick.column')}</span>
          </th>
          <th scope="col">{say('table.name')}</th>
          <th scope="col" class="kind">{say('table.label')}</th>
          <th scope="col">{say('table.articles')}</th>
          {sorter('degree', say('table.count'), say('table.sort'))}
          {sorter('chains', say('table.chains'), say('table.chainsNote'))}
        </tr>
      </thead>
      <tbody>
        {rows.slice(0, limit).map((n) => (
          <tr key={n.id} class={view.selected === atlas.short(n) ? 'sel' : ''}>
            <td class="tick">
              <label>
                <input type="checkbox" checked={picked.includes(n.index)} aria-label={say('pick.row', { name: atlas.name(n) })} onChange={() => atlas.togglePick(n.index)} />
              </label>
            </td>
            <td>
              <button class="name" onClick={() => atlas.select(n)}>
                <Glyph label={n.label} />
                {atlas.name(n)}
              </button>
            </td>
            <td class="sub kind">{atlas.labelName(n.label)}</td>
            <td>
              {[...new Set(n.refs)].slice(0, 4).map((r) => (
                <PlaceChip place={r} />
              ))}
              {new Set(n.refs).size > 4 && <span class="muted sm">+{new Set(n.refs).size - 4}</span>}
            </td>
            <td class="num">{atlas.degree(n)}</td>
            <td class="num through">
              {weights && through(n) > 0 ? (
                <>
                  {Math.round(through(n))} <span class="muted sm">{say('table.share', { n: (100 * weights.get(n.index)!.share).toFixed(1) })}</span>
                </>
              ) : (
                ''
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function RelationshipTable({ shown, limit }: { shown: Visible; limit: number }) {
  const atlas = useAtlas();
  const { say, model, vocabulary } = atlas;
  return (
    <table>
      <caption class="sr">{say('table.captionRelationships')}</caption>
      <thead>
        <tr>
          {(['from', 'type', 'to', 'basis', 'words'] as const).map((k) => (
            <th scope="col" class={k === 'words' ? 'words' : ''}>
              {say(`table.${k}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {shown.relationships.slice(0, limit).map((i) => {
          const r = model.relationships[i]!;
          const [a, b] = [model.nodes[r.start]!, model.nodes[r.end]!];
          return (
            <tr key={r.id}>
              <td>
                <button class="name" onClick={() => atlas.select(a)}>
                  <Glyph label={a.label} />
                  {atlas.name(a)}
                </button>
              </td>
              <td>
                <button class="link" onClick={() => atlas.selectRelationship(i)}>
                  {typeName(vocabulary, r.type, atlas.lang)}
                </button>
              </td>
              <td>
                <button class="name" onClick={() => atlas.select(b)}>
                  <Glyph label={b.label} />
                  {atlas.name(b)}
                </button>
              </td>
              <td>
                <BasisChip basis={r.basis} boxed={false} />
              </td>
              <td class="words">
                {r.refs.slice(0, 2).map((ref, n) => (
                  <span class="qa">
                    <PlaceChip place={ref} quote={r.quotes[n]} />
                    {r.quotes[n] ? <Quote quote={r.quotes[n]!} /> : null}
                  </span>
                ))}
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

const twinLimit = 300;

/** What the canvas shows, as a table that only assistive technology meets. */
export function TableTwin({ shown }: { shown: Visible }) {
  const atlas = useAtlas();
  const { model, vocabulary, lang, say } = atlas;
  return (
    <>
    {shown.grouped && <GroupTwin grouped={shown.grouped} />}
    <table class="sr">
      <caption>{say('table.captionRelationships')}</caption>
      <tbody>
        {shown.relationships.slice(0, twinLimit).map((i) => {
          const r = model.relationships[i]!;
          return (
            <tr key={r.id}>
              <td>{atlas.name(model.nodes[r.start]!)}</td>
              <td>{typeName(vocabulary, r.type, lang)}</td>
              <td>{atlas.name(model.nodes[r.end]!)}</td>
              <td>{vocabulary.basis(r.basis)?.title[lang] ?? ''}</td>
              <td>{[...new Set(r.refs)].map((x) => placeName(x, lang)).join(' ')}</td>
            </tr>
          );
        })}
      </tbody>
    </table>
    </>
  );
}
