// What every panel works with: the data at hand, the view, and the actions that
// a person can take. Actions only make new views; nothing here draws.

import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { DataSource, Lang, Plan, TraceReply } from '../api/types';
import { api, ApiError, isAbort, type LayersQuestion, type MatrixQuestion } from '../api/client';
import { type Key, placeName, type Say, wording } from '../i18n';
import { type Citation, sharedUrl } from '../model/citation';
import { findNode, type Model, nameOf, type NodeRecord, shortId } from '../model/graph';
import { refOf } from '../model/quotes';
import { contentDegree, overview, startNode } from '../model/overview';
import { aroundCypher, chainCypher, matrixCypher, pictureCypher } from '../model/showcypher';
import { type Layers, readLayers } from '../model/layers';
import { type Matrix, readChoice, readMatrix } from '../model/matrix';
import { added, mostViews, type SavedView } from '../model/story';
import { labelName, type Vocabulary } from '../model/vocabulary';
import { type Group, type Grouping, groupFrom, groupings, nowhere, openStep, others, readOpen, withOpen } from './groups';
import { strengthHidden, strengthOf } from './strength';
import { idleTrace, type Session } from './session';
import { Asking } from './asked';
import { capture } from './capture';
import { Shelf } from './shelf';
import { encodeView } from './codec';
import type { Store } from './store';
import { basesDrawn, counted, type Expansion, indices, nearNodes, visible, type Visible } from './visible';
import { type Camera, openingView, type Page, reset, shownView, type Space, spaceOf, type View, withoutShown, withShown } from './view';

/** What the actions need of the stage. */
export interface StagePort {
  camera(): Camera | null;
  /** Brings nodes into view if they are not. */
  reveal(nodes: number[]): void;
  fit(): void;
  zoom(factor: number): void;
  pan(dx: number, dy: number): void;
  focus(): void;
  png(): Promise<Blob | null>;
  /** Where each node stands on the stage, in pixels. */
  spots(): { node: number; at: [number, number] }[];
}

/** Pages on which a node that was picked can be seen; from the others the map opens. */
const onPicture = new Set<Page>(['map', 'trace', 'text', 'layers', 'table']);

/** More than this many new nodes at once is asked about first. */
export const hubLimit = 30;

export class Atlas {
  stage: StagePort | null = null;
  readonly start: Set<number>;
  /** All plans that the server has, this one among them. */
  plans: Plan[] = [];
  readonly shelf: Shelf;
  private tracing: AbortController | null = null;

  constructor(
    readonly model: Model,
    readonly vocabulary: Vocabulary,
    readonly plan: Plan,
    readonly store: Store,
    readonly session: Session,
    readonly source: DataSource | null = null,
  ) {
    this.start = overview(model, vocabulary);
    this.shelf = new Shelf(model.plan, model.dataVersion);
  }

  get view(): View {
    return this.store.view;
  }

  get lang(): Lang {
    return this.view.lang;
  }

  get say(): Say {
    return wording(this.lang);
  }

  name(node: NodeRecord): string {
    return nameOf(node, this.lang);
  }

  labelName(label: string): string {
    return labelName(this.vocabulary, label, this.lang);
  }

  /** Short name of the node that the opening view starts from: "3+3" of
   * “3+3”先进制造业集群体系. */
  startNodeName(): string {
    const start = startNode(this.model, this.vocabulary);
    if (start === undefined) return this.plan.name;
    const name = this.name(this.model.nodes[start]!);
    return /^[“"]([^”"]+)[”"]/.exec(name)?.[1] ?? name;
  }

  short(node: NodeRecord): string {
    return shortId(this.model, node.id);
  }

  selectedNode(): NodeRecord | undefined {
    return findNode(this.model, this.view.selected);
  }

  selectedRelationship(): number | null {
    const id = this.view.selected;
    return id && id.includes('|') ? (this.model.relationshipById.get(id) ?? null) : null;
  }

  /** Chain that the picture shows, by index. */
  chain(): { nodes: number[]; relationships: number[]; weakest: string } | null {
    const { page, path } = this.view;
    const found = this.session.state.trace.reply?.paths?.[path];
    if (page !== 'trace' || !found) return null;
    const relationships = found.relationships
      .map((r) => this.model.relationshipById.get(r.id))
      .filter((i): i is number => i !== undefined);
    return { nodes: indices(this.model, found.nodes), relationships, weakest: found.weakest };
  }

