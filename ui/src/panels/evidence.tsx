// The small signs that evidence is made of: symbols of labels, lines of bases,
// places in the text, quotes, the empty bracket.

import type { ComponentChildren } from 'preact';
import { placeName } from '../i18n';
import { inner, isQuotation, type Piece, pieces, placeOf, type Source } from '../model/quotes';
import { basisName } from '../model/vocabulary';
import { shapeParts } from '../scene/shapes';
import { useAtlas } from '../state/atlas';
import { useDark } from './theme';

/** Symbol of a label. */
export function Glyph({ label, size = 17 }: { label: string; size?: number }) {
  const { vocabulary } = useAtlas();
  const dark = useDark();
  const l = vocabulary.label(label);
  const colour = l ? (dark ? l.colour.dark : l.colour.light) : 'currentColor';
  const ink = (kind: string) => (kind === 'colour' ? colour : kind === 'ground' ? 'var(--canvas)' : 'none');
  return (
    <svg class="glyph" width={size} height={size} viewBox="-12 -12 24 24" aria-hidden="true" focusable="false">
      {shapeParts(l?.shape ?? 'disc').map((p) => (
        <path d={p.d} fill={ink(p.fill)} stroke={ink(p.stroke)} stroke-width={p.width} stroke-linejoin="round" />
      ))}
    </svg>
  );
}

/** Colour of a label in the present theme. */
export function useLabelColour(): (label: string) => string {
  const { vocabulary } = useAtlas();
  const dark = useDark();
  return (label) => {
    const l = vocabulary.label(label);
    return l ? (dark ? l.colour.dark : l.colour.light) : 'currentColor';
  };
}

/** Line of a basis, as drawn on the canvas. */
export function BasisLine({ basis, width = 26, ink = 'var(--ink-2)' }: { basis: string; width?: number; ink?: string }) {
  const { vocabulary } = useAtlas();
  const line = vocabulary.basis(basis)?.line;
  if (!line) return null;
  return (
    <svg class="bline" width={width} height={10} aria-hidden="true" focusable="false">
      <path
        d={`M1.5 5H${width - 1.5}`}
        fill="none"
        stroke={basis === 'external' ? 'var(--b-external)' : ink}
        stroke-width={line.width}
        stroke-dasharray={line.dash?.length ? line.dash.join(' ') : undefined}
        stroke-linecap={line.round ? 'round' : 'butt'}
      />
    </svg>
  );
}

/** Line and name of a basis in a box. */
export function BasisChip({ basis, boxed = true }: { basis: string; boxed?: boolean }) {
  const { vocabulary, lang } = useAtlas();
  if (!basis) return null;
  return (
    <span class={boxed ? 'chip box' : 'chip'}>
      <BasisLine basis={basis} width={22} />
      {basisName(vocabulary, basis, lang)}
    </span>
  );
}

/** A place in the text: opens it in the reader, at the words that are quoted. */
export function PlaceChip({ place: ref, quote }: { place: string; quote?: string }) {
  const atlas = useAtlas();
  const place = placeOf(ref);
  const words = placeName(ref, atlas.lang);
  if (!place || !atlas.model.byId.has(atlas.model.plan + ':' + place)) return <span class="art still">{words}</span>;
  return (
    <button class="art" onClick={() => atlas.read(place, quote)}>
      {words}
    </button>
  );
}

/** The plan's own words, set in Song type, with names marked. */
export function Quote({ quote, names = [] }: { quote: string; names?: string[] }) {
  const { say } = useAtlas();
  const alone = isQuotation(quote);
  const words = (p: Piece) => (alone ? p.text : inner(p.text));
  return (
    <q class="q" lang="zh-CN" title={quote.includes('…') ? say('quote.cut') : undefined}>
      {!alone && <i>“</i>}
      {pieces(quote, names).map((p: Piece) => (p.marked ? <mark>{words(p)}</mark> : words(p)))}
      {!alone && <i>”</i>}
    </q>
  );
}

/** 〔 〕: what the graph does not have or, with `text`, what the text is known not to
 * say. */
export function Silent({ children, text = false }: { children?: ComponentChildren; text?: boolean }) {
  const { say } = useAtlas();
  return (
    <span class="sil">
      <span aria-hidden="true">〔 〕</span>
      {children ?? say(text ? 'dossier.notStated' : 'common.notInGraph')}
    </span>
  );
}

/** Places with their words, one line each. */
export function Sources({ list, names }: { list: Source[]; names: string[] }) {
  return (
    <div class="sources">
      {list.map((s) => (
        <div class="qa">
          <PlaceChip place={s.ref} quote={s.quote} />
          {s.quote ? <Quote quote={s.quote} names={names} /> : null}
        </div>
      ))}
    </div>
  );
}
