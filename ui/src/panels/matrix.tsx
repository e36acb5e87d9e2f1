// Two groups of nodes against each other: a cell is the line of its basis and
// the places it rests on; a row or column without one is hatched.

import { useEffect, useMemo } from 'preact/hooks';
import type { MatrixChoice } from '../api/types';
import { placeName, placesName } from '../i18n';
import type { NodeRecord } from '../model/graph';
import { type Cell, empties, finding, type Matrix, readChoice, typesBetween, writeChoice } from '../model/matrix';
import { basisName, typeName } from '../model/vocabulary';
import { wrap } from '../scene/wrap';
import { type Atlas, useAtlas } from '../state/atlas';
import { useSession } from '../state/session';
import { useView } from '../state/store';
import { BasisLine, Glyph, Silent } from './evidence';
import { TextOnly } from './filters';

/** Keeps the matrix of the view up to date. */
export function useMatrix(): void {
  const atlas = useAtlas();
  const view = useView(atlas.store);
  const { matrixAll } = useSession(atlas.session);
  useEffect(() => {
    if (view.page === 'matrix') void atlas.runMatrix();
  }, [view.page, view.matrix, view.textOnly, view.basesOff, matrixAll]);
}

/** The matrix that is shown, or null while there is none. */
function useShown(): Matrix | null {
  const atlas = useAtlas();
  const view = useView(atlas.store);
  const { reply } = useSession(atlas.session).matrix;
  return useMemo(() => atlas.matrix(), [view.matrix, reply]);
}

function useChoice(): [MatrixChoice, (c: MatrixChoice) => void] {
  const atlas = useAtlas();
  const view = useView(atlas.store);
  return [readChoice(view.matrix), (c) => atlas.change((v) => ({ ...v, matrix: writeChoice(c), selected: null }))];
}

export function MatrixPanel() {
  const atlas = useAtlas();
  const { say, vocabulary: v, lang } = atlas;
  const [choice, choose] = useChoice();
  const labels = v.ontology.labels.filter((l) => l.category !== 'evidence').map((l) => l.name);
  const types = typesBetween(v, choice.rows, choice.columns);
  const presets = useSession(atlas.session).matrix.reply?.presets ?? [];
  const pick = (part: Partial<MatrixChoice>) => {
    const next = { ...choice, ...part };
    const fits = typesBetween(v, next.rows, next.columns);
    choose({ ...next, type: fits.includes(next.type) ? next.type : (fits[0] ?? ''), opening: part.rows || part.columns ? false : next.opening });
  };
  const select = (name: string, value: string, options: string[], words: (o: string) => string, on: (o: string) => void) => (
    <label class="field">
      <span>{name}</span>
      <select value={value} onChange={(e) => on(e.currentTarget.value)}>
        {options.map((o) => (
          <option value={o}>{words(o)}</option>
        ))}
      </select>
    </label>
  );
  return (
    <div class="filters">
      <section class="sec formsec">
        {select(say('matrix.rows'), choice.rows, labels, (l) => atlas.labelName(l), (rows) => pick({ rows }))}
        {select(say('matrix.columns'), choice.columns, labels, (l) => atlas.labelName(l), (columns) => pick({ columns }))}
        {select(say('matrix.type'), choice.type, ['', ...types], (t) => (t ? typeName(v, t, lang) : say('matrix.any')), (type) => pick({ type }))}
        <label class="check">
          <input type="checkbox" checked={choice.opening} onChange={(e) => choose({ ...choice, opening: e.currentTarget.checked })} />
          {say('matrix.opening', { name: atlas.startNodeName() })}
        </label>
      </section>
      <section class="sec">
        <h2 class="h">{say('matrix.presets')}</h2>
        {presets.map((p) => (
          <button class={writeChoice(p) === writeChoice(choice) ? 'f preset on' : 'f preset'} onClick={() => choose(p)}>
            <Glyph label={p.rows} size={15} />
            <span>
              {atlas.labelName(p.rows)} × {atlas.labelName(p.columns)}
            </span>
          </button>
        ))}
      </section>
      <TextOnly shown={null} />
    </div>
  );
}