  private seen: { key: unknown[]; found: Visible } | null = null;

  /** What is on screen; found once for a view, since a large graph takes time. */
  visible(): Visible {
    const extra = this.chain()?.nodes ?? this.silenceNodes();
    const v = this.view;
    const key = [v.base, v.add, v.near, v.drop, v.labelsOff, v.basesOff, v.strengthsOff, v.textOnly, v.chapter, v.group, v.open, v.pins, extra.join(' ')];
    if (this.seen && key.every((x, i) => x === this.seen!.key[i])) return this.seen.found;
    const found = visible(this.model, this.vocabulary, v, this.start, extra);
    this.seen = { key, found };
    return found;
  }

  // Groups of a large picture.

  /** Group that is selected, or undefined. */
  selectedGroup(): Group | undefined {
    const id = this.view.selected;
    return id?.startsWith('@') ? this.visible().grouped?.groups.find((g) => g.key === id.slice(1)) : undefined;
  }

  /** What a group is called. */
  groupName(g: Pick<Group, 'key'>, by: Grouping): string {
    if (g.key === nowhere) return this.say(by === 'chapter' ? 'group.noChapter' : 'group.noZone');
    if (g.key === others) return this.say('group.others');
    if (by === 'label') return this.labelName(g.key);
    if (by === 'chapter') return placeName('ch:' + g.key, this.lang);
    const zone = findNode(this.model, g.key);
    return zone ? this.name(zone) : g.key;
  }

  groupBy(by: Grouping | 'none'): void {
    this.change((view) => ({ ...view, group: by, open: [], selected: view.selected?.startsWith('@') ? null : view.selected, camera: null }));
    this.stage?.fit();
  }

  selectGroup(key: string | null): void {
    this.change((view) => ({ ...view, selected: key === null ? null : '@' + key }));
  }

  /** Brings the next members of a group, or with `close` takes them all back. */
  openGroup(g: Group, close = false): void {
    const times = close ? 0 : (readOpen(this.view.open).get(g.key) ?? 0) + 1;
    this.change((view) => ({ ...view, open: withOpen(view.open, g.key, times), selected: '@' + g.key }));
    const by = this.visible().grouped?.by ?? 'label';
    const name = this.groupName(g, by);
    this.session.say(close ? this.say('group.closed', { name }) : this.say('group.opened', { name, n: Math.min(openStep, g.members.length - g.open) }));
  }

  /** Adds all nodes of a label, as an open group where they are too many for a link. */
  addLabel(label: string, nodes: number[]): void {
    const rest = { ...this.view, labelsOff: this.view.labelsOff.filter((l) => l !== label) };
    if (nodes.length <= groupFrom / 8) {
      this.change(() => rest);
      return this.add(nodes);
    }
    const by = this.model.nodes.length > groupFrom ? ('label' as const) : rest.group;
    this.change(() => ({ ...rest, base: 'all', group: by, open: by === 'label' ? withOpen(rest.open, label, 1) : rest.open, camera: null }));
    this.session.say(this.say('group.tooMany', { n: nodes.length }));
    this.stage?.fit();
  }

  /** Ways in which the picture can be grouped, where it is large. */
  groupChoices(): readonly Grouping[] {
    const large = this.view.base === 'all' && (this.model.nodes.length > groupFrom || this.view.group !== null);
    return large || this.visible().grouped ? groupings : [];
  }

  /** Ends of a trace without a chain, and what each reaches. */
  silenceNodes(): number[] {
    const reply = this.session.state.trace.reply;
    if (this.view.page !== 'trace' || !reply?.silent) return this.traceEnds();
    const ids = [reply.from, reply.to, ...(reply.silent.from ?? []), ...(reply.silent.to ?? [])];
    return indices(this.model, ids);
  }

  private traceEnds(): number[] {
    const { page, from, to } = this.view;
    if (page !== 'trace') return [];
    return indices(this.model, [from, to].filter((x): x is string => x !== null));
  }

  // Changes. Each takes the camera along, so that a link shows the same picture.

  private cameras: Record<Space, Camera | null> = { map: null, layers: null, ask: null };

