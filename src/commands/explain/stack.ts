import { FailureError } from '../../failure.js';
import { stackNarrationJson } from '../../ui/explain-json.js';
import { stackNarrationLines } from '../../ui/narration.js';
import { overviewJson } from '../../ui/overview-json.js';
import { overviewLines } from '../../ui/overview.js';
import { repeatedOptions } from '../report/repeated-options.js';
import { bookOfNouns } from './book.js';
import { isStackNamed, type ExplainRequest } from './asked.js';
import { indexFor } from './index-of-all.js';
import { narrationFor, type Narration } from './narration.js';
import { overviewOf } from './overview.js';
import type { Show } from './show.js';

/** The stack of the config; where there is none and none is named, all that can be explained. */
export async function stackOrIndex(request: ExplainRequest, show: Show): Promise<string[]> {
  const stack = await stackIfAny(request, isStackNamed(request) || request.all, show);
  return stack ? stackLines(request, stack, show) : indexFor(request, show);
}

/** One screen; all calls with `--all`. As data, all of both. */
export async function stackLines(request: ExplainRequest, stack: Narration, show: Show): Promise<string[]> {
  const { look, time } = show;
  const told = await stack.tell();
  const { json } = request.display;
  const book = await bookOfNouns();
  if (json) return [overviewJson(overviewOf(told), time), ...stackNarrationJson(told.narration, book, time)];
  if (request.all) return stackNarrationLines(told.narration, book, look);
  return overviewLines(overviewOf(told), { ...look, options: repeatedOptions(request) });
}

/** @param isNeeded whether it is a failure that there is none: a word may be of no stack at all */
export async function stackIfAny(
  request: ExplainRequest,
  isNeeded: boolean,
  { note }: Show,
): Promise<Narration | undefined> {
  return narrationFor(request, note).catch((error: unknown) => {
    if (!isNeeded && error instanceof FailureError && 'reason' in error.failure) return undefined;
    throw error;
  });
}
