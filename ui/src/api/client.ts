// Requests to the server. Every failure is an ApiError with a code the pages
// can tell apart: "offline" when nobody answered, else the server's own.

import type {
  AlignmentReply,
  CentralityReply,
  CoverageReply,
  DiffSide,
  ErrorBody,
  FindingsReply,
  GraphReply,
  Lang,
  MatrixReply,
  Ontology,
  Plan,
  Question,
  LayersReply,
  SearchReply,
  SheetReply,
  TextReply,
  TraceReply,
  DataSource,
} from './types';

import type { QueryReply } from '../model/result';

const root = 'api/v1/';

export class ApiError extends Error {
  readonly code: string;
  readonly status: number;
  readonly body: ErrorBody | null;

  constructor(code: string, message: string, status: number, body: ErrorBody | null = null) {
    super(message);
    this.code = code;
    this.status = status;
    this.body = body;
  }

  /** True when the server could not be reached at all. */
  get offline(): boolean {
    return this.code === 'offline';
  }
}

/** True for the error of a request that its own caller gave up. */
export function isAbort(error: unknown): boolean {
  return error instanceof DOMException && error.name === 'AbortError';
}

type Params = Record<string, string | number | undefined>;

function address(path: string, params: Params): string {
  const query = new URLSearchParams();
  for (const [key, value] of Object.entries(params)) {
    if (value !== undefined && value !== '') query.set(key, String(value));
  }
  const tail = query.toString();
  return root + path + (tail ? '?' + tail : '');
}

async function get<T>(path: string, params: Params, signal?: AbortSignal): Promise<T> {
  return readReply<T>(await send(address(path, params), { signal }));
}

async function post<T>(path: string, body: unknown, params: Params, signal?: AbortSignal): Promise<T> {
  const headers = { 'content-type': 'application/json' };
  return readReply<T>(await send(address(path, params), { method: 'POST', headers, body: JSON.stringify(body), signal }));
}

async function send(url: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(url, init);
  } catch (error) {
    if (isAbort(error)) throw error;
    throw new ApiError('offline', 'The server does not answer.', 0);
  }
}

async function readReply<T>(response: Response): Promise<T> {
  let body: unknown = null;
  try {
    body = await response.json();
  } catch {
    throw new ApiError('bad_reply', `HTTP ${response.status}`, response.status);
  }
  if (response.ok) return body as T;
  const failed = (body as { error?: ErrorBody } | null)?.error ?? null;
  throw new ApiError(failed?.code ?? 'http', failed?.message ?? `HTTP ${response.status}`, response.status, failed);
}

export interface TraceQuestion {
  plan?: string;
  lang?: string;
  from: string;
  to: string;
  maxHops?: number;
  paths?: number;
  basis?: string;
}

export interface LayersQuestion {
  plan: string;
  focus: string;
  way: string;
  /** Nodes a column at the most. */
  most: number;
  basis?: string;
}

export interface MatrixQuestion {
  plan: string;
  rows: string;
  columns: string;
  type: string;
  opening?: '1';
  all?: '1';
  basis?: string;
}

export interface ExportChoices {
  kinds: { name: string; title: Record<Lang, string>; needs: string }[];
  formats: { name: string; extension: string; data: boolean }[];
}

export interface ExportProgress {
  running: boolean;
  done: number;
  total: number;
}

/** Name of a file as the server gives it. */
function fileName(response: Response): string {
  const header = response.headers.get('content-disposition') ?? '';
  const coded = /filename\*=UTF-8''([^;]+)/.exec(header)?.[1];
  return coded ? decodeURIComponent(coded) : (/filename="([^"]*)"/.exec(header)?.[1] ?? 'planatlas');
}

async function exported(body: object, params: Params, signal?: AbortSignal): Promise<{ blob: Blob; name: string }> {
  const headers = { 'content-type': 'application/json' };
  const response = await send(address('export', params), { method: 'POST', headers, body: JSON.stringify(body), signal });
  if (!response.ok) await readReply(response);
  return { blob: await response.blob(), name: fileName(response) };
}

export const api = {
  plans: (signal?: AbortSignal) => get<{ plans: Plan[] | null; source?: DataSource }>('plans', {}, signal),
  ontology: (signal?: AbortSignal) => get<Ontology>('ontology', {}, signal),
  graph: (plan: string | undefined, signal?: AbortSignal) => get<GraphReply>('graph', { plan }, signal),
  search: (q: string, plan: string | undefined, limit: number, lang: string, signal?: AbortSignal) =>
    get<SearchReply>('search', { q, plan, limit, lang }, signal),
  text: (plan: string, signal?: AbortSignal) => get<TextReply>('text', { plan }, signal),
  coverage: (plan: string, signal?: AbortSignal) => get<CoverageReply>('coverage', { plan }, signal),
  matrix: (question: MatrixQuestion, signal?: AbortSignal) => get<MatrixReply>('matrix', { ...question }, signal),
  layers: (question: LayersQuestion, signal?: AbortSignal) => get<LayersReply>('layers', { ...question }, signal),
  trace: (question: TraceQuestion, signal?: AbortSignal) => get<TraceReply>('trace', { ...question }, signal),
  questions: (plan: string, signal?: AbortSignal) => get<{ queries: Question[] | null }>('queries', { plan }, signal),
  ask: (id: string, params: Record<string, string>, plan: string, lang: string, signal?: AbortSignal) =>
    post<QueryReply>(`queries/${encodeURIComponent(id)}`, { params }, { plan, lang }, signal),
  findings: (plan: string, signal?: AbortSignal) => get<FindingsReply>('findings', { plan }, signal),
  choices: (signal?: AbortSignal) => get<ExportChoices>('export/choices', {}, signal),
  progress: (job: string, signal?: AbortSignal) => get<ExportProgress>('export/progress', { job }, signal),
  export: exported,
  query: (query: string, params: Record<string, unknown>, lang: string, signal?: AbortSignal) =>
    post<QueryReply>('query', { query, params }, { lang }, signal),
  alignment: (plan: string, basis: string | undefined, signal?: AbortSignal) => get<AlignmentReply>('alignment', { plan, basis }, signal),
  centrality: (plan: string, basis: string | undefined, signal?: AbortSignal) => get<CentralityReply>('centrality', { plan, basis }, signal),
  sides: (signal?: AbortSignal) => get<{ sides: DiffSide[] }>('diff/sides', {}, signal),
  sheet: (from: string, to: string, signal?: AbortSignal) => get<SheetReply>('diff/sheet', { from, to }, signal),
};
