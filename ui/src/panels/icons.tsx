// Icons of the interface, 18 by 18, drawn with the text's colour.

const paths: Record<string, string> = {
  map: 'M6 5.2l6 .6M5 6.8 7 12.2M12.8 7.7 9.2 12.4M2 5a2 2 0 1 0 4 0a2 2 0 1 0-4 0M12 6a2 2 0 1 0 4 0a2 2 0 1 0-4 0M6 14a2 2 0 1 0 4 0a2 2 0 1 0-4 0',
  trace: 'M1.7 14a1.8 1.8 0 1 0 3.6 0a1.8 1.8 0 1 0-3.6 0M12.7 4a1.8 1.8 0 1 0 3.6 0a1.8 1.8 0 1 0-3.6 0M5.3 14H9a2.5 2.5 0 0 0 2.5-2.5v-5A2.5 2.5 0 0 1 12.7 4',
  text: 'M3 3.5h5a2 2 0 0 1 1 .5 2 2 0 0 1 1-.5h5v11h-5.2a1 1 0 0 0-.8.5 1 1 0 0 0-.8-.5H3zM9 4.5V14',
  table: 'M3.5 3.5h11a1 1 0 0 1 1 1v9a1 1 0 0 1-1 1h-11a1 1 0 0 1-1-1v-9a1 1 0 0 1 1-1zM2.5 7h13M2.5 10.8h13',
  layers: 'M3 4h4M11 4h4M3 9h4M11 9h4M3 14h4M11 14h4M7 4l4 5M7 9h4M7 14l4-5',
  matrix: 'M4 3h10a1 1 0 0 1 1 1v10a1 1 0 0 1-1 1H4a1 1 0 0 1-1-1V4a1 1 0 0 1 1-1zM3 7h12M3 11h12M7 3v12M11 3v12',
  ask: 'M4 3.5h10a1 1 0 0 1 1 1v6.5a1 1 0 0 1-1 1H9.5L6 15v-3H4a1 1 0 0 1-1-1V4.5a1 1 0 0 1 1-1zM6 6.6h6M6 9h4',
  findings: 'M9 3 16 15H2zM9 7.6v3.4M9 13v.1',
  query: 'M6 5l-4 4 4 4M12 5l4 4-4 4',
  story: 'M3 4h12v8H3zM6 15h6M9 12v3M6.5 7h5M6.5 9.3h3',
  add: 'M3 4h12v8H3zM6 15h6M9 12v3M9 6v4M7 8h4',
  up: 'M5 11l4-4 4 4',
  bin: 'M4 5.5h10M7.5 5.5V3.5h3v2M5.5 5.5l.6 9h5.8l.6-9',
  open: 'M3 14V4h4l1.5 2H15v8z',
  compare: 'M3 3.5h5v11H3zM10 3.5h5v11h-5M5 7h1M5 10h1M12 7h1',
  align: 'M9 15V4M5.5 7.2 9 3.7l3.5 3.5M3 15h12',
  play: 'M5 3.5v11l9-5.5z',
  ontology: 'M2.5 5.5a2 2 0 1 0 4 0a2 2 0 1 0-4 0M3 11h3v3.5H3zM9.5 5.5h6M9.5 12.7h6',
  plan: 'M4 2.5h7l3.5 3.5v9.5H4zM11 2.5V6h3.5M6.5 9h5M6.5 12h5',
  more: 'M4 9h.1M9 9h.1M14 9h.1',
  search: 'M3 8a5 5 0 1 0 10 0a5 5 0 1 0-10 0M12 12l3.5 3.5',
  undo: 'M6 4 3 7l3 3M3.3 7H11a4 4 0 0 1 0 8H8',
  redo: 'M12 4l3 3-3 3M14.7 7H7a4 4 0 0 0 0 8h3',
  link: 'M8 10.2a3 3 0 0 0 4.3 0l2.2-2.2a3 3 0 0 0-4.3-4.3L9 4.9M10 7.8a3 3 0 0 0-4.3 0L3.5 10a3 3 0 0 0 4.3 4.3L9 13',
  download: 'M9 3v8M6 8l3 3 3-3M3 14.5h12',
  plus: 'M9 4v10M4 9h10',
  minus: 'M4 9h10',
  lasso: 'M9 3.2c3.6 0 6.3 1.8 6.3 4.2S12.6 11.6 9 11.6 2.7 9.8 2.7 7.4 5.4 3.2 9 3.2M5 10.8c-1.2 1-1 2.6.4 2.8 1.3.2 2-.9 1.3-2M6 13.600c0 1-.6 1.7-1.5 2',
  fit: 'M3 6.5V3h3.5M15 6.5V3h-3.5M3 11.5V15h3.5M15 11.5V15h-3.5',
  close: 'M5 5l8 8M13 5l-8 8',
  down: 'M5 7l4 4 4-4',
  swap: 'M6 14V4M3.5 6.5 6 4l2.5 2.5M12 4v10M9.5 11.5 12 14l2.5-2.5',
  copy: 'M7 6h7a1 1 0 0 1 1 1v7a1 1 0 0 1-1 1H7a1 1 0 0 1-1-1V7a1 1 0 0 1 1-1M12 6V3.5H3V12h3',
  filter: 'M3 4.5h12M5.5 9h7M8 13.5h2',
  help: 'M6.8 6.8A2.3 2.3 0 1 1 9 9.6v1.2M9 13.4v.1M9 2.5a6.5 6.5 0 1 0 0 13a6.5 6.5 0 1 0 0-13',
  print: 'M5 7V3h8v4M5 13H3V7h12v6h-2M5 11h8v4H5z',
  left: 'M11 4 6 9l5 5',
  right: 'M7 4l5 5-5 5',
  tick: 'M4 9.5 7.5 13 14 5.5',
};

export type IconName = keyof typeof paths;

/** An icon; it is decoration, so words or a label stand with it. */
export function Icon({ name, size = 18 }: { name: string; size?: number }) {
  return (
    <svg class="icon" width={size} height={size} viewBox="0 0 18 18" aria-hidden="true" focusable="false">
      <path d={paths[name] ?? ''} fill="none" stroke="currentColor" stroke-width={name === 'more' ? 2.4 : 1.4} stroke-linecap="round" stroke-linejoin="round" />
      {name === 'theme' && <path d="M9 3a6 6 0 0 1 0 12z" fill="currentColor" />}
      {name === 'theme' && <circle cx="9" cy="9" r="6" fill="none" stroke="currentColor" stroke-width="1.4" />}
    </svg>
  );
}

/** The product's mark. */
export function Mark() {
  return (
    <svg width="26" height="26" viewBox="0 0 26 26" aria-hidden="true" focusable="false" class="markicon">
      <rect x="1" y="1" width="24" height="24" rx="5" fill="var(--ink)" />
      <path d="M7.5 18 11 10.5M13 9.8l5.5 6" fill="none" stroke="var(--ink-inv)" stroke-width="1.7" />
      <rect x="5" y="16" width="5" height="5" rx="1" fill="var(--ink-inv)" />
      <circle cx="12" cy="8.5" r="3" fill="var(--ink-inv)" />
      <circle cx="19" cy="17" r="2.3" fill="none" stroke="var(--ink-inv)" stroke-width="1.5" />
    </svg>
  );
}
