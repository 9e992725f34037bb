import { resourcesByType } from '../../../steps/nouns.js';
import { costsOfNoun } from '../../explain/costs.js';
import { actionsOf } from '../../explain/permissions.js';
import { nearestWords, subjectOf, type Subject } from '../../explain/subject.js';
import { FailureError } from '../../failure.js';
import type { Book } from '../../lessons/book.js';
import { pricesIn } from '../../prices/table.js';
import { chapterLines, operationLines, type ChapterFacts } from '../../ui/chapter.js';
import { chapterJson, operationJson, stepNarrationJson, stackNarrationJson } from '../../ui/explain-json.js';
import type { LessonLook } from '../../ui/lesson.js';
import { writerTo } from '../../ui/output.js';
import { proseWidth } from '../../ui/prose.js';
import { stepNarrationLines, stackNarrationLines } from '../../ui/narration.js';
import { colorsFor } from '../../ui/terminal.js';
import { printAnswer } from '../report/run-command.js';
import type { Display, RequestWith } from '../request.js';
import { notesFor, type Note } from '../report/notes.js';
import { endpointToRehearse } from '../stack/region.js';
import { bookOfNouns } from './book.js';
import { narrationFor, type Narration } from './narration.js';

export interface ExplainRequest extends RequestWith<'stack' | 'target' | 'display'> {
  /** A step, a noun or an operation; all of the stack where absent. */
  readonly what?: string | undefined;
}

/** `provision explain`: nothing is called, and no state is read. @returns the exit code */
export async function runExplain(request: ExplainRequest): Promise<number> {
  return printAnswer({ command: 'explain', words: [request.what], request }, async () => {
    const note = notesFor(request.display);
    const lines = await linesFor(request, note);
    writerTo(process.stdout)(lines.map((line) => `${line}\n`).join(''));
  });
}

async function linesFor(request: ExplainRequest, note: Note): Promise<string[]> {
  const { what, stack: choice, display } = request;
  const book = bookOfNouns();
  const [look, time] = [lookFor(display), new Date().toISOString()];
  if (what === undefined) {
    const narration = await (await narrationFor(request, note)).tell();
    return display.json ? stackNarrationJson(narration, book, time) : stackNarrationLines(narration, book, look);
  }
  const subject = subjectOf(what, book);
  // Where a stack is named, its steps come first: some are called as what they are.
  const isStackNamed = choice.config !== undefined || choice.env !== undefined || choice.blueprint !== undefined;
  const stack = isStackNamed || !subject ? await stackIfAny(request, isStackNamed, note) : undefined;
  if (stack?.steps.includes(what)) return stepLines(stack, what, display, { book, look, time });
  if (!subject) throw unknown(what, book, stack?.steps ?? []);
  return subjectLines(subject, request, { look, time, note });
}

const lookFor = ({ color }: Display): LessonLook => ({
  columns: Math.max(40, Math.min(100, proseWidth(process.stdout))),
  colors: colorsFor(process.stdout, process.env, !color),
});

interface Show {
  readonly book: Book;
  readonly look: LessonLook;
  readonly time: string;
}

/** A word may be of no stack at all, so a config is needed only where one is named. */
async function stackIfAny(request: ExplainRequest, isNeeded: boolean, note: Note): Promise<Narration | undefined> {
  return narrationFor(request, note).catch((error: unknown) => {
    if (!isNeeded && error instanceof FailureError && 'reason' in error.failure) return undefined;
    throw error;
  });
}

async function stepLines(
  stack: Narration,
  step: string,
  { json }: Display,
  { book, look, time }: Show,
): Promise<string[]> {
  const narration = await stack.tell();
  const stepNarration = narration.steps.find((it) => it.step === step);
  if (!stepNarration) return [];
  const removal = narration.removals.find((it) => it.step === step);
  return json
    ? stepNarrationJson(stepNarration, removal, book, time)
    : stepNarrationLines(stepNarration, removal, book, look);
}

async function subjectLines(
  subject: Subject,
  { target, display }: ExplainRequest,
  { look, time, note }: Omit<Show, 'book'> & { readonly note: Note },
): Promise<string[]> {
  if (subject.is === 'several') {
    const hint = `say which: ${subject.names.join(', ')}`;
    throw new FailureError({ code: 'bad-usage', message: 'several services have an operation of that name', hint });
  }
  const { region } = await endpointToRehearse(target, {}, note);
  const operations = subject.is === 'chapter' ? Object.keys(subject.chapter.operations) : [subject.name];
  const facts: ChapterFacts = {
    region,
    costs: costsOfNoun(pricesIn(region), resourcesByType.get(subject.chapter.noun)?.billing),
    actions: Object.fromEntries(operations.map((name) => [name, actionsOf(name)])),
  };
  const { chapter } = subject;
  if (subject.is === 'chapter')
    return display.json ? chapterJson(chapter, facts, time) : chapterLines(chapter, facts, look);
  const { name, lesson } = subject;
  if (!display.json) return operationLines(name, lesson, facts, look);
  return [operationJson(name, lesson, { noun: chapter.noun, actions: facts.actions, time })];
}

function unknown(word: string, book: Book, steps: readonly string[]): FailureError {
  const near = nearestWords(word, book, steps).map((it) => JSON.stringify(it));
  const any = 'a step, a noun like nat-gateway, or an operation like ec2:CreateVpc';
  const hint = near.length > 0 ? `did you mean ${near.join(' or ')}?` : any;
  const message = `there is nothing called ${JSON.stringify(word)} to explain`;
  return new FailureError({ code: 'bad-usage', message, hint });
}
