import type { StaticOperationSchema } from '@smithy/types';
import type { WireRequest } from './message.js';
import { shapeOf, traitsOf } from '../../sdk-schema.js';

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

/**
 * A label of the input that the path lacks stands before it: S3's model leaves the bucket to the client's endpoint rules,
 * which put it there for an endpoint of one's own. `x-id` is left out: only some clients send it.
 * Source: https://smithy.io/2.0/aws/customizations/s3-customizations.html
 * @throws Error where the operation has no route: it is not one of a REST service
 */
export function routeOf(schema: StaticOperationSchema): Route {
  const { http } = traitsOf(schema[3]);
  if (!http) throw new Error(`${schema[2]} has no http trait`);
  const [method, uri, status] = http;
  const [path = '', query] = uri.split('?');
  const segments = segmentsOf(path).map(segment);
  return {
    method,
    status,
    segments: [...unplacedLabels(schema, segments), ...segments],
    query: (query?.split('&') ?? [])
      .map((pair) => {
        const [name = '', value] = pair.split('=');
        return [name, value] as const;
      })
      .filter(([name]) => name !== 'x-id'),
  };
}

function unplacedLabels(schema: StaticOperationSchema, segments: readonly Segment[]): readonly Segment[] {
  const input = shapeOf(schema[4]);
  const members = input.kind === 'structure' ? input.members : [];
  return members
    .filter(({ name, shape }) => shape.traits.httpLabel && !segments.some((it) => 'label' in it && it.label === name))
    .map(({ name }) => ({ label: name, greedy: false }));
}

function segment(text: string): Segment {
  const [, label, greedy] = /^\{(.+?)(\+?)\}$/.exec(text) ?? [];
  return label === undefined ? { literal: text } : { label, greedy: greedy === '+' };
}

/** The labels' values where the request takes this route. */
export function matchRoute(route: Route, { method, path, query }: WireRequest): Labels | undefined {
  if (method !== route.method) return undefined;
  if (!route.query.every(([name, value]) => query.has(name) && (value === undefined || query.get(name) === value)))
    return undefined;
  // What a greedy label takes may end in a slash: the key of an object.
  const last = route.segments.at(-1);
  const slash = last && 'greedy' in last && last.greedy && path.endsWith('/') && path !== '/' ? [''] : [];
  const segments = [...segmentsOf(path), ...slash].map(decoded);
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
function segmentsOf(path: string): string[] {
  const inner = path.replace(/^\//, '').replace(/\/$/, '');
  return inner === '' ? [] : inner.split('/');
}
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
