import { isMutating } from '../is-mutating.js';
import type { Call } from './transcript.js';

/** Keeps only the last of several equal reads. Calls that change something all stay. */
export function withoutRepeatedReads(calls: readonly Call[]): Call[] {
  const kept = new Map<string, Call>();
  for (const [index, call] of calls.entries()) {
    const key = isMutating(call.operation) ? String(index) : `${call.operation} ${JSON.stringify(call.input)}`;
    // The last read keeps its own place in the order.
    kept.delete(key);
    kept.set(key, call);
  }
  return [...kept.values()];
}