  change(make: (view: View) => View): void {
    const camera = this.stage?.camera() ?? null;
    this.store.change((view) => {
      const next = make(view);
      const data = this.model.dataVersion || null;
      const [from, to] = [spaceOf(view.page), spaceOf(next.page)];
      if (camera) this.cameras[from] = camera;
      // Another picture has a camera of its own.
      const another = next.focus !== view.focus || (to === 'ask' && (next.ask !== view.ask || next.args !== view.args));
      if (another) this.cameras[to] = null;
      if (from !== to || another) return { ...next, camera: from === to ? null : this.cameras[to], data };
      return { ...next, camera: next.camera ?? camera, data };
    });
    if (this.store.cut) this.session.say(this.say('error.pinsCut'));
  }

  go(page: Page): void {
    if (page === this.view.page) return;
    this.change((view) => ({ ...view, page }));
  }

  /** Selects a node, bringing it into the picture if something hid it. */
  select(node: NodeRecord | null): void {
    if (!node) return this.change((view) => ({ ...view, selected: null }));
    const id = this.short(node);
    const hidden = !this.visible().nodeSet.has(node.index);
    const unhide = hidden && (this.view.labelsOff.includes(node.label) || strengthHidden(this.view, node));
    this.change((view) => {
      let next: View = { ...view, selected: id };
      if (hidden) next = withShown({ ...next, chapter: 0, labelsOff: view.labelsOff.filter((l) => l !== node.label), strengthsOff: view.strengthsOff.filter((s) => s !== strengthOf(node)) }, [id]);
      return next;
    });
    if (unhide) this.session.say(this.say('error.unhidden', { label: this.labelName(node.label) }));
    if (this.session.state.sheet === 'peek') this.session.set({ sheet: 'half' });
    this.stage?.reveal([node.index]);
  }

  selectRelationship(index: number): void {
    const id = this.model.relationships[index]!.id;
    this.change((view) => ({ ...view, selected: id }));
  }

  open(node: NodeRecord): void {
    if (node.label === 'Article' || node.label === 'Chapter') return this.read(this.short(node));
    if (this.view.page === 'layers') return this.layersOf(node);
    if (!onPicture.has(this.view.page)) this.go('map');
    this.select(node);
  }

  /** Opens a node on the map, where it can be seen with what stands around it. */
  openOnMap(node: NodeRecord): void {
    if (this.view.page !== 'map') this.go('map');
    this.open(node);
  }

  /** Opens a relationship on the map, with both its ends. */
  openRelationship(index: number): void {
    const r = this.model.relationships[index]!;
    const ends = [r.start, r.end].map((n) => this.model.nodes[n]!);
    this.change((view) => ({ ...withShown(view, ends.map((n) => this.short(n))), page: 'map', selected: r.id, textOnly: false, basesOff: view.basesOff.filter((b) => b !== r.basis), labelsOff: view.labelsOff.filter((l) => !ends.some((n) => n.label === l)) }));
    setTimeout(() => this.stage?.reveal([r.start, r.end]), 60);
  }

  /** The map with these nodes alone. */
  showOnly(nodes: number[]): void {
    const add = nodes.map((n) => this.short(this.model.nodes[n]!));
    this.cameras.map = null;
    this.change((v) => ({ ...v, page: 'map', base: 'none', add, near: [], drop: [], labelsOff: [], basesOff: [], strengthsOff: [], textOnly: false, chapter: 0, selected: null }));
    this.stage?.fit();
    this.session.say(this.say('query.opened', { n: add.length }));
  }

  /** The picture with these of its nodes alone, under the filters as they are. */
  narrowTo(nodes: number[], page: Page): void {
    const add = nodes.map((n) => this.short(this.model.nodes[n]!));
    this.cameras.map = null;
    this.change((v) => ({ ...v, page, base: 'none', add, near: [], drop: [], selected: null, camera: null }));
    this.stage?.fit();
  }

  /** The map with all nodes of a label and no others. */
  showLabel(label: string): void {
    const { model, vocabulary: v } = this;
    if (v.evidence(label)) return this.showOnly(model.nodes.filter((n) => n.label === label).map((n) => n.index));
    const others = v.ontology.labels.map((l) => l.name).filter((l) => l !== label && !v.evidence(l));
    this.cameras.map = null;
    this.change((view) => ({ ...reset(view), page: 'map', base: 'all', labelsOff: others }));
    this.stage?.fit();
  }

