import { FailureError } from '../src/failure.js';
import { parsedOnce } from '../src/parsed-once.js';
import { journalNamed } from './journal.js';
import { whyNotPlain, whyUnsound } from './soundness.js';
import { stateSchema, stateVersion, type State } from './schema.js';

/**
 * A state as it is kept, validated.
 * @param path for whoever has to find what is wrong
 * @throws FailureError `state-unreadable` or `state-newer`
 */
export const parseState = (text: string, path: string): State =>
  validState(
    readable(path, () => JSON.parse(text)),
    path,
  );

/** @throws FailureError `state-unreadable` where an error is thrown */
export function readable<T>(path: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw new FailureError({ code: 'state-unreadable', path, why: (error as Error).message });
  }
}

/**
 * What a state file says, validated.
 * @throws FailureError `state-unreadable` or `state-newer`
 */
export function validState(data: unknown, path: string): State {
  const unreadable = (why: string) => new FailureError({ code: 'state-unreadable', path, why });
  const strange = whyNotPlain(data);
  if (strange !== undefined) throw unreadable(strange);
  if (journalNamed(data) !== undefined) throw unreadable('it is half of a state: the rest is in a journal beside it');
  const version = (data as { version?: unknown } | null)?.version;
  if (typeof version === 'number' && version > stateVersion)
    throw new FailureError({ code: 'state-newer', path, version, known: stateVersion });
  const current = version === 1 ? { ...Object(data), version: stateVersion } : data;
  const parsed = stateSchema.safeParse(current, parsedOnce);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw unreadable(`${issue?.path.join('.')}: ${issue?.message}`);
  }
  const unsound = whyUnsound(parsed.data);
  if (unsound !== undefined) throw unreadable(unsound);
  return parsed.data;
}

/** A state as it is kept. */
export const stateText = (state: object): string => `${JSON.stringify(state, null, 2)}\n`;
