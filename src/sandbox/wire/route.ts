import type { StaticOperationSchema } from '@smithy/types';
import type { WireRequest } from './message.js';
import { traitsOf } from './schema.js';

/**
 * The method and path that a REST operation is known by: `GET /v2/apis/{ApiId}?literal=value`.
 * Source: https://smithy.io/2.0/spec/http-bindings.html#http-trait
 */
export interface Route {
  readonly method: string;
  readonly segments: readonly Segment[];
  /** What the URL's query must have; `undefined`: any value. */
  readonly query: readonly (readonly [string, string | undefined])[];
  /** Of a successful answer. */
  readonly status: number;
}
type Segment = { readonly literal: string } | { readonly label: string; readonly greedy: boolean };
/** The input members that stand in a path. */
export type Labels = { readonly [label: string]: string };

/** @throws Error where the operation has no route: it is not one of a REST service */
export function routeOf(schema: StaticOperationSchema): Route {
  const { http } = traitsOf(schema[3]);
  if (!http) throw new Error(`${schema[2]} has no http trait`);
  const [method, uri, status] = http;
  const [path = '', query] = uri.split('?');
  return {
    method,
    status,
    segments: segmentsOf(path).map(segment),
    query: (query?.split('&') ?? []).map((pair) => {
      const [name = '', value] = pair.split('=');
      return [name, value] as const;
    }),
  };
}

function segment(text: string): Segment {
  const [, label, greedy] = /^\{(.+?)(\+?)\}$/.exec(text) ?? [];
  return label === undefined ? { literal: text } : { label, greedy: greedy === '+' };
}

/** The labels' values where the request takes this route. */
export function follow(route: Route, { method, path, query }: WireRequest): Labels | undefined {
  if (method !== route.method) return undefined;
  if (!route.query.every(([name, value]) => query.has(name) && (value === undefined || query.get(name) === value)))
    return undefined;
  const segments = segmentsOf(path).map(decoded);
  return segments.includes(undefined) ? undefined : walk(route.segments, segments as string[]);
}

function walk(route: readonly Segment[], path: readonly string[]): Labels | undefined {
  const [next, ...rest] = route;
  const [here, ...beyond] = path;
  if (!next) return path.length === 0 ? {} : undefined;
  if (here === undefined) return undefined;
  if ('literal' in next) return next.literal === here ? walk(rest, beyond) : undefined;
  if (here === '') return undefined;
  if (!next.greedy) return withLabel(next.label, here, walk(rest, beyond));
  const taken = path.length - rest.length;
  if (taken < 1) return undefined;
  return withLabel(next.label, path.slice(0, taken).join('/'), walk(rest, path.slice(taken)));
}
const withLabel = (label: string, value: string, others: Labels | undefined): Labels | undefined =>
  others && { [label]: value, ...others };

/** A trailing slash makes no difference. */
const segmentsOf = (path: string): string[] => path.replace(/^\//, '').replace(/\/$/, '').split('/');
function decoded(segment: string): string | undefined {
  try {
    return decodeURIComponent(segment);
  } catch {
    return undefined;
  }
}

/** Sorts routes so that the first that a request can follow is the right one: the more literal, the earlier. */
export function mostLiteralFirst(a: Route, b: Route): number {
  for (let at = 0; at < Math.max(a.segments.length, b.segments.length); at++) {
    const difference = weight(b.segments[at]) - weight(a.segments[at]);
    if (difference !== 0) return difference;
  }
  return b.query.length - a.query.length;
}
const weight = (it: Segment | undefined) => (!it ? 0 : 'literal' in it ? 3 : it.greedy ? 1 : 2);
