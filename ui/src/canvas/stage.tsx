// The stage: two canvases, the camera, and what a pointer or a key does to them.

import { select } from 'd3-selection';
import { zoom, type ZoomBehavior, zoomIdentity, type ZoomTransform } from 'd3-zoom';
import { useEffect, useLayoutEffect, useMemo, useRef } from 'preact/hooks';
import type { Key } from '../i18n';
import { buildScene, type Placement, type Scene } from '../scene/scene';
import { markedNodes } from '../model/findings';
import { mapCell } from '../scene/territories';
import { hiddenAround, indices, type Visible } from '../state/visible';
import { hubLimit, useAtlas } from '../state/atlas';
import { useWeights } from '../state/centrality';
import type { Group } from '../state/groups';
import { count } from '../i18n';
import { GroupBar } from '../panels/group';
import { useSession } from '../state/session';
import { useView } from '../state/store';
import { rounded } from '../state/codec';
import type { Camera } from '../state/view';
import { Icon } from '../panels/icons';
import { TableTwin } from '../panels/table';
import { neighbourTowards } from './neighbour';
import { Renderer, type Words } from './renderer';
import { readTheme } from './theme';

const cameraTime = 280;
const longPress = 550;

const stubs = ['host', 'hosted'] as const;
const regions = ['industries', 'platforms', 'districts', 'goals', 'strategies', 'bodies', 'glossary'] as const;

function canvasWords(say: (key: Key) => string): Words {
  return {
    weakest: say('trace.weakest'),
    stub: Object.fromEntries(stubs.map((k) => [k, say(`stub.${k}`)])),
    region: Object.fromEntries(regions.map((k) => [k, say(`region.${k}`)])),
  };
}

function eased(t: number): number {
  return 1 - Math.pow(1 - t, 3);
}

export interface StageProps {
  shown: Visible;
  dark: boolean;
  /** Nodes to light while the rest dims. */
  lit: Set<number> | null;
  /** Pixels at the bottom that a sheet covers. */
  covered: number;
  /** Another arrangement than the map's. */
  placed?: Placement | null;
}

