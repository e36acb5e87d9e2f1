// The picture of a comparison: both plans on one sheet, each thing with its sign.
// It has a camera of its own that no link keeps.

import { select } from 'd3-selection';
import { zoom, type ZoomBehavior, zoomIdentity } from 'd3-zoom';
import { useLayoutEffect, useMemo, useRef } from 'preact/hooks';
import type { Model } from '../model/graph';
import { Icon } from '../panels/icons';
import { useDark } from '../panels/theme';
import { buildScene, type Scene } from '../scene/scene';
import { useAtlas } from '../state/atlas';
import { counted } from '../state/visible';
import { neighbourTowards } from './neighbour';
import { Renderer } from './renderer';
import { readTheme } from './theme';

export interface DiffStageProps {
  model: Model;
  nodes: number[];
  relationships: number[];
  signs: Map<number, string>;
  fresh: Set<number>;
  faded: Set<number>;
  selected: number | null;
  onPick: (node: number | null) => void;
}

export function DiffStage(props: DiffStageProps) {
  const atlas = useAtlas();
  const dark = useDark();
  const { say, vocabulary, lang } = atlas;
  const { model } = props;
  const box = useRef<HTMLDivElement>(null);
  const graph = useRef<HTMLCanvasElement>(null);
  const over = useRef<HTMLCanvasElement>(null);
  const renderer = useRef<Renderer | null>(null);
  const behaviour = useRef<ZoomBehavior<HTMLDivElement, unknown> | null>(null);
  const focused = useRef<number | null>(null);
  const live = useRef(props);
  live.current = props;

  const scene: Scene = useMemo(() => {
    const visible = counted(model, props.nodes, props.relationships);
    const positions = new Map(props.nodes.map((n) => [n, [model.x[n]!, model.y[n]!] as [number, number]]));
    return buildScene({
      model,
      vocabulary,
      visible,
      lang,
      selectedNode: props.selected,
      selectedRelationship: null,
      pins: new Map(),
      chain: null,
      lit: null,
      ends: [],
      placed: { positions, captions: [] },
      signs: props.signs,
      fresh: props.fresh,
      faded: props.faded,
    });
  }, [model, props.nodes, props.relationships, props.selected, lang]);
  const shown = useRef(scene);
  shown.current = scene;

  const jump = (c: { x: number; y: number; k: number }) => {
    const r = renderer.current!;
    const [w, h] = r.size();
    select(box.current!).call(behaviour.current!.transform, zoomIdentity.translate(w / 2 - c.x * c.k, h / 2 - c.y * c.k).scale(c.k));
  };
  const fit = () => shown.current.nodes.length > 0 && jump(renderer.current!.fit(shown.current.nodes, 6));
  const nearer = (factor: number) => {
    const c = renderer.current!.getCamera();
    jump({ ...c, k: c.k * factor });
  };

  useLayoutEffect(() => {
    const r = (renderer.current = new Renderer(graph.current!, over.current!));
    r.setVocabulary(vocabulary);
    r.reducedMotion = true;
    const node = box.current!;
    const at = (e: { clientX: number; clientY: number }): [number, number] => {
      const rect = node.getBoundingClientRect();
      return [e.clientX - rect.left, e.clientY - rect.top];
    };
    const measure = () => {
      const camera = r.getCamera();
      r.resize(node.clientWidth, node.clientHeight, Math.min(window.devicePixelRatio || 1, 3));
      jump(camera);
    };
    const z = zoom<HTMLDivElement, unknown>()
      .scaleExtent([1e-4, 1e4])
      .on('zoom', (event: { transform: { x: number; y: number; k: number } }) => {
        const [w, h] = r.size();
        const { x, y, k } = event.transform;
        r.setCamera({ x: (w / 2 - x) / k, y: (h / 2 - y) / k, k });
      });
    behaviour.current = z;
    select(node).call(z).on('dblclick.zoom', null);
    r.resize(node.clientWidth, node.clientHeight, Math.min(window.devicePixelRatio || 1, 3));
    const observer = new ResizeObserver(measure);
    observer.observe(node);
    const hover = (e: PointerEvent) => {
      const n = r.hitNode(...at(e));
      r.setHover(n, null);
      node.classList.toggle('pointing', n !== null);
    };
    const click = (e: MouseEvent) => live.current.onPick(r.hitNode(...at(e), 10));
    node.addEventListener('pointermove', hover);
    node.addEventListener('click', click);
    return () => {
      observer.disconnect();
      node.removeEventListener('pointermove', hover);
      node.removeEventListener('click', click);
      r.dispose();
    };
  }, []);

  useLayoutEffect(() => renderer.current!.setTheme(readTheme(vocabulary.ontology, dark), { weakest: '', stub: {}, region: {} }), [dark]);
  useLayoutEffect(() => renderer.current!.setScene(scene, model.bounds), [scene]);
  useLayoutEffect(() => void fit(), [model, props.nodes]);

  const key = (e: KeyboardEvent) => {
    const ways: Record<string, [number, number]> = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
    const way = ways[e.key];
    if (way && !e.ctrlKey && !e.metaKey && !e.altKey) {
      e.preventDefault();
      const next = neighbourTowards(shown.current, focused.current ?? props.selected, way);
      if (next === null) return;
      focused.current = next;
      renderer.current!.setFocus(next);
      atlas.session.set({ announce: `${props.signs.get(next) ?? ''} ${atlas.name(model.nodes[next]!)}` });
    } else if (e.key === 'Enter' && focused.current !== null) {
      e.preventDefault();
      props.onPick(focused.current);
    }
  };
  return (
    <>
      <div class="stage" ref={box} tabIndex={0} role="application" aria-label={say('stage.label', { n: props.nodes.length, m: props.relationships.length })} onKeyDown={key} onBlur={() => renderer.current?.setFocus(null)}>
        <canvas ref={graph} aria-hidden="true" />
        <canvas ref={over} aria-hidden="true" />
      </div>
      <div class="zoomer" role="group">
        <button class="tb" title={say('stage.zoomIn')} aria-label={say('stage.zoomIn')} onClick={() => nearer(1.4)}>
          <Icon name="plus" />
        </button>
        <button class="tb" title={say('stage.zoomOut')} aria-label={say('stage.zoomOut')} onClick={() => nearer(1 / 1.4)}>
          <Icon name="minus" />
        </button>
        <button class="tb fit" title={say('stage.fit')} aria-label={say('stage.fit')} onClick={fit}>
          <Icon name="fit" />
        </button>
      </div>
    </>
  );
}
