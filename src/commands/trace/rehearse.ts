import type { Run } from '../../runner/run.js';
import { readForAll } from './answer.js';

/** Sends what looking at the way of a request to a rehearsed stack sends. */
export async function rehearseTrace(run: Run): Promise<void> {
  await run.withCloud('trace', { token: '', tags: {} }, (cloud) => readForAll(cloud, run.store.records));
}