  /** These nodes and what the plan says between them, for a picture of an answer. */
  among(nodes: number[], textOnly = false): Visible {
    const { model, vocabulary: v } = this;
    const set = new Set(nodes);
    const joins = nodes.flatMap((n) => model.out[n]!).filter((i) => {
      const r = model.relationships[i]!;
      return set.has(r.end) && (!textOnly || v.basis(r.basis)?.textOnly !== false);
    });
    return counted(model, [...set].sort((a, b) => a - b), joins);
  }

  /** Opens a saved question, with its defaults unless arguments are given. */
  ask(id: string, args: Record<string, string> = {}): void {
    this.change((view) => ({ ...view, page: 'ask', ask: id, args, query: null, selected: null }));
  }

  /** Opens a place in the reader, at some of its words. */
  read(place: string, quote = ''): void {
    this.session.set({ sought: quote ? { ref: refOf(place), quote } : null });
    this.change((view) => ({ ...view, page: 'text', place }));
  }

  add(nodes: number[]): void {
    this.change((view) => withShown(view, nodes.map((n) => this.short(this.model.nodes[n]!))));
    this.session.say(this.say('expand.added', { n: nodes.length }));
  }

  /** Takes nodes out of the picture. */
  hideAll(nodes: number[]): void {
    this.change((view) => withoutShown(view, nodes.map((n) => this.short(this.model.nodes[n]!))));
  }

  /** Picks nodes to do something with all of them. */
  pick(nodes: number[]): void {
    const picked = [...new Set(nodes)];
    this.session.set({ picked, announce: picked.length ? this.say('pick.picked', { n: picked.length }) : '' });
  }

  /** Picks a node, or leaves it off again. */
  togglePick(node: number): void {
    const { picked } = this.session.state;
    this.pick(picked.includes(node) ? picked.filter((n) => n !== node) : [...picked, node]);
  }

  /** Brings all neighbours of a node into the picture, or all of one kind: as one
   * entry of the link, however many they are. */
  addAround(node: NodeRecord, kind?: Expansion): void {
    const id = this.short(node);
    const entry = kind ? [id, kind.type, kind.label, kind.inverse ? 'in' : 'out'].join('~') : id;
    const nodes = nearNodes(this.model, this.vocabulary, [entry]);
    const shown = new Set(nodes.map((n) => this.short(this.model.nodes[n]!)));
    const before = this.visible().nodes.length;
    this.change((view) => ({ ...view, near: [...new Set([...view.near, entry])], drop: view.drop.filter((x) => !shown.has(x)) }));
    this.session.say(this.say('expand.added', { n: this.visible().nodes.length - before }));
  }

  hide(node: NodeRecord): void {
    this.hideAll([node.index]);
  }

  /** Only the node and its neighbours by content. */
  isolate(node: NodeRecord): void {
    const id = this.short(node);
    this.change((view) => ({ ...view, page: 'map', base: 'none', add: [id], near: [id], drop: [], selected: id }));
    this.stage?.fit();
  }

  /** Opens another plan of the server, at one of its things. */
  openPlan(plan: string, selected: string | null = null): void {
    const { lang, theme } = this.view;
    const short = selected?.startsWith(plan + ':') ? selected.slice(plan.length + 1) : selected;
    location.hash = encodeView({ ...openingView(lang, theme), plan, selected: short, add: short ? [short] : [] }).fragment;
    location.reload();
  }

  overview(): void {
    this.change((view) => ({ ...reset(view), camera: null }));
    this.stage?.fit();
  }

  pin(node: number, x: number, y: number): void {
    const id = this.short(this.model.nodes[node]!);
    this.change((view) => ({ ...view, pins: { ...view.pins, [id]: [x, y] } }));
  }

  unpin(node: NodeRecord): void {
    this.change((view) => {
      const pins = { ...view.pins };
      delete pins[this.short(node)];
      return { ...view, pins };
    });
  }

  /** What the node serves and what carries it, as layers. */
  layersOf(node: NodeRecord): void {
    this.cameras.layers = null;
    this.change((view) => ({ ...view, page: 'layers', focus: this.short(node), selected: this.short(node) }));
  }

  // Tracing.

  traceFrom(node: NodeRecord | null): void {
    this.change((view) => ({ ...view, page: 'trace', from: node ? this.short(node) : null, path: 0, selected: null }));
  }