export function MatrixPage() {
  const atlas = useAtlas();
  const { say, vocabulary: v } = atlas;
  const { status, error } = useSession(atlas.session).matrix;
  const [choice] = useChoice();
  const m = useShown();
  const joined = typesBetween(v, choice.rows, choice.columns).length > 0;
  return (
    <section class="mx" aria-label={say('nav.matrix')} aria-busy={status === 'running'}>
      {status === 'failed' ? (
        <div class="mxhead" role="alert">
          <p class="lead">
            {say('matrix.failed', { why: error })}{' '}
            <button class="link" onClick={() => void atlas.runMatrix()}>
              {say('error.retry')}
            </button>
          </p>
        </div>
      ) : m ? (
        <>
          <Head m={m} />
          {!joined ? <p class="note">{say('matrix.none')}</p> : (
            <>
              {m.pairs === 0 && <Nothing choice={m.choice} />}
              {m.rows.length > 0 && <Grid m={m} words={wordsOf(atlas, m.choice)} />}
            </>
          )}
        </>
      ) : (
        <p class="note late" role="status">
          {say('matrix.running')}
        </p>
      )}
    </section>
  );
}

/** No pair at all: other relations between the two, or more rows. */
function Nothing({ choice }: { choice: MatrixChoice }) {
  const atlas = useAtlas();
  const { say, vocabulary: v, lang } = atlas;
  const [, choose] = useChoice();
  const others = typesBetween(v, choice.rows, choice.columns).filter((t) => t !== choice.type);
  return (
    <div class="note">
      <p>{say('matrix.nothing')}</p>
      <p class="row wrapping">
        {choice.opening && (
          <button class="btn" onClick={() => choose({ ...choice, opening: false })}>
            {say('matrix.beyond')}
          </button>
        )}
        {others.map((t) => (
          <button class="btn" onClick={() => choose({ ...choice, type: t })}>
            {typeName(v, t, lang)}
          </button>
        ))}
      </p>
    </div>
  );
}

const wordsOf = (atlas: Atlas, choice: MatrixChoice) => ({ rows: atlas.labelName(choice.rows), columns: atlas.labelName(choice.columns) });

/** The finding, how much is listed, and what is not. */
function Head({ m }: { m: Matrix }) {
  const atlas = useAtlas();
  const { say, vocabulary: v, lang } = atlas;
  const { matrixAll: all, matrix: asked } = useSession(atlas.session);
  return (
    <header class="mxhead">
      <h1>{finding(m, v, lang)}</h1>
      <p class="lead">
        {say('matrix.lede', { r: m.rows.length, c: m.columns.length, n: m.pairs })}{' '}
        {m.left.rows + m.left.columns > 0 && say('matrix.left', { r: m.left.rows, c: m.left.columns })}{' '}
        {!m.choice.opening && m.idle.rows + m.idle.columns > 0 && (
          <>
            {!all && say('matrix.idle', { r: m.idle.rows, c: m.idle.columns, ...wordsOf(atlas, m.choice) })}{' '}
            <button class="link" onClick={() => atlas.session.set({ matrixAll: !all })}>
              {say(all ? 'matrix.hideIdle' : 'matrix.showAll')}
            </button>
          </>
        )}
        {asked.status === 'running' && (
          <span class="late" role="status">
            {' '}
            {say('matrix.running')}
          </span>
        )}
      </p>
    </header>
  );
}

