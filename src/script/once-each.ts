import { isMutating } from '../operation.js';
import type { Call } from './story.js';

/** Looks at the same thing are one: the last. What changes something stands each time. */
export function onceEach(calls: readonly Call[]): Call[] {
  const kept = new Map<string, Call>();
  for (const [index, call] of calls.entries()) {
    const key = isMutating(call.operation) ? String(index) : `${call.operation} ${JSON.stringify(call.input)}`;
    // The last one counts where it stands, too: behind all that came before it.
    kept.delete(key);
    kept.set(key, call);
  }
  return [...kept.values()];
}