export function Stage({ shown, dark, lit, covered, placed = null }: StageProps) {
  const atlas = useAtlas();
  const view = useView(atlas.store);
  const session = useSession(atlas.session);
  const { model, vocabulary } = atlas;
  const say = atlas.say;
  const box = useRef<HTMLDivElement>(null);
  const graph = useRef<HTMLCanvasElement>(null);
  const over = useRef<HTMLCanvasElement>(null);
  const renderer = useRef<Renderer | null>(null);
  const behaviour = useRef<ZoomBehavior<HTMLDivElement, unknown> | null>(null);
  const focused = useRef<number | null>(null);
  const flight = useRef(0);
  const own = useRef<Camera | null>(null);
  const live = useRef({ shown, view });
  live.current = { shown, view };

  const chain = atlas.chain();
  // A new focus is a new picture: it is fitted afresh.
  const subject = placed ? [view.focus, view.way, session.columnMost].join(' ') : '';
  const fitted = useRef(subject);
  if (fitted.current !== subject) {
    fitted.current = subject;
    own.current = null;
  }
  const marked = useMemo(() => (view.marks ? markedNodes(model, session.findings, view.textOnly) : undefined), [view.marks, view.textOnly, session.findings]);
  const sized = useWeights(atlas, view.opt.size === 'chains' && !placed);
  const weights = useMemo(() => sized && new Map([...sized].map(([n, w]) => [n, w.relative] as const)), [sized]);
  const scene: Scene = useMemo(
    () =>
      buildScene({
        weights,
        model,
        vocabulary,
        visible: shown,
        lang: view.lang,
        selectedNode: atlas.selectedNode()?.index ?? null,
        selectedRelationship: atlas.selectedRelationship(),
        pins: new Map(
          Object.entries(view.pins).flatMap(([id, at]) => indices(model, [id]).map((i) => [i, at] as [number, [number, number]])),
        ),
        chain,
        marked,
        lit,
        ends: indices(model, (view.page === 'trace' ? [view.from, view.to] : placed ? [view.focus] : []).filter((x): x is string => !!x)),
        placed,
        selectedGroup: view.selected?.startsWith('@') ? view.selected.slice(1) : null,
        groupWords: (g) => ({
          name: atlas.groupName(g, shown.grouped!.by),
          words: g.open ? say('group.rest', { n: count(g.members.length - g.open) }) : count(g.members.length),
        }),
      }),
    [shown, view.lang, view.selected, view.pins, session.trace.reply, view.page, view.path, view.from, view.to, view.focus, lit, placed, marked, weights],
  );

  // Beside the text a card covers half of a small stage: what was picked stands in
  // the other half, as large as the whole would be without the card.
  const firstCamera = (r: Renderer): Camera => {
    const place = scene.place.get(atlas.selectedNode()?.index ?? -1);
    if (view.page !== 'text' || place === undefined) return r.fit(scene.nodes);
    const insets = r.insets;
    r.insets = { ...insets, bottom: 28 };
    const { k } = r.fit(scene.nodes);
    r.insets = insets;
    return r.centred(scene.nodes[place]!.x, scene.nodes[place]!.y, k);
  };
  const toCamera = (t: ZoomTransform): Camera => {
    const [w, h] = renderer.current!.size();
    return { x: (w / 2 - t.x) / t.k, y: (h / 2 - t.y) / t.k, k: t.k };
  };
  const toTransform = (c: Camera): ZoomTransform => {
    const [w, h] = renderer.current!.size();
    return zoomIdentity.translate(w / 2 - c.x * c.k, h / 2 - c.y * c.k).scale(c.k);
  };
  const jump = (c: Camera) => {
    if (!behaviour.current || !box.current) return;
    select(box.current).call(behaviour.current.transform, toTransform(c));
  };
  const fly = (to: Camera) => {
    const r = renderer.current!;
    cancelAnimationFrame(flight.current);
    const from = r.getCamera();
    if (r.reducedMotion || document.hidden) {
      jump(to);
      remember();
      return;
    }
    const begun = performance.now();
    const step = () => {
      const t = Math.min(1, (performance.now() - begun) / cameraTime);
      const e = eased(t);
      const k = from.k * Math.pow(to.k / from.k, e);
      jump({ x: from.x + (to.x - from.x) * e, y: from.y + (to.y - from.y) * e, k });
      if (t < 1) flight.current = requestAnimationFrame(step);
      else remember();
    };
    step();
  };
  // Every camera but the first goes into the link.
  const remember = () => {
    const camera = rounded(renderer.current!.getCamera());
    own.current = camera;
    jump(camera);
    atlas.store.amend((v) => ({ ...v, camera, data: v.data ?? (model.dataVersion || null) }));
  };

  useLayoutEffect(() => {
    const r = (renderer.current = new Renderer(graph.current!, over.current!));
    r.setVocabulary(vocabulary);
    const node = box.current!;
    const measure = () => {
      const before = own.current;
      r.resize(node.clientWidth, node.clientHeight, Math.min(window.devicePixelRatio || 1, 3));
      if (before) jump(before);
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(node);
    const z = zoom<HTMLDivElement, unknown>()
      .scaleExtent([1e-4, 1e4])
      .filter((event: Event) => {
        const e = event as MouseEvent & TouchEvent;
        if (e.type === 'dblclick') return false;
        if (e.type === 'wheel') return true;
        if ('button' in e && e.button) return false;
        const at = e.touches?.[0] ?? e;
        if (e.touches && e.touches.length > 1) return true;
        return (r.hitNode(...local(node, at), e.touches ? 14 : 6) ?? -1) < 0;
      })
      .on('zoom', (event: { transform: ZoomTransform; sourceEvent: Event | null }) => {
        r.setCamera(toCamera(event.transform));
        if (event.sourceEvent) {
          cancelAnimationFrame(flight.current);
          r.setHover(null, null);
        }
      })
      .on('end', (event: { sourceEvent: Event | null }) => {
        if (event.sourceEvent) {
          remember();
        }
      });
    behaviour.current = z;
    select(node).call(z).on('dblclick.zoom', null);
    const motion = matchMedia('(prefers-reduced-motion: reduce)');
    const follow = () => (r.reducedMotion = motion.matches);
    follow();
    motion.addEventListener('change', follow);
    return () => {
      observer.disconnect();
      motion.removeEventListener('change', follow);
      cancelAnimationFrame(flight.current);
      r.dispose();
    };
  }, []);

  useLayoutEffect(() => {
    const r = renderer.current!;
    // On a phone the name of the view floats at the top, and the choice of groups.
    const bar = atlas.groupChoices().length > 0;
    r.insets = { top: r.size()[0] < 520 ? (bar ? 96 : 40) : bar ? 40 : 0, left: 0, right: 0, bottom: covered };
  }, [covered, shown]);

  useLayoutEffect(() => {
    renderer.current!.setTheme(readTheme(vocabulary.ontology, dark), canvasWords(say));
  }, [dark, view.lang]);

  // The scene first, then the camera: the first fit needs to know the nodes.
  useLayoutEffect(() => {
    const r = renderer.current!;
    r.setScene(scene, model.bounds);
    if (!own.current && scene.nodes.length) {
      const camera = rounded(view.camera ?? firstCamera(r));
      own.current = camera;
      r.setCamera(camera);
      jump(camera);
    }
  }, [scene]);

  // A link, undo or back that names another camera.
  useLayoutEffect(() => {
    const c = view.camera;
    const now = own.current;
    if (!c || !now) return;
    const near = Math.abs(c.k / now.k - 1) < 0.001 && Math.abs(c.x - now.x) * c.k < 1 && Math.abs(c.y - now.y) * c.k < 1;
    if (!near) fly(c);
  }, [view.camera?.x, view.camera?.y, view.camera?.k]);

  useEffect(() => {
    renderer.current!.setHover(null, session.hoverRelationship);
  }, [session.hoverRelationship]);

  // Reading on lights other nodes: the picture follows only where none of them
  // could be seen.
  useEffect(() => {
    const r = renderer.current!;
    if (view.page !== 'text' || !lit?.size) return;
    const drawn = [...lit].filter((n) => sceneRef.current.place.has(n));
    if (drawn.length && !drawn.some((n) => r.inView(n))) requestAnimationFrame(() => reveal(drawn));
  }, [lit, covered]);

  useEffect(() => {
    renderer.current!.setPicked(view.page === 'map' ? session.picked : []);
  }, [session.picked, view.page]);

  useEffect(() => {
    atlas.stage = {
      camera: () => own.current,
      reveal: (nodes) => requestAnimationFrame(() => reveal(nodes)),
      fit: () => requestAnimationFrame(() => fly(renderer.current!.fit(currentNodes()))),
      zoom: (factor) => {
        const c = renderer.current!.getCamera();
        fly({ ...c, k: c.k * factor });
      },
      pan: (dx, dy) => {
        const c = renderer.current!.getCamera();
        fly({ ...c, x: c.x + dx / c.k, y: c.y + dy / c.k });
      },
      focus: () => box.current?.focus(),
      png: () => picture(graph.current!),
      spots: () => sceneRef.current.nodes.map((n) => ({ node: n.node, at: renderer.current!.toScreen(n.x, n.y) })),
    };
    return () => {
      atlas.stage = null;
    };
  });

  const currentNodes = () => sceneRef.current.nodes;
  const sceneRef = useRef(scene);
  sceneRef.current = scene;

  function selectedPlace(): number | null {
    const key = atlas.selectedGroup()?.key;
    if (key !== undefined) return -1 - shown.grouped!.groups.findIndex((g) => g.key === key);
    return atlas.selectedNode()?.index ?? null;
  }

  function reveal(nodes: number[]): void {
    const r = renderer.current!;
    const places = nodes.map((n) => sceneRef.current.nodes[sceneRef.current.place.get(n) ?? -1]).filter((n) => n !== undefined);
    // On a phone the hops of a chain stand on each other until one comes nearer;
    // a link that names its camera keeps it.
    const near = places.length > 2 && r.size()[0] < 520 && !live.current.view.camera;
    if (!places.length || (!near && nodes.every((n) => r.inView(n)))) return;
    const c = r.getCamera();
    if (places.length === 1) return fly(r.centred(places[0]!.x, places[0]!.y, c.k));
    fly(r.fit(places, Math.max(near ? c.k * 4 : c.k, 0.0001)));
  }

  usePointer({ box, renderer, focused, currentScene: () => sceneRef.current });

  const key = (event: KeyboardEvent) => {
    const r = renderer.current!;
    const arrows: Record<string, [number, number]> = {
      ArrowLeft: [-1, 0],
      ArrowRight: [1, 0],
      ArrowUp: [0, -1],
      ArrowDown: [0, 1],
    };
    const way = arrows[event.key];
    if (way && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      if (event.shiftKey) return atlas.stage?.pan(way[0] * 80, way[1] * 80);
      const next = neighbourTowards(sceneRef.current, focused.current ?? selectedPlace(), way);
      if (next === null) return;
      focused.current = next;
      r.setFocus(next);
      if (!r.inView(next)) reveal([next]);
      announce(next);
    } else if (event.key === ' ' && scene.framed) {
      event.preventDefault();
      const node = focused.current ?? selectedPlace();
      if (node !== null && node >= 0) atlas.togglePick(node);
    } else if (event.key === 'Enter' && focused.current !== null) {
      event.preventDefault();
      const group = groupAt(focused.current);
      if (group) return enterGroup(group);
      const node = model.nodes[focused.current];
      if (node) atlas.open(node);
    }
  };

  const groupAt = (node: number): Group | undefined => (node < 0 ? shown.grouped?.groups[-1 - node] : undefined);

  // The first Enter tells about a group, the next ones open it.
  function enterGroup(group: Group): void {
    if (atlas.selectedGroup()?.key === group.key) atlas.openGroup(group);
    else atlas.selectGroup(group.key);
  }

  function announce(index: number): void {
    const group = groupAt(index);
    if (group) {
      const name = atlas.groupName(group, shown.grouped!.by);
      return atlas.session.set({ announce: say('group.focused', { name, n: group.members.length, open: group.open }) });
    }
    const n = model.nodes[index]!;
    atlas.session.set({
      announce: say('stage.focused', {
        name: atlas.name(n),
        label: atlas.labelName(n.label),
        n: atlas.degree(n),
        cell: mapCell(model.bounds, model.x[index]!, model.y[index]!),
      }),
    });
  }

  return (
    <div class="stagewrap">
      <div
        class="stage"
        ref={box}
        tabIndex={0}
        role="application"
        aria-label={say('stage.label', { n: shown.nodes.length, m: shown.relationships.length })}
        onKeyDown={key}
        onBlur={() => renderer.current?.setFocus(null)}
        onFocus={(e) => focused.current !== null && e.currentTarget.matches(':focus-visible') && renderer.current?.setFocus(focused.current)}
      >
        <canvas ref={graph} aria-hidden="true" />
        <canvas ref={over} aria-hidden="true" />
      </div>
      {scene.framed && <GroupBar shown={shown} />}
      {scene.nodes.length === 0 && (
        <div class="stageempty">
          <p class="ttl">{say('stage.empty')}</p>
          <p>{say('stage.emptyHint')}</p>
          <button class="btn" onClick={() => atlas.overview()}>
            {say('common.overview')}
          </button>
        </div>
      )}
      <div class="zoomer" role="group">
        <button class="tb" title={say('stage.zoomIn')} aria-label={say('stage.zoomIn')} onClick={() => atlas.stage?.zoom(1.4)}>
          <Icon name="plus" />
        </button>
        <button class="tb" title={say('stage.zoomOut')} aria-label={say('stage.zoomOut')} onClick={() => atlas.stage?.zoom(1 / 1.4)}>
          <Icon name="minus" />
        </button>
        <button class="tb fit" title={say('stage.fit')} aria-label={say('stage.fit')} onClick={() => atlas.stage?.fit()}>
          <Icon name="fit" />
        </button>
      </div>
      <TableTwin shown={shown} />
    </div>
  );
}

function local(node: HTMLElement, at: { clientX: number; clientY: number }): [number, number] {
  const rect = node.getBoundingClientRect();
  return [at.clientX - rect.left, at.clientY - rect.top];
}

function picture(canvas: HTMLCanvasElement): Promise<Blob | null> {
  return new Promise((done) => canvas.toBlob(done, 'image/png'));
}

/** A node under the pointer that is pressed. */
interface Held {
  node: number;
  x: number;
  y: number;
  moved: boolean;
  /** Only a line is drawn from it: it stays where it is. */
  trace: boolean;
  id: number;
  /** Where it stood, in layout units. */
  home: [number, number];
}

interface PointerInput {
  box: { current: HTMLDivElement | null };
  renderer: { current: Renderer | null };
  focused: { current: number | null };
  currentScene: () => Scene;
}

/** Hover, click, double click; a node dragged onto another is a trace, one dragged
 * elsewhere is pinned there. */
function usePointer({ box, renderer, focused, currentScene }: PointerInput): void {
  const atlas = useAtlas();
  useEffect(() => {
    const node = box.current!;
    let held: Held | null = null;
    let pressed: [number, number] | null = null;
    let pressing = 0;

    const groupKey = (n: number) => atlas.visible().grouped?.groups[-1 - n]?.key ?? null;
    const hover = (e: PointerEvent) => {
      if (e.pointerType === 'touch') return;
      const r = renderer.current!;
      const [x, y] = local(node, e);
      const n = r.hitNode(x, y);
      const rel = n === null ? r.hitRelationship(x, y) : null;
      r.setHover(n, rel);
      node.classList.toggle('pointing', n !== null || rel !== null);
    };
    const down = (e: PointerEvent) => {
      if (e.button !== 0) return;
      // A second finger: the two move the camera, whatever lies under them.
      if (!e.isPrimary) return cancel();
      const [x, y] = local(node, e);
      pressed = [x, y];
      renderer.current!.setFocus(null);
      const n = renderer.current!.hitNode(x, y, e.pointerType === 'touch' ? 14 : 6);
      if (n === null || !currentScene().place.has(n)) return;
      if (n < 0 && e.shiftKey) return;
      // On the page of traces, and with Shift, nothing is moved on the way.
      held = { node: n, x, y, moved: false, trace: e.shiftKey || atlas.view.page === 'trace' || !currentScene().framed, id: e.pointerId, home: renderer.current!.place(n) };
      if (e.pointerType === 'touch') rest(n);
    };
    const move = (e: PointerEvent) => {
      if (!held || e.pointerId !== held.id) return hover(e);
      const [x, y] = local(node, e);
      if (!held.moved && Math.hypot(x - held.x, y - held.y) < 5) return;
      clearTimeout(pressing);
      if (!held.moved) node.setPointerCapture(e.pointerId);
      held.moved = true;
      const r = renderer.current!;
      if (held.node < 0) return;
      const target = r.nodeUnder(x, y, held.node);
      r.setHover(target, null);
      if (!held.trace) r.moveNode(held.node, ...(target === null ? r.toLayout(x, y) : held.home));
      r.setRubber(held.trace || target !== null ? { from: held.node, x, y, words: target === null ? '' : atlas.say('trace.drop', { name: atlas.name(atlas.model.nodes[target]!) }) } : null);
    };
    const up = (e: PointerEvent) => {
      clearTimeout(pressing);
      const r = renderer.current!;
      const [x, y] = local(node, e);
      const was = held;
      held = null;
      r.setRubber(null);
      const still = pressed && Math.hypot(x - pressed[0], y - pressed[1]) < 5;
      pressed = null;
      if (was?.moved) return was.node < 0 ? undefined : drop(was, x, y);
      if (was) {
        focused.current = was.node;
        if (was.node < 0) return atlas.selectGroup(groupKey(was.node));
        const found = atlas.model.nodes[was.node]!;
        if ((e.ctrlKey || e.metaKey) && currentScene().framed) return atlas.togglePick(was.node);
        if (e.shiftKey && atlas.selectedNode()) return atlas.traceBetween(atlas.selectedNode()!, found);
        return atlas.view.page === 'trace' ? pickForTrace(was.node) : atlas.select(found);
      }
      if (!still) return;
      const rel = r.hitRelationship(x, y);
      if (rel !== null && rel >= 0) return atlas.selectRelationship(rel);
      if (atlas.view.selected) atlas.select(null);
    };
    const drop = (was: NonNullable<typeof held>, x: number, y: number) => {
      const r = renderer.current!;
      const target = r.nodeUnder(x, y, was.node);
      r.setHover(null, null);
      if (target !== null) atlas.traceBetween(atlas.model.nodes[was.node]!, atlas.model.nodes[target]!);
      else if (!was.trace) atlas.pin(was.node, ...r.toLayout(x, y));
    };
    const pickForTrace = (n: number) => {
      const found = atlas.model.nodes[n]!;
      const { from, to } = atlas.view;
      if (!from) return atlas.traceFrom(found);
      if (!to) return atlas.traceTo(found);
      return atlas.change((v) => ({ ...v, selected: atlas.short(found) }));
    };
    /** Opens a group, or brings what stands around a node. */
    const expand = (n: number | null) => {
      if (n === null || !currentScene().framed) return;
      if (n < 0) {
        const group = atlas.visible().grouped?.groups[-1 - n];
        return group && atlas.openGroup(group);
      }
      const hidden = hiddenAround(atlas.model, atlas.vocabulary, n, atlas.visible().nodeSet);
      if (hidden.length && hidden.length <= hubLimit) atlas.add(hidden);
      else if (hidden.length) atlas.session.say(atlas.say('expand.hub', { n: hidden.length }));
      else atlas.session.say(atlas.say('expand.none'));
    };
    const twice = (e: MouseEvent) => expand(renderer.current!.hitNode(...local(node, e)));
    // A finger that rests on a node does what a double click does.
    const rest = (n: number) => {
      clearTimeout(pressing);
      pressing = window.setTimeout(() => {
        held = null;
        pressed = null;
        expand(n);
      }, longPress);
    };
    const leave = () => {
      renderer.current?.setHover(null, null);
      node.classList.remove('pointing');
    };
    const cancel = () => {
      clearTimeout(pressing);
      if (held?.moved && !held.trace) renderer.current!.moveNode(held.node, ...held.home);
      held = null;
      pressed = null;
      renderer.current?.setRubber(null);
    };
    node.addEventListener('pointerdown', down);
    node.addEventListener('pointermove', move);
    node.addEventListener('pointerup', up);
    node.addEventListener('pointercancel', cancel);
    node.addEventListener('pointerleave', leave);
    node.addEventListener('dblclick', twice);
    return () => {
      node.removeEventListener('pointerdown', down);
      node.removeEventListener('pointermove', move);
      node.removeEventListener('pointerup', up);
      node.removeEventListener('pointercancel', cancel);
      node.removeEventListener('pointerleave', leave);
      node.removeEventListener('dblclick', twice);
      clearTimeout(pressing);
    };
  }, [atlas]);
}