function Grid({ m, words }: { m: Matrix; words: { rows: string; columns: string } }) {
  const atlas = useAtlas();
  const view = useView(atlas.store);
  const { say, model } = atlas;
  const empty = empties(m);
  const chosen = atlas.selectedRelationship();
  const at = [...m.cells.values()].find((c) => chosen !== null && c.relationships.includes(chosen));
  const node = atlas.selectedNode()?.index;
  const lightRow = at?.row ?? node;
  const lightColumn = at?.column ?? node;

  const onKey = (e: KeyboardEvent) => {
    const steps: Record<string, [number, number]> = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };
    const step = steps[e.key];
    const cell = (e.target as Element).closest('td, th');
    if (!step || !cell) return;
    e.preventDefault();
    let [r, c] = [Number((cell.parentElement as HTMLTableRowElement).rowIndex), (cell as HTMLTableCellElement).cellIndex];
    const table = (e.currentTarget as HTMLElement).querySelector('table')!;
    for (;;) {
      r += step[0];
      c += step[1];
      const next = table.rows[r]?.cells[c];
      if (!next) return;
      const button = next.querySelector('button');
      if (button) return button.focus();
    }
  };

  return (
    <div class="mxwrap" tabIndex={0} role="region" aria-label={say('matrix.corner', words)} onKeyDown={onKey}>
      <table class="grid">
        <thead>
          <tr>
            <th class="corner" scope="col">
              <span class="sr">{say('matrix.corner', words)}</span>
            </th>
            {m.columns.map(({ node: c }) => (
              <th scope="col" class={mark('', empty.columns.has(c.index), lightColumn === c.index)}>
                <Name node={c} />
              </th>
            ))}
            <th scope="col" class="num">
              {say('matrix.members')}
            </th>
          </tr>
        </thead>
        <tbody>
          {m.rows.map(({ node: r, pairs }) => (
            <tr class={lightRow === r.index ? 'lightrow' : ''}>
              <th scope="row" class={mark('', empty.rows.has(r.index), lightRow === r.index)}>
                <Name node={r} row />
              </th>
              {m.columns.map(({ node: c }) => (
                <td class={mark('', empty.rows.has(r.index) || empty.columns.has(c.index), lightColumn === c.index)}>
                  <CellView cell={m.cells.get(`${r.index} ${c.index}`)} row={r} column={c} on={at?.row === r.index && at.column === c.index} />
                </td>
              ))}
              <td class="num">{pairs || <Silent>{''}</Silent>}</td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row" class="muted sm">
              {say('matrix.members')}
            </th>
            {m.columns.map(({ pairs }) => (
              <td class="num sm">{pairs || <Silent>{''}</Silent>}</td>
            ))}
            <td />
          </tr>
        </tfoot>
      </table>
      {!view.selected && m.cells.size > 0 && (
        <p class="note">
          <i class="hatched" aria-hidden="true" /> {say('matrix.legend')} {say('matrix.keys')}
        </p>
      )}
      {model.nodes.length === 0 && <p class="note">{say('table.empty')}</p>}
    </div>
  );
}

function mark(base: string, hatched: boolean, light: boolean): string {
  return [base, hatched ? 'gapcell' : '', light ? 'light' : ''].filter(Boolean).join(' ');
}

function Name({ node, row = false }: { node: NodeRecord; row?: boolean }) {
  const atlas = useAtlas();
  return (
    <button class={row ? 'name' : 'name head'} onClick={() => atlas.select(node)} title={atlas.name(node)}>
      <Glyph label={node.label} size={row ? 17 : 15} />
      <span>{row ? atlas.name(node) : wrap(atlas.name(node), 14, 3).map((line) => <span class="ln1">{line}</span>)}</span>
    </button>
  );
}

function CellView({ cell, row, column, on }: { cell: Cell | undefined; row: NodeRecord; column: NodeRecord; on: boolean }) {
  const atlas = useAtlas();
  const { model, lang, vocabulary: v, say } = atlas;
  if (!cell) return null;
  const r = model.relationships[cell.relationships[0]!]!;
  const refs = [...new Set(r.refs)];
  const label = say('matrix.cell', {
    row: atlas.name(row),
    column: atlas.name(column),
    basis: basisName(v, r.basis, lang),
    places: refs.map((x) => placeName(x, lang)).join(' '),
  });
  return (
    <button class={on ? 'cell on' : 'cell'} aria-pressed={on} title={label} onClick={() => atlas.selectRelationship(r.index)}>
      <BasisLine basis={r.basis} width={44} ink="var(--ink)" />
      <span class="sr">{label}</span>
      <span class="sm" aria-hidden="true">
        {placesName(refs, lang)}
      </span>
    </button>
  );
}

/** What stands beside the matrix while no cell is chosen: the gaps by name. */
export function MatrixBegin() {
  const atlas = useAtlas();
  const { model, say } = atlas;
  const m = useShown();
  const empty = m && empties(m);
  const gaps = empty ? [...empty.rows, ...empty.columns].map((i) => model.nodes[i]!) : [];
  return (
    <div>
      <div class="pad">
        <p class="lead">{say('matrix.pick')}</p>
      </div>
      {gaps.length > 0 && (
        <section class="dsec">
          <h2 class="h">
            {say('matrix.gaps')} <em>{gaps.length}</em>
          </h2>
          {gaps.slice(0, 12).map((n) => (
            <div class="gp">
              <span class="eyedot" aria-hidden="true" />
              <div>
                <button class="name" onClick={() => atlas.select(n)}>
                  <Glyph label={n.label} />
                  <b>{atlas.name(n)}</b>
                </button>
                <p class="muted sm">
                  {say('matrix.gapRow', { name: atlas.name(n) })} <Silent />
                </p>
              </div>
            </div>
          ))}
        </section>
      )}
    </div>
  );
}
