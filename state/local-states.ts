import { readdir } from 'node:fs/promises';
import { takeLock, breakLock, heldLock } from '../src/process-lock.js';
import { FailureError } from '../src/failure.js';
import { JsonStore, readState, statePath } from './json-store.js';
import { ageSecondsOf, lockPath } from './lock.js';
import type { States } from './states.js';

/** States in a directory of this machine. It keeps no versions, and a lock lasts as long as its process. */
export const localStates = (directory: string): States => ({
  pathOf: (stack) => statePath(directory, stack),
  stacks: () => stacksIn(directory),
  async read(stack) {
    const state = await readState(statePath(directory, stack));
    return state && { state, revision: 'local' };
  },
  store: (stack, state) => new JsonStore(statePath(directory, stack), state),
  async lock(stack, command) {
    const path = lockPath(directory, stack);
    const lock = await takeLock(path, command);
    if (lock.held) return { requireHeld: async () => {}, release: lock.release };
    const { pid, host, since } = lock.by;
    const by = { pid, host, command: lock.by.command, since };
    throw new FailureError({ code: 'state-locked', path, by, ageSeconds: ageSecondsOf(since) });
  },
  async holder(stack) {
    const held = await heldLock(lockPath(directory, stack));
    if (!held) return undefined;
    const { pid, host, command, since } = held.by;
    return { holder: { pid, host, command, since }, revision: held.text, isStale: !held.isAlive };
  },
  unlock: (stack, { revision }) => breakLock(lockPath(directory, stack), revision),
});

/** The stacks that have a state file in a directory. */
export async function stacksIn(directory: string): Promise<string[]> {
  const files = await readdir(directory).catch(() => []);
  return files.filter((file) => file.endsWith('.json')).map((file) => file.slice(0, -'.json'.length));
}
