// The same data in two other libraries: the same nodes at the same places, the
// same relationships with heads, in a stage of the same size. Both draw all.

import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Browser } from 'playwright-core';
import { dragFrames, stage } from './measure';

const library = (path: string) => fileURLToPath(new URL('../node_modules/' + path, import.meta.url));

export const peers = ['force-graph', 'cytoscape'] as const;
export type Peer = (typeof peers)[number];

const files: Record<Peer, string> = { 'force-graph': 'force-graph/dist/force-graph.min.js', cytoscape: 'cytoscape/dist/cytoscape.min.js' };

/** Version of a library, as installed. */
export function versionOf(peer: Peer): string {
  return (JSON.parse(readFileSync(library(peer + '/package.json'), 'utf8')) as { version: string }).version;
}

export interface Picture {
  nodes: { id: string; name: string; x: number; y: number }[];
  links: { source: string; target: string }[];
}

interface Reply {
  nodes: { id: string; labels: string[]; properties: { name?: string } }[];
  relationships: { start: string; end: string }[];
  layout: { positions: [number, number][] };
}

/** What the program draws of a plan, without the document's own structure. */
export async function pictureOf(url: string, plan: string): Promise<Picture> {
  const reply = (await (await fetch(`${url}api/v1/graph?plan=${plan}`)).json()) as Reply;
  const evidence = new Set(['Plan', 'Chapter', 'Article']);
  const nodes = reply.nodes.flatMap((n, i) => {
    const [x, y] = reply.layout.positions[i]!;
    return evidence.has(n.labels[0]!) ? [] : [{ id: n.id, name: n.properties.name ?? n.id, x, y }];
  });
  const known = new Set(nodes.map((n) => n.id));
  const links = reply.relationships.filter((r) => known.has(r.start) && known.has(r.end)).map((r) => ({ source: r.start, target: r.end }));
  return { nodes, links };
}

/** First picture and frames of a pan; null where the library gave up. */
export async function measurePeer(browser: Browser, peer: Peer, picture: Picture): Promise<{ first: number; frames: number[] } | null> {
  const context = await browser.newContext(stage);
  const page = await context.newPage();
  page.setDefaultTimeout(90_000);
  try {
    // The stage of the program at this size: what its panels leave.
    await page.setContent('<body style="margin:0"><div id="box" style="width:640px;height:640px"></div></body>');
    await page.addScriptTag({ path: library(files[peer]) });
    const first = await page.evaluate(peer === 'cytoscape' ? drawCytoscape : drawForceGraph, picture as never);
    await page.waitForTimeout(1500);
    return { first: first as number, frames: await dragFrames(page, '#box') };
  } catch {
    return null;
  } finally {
    await context.close();
  }
}

// These two run in the page.

async function drawCytoscape(p: Picture): Promise<number> {
  const begun = performance.now();
  const w = window as unknown as { cytoscape(o: object): unknown };
  w.cytoscape({
    container: document.getElementById('box'),
    elements: [
      ...p.nodes.map((n) => ({ data: { id: n.id, name: n.name }, position: { x: n.x, y: n.y } })),
      ...p.links.map((l, i) => ({ data: { id: 'e' + i, source: l.source, target: l.target } })),
    ],
    style: [
      { selector: 'node', style: { label: 'data(name)', width: 18, height: 18, 'font-size': 12, 'min-zoomed-font-size': 10 } },
      { selector: 'edge', style: { 'target-arrow-shape': 'triangle', 'curve-style': 'bezier', width: 1 } },
    ],
    layout: { name: 'preset', fit: true },
  });
  await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
  return performance.now() - begun;
}

async function drawForceGraph(p: Picture): Promise<number> {
  const begun = performance.now();
  interface Chart {
    (el: HTMLElement | null): Chart;
    width(n: number): Chart;
    height(n: number): Chart;
    cooldownTicks(n: number): Chart;
    linkDirectionalArrowLength(n: number): Chart;
    graphData(d: object): Chart;
    zoomToFit(ms: number, pad: number): Chart;
  }
  const make = (window as unknown as { ForceGraph(): Chart }).ForceGraph;
  const chart = make()(document.getElementById('box')).width(640).height(640).cooldownTicks(0).linkDirectionalArrowLength(5);
  chart.graphData({ nodes: p.nodes.map((n) => ({ ...n, fx: n.x, fy: n.y })), links: p.links });
  await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
  chart.zoomToFit(0, 20);
  await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
  return performance.now() - begun;
}
