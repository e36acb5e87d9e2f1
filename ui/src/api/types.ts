// The JSON shapes of /api/v1, as the server writes them.

export type Lang = 'zh' | 'en';

export interface Text {
  zh: string;
  en: string;
}

export type PropertyValue = string | number | boolean | string[] | number[] | boolean[];

export interface GraphNode {
  id: string;
  labels: string[];
  properties: Record<string, PropertyValue>;
}

export interface GraphRelationship {
  id: string;
  type: string;
  start: string;
  end: string;
  properties: Record<string, PropertyValue>;
}

export interface GraphReply {
  nodes: GraphNode[];
  relationships: GraphRelationship[];
  dataVersion: string;
  layout: { hash: string; positions: [number, number][] };
}

/** Which engine the data come from, and when they were read. */
export interface DataSource {
  engine: 'embedded' | 'neo4j';
  readAt: string;
}

export interface Plan {
  id: string;
  name: string;
  nameEn?: string;
  title?: string;
  number?: string;
  date?: string;
  subject?: string;
  dataVersion?: string;
  chapters: number;
  articles: number;
  nodes: number;
  relationships: number;
  hasText: boolean;
}

export interface OntologyValue {
  name: string;
  title: Text;
}

export interface OntologyProperty {
  name: string;
  title: Text;
  type: string;
  values?: OntologyValue[];
  required?: boolean;
}

export interface OntologyLabel {
  name: string;
  title: Text;
  definition: Text;
  category: string;
  shape: string;
  colour: { light: string; dark: string };
  properties: OntologyProperty[] | null;
  count?: number;
}

export type TraceDirection = 'up' | 'down' | 'level' | 'none';

export interface OntologyType {
  name: string;
  title: Text;
  inverse: Text;
  definition: Text;
  trace: TraceDirection;
  derived?: boolean;
  properties?: OntologyProperty[] | null;
  endpoints?: { from: string[]; to: string[]; same?: boolean }[] | null;
  count?: number;
}

export interface OntologyBasis {
  name: string;
  title: Text;
  definition: Text;
  strength: number;
  textOnly: boolean;
  rationale: boolean;
  line: { width: number; dash: number[] | null; round: boolean };
  count?: number;
}

export interface Ontology {
  version: string;
  labels: OntologyLabel[];
  types: OntologyType[];
  bases: OntologyBasis[];
}

export interface SearchResult {
  id: string;
  label: string;
  name: string;
  nameEn?: string;
  match?: { field: string; text: string };
  articles?: number[];
}

export interface SearchReply {
  query: string;
  total: number;
  results: SearchResult[] | null;
  labels: Record<string, number> | null;
}

export interface TracePath {
  nodes: string[];
  relationships: GraphRelationship[];
  weakest: string;
}

export interface TraceSilence {
  message?: string;
  from: string[] | null;
  to: string[] | null;
  neverFrom?: string[] | null;
  neverTo?: string[] | null;
}

export interface TraceReply {
  from: string;
  to: string;
  paths: TracePath[] | null;
  silent: TraceSilence | null;
}

export interface Candidate {
  id: string;
  label?: string;
  name?: string;
  articles?: number[];
}

export interface ErrorBody {
  code: string;
  message: string;
  line?: number;
  column?: number;
  hint?: string;
  candidates?: Candidate[];
}

export interface TextReply {
  plan: string;
  passages: { at: string; text: string }[];
}

export interface CoverageReply {
  articles: { at: string; sentences: number; covered: number }[] | null;
}

export interface LayersReply {
  focus: string;
  way: string;
  nodes: { id: string; column: number; x: number; y: number }[];
  relationships: GraphRelationship[];
  /** From left to right; `at` is the number of hops, below 0 to the left. */
  columns: { at: number; x: number; shown: number; total: number }[];
  left: number;
}

export interface MatrixChoice {
  /** Labels. */
  rows: string;
  columns: string;
  /** Relationship type, or "" for any content. */
  type: string;
  /** Rows and columns of the opening view alone. */
  opening: boolean;
}

export interface MatrixReply {
  plan: string;
  choice: MatrixChoice;
  all: boolean;
  rows: (Item & { pairs: number })[];
  columns: (Item & { pairs: number })[];
  cells: { row: string; column: string; relationships: GraphRelationship[] }[];
  pairs: number;
  bases: Record<string, number>;
  idle: { rows: number; columns: number };
  left: { rows: number; columns: number };
  presets: MatrixChoice[];
}

export interface QuestionParameter {
  name: string;
  title: Text;
  type: string;
  default: string;
  /** Cypher that gives the values, and the values where the server ran it. */
  choices?: string;
  options?: { value: string; title: string }[] | null;
}

