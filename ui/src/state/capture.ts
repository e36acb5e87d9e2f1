// A view as a story or a document keeps it: what stands in the picture and where,
// or the table. It is made from the view alone, so that a link can be captured
// as well as the screen.

import { api } from '../api/client';
import { placeName } from '../i18n';
import { findNode, fullId, type NodeRecord, shortId } from '../model/graph';
import { type Layers, readLayers } from '../model/layers';
import { empties, readChoice, readMatrix } from '../model/matrix';
import { nodesAt } from '../model/quotes';
import { type QueryReply, words } from '../model/result';
import type { SavedPicture, SavedTable, SavedView } from '../model/story';
import { basisName } from '../model/vocabulary';
import type { Atlas } from './atlas';
import { encodeView } from './codec';
import type { Page, View } from './view';
import { counted, indices, visible, type Visible } from './visible';

/** The pages that can be captured. */
const pictured: Page[] = ['map', 'trace', 'layers', 'text'];
const tabled: Page[] = ['matrix', 'table', 'query', 'ask', 'findings'];

/** Whether a view can be put into a story. */
export function capturable(view: View): boolean {
  if (view.page === 'query') return !!view.query;
  if (view.page === 'ask') return !!view.ask;
  return pictured.includes(view.page) || tabled.includes(view.page);
}

/** Captures a view; null where there is nothing to capture. */
export async function capture(atlas: Atlas, view: View): Promise<SavedView | null> {
  if (!capturable(view)) return null;
  const saved: SavedView = { title: titleOf(atlas, view), link: encodeView({ ...view, lang: 'zh', theme: 'auto', camera: view.camera }).fragment };
  if (tabled.includes(view.page)) saved.table = await tableOf(atlas, view);
  else saved.picture = await pictureOf(atlas, view);
  return saved;
}

function titleOf(atlas: Atlas, view: View): string {
  const { model, say } = atlas;
  const name = (id: string | null) => {
    const n = findNode(model, id);
    return n ? atlas.name(n) : '';
  };
  switch (view.page) {
    case 'trace':
      return view.from && view.to ? `${name(view.from)} → ${name(view.to)}` : say('nav.trace');
    case 'layers':
      return view.focus ? say('story.layersOf', { name: name(view.focus) }) : say('nav.layers');
    case 'text': {
      const place = findNode(model, view.place);
      return place ? atlas.name(place) : say('nav.text');
    }
    case 'matrix': {
      const c = readChoice(view.matrix);
      return `${atlas.labelName(c.rows)} × ${atlas.labelName(c.columns)}`;
    }
    case 'ask':
      return atlas.session.state.questions?.find((q) => q.id === view.ask)?.title[atlas.lang] ?? say('nav.ask');
    case 'query':
      return say('nav.query');
    case 'findings':
      return say('nav.findings');
  }
  if (view.selected && !view.selected.includes('|')) return name(view.selected) || say('nav.map');
  if (view.base === 'all') return say('status.all');
  return view.base === 'none' ? say('status.none') : say('status.start', { name: atlas.startNodeName() });
}

// Pictures.

interface Emphasis {
  shown: Visible;
  lit?: number[];
  chain?: number[];
  placed?: Layers;
}

async function pictureOf(atlas: Atlas, view: View): Promise<SavedPicture> {
  const e = await emphasised(atlas, view);
  const { model } = atlas;
  const id = (n: number) => shortId(model, model.nodes[n]!.id);
  const place = (n: number): [number, number] => {
    const at = e.placed?.positions.get(n) ?? view.pins[id(n)] ?? [model.x[n]!, model.y[n]!];
    return [Math.round(at[0] * 10) / 10, Math.round(at[1] * 10) / 10];
  };
  const rel = (i: number) =>
    model.relationships[i]!.id
      .split('|')
      .map((part, k) => (k === 0 || k === 2 ? shortId(model, part) : part))
      .join('|');
  const picture: SavedPicture = { nodes: e.shown.nodes.map(id), at: e.shown.nodes.map(place), relationships: e.shown.relationships.map(rel) };
  // The middle of the layers is marked as long as nothing else is.
  const ends = view.page === 'trace' ? [view.from, view.to] : [view.selected ?? (e.placed ? view.focus : null)];
  const selected = ends.map((x) => findNode(model, x)).filter((n): n is NodeRecord => !!n && e.shown.nodeSet.has(n.index));
  if (selected.length) picture.selected = selected.map((n) => id(n.index));
  if (e.lit?.length) picture.lit = e.lit.map(id);
  if (e.chain?.length) picture.chain = e.chain.map(rel);
  if (e.placed) {
    const top = Math.min(...[...e.placed.positions.values()].map(([, y]) => y));
    picture.exact = true;
    picture.captions = e.placed.columns.map((c) => ({ x: c.x, y: top - 40, text: atlas.columnName(c.at) }));
  }
  return picture;
}

