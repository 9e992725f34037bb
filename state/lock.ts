import { join } from 'node:path';
import { FailureError } from '../src/failure.js';
import { takeLock } from '../src/process-lock.js';

export const lockPath = (directory: string, stack: string): string => join(directory, `${stack}.lock`);

/**
 * Takes a stack's lock, so that no second `up` or `down` works on the same state.
 * @returns what gives it back
 * @throws FailureError `state-locked`, naming the holder
 */
export async function lockState(directory: string, stack: string, command: string): Promise<() => Promise<void>> {
  const path = lockPath(directory, stack);
  const lock = await takeLock(path, command);
  if (lock.held) return lock.release;
  const { pid, host, since } = lock.by;
  const ageSeconds = Math.max(0, Math.round((Date.now() - Date.parse(since)) / 1000));
  throw new FailureError({ code: 'state-locked', path, by: { pid, host, command: lock.by.command, since }, ageSeconds });
}
