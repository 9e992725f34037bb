import { requestJson, storyLines } from '../../ui/request-story.js';
import { requestedOf } from '../trace/requested.js';
import type { ExplainRequest } from './asked.js';
import { narrationFor } from './narration.js';
import { asRecorded, requestThatArrives, storyOf } from './overview.js';
import type { Show } from './show.js';

/**
 * The way of a request through the rehearsed stack, hop by hop. Where none is named, one is taken that a task answers.
 * @throws FailureError `bad-usage` where the words are no request
 */
export async function requestStoryFor(request: ExplainRequest, { look, time, note }: Show): Promise<string[]> {
  const told = await (await narrationFor(request, note)).tell();
  const [first, path] = request.what ?? [];
  const asked =
    first === undefined ? requestThatArrives(told) : requestedOf({ request: first, path }, asRecorded(told));
  const story = storyOf(told, asked);
  return request.display.json ? [requestJson(story, time)] : storyLines(story, look);
}