  traceTo(node: NodeRecord | null): void {
    this.change((view) => ({ ...view, page: 'trace', to: node ? this.short(node) : null, path: 0, selected: null }));
  }

  traceBetween(from: NodeRecord, to: NodeRecord): void {
    this.change((view) => ({ ...view, page: 'trace', from: this.short(from), to: this.short(to), path: 0, selected: null }));
  }

  /** Starts a trace afresh from a node, leaving the other end to be chosen. */
  startTrace(node: NodeRecord): void {
    this.change((view) => ({ ...view, page: 'trace', from: this.short(node), to: null, path: 0, selected: null }));
  }

  /** Bases that the text bears out, as a trace is told them. */
  textBases(): string {
    return this.vocabulary.bases
      .filter((b) => b.textOnly)
      .map((b) => b.name)
      .join(',');
  }

  /** Asks the server for the chains that the view names; once a question. */
  async runTrace(): Promise<void> {
    const { from, to, hops, textOnly } = this.view;
    const key = [from, to, hops, textOnly].join(' ');
    const { session } = this;
    if (!from || !to || from === to) {
      this.tracing?.abort();
      session.set({ trace: { ...idleTrace, key } });
      return;
    }
    if (session.state.trace.key === key && session.state.trace.status !== 'failed') return;
    this.tracing?.abort();
    const abort = (this.tracing = new AbortController());
    session.set({ trace: { ...idleTrace, key, status: 'running' } });
    const question = { plan: this.model.plan, lang: this.lang, from: this.fullId(from), to: this.fullId(to), maxHops: hops };
    try {
      const reply = await api.trace({ ...question, basis: textOnly ? this.textBases() : undefined }, abort.signal);
      session.set({ trace: { ...idleTrace, key: this.nameEnds(reply, key), status: 'done', reply } });
      this.stage?.reveal(this.chain()?.nodes ?? this.silenceNodes());
      if (!textOnly && reply.paths?.length) await this.countTextPaths(question, key, abort.signal);
    } catch (error) {
      if (isAbort(error)) return;
      this.traceFailed(error, key, from, to);
    }
  }

  /** Gives up a trace that takes too long; it can be asked for again. */
  stopTrace(): void {
    this.tracing?.abort();
    const { key } = this.session.state.trace;
    this.session.set({ trace: { ...idleTrace, key, status: 'failed', error: this.say('trace.stopped') } });
  }

  /** Puts the ids of the answer into a link that was written with names. */
  private nameEnds(reply: TraceReply, key: string): string {
    const from = shortId(this.model, reply.from);
    const to = shortId(this.model, reply.to);
    const { view } = this;
    if (from === view.from && to === view.to) return key;
    this.store.amend((v) => ({ ...v, from, to }));
    return [from, to, view.hops, view.textOnly].join(' ');
  }

  private async countTextPaths(question: Parameters<typeof api.trace>[0], key: string, signal: AbortSignal): Promise<void> {
    const reply = await api.trace({ ...question, basis: this.textBases() }, signal);
    if (this.session.state.trace.key !== key) return;
    this.session.set({ trace: { ...this.session.state.trace, textPaths: reply.paths?.length ?? 0 } });
  }

  private traceFailed(error: unknown, key: string, from: string, to: string): void {
    const body = error instanceof ApiError ? error.body : null;
    // Only a name written into the link by hand can be ambiguous.
    const which = findNode(this.model, from) ? ('to' as const) : ('from' as const);
    const candidates = body?.candidates?.length
      ? { which, name: which === 'to' ? to : from, ids: body.candidates.map((c) => c.id) }
      : null;
    const why = error instanceof Error ? error.message : String(error);
    if (error instanceof ApiError && error.offline) this.lost();
    this.session.set({ trace: { ...idleTrace, key, status: 'failed', error: why, candidates } });
  }

  private fullId(id: string): string {
    return findNode(this.model, id)?.id ?? id;
  }

  // Layers.

  private readonly layersAsking = new Asking(
    () => this.session.state.layers,
    (layers) => this.session.set({ layers }),
    () => this.lost(),
  );

  /** What is asked for a view's layers, or null where it names no node. */
  layersQuestion(view: View): LayersQuestion | null {
    const focus = findNode(this.model, view.focus);
    return focus ? { plan: this.model.plan, focus: focus.id, way: view.way, most: this.session.state.columnMost, basis: view.textOnly ? 'text' : undefined } : null;
  }

