import type { Run } from '../../runner/run.js';
import { readFacts } from './read-facts.js';

/** Sends what looking at the way of a request to a rehearsed stack sends. */
export async function rehearseTrace(run: Run): Promise<void> {
  await run.withCloud('trace', { token: '', tags: {} }, (cloud) => readFacts(cloud, run.store.records));
}
