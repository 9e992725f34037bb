import { isMutating } from '../../src/is-mutating.js';
import type { Bed, Interceptor } from './bed.js';
import { notFound } from './kinds.js';

/** All texts in an id. */
export const leavesOf = (id: unknown): string[] =>
  typeof id === 'string' ? [id] : typeof id === 'object' && id !== null ? Object.values(id).flatMap(leavesOf) : [];

/** An answer without the elements of its lists that tell of one of the texts. */
export function without(answer: unknown, texts: readonly string[]): unknown {
  if (Array.isArray(answer))
    return answer
      .filter((it) => !texts.some((text) => JSON.stringify(it).includes(text)))
      .map((it) => without(it, texts));
  if (typeof answer !== 'object' || answer === null || answer instanceof Date) return answer;
  return Object.fromEntries(Object.entries(answer).map(([key, it]) => [key, without(it, texts)]));
}

/** Denies what steps have now, and nothing else. @param seconds for how long, by step */
export function hiding(bed: Bed, seconds: Readonly<Record<string, number>>): Interceptor {
  const { clock } = bed.aws;
  const began = clock.now();
  const texts = new Map(Object.keys(seconds).map((it) => [it, leavesOf(bed.store.records.get(it)?.id)]));
  return async (call, send) => {
    const own = texts.get(call.step);
    const isOver = clock.now() >= began + (seconds[call.step] ?? 0) * 1000;
    if (!own || isOver || isMutating(call.operation)) return send();
    if (own.some((it) => JSON.stringify(call.input).includes(it))) throw notFound(call.service);
    return without(await send(), own);
  };
}