  /** Asks for the layers of the focus; once a question. */
  async runLayers(): Promise<void> {
    const question = this.layersQuestion(this.view);
    if (question) await this.layersAsking.ask(Object.values(question).join(' '), (signal) => api.layers(question, signal));
  }

  /** The layered picture of the focus, or null while it is not known. While another
   * side or more of it is asked for, the one before stays. */
  layers(): Layers | null {
    const { view, session, model } = this;
    const { reply } = session.state.layers;
    if (view.page !== 'layers' || !reply || reply.focus !== findNode(model, view.focus)?.id) return null;
    return readLayers(model, reply);
  }

  /** Words over a column of the layers. */
  columnName(at: number): string {
    if (at === 0) return this.say('layers.centre');
    return at > 0 ? this.say('layers.upAt', { n: at }) : this.say('layers.downAt', { n: -at });
  }

  // The matrix.

  private readonly matrixAsking = new Asking(
    () => this.session.state.matrix,
    (matrix) => this.session.set({ matrix }),
    () => this.lost(),
  );

  /** What is asked for a view's matrix. */
  matrixQuestion(view: View): MatrixQuestion {
    const { rows, columns, type, opening } = readChoice(view.matrix);
    const drawn = [...basesDrawn(this.vocabulary, view)];
    const basis = drawn.length === this.vocabulary.bases.length ? undefined : drawn.join(',') || 'none';
    return { plan: this.model.plan, rows, columns, type, opening: opening ? '1' : undefined, all: this.session.state.matrixAll ? '1' : undefined, basis };
  }

  /** Asks for the matrix of the view; once a question. */
  async runMatrix(): Promise<void> {
    const question = this.matrixQuestion(this.view);
    await this.matrixAsking.ask(JSON.stringify(question), (signal) => api.matrix(question, signal));
  }

  /** The matrix of the view, or null while it is not known. While another relation
   * of the same two groups is asked for, the one before stays. */
  matrix(): Matrix | null {
    const { reply } = this.session.state.matrix;
    const { rows, columns } = readChoice(this.view.matrix);
    return reply && reply.choice.rows === rows && reply.choice.columns === columns ? readMatrix(this.model, reply) : null;
  }

  // The story.

  /** Puts what is on screen into the story. */
  async addToStory(): Promise<void> {
    const { session, shelf } = this;
    if (shelf.story.views.length >= mostViews) return session.say(this.say('story.full', { n: mostViews }));
    const saved = await this.captured();
    if (!saved) return;
    shelf.change('', (story) => added(story, saved));
    session.say(this.say(shelf.unkept ? 'story.addedUnkept' : 'story.added', { n: shelf.story.views.length }));
  }

  /** What is on screen, to be kept; null, with a word why, where it cannot be. */
  async captured(): Promise<SavedView | null> {
    if (this.view.page === 'text' && !this.view.place) {
      const first = this.model.nodes.find((n) => n.label === 'Article');
      if (first) this.store.amend((v) => ({ ...v, place: this.short(first) }));
    }
    const camera = this.stage?.camera() ?? this.view.camera;
    try {
      const saved = await capture(this, { ...this.view, camera });
      if (!saved) this.session.say(this.say('story.cannot'));
      const box = document.querySelector('.stage')?.getBoundingClientRect();
      if (saved?.picture && box?.width) saved.screen = [Math.round(box.width), Math.round(box.height)];
      return saved;
    } catch (error) {
      if (error instanceof ApiError && error.offline) this.lost();
      this.session.say(this.say('story.failed', { why: error instanceof Error ? error.message : String(error) }));
      return null;
    }
  }

  /** Opens the console with the Cypher of what is on screen. */
  showCypher(): void {
    const query = this.cypher();
    this.change((view) => ({ ...view, page: 'query', query, ask: null, args: {} }));
  }

  private cypher(): string {
    const { model, vocabulary: v, view } = this;
    const chain = this.chain();
    if (chain) return chainCypher(model, chain.nodes, chain.relationships);
    if (view.page === 'matrix') {
      const { rows, columns, type } = readChoice(view.matrix);
      return matrixCypher(rows, columns, type);
    }
    const node = this.selectedNode();
    if (node) return aroundCypher(model, node.index, v.ontology.types.filter((t) => t.trace === 'none').map((t) => t.name));
    const drawn = [...basesDrawn(v, view)];
    return pictureCypher(model, this.visible().nodes, drawn.length < v.bases.length ? drawn : null);
  }