export interface QuestionColumn {
  name: string;
  title: Text;
  /** What the values are, where the name does not say. */
  kind?: 'count' | 'places' | 'basis';
  /** What an empty cell means: the graph has nothing there (the default of what
   * the text could say), the text is known not to say it, nothing is missing. */
  empty?: 'graph' | 'text' | 'none';
}

/** Where the official text has the words that a question looks for. */
export interface InText {
  words: string;
  /** Whether the server has the official text. */
  given: boolean;
  /** Sentences, with the words from one character to another. */
  places: { at: string; text: string; from: number; to: number }[];
}

export interface Question {
  id: string;
  title: Text;
  description: Text;
  job: number;
  parameters: QuestionParameter[] | null;
  columns: QuestionColumn[] | null;
  cypher: string;
  /** The parameter whose words are looked for in the official text, too. */
  text?: string;
  example?: Record<string, string> | null;
}

export type Severity = 'high' | 'medium' | 'low';

export interface FindingException {
  node: string;
  reason: string;
  reasonEn?: string;
  date: string;
}

export interface Rule {
  id: string;
  title: Text;
  severity: Severity;
  /** The finding as a question to the drafter, {name} for the node; may be empty. */
  ask: Text;
  why: Text;
  settle: Text;
  cypher: string;
  accepted?: FindingException[] | null;
}

export interface Finding {
  rule: string;
  severity: Severity;
  node: string;
  name: string;
  nameEn: string;
  articles: number[] | null;
  detail: string;
  detailEn: string;
  textOnly: boolean;
  withAnalyst: boolean;
  accepted?: FindingException | null;
}

export interface BrokenRule {
  rule: string;
  place: string;
  message: string;
  line?: number;
  column?: number;
  hint?: string;
}

export interface FindingsReply {
  plan: string;
  dataVersion: string;
  rules: Rule[];
  findings: Finding[];
  broken: BrokenRule[] | null;
  settled: ({ rule: string } & FindingException)[] | null;
}

export interface Item {
  id: string;
  label: string;
  name: string;
  nameEn: string;
  articles: number[];
}

export interface AlignmentLine {
  by: Item;
  relationship: string;
  type: string;
  basis: string;
  refs: string[];
  quotes: string[];
  rationale?: string;
  rationaleEn?: string;
  chapter: number;
  via?: Item;
}

export type AlignmentStatus = 'carried' | 'guiding' | 'professed' | 'part' | 'reviewed' | 'silent';

export interface AlignmentStrategy extends Item {
  level: string;
  refs: string[];
  status: AlignmentStatus;
  lines: AlignmentLine[];
  issuedBy: string[];
  counts: { all: number; inText: number; carried: number };
}

export interface AlignmentReply {
  plan: string;
  strategies: AlignmentStrategy[];
  totals: Partial<Record<AlignmentStatus, number>>;
}

export interface CentralityReply {
  plan: string;
  pairs: number;
  hops: number;
  nodes: (Item & { through: number; share: number; group: number; chapter: number })[];
  goals: (Item & { supports: number; measures: number; only?: Item; basis?: string })[];
  groups: { id: number; size: number; names: Item[]; chapters: { chapter: number; count: number }[] }[];
  modularity: number;
  agreement: number;
}

export interface DiffSide {
  id: string;
  plan: string;
  name: string;
  nameEn: string;
  title: string;
  dataVersion: string;
  /** Part of the graph, so that it can be opened. */
  loaded: boolean;
}

export interface DiffChange {
  from: Item;
  to: Item;
  property: string;
  before: string;
  after: string;
  direction?: 'weaker' | 'stronger' | 'up' | 'down';
}

export type DiffHow = 'same_as' | 'succeeds' | 'id' | 'name' | 'alias' | 'value' | 'similarity';

export interface Diff {
  from: Item;
  to: Item;
  kept: number;
  pairs: Partial<Record<DiffHow, number>>;
  added: Item[];
  gone: Item[];
  renamed: { from: Item; to: Item; how: DiffHow; score: number }[];
  targets: DiffChange[];
  strengths: DiffChange[];
  properties: DiffChange[];
  relationships: { kind: 'added' | 'gone' | 'basis'; type: string; role?: string; start: Item; end: Item; before?: string; after?: string }[];
}

export type DiffState = 'added' | 'gone' | 'changed' | 'kept';

export interface SheetReply extends GraphReply {
  diff: Diff;
  /** By id of a node or relationship. */
  states: Record<string, DiffState>;
  /** The earlier node of a pair, by the later one's id. */
  earlier: Record<string, GraphNode>;
}
