// The fifteen shapes of labels, once for canvas and SVG: paths in a box of 24
// around the origin. "colour" is the label's, "ground" what lies behind.

export type Ink = 'colour' | 'ground' | 'none';

export interface ShapePart {
  d: string;
  fill: Ink;
  stroke: Ink;
  width: number;
}

const solid = (d: string): ShapePart => ({ d, fill: 'colour', stroke: 'none', width: 0 });
const line = (d: string, width: number, stroke: Ink = 'colour'): ShapePart => ({ d, fill: 'none', stroke, width });
const hollow = (d: string, width: number): ShapePart => ({ d, fill: 'ground', stroke: 'colour', width });
const circle = (r: number): string => `M${-r} 0A${r} ${r} 0 1 0 ${r} 0A${r} ${r} 0 1 0 ${-r} 0Z`;

const shapes: Record<string, ShapePart[]> = {
  'page-folded': [solid('M-7.5-10H3L8-5V10H-7.5Z'), line('M3-10V-5H8', 1.4, 'ground')],
  book: [solid('M-8.5-9H-5.5V9H-8.5ZM-3.5-9H8.5V9H-3.5Z')],
  'page-lines': [hollow('M-6.8-8.8H6.8V8.8H-6.8Z', 2), line('M-3.6-3.4H3.6M-3.6.4H3.6M-3.6 4.2H1', 1.7)],
  pentagon: [solid('M0-10.5 10.2-3 6.4 9H-6.4L-10.2-3Z')],
  'ring-dot': [hollow(circle(8.6), 3), solid(circle(3.6))],
  'triangle-hollow': [hollow('M0-8.2 9 7.2H-9Z', 2.8)],
  triangle: [{ d: 'M0-9.2 9.8 8H-9.8Z', fill: 'colour', stroke: 'colour', width: 1.2 }],
  'tag-arrow': [solid('M-10-7.4H3.4L10.6 0 3.4 7.4H-10L-5.6 0Z')],
  disc: [solid(circle(9.2))],
  hexagon: [solid('M10.6 0 5.3 9.2H-5.3L-10.6 0-5.3-9.2H5.3Z')],
  'square-round': [solid('M-5.6-8.6H5.6A3 3 0 0 1 8.6-5.6V5.6A3 3 0 0 1 5.6 8.6H-5.6A3 3 0 0 1-8.6 5.6V-5.6A3 3 0 0 1-5.6-8.6Z')],
  diamond: [solid('M0-10.4 10.4 0 0 10.4-10.4 0Z')],
  pill: [solid('M-4.8-6.6H4.8A6.6 6.6 0 0 1 4.8 6.6H-4.8A6.6 6.6 0 0 1-4.8-6.6Z')],
  seal: [hollow('M-8.2-8.2H8.2V8.2H-8.2Z', 2.6), solid('M-3.6-3.6H3.6V3.6H-3.6Z')],
  speech: [solid('M-7.6-8.6H7.6A2.4 2.4 0 0 1 10-6.2V3A2.4 2.4 0 0 1 7.6 5.4H0L-5 10V5.4H-7.6A2.4 2.4 0 0 1-10 3V-6.2A2.4 2.4 0 0 1-7.6-8.6Z')],
};

/** Parts of a shape by its name in the ontology; a disc for a name not known. */
export function shapeParts(name: string): ShapePart[] {
  return shapes[name] ?? shapes.disc!;
}

/** Names of all shapes. */
export const shapeNames = Object.keys(shapes);
