import { notesFor } from '../report/notes.js';
import { printAnswer } from '../report/run-command.js';
import type { ExplainRequest } from './asked.js';
import { lookFor, printLines, type Show } from './show.js';

/** `provision explain`: nothing is called, and no state is read. @returns the exit code */
export async function runExplain(request: ExplainRequest): Promise<number> {
  const { what = [], display } = request;
  return printAnswer({ command: 'explain', words: what, request }, async () => {
    const show: Show = { look: lookFor(display), time: new Date().toISOString(), note: notesFor(display) };
    await printLines(await linesFor(request, show), display);
  });
}

/** Only what is asked for is loaded: a noun needs no rehearsal. */
async function linesFor(request: ExplainRequest, show: Show): Promise<readonly string[]> {
  if (request.compare) return (await import('./compare.js')).comparisonFor(request, show);
  if (request.request) return (await import('./request.js')).requestStoryFor(request, show);
  if ((request.what ?? []).length === 0) return (await import('./stack.js')).stackOrIndex(request, show);
  return (await import('./word.js')).wordLines(request, show);
}