async function emphasised(atlas: Atlas, view: View): Promise<Emphasis> {
  const { model, vocabulary: v } = atlas;
  if (view.page === 'trace' && view.from && view.to && view.from !== view.to) return traced(atlas, view);
  if (view.page === 'layers' && view.focus) {
    const placed = await layered(atlas, view);
    if (placed) return { placed, shown: counted(model, placed.nodes, placed.relationships) };
  }
  const shown = visible(model, v, view, atlas.start);
  if (view.page !== 'text' || !view.place) return { shown };
  return { shown, lit: nodesAt(model.nodes, view.place).map((n) => n.index).filter((n) => shown.nodeSet.has(n)) };
}

async function traced(atlas: Atlas, view: View): Promise<Emphasis> {
  const { model, vocabulary: v } = atlas;
  const question = { plan: model.plan, lang: view.lang, from: fullId(model, view.from!), to: fullId(model, view.to!), maxHops: view.hops };
  const reply = await api.trace({ ...question, basis: view.textOnly ? atlas.textBases() : undefined });
  const path = reply.paths?.[view.path] ?? reply.paths?.[0];
  const ids = path ? path.nodes : [reply.from, reply.to, ...(reply.silent?.from ?? []), ...(reply.silent?.to ?? [])];
  const extra = indices(model, ids);
  const chain = (path?.relationships ?? []).map((r) => model.relationshipById.get(r.id)).filter((i): i is number => i !== undefined);
  return { shown: visible(model, v, view, atlas.start, extra), lit: extra, chain };
}

async function layered(atlas: Atlas, view: View): Promise<Layers | null> {
  const question = atlas.layersQuestion(view);
  return question && readLayers(atlas.model, await api.layers(question));
}

// Tables.

const mostRows = 500;

async function tableOf(atlas: Atlas, view: View): Promise<SavedTable> {
  if (view.page === 'matrix') return matrixTable(atlas, view);
  if (view.page === 'table') return nodeTable(atlas, view);
  if (view.page === 'findings') return findingsTable(atlas);
  const reply: QueryReply = view.page === 'ask' && view.ask
    ? await api.ask(view.ask, view.args, atlas.model.plan, view.lang)
    : await api.query(view.query ?? '', { plan: atlas.model.plan }, view.lang);
  const columns = view.page === 'ask' ? atlas.session.state.questions?.find((q) => q.id === view.ask)?.columns : undefined;
  return { columns: reply.keys.map((key) => columns?.find((c) => c.name === key)?.title[atlas.lang] ?? key), rows: reply.records.slice(0, mostRows).map((r) => r.map((c) => words(c) || '〔 〕')) };
}

async function findingsTable(atlas: Atlas): Promise<SavedTable> {
  const { lang, say } = atlas;
  const { rules, findings } = await api.findings(atlas.model.plan);
  const title = new Map(rules.map((r) => [r.id, r.title[lang]]));
  const open = findings.filter((f) => !f.accepted).slice(0, mostRows);
  return {
    columns: [say('story.rule'), say('table.name'), say('story.detail'), say('table.articles')],
    rows: open.map((f) => [title.get(f.rule) ?? f.rule, (lang === 'en' && f.nameEn) || f.name, (lang === 'en' && f.detailEn) || f.detail, (f.articles ?? []).map((n) => placeName(`art:${n}`, lang)).join(' ') || '〔 〕']),
  };
}

async function matrixTable(atlas: Atlas, view: View): Promise<SavedTable> {
  const { model, vocabulary: v, lang } = atlas;
  const m = readMatrix(model, await api.matrix(atlas.matrixQuestion(view)));
  const empty = empties(m);
  const cell = (row: number, column: number) => {
    const c = m.cells.get(`${row} ${column}`);
    if (!c) return empty.rows.has(row) || empty.columns.has(column) ? '〔 〕' : '';
    const r = model.relationships[c.relationships[0]!]!;
    return `${basisName(v, r.basis, lang)} ${[...new Set(r.refs)].map((x) => placeName(x, lang)).join(' ')}`.trim();
  };
  return {
    columns: [atlas.labelName(m.choice.rows), ...m.columns.map((c) => atlas.name(c.node))],
    rows: m.rows.map((r) => [atlas.name(r.node), ...m.columns.map((c) => cell(r.node.index, c.node.index))]),
  };
}

function nodeTable(atlas: Atlas, view: View): SavedTable {
  const { model, vocabulary: v, lang, say } = atlas;
  const labels = v.ontology.labels.map((l) => l.name);
  const rows = visible(model, v, view, atlas.start).nodes.map((i) => model.nodes[i]!);
  rows.sort((a, b) => labels.indexOf(a.label) - labels.indexOf(b.label) || atlas.degree(b) - atlas.degree(a));
  return {
    columns: [say('table.name'), say('table.label'), say('table.articles'), say('table.count')],
    rows: rows
      .slice(0, mostRows)
      .map((n) => [atlas.name(n), atlas.labelName(n.label), [...new Set(n.refs)].map((x) => placeName(x, lang)).join(' ') || '〔 〕', String(atlas.degree(n))]),
  };
}
