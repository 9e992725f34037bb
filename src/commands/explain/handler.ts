import type { RequestWith } from '../request.js';
import { notesFor } from '../report/notes.js';
import { printAnswer } from '../report/run-command.js';
import { lookFor, printLines, type Show } from './show.js';

export interface ExplainRequest extends RequestWith<'stack' | 'target' | 'display'> {
  /** What is asked about, word by word; the stack of the config where absent. */
  readonly what?: readonly string[] | undefined;
  /** All of the stack, call by call. */
  readonly all: boolean;
  /** The words are a request. */
  readonly request: boolean;
  /** The words are two architectures. */
  readonly compare: boolean;
}

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
