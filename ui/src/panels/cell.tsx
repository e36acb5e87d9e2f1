// One cell of an answer.

import { Fragment } from 'preact';
import { nameOf } from '../model/graph';
import type { Shown } from '../model/answer';
import { basisName } from '../model/vocabulary';
import { useAtlas } from '../state/atlas';
import { BasisLine, Glyph, PlaceChip, Quote, Silent } from './evidence';

/** What a cell shows: names open their dossier, places the text. */
export function ShownCell({ shown }: { shown: Shown }) {
  const atlas = useAtlas();
  switch (shown.kind) {
    case 'silent':
      return <Silent text={shown.text} />;
    case 'none':
      return <span class="muted">–</span>;
    case 'text':
      return <>{shown.text}</>;
    case 'quote':
      return <Quote quote={shown.text} />;
    case 'place':
      return <PlaceChip place={shown.ref} />;
    case 'label':
      return <span class="sub nowrap">{atlas.labelName(shown.label)}</span>;
    case 'basis':
      return (
        <span class="chip">
          <BasisLine basis={shown.basis} />
          {basisName(atlas.vocabulary, shown.basis, atlas.lang)}
        </span>
      );
    case 'node':
      return (
        <button class="name" onClick={() => atlas.openOnMap(shown.node)}>
          <Glyph label={shown.node.label} />
          {nameOf(shown.node, atlas.lang)}
        </button>
      );
    case 'list':
      return (
        <span class={shown.items.every((x) => x.kind === 'place') ? 'places' : 'qlist'}>
          {shown.items.map((x) => (
            <Fragment>
              <ShownCell shown={x} />{' '}
            </Fragment>
          ))}
        </span>
      );
  }
}