  // The official text, where the server has it.

  private reading = false;

  /** Fetches the text and what of it stands in the graph, once. */
  async loadText(): Promise<void> {
    if (!this.plan.hasText || this.reading) return;
    this.reading = true;
    try {
      const [text, coverage] = await Promise.all([api.text(this.model.plan), api.coverage(this.model.plan)]);
      const by = new Map<string, string[]>();
      for (const p of text.passages) by.set(p.at, [...(by.get(p.at) ?? []), p.text]);
      const shares = (coverage.articles ?? []).filter((a) => a.sentences > 0).map((a) => [a.at, a.covered / a.sentences] as const);
      this.session.set({ text: by, coverage: new Map(shares) });
    } catch (error) {
      this.reading = false;
      if (error instanceof ApiError && error.offline) this.lost();
    }
  }

  // The connection.

  /** Notes that the server does not answer, and tries until it does. */
  lost(): void {
    const { session } = this;
    if (session.state.offline) return;
    session.set({ offline: { since: Date.now(), attempts: 0 } });
    this.retryLater(1500);
  }

  private retryLater(wait: number): void {
    setTimeout(() => {
      if (this.session.state.offline) void this.retry().then((ok) => ok || this.retryLater(Math.min(wait * 1.6, 20000)));
    }, wait);
  }

  /** Asks once whether the server is back. */
  async retry(): Promise<boolean> {
    const { session } = this;
    const lost = session.state.offline;
    if (!lost) return true;
    session.set({ offline: { ...lost, attempts: lost.attempts + 1 } });
    try {
      await api.plans();
    } catch {
      return false;
    }
    session.set({ offline: null });
    session.say(this.say('error.back'));
    if (session.state.trace.status === 'failed') void this.runTrace();
    if (session.state.layers.status === 'failed') void this.runLayers();
    if (session.state.matrix.status === 'failed') void this.runMatrix();
    return true;
  }

  /** Where what is copied is from. */
  citation(): Citation {
    const { plan, model } = this;
    return { title: plan.title || plan.name, number: plan.number ?? '', version: model.dataVersion.slice(0, 8), url: sharedUrl(this.link()) };
  }

  /** A link to what is on screen, without what was there before. */
  private link(): string {
    return location.href.replace(/#.*$/, '') + encodeView(shownView(this.view)).fragment;
  }

  async copyLink(): Promise<void> {
    await this.copy(this.link(), 'top.linkCopied');
  }

  /** Copies text and says so. */
  async copy(text: string, done: Key): Promise<void> {
    try {
      await navigator.clipboard.writeText(text);
      this.session.say(this.say(done));
    } catch {
      this.session.say(this.say('top.copyFailed'));
    }
  }

  /** Two nodes that a first trace may join: a member of the opening view, with
   * a short name, and the zone of the platform that hosts it (else the platform). */
  example(): [NodeRecord, NodeRecord] | null {
    const { model } = this;
    const out = (n: number, type: string) => model.out[n]!.map((i) => model.relationships[i]!).find((r) => r.type === type);
    const into = (n: number, type: string) => model.in[n]!.map((i) => model.relationships[i]!).find((r) => r.type === type);
    const hosted = model.relationships
      .filter((r) => r.type === 'HOSTS' && this.start.has(r.start) && this.start.has(r.end))
      .sort((a, b) => this.exampleRank(a.end) - this.exampleRank(b.end) || a.index - b.index)[0];
    if (!hosted) return null;
    const group = into(hosted.start, 'INCLUDES');
    const zone = group && out(group.start, 'LOCATED_IN');
    return [model.nodes[hosted.end]!, model.nodes[zone ? zone.end : hosted.start]!];
  }

  private exampleRank(node: number): number {
    const n = this.model.nodes[node]!;
    return n.name.length + (n.properties.kind === 'strategic' ? 0 : 100);
  }

  degree(node: NodeRecord): number {
    return contentDegree(this.model, this.vocabulary, node.index);
  }
}

export const AtlasContext = createContext<Atlas | null>(null);

/** The atlas of the page. */
export function useAtlas(): Atlas {
  return useContext(AtlasContext)!;
}
