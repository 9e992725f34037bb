import { FailureError } from '../src/failure.js';
import { whyNotPlain, whyUnsound } from './soundness.js';
import { stateSchema, stateVersion, type State } from './schema.js';

/**
 * A state as it is kept, validated.
 * @param path for whoever has to find what is wrong
 * @throws FailureError `state-unreadable` or `state-newer`
 */
export function parseState(text: string, path: string): State {
  let data: unknown;
  try {
    data = JSON.parse(text);
  } catch (error) {
    throw new FailureError({ code: 'state-unreadable', path, why: (error as Error).message });
  }
  const unreadable = (why: string) => new FailureError({ code: 'state-unreadable', path, why });
  const strange = whyNotPlain(data);
  if (strange !== undefined) throw unreadable(strange);
  const version = (data as { version?: unknown } | null)?.version;
  if (typeof version === 'number' && version > stateVersion)
    throw new FailureError({ code: 'state-newer', path, version, known: stateVersion });
  const parsed = stateSchema.safeParse(version === 1 ? { ...Object(data), version: stateVersion } : data);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw unreadable(`${issue?.path.join('.')}: ${issue?.message}`);
  }
  const unsound = whyUnsound(parsed.data);
  if (unsound !== undefined) throw unreadable(unsound);
  return parsed.data;
}

/** A state as it is kept. */
export const stateText = (state: State): string => `${JSON.stringify(state, null, 2)}\n`;
