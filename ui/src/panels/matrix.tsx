// Two groups of nodes against each other: a cell is the line of its basis and
// the places it rests on; a row or column without one is hatched.

import { useMemo, useState } from 'preact/hooks';
import { placeName } from '../i18n';
import type { NodeRecord } from '../model/graph';
import { type Cell, empties, finding, matrix, type Matrix, type MatrixChoice, presets, readChoice, typesBetween, writeChoice } from '../model/matrix';
import { basisName, typeName } from '../model/vocabulary';
import { wrap } from '../scene/wrap';
import { useAtlas } from '../state/atlas';
import { useView } from '../state/store';
import { basesDrawn, type Visible } from '../state/visible';
import { BasisLine, Glyph, Silent } from './evidence';
import { TextOnly } from './filters';

function useChoice(): [MatrixChoice, (c: MatrixChoice) => void] {
  const atlas = useAtlas();
  const view = useView(atlas.store);
  return [readChoice(view.matrix), (c) => atlas.change((v) => ({ ...v, matrix: writeChoice(c), selected: null }))];
}

export function MatrixPanel({ shown }: { shown: Visible }) {
  const atlas = useAtlas();
  const { say, vocabulary: v, lang } = atlas;
  const [choice, choose] = useChoice();
  const labels = v.ontology.labels.filter((l) => l.category !== 'evidence').map((l) => l.name);
  const types = typesBetween(v, choice.rows, choice.columns);
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
      <TextOnly shown={shown} />
    </div>
  );
}

export function MatrixPage() {
  const atlas = useAtlas();
  const view = useView(atlas.store);
  const { model, vocabulary: v, say, lang } = atlas;
  const [choice] = useChoice();
  const [all, setAll] = useState(false);
  const drawn = basesDrawn(v, view);
  const m = useMemo(() => matrix(model, v, choice, drawn, atlas.start, all), [view.matrix, view.textOnly, view.basesOff, all]);
  const words = { rows: atlas.labelName(choice.rows), columns: atlas.labelName(choice.columns) };
  return (
    <section class="mx" aria-label={say('nav.matrix')}>
      <header class="mxhead">
        <h1>{finding(m, model, v, lang)}</h1>
        <p class="lead">
          {say('matrix.lede', { r: m.rows.length, c: m.columns.length, n: m.cells.size })}{' '}
          {!choice.opening && m.idleRows + m.idleColumns > 0 && (
            <>
              {!all && say('matrix.idle', { r: m.idleRows, c: m.idleColumns, ...words })}{' '}
              <button class="link" onClick={() => setAll(!all)}>
                {say(all ? 'matrix.hideIdle' : 'matrix.showAll')}
              </button>
            </>
          )}
        </p>
      </header>
      {typesBetween(v, choice.rows, choice.columns).length === 0 ? <p class="note">{say('matrix.none')}</p> : <Grid m={m} words={words} />}
    </section>
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
  const count = (key: 'row' | 'column', n: number) => [...m.cells.values()].filter((c) => c[key] === n).length;

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
            {m.columns.map((c) => (
              <th scope="col" class={mark('', empty.columns.has(c.index), lightColumn === c.index)}>
                <Head node={c} />
              </th>
            ))}
            <th scope="col" class="num">
              {say('matrix.members')}
            </th>
          </tr>
        </thead>
        <tbody>
          {m.rows.map((r) => (
            <tr class={lightRow === r.index ? 'lightrow' : ''}>
              <th scope="row" class={mark('', empty.rows.has(r.index), lightRow === r.index)}>
                <Head node={r} row />
              </th>
              {m.columns.map((c) => (
                <td class={mark('', empty.rows.has(r.index) || empty.columns.has(c.index), lightColumn === c.index)}>
                  <CellView cell={m.cells.get(`${r.index} ${c.index}`)} row={r} column={c} on={at?.row === r.index && at.column === c.index} />
                </td>
              ))}
              <td class="num">{count('row', r.index) || <Silent>{''}</Silent>}</td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row" class="muted sm">
              {say('matrix.members')}
            </th>
            {m.columns.map((c) => (
              <td class="num sm">{count('column', c.index) || <Silent>{''}</Silent>}</td>
            ))}
            <td />
          </tr>
        </tfoot>
      </table>
      {!view.selected && m.cells.size > 0 && <p class="note">{say('matrix.keys')}</p>}
      {model.nodes.length === 0 && <p class="note">{say('table.empty')}</p>}
    </div>
  );
}

function mark(base: string, hatched: boolean, light: boolean): string {
  return [base, hatched ? 'gapcell' : '', light ? 'light' : ''].filter(Boolean).join(' ');
}

function Head({ node, row = false }: { node: NodeRecord; row?: boolean }) {
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
        {refs
          .map((x) => x.split(':')[1] ?? placeName(x, lang))
          .slice(0, 3)
          .join(' · ')}
      </span>
    </button>
  );
}

/** What stands beside the matrix while no cell is chosen: the gaps by name. */
export function MatrixBegin() {
  const atlas = useAtlas();
  const view = useView(atlas.store);
  const { model, vocabulary: v, say } = atlas;
  const [choice] = useChoice();
  const m = matrix(model, v, choice, basesDrawn(v, view), atlas.start, false);
  const empty = empties(m);
  const gaps = [...empty.rows, ...empty.columns].map((i) => model.nodes[i]!).slice(0, 12);
  return (
    <div>
      <div class="pad">
        <p class="lead">{say('matrix.pick')}</p>
      </div>
      {gaps.length > 0 && (
        <section class="dsec">
          <h2 class="h">
            {say('matrix.gaps')} <em>{empty.rows.size + empty.columns.size}</em>
          </h2>
          {gaps.map((n) => (
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
