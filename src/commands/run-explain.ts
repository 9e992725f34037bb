import { costsOfNoun } from '../explain/costs.js';
import { actionsOf } from '../explain/permissions.js';
import { nearestWords, subjectOf, type Subject } from '../explain/subject.js';
import { FailureError } from '../failure.js';
import { chapterOf, lessonOf } from '../lessons/index.js';
import { pricesIn } from '../prices/table.js';
import { chapterLines, operationLines, type Beside } from '../ui/chapter.js';
import { chapterJson, operationJson, sceneJson, storyJson } from '../ui/explain-json.js';
import type { LessonLook } from '../ui/lesson.js';
import { writerTo } from '../ui/output.js';
import { sceneLines, storyLines } from '../ui/story.js';
import { colorsFor } from '../ui/terminal.js';
import { answered } from './guarded.js';
import type { Arguments } from './options.js';
import { regionFor, toldStack, type ToldStack } from './told.js';

/** What its command line says besides what every command takes. */
export interface ExplainOptions {
  readonly what?: string;
}

type Options = Arguments<ExplainOptions>;
const book = { chapterOf, lessonOf };

/** `provision explain`: nothing is called, and no state is read. @returns the exit code */
export async function runExplain(argv: Options): Promise<number> {
  return answered('explain', argv, async () => {
    const lines = await linesFor(argv);
    writerTo(process.stdout)(lines.map((line) => `${line}\n`).join(''));
  });
}

async function linesFor(argv: Options): Promise<string[]> {
  const { what } = argv;
  const [look, time] = [lookFor(argv), new Date().toISOString()];
  if (what === undefined) {
    const { story, basis } = await (await toldStack(argv)).tell();
    return argv.json ? storyJson(story, book, time) : storyLines(story, book, { ...look, basis });
  }
  const subject = subjectOf(what);
  // Where a stack is named, its steps come first: some are called as what they are.
  const isStackNamed = argv.config !== undefined || argv.blueprint !== undefined;
  const stack = isStackNamed || !subject ? await stackIfAny(argv, isStackNamed) : undefined;
  if (stack?.steps.includes(what)) return stepLines(stack, what, argv, { look, time });
  if (!subject) throw unknown(what, stack?.steps ?? []);
  return subjectLines(subject, argv, { look, time });
}

const lookFor = ({ color }: Options): LessonLook => ({
  columns: Math.max(40, Math.min(100, process.stdout.columns ?? 100)),
  colors: colorsFor(process.stdout, process.env, color === false),
});

interface Show {
  readonly look: LessonLook;
  readonly time: string;
}

/** A word may be of no stack at all, so a config is needed only where one is named. */
async function stackIfAny(argv: Options, isNeeded: boolean): Promise<ToldStack | undefined> {
  return toldStack(argv).catch((error: unknown) => {
    if (!isNeeded && error instanceof FailureError && 'reason' in error.failure) return undefined;
    throw error;
  });
}

async function stepLines(stack: ToldStack, step: string, argv: Options, { look, time }: Show): Promise<string[]> {
  const { story } = await stack.tell();
  const scene = story.scenes.find((it) => it.step === step);
  if (!scene) return [];
  const removal = story.ending.find((it) => it.step === step);
  return argv.json ? sceneJson(scene, removal, book, time) : sceneLines(scene, removal, book, look);
}

async function subjectLines(subject: Subject, argv: Options, { look, time }: Show): Promise<string[]> {
  if (subject.is === 'several') {
    const hint = `say which: ${subject.names.join(', ')}`;
    throw new FailureError({ code: 'bad-usage', message: 'several services have an operation of that name', hint });
  }
  const { region } = await regionFor(argv);
  const operations = subject.is === 'chapter' ? Object.keys(subject.chapter.operations) : [subject.name];
  const beside: Beside = {
    region,
    costs: costsOfNoun(subject.chapter.noun, pricesIn(region)),
    actions: Object.fromEntries(operations.map((name) => [name, actionsOf(name)])),
  };
  const { chapter } = subject;
  if (subject.is === 'chapter')
    return argv.json ? chapterJson(chapter, beside, time) : chapterLines(chapter, beside, look);
  const { name, lesson } = subject;
  if (!argv.json) return operationLines(name, lesson, beside, look);
  return [operationJson(name, lesson, { noun: chapter.noun, actions: beside.actions, time })];
}

function unknown(word: string, steps: readonly string[]): FailureError {
  const near = nearestWords(word, steps).map((it) => JSON.stringify(it));
  const any = 'a step, a noun like nat-gateway, or an operation like ec2:CreateVpc';
  const hint = near.length > 0 ? `did you mean ${near.join(' or ')}?` : any;
  const message = `there is nothing called ${JSON.stringify(word)} to explain`;
  return new FailureError({ code: 'bad-usage', message, hint });
}
