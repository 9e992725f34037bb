import type { RemovalNarration, StepNarration, StackNarration } from '../explain/narration.js';
import type { Chapter, Lesson } from '../lessons/lesson.js';
import type { ChapterFacts } from './chapter.js';
import type { Book } from './explainer.js';
import { jsonLine } from './printable.js';

/**
 * What `explain --json` prints: an object of `type: "lesson"` for each step, noun and operation, each once.
 * @param time ISO 8601
 */
export function stackNarrationJson(
  { stack, region, steps, removals }: StackNarration,
  book: Book,
  time: string,
): string[] {
  const lessons = new Lessons(book, time);
  const where = { stack, region, time };
  return [
    ...steps.flatMap((stepNarration) => [stepLine(stepNarration, where), ...lessons.in(stepNarration)]),
    ...removals.flatMap((removal) => [removalLine(removal, where), ...lessons.in(removal)]),
  ];
}

/** The same of one step. */
export function stepNarrationJson(
  stepNarration: StepNarration,
  removal: RemovalNarration | undefined,
  book: Book,
  time: string,
): string[] {
  const lessons = new Lessons(book, time);
  const up = [stepLine(stepNarration, { time }), ...lessons.in(stepNarration)];
  return removal ? [...up, removalLine(removal, { time }), ...lessons.in(removal)] : up;
}

const stepLine = ({ noun, ...stepNarration }: StepNarration, more: object): string =>
  jsonLine({ type: 'lesson', of: 'step', command: 'up', resource: noun, ...more, ...stepNarration });
const removalLine = ({ noun, ...removal }: RemovalNarration, more: object): string =>
  jsonLine({ type: 'lesson', of: 'step', command: 'down', resource: noun, ...more, ...removal });

/** Lessons as JSON, each noun and operation once. */
class Lessons {
  readonly #explained = new Set<string>();

  constructor(
    private readonly book: Book,
    private readonly time: string,
  ) {}

  in({ noun, calls, looks, actions }: StepNarration | RemovalNarration): string[] {
    const { book, time } = this;
    const chapter = this.#isNew(noun) ? book.chapterOf(noun) : undefined;
    const called = calls.map(({ service, operation }) => `${service}:${operation}`);
    const names = [...called, ...looks.map(({ operation }) => operation)].filter((name) => this.#isNew(name));
    return [
      ...(chapter ? [nounJson(chapter, { time })] : []),
      ...names.flatMap((name) => {
        const lesson = book.lessonOf(name);
        return lesson ? [operationJson(name, lesson, { actions, time })] : [];
      }),
    ];
  }

  #isNew(name: string): boolean {
    if (this.#explained.has(name)) return false;
    this.#explained.add(name);
    return true;
  }
}

const nounJson = ({ noun, is, see, sources }: Omit<Chapter, 'operations'>, more: object): string =>
  jsonLine({ type: 'lesson', of: 'noun', ...more, noun, is, see, sources });

/** A noun, then each of its operations. */
export function chapterJson(
  { operations, ...chapter }: Chapter,
  { region, costs, actions }: ChapterFacts,
  time: string,
): string[] {
  const parts = Object.entries(operations).map(([name, lesson]) =>
    operationJson(name, lesson, { noun: chapter.noun, actions, time }),
  );
  return [nounJson(chapter, { time, region, costs }), ...parts];
}

/** One operation. */
export const operationJson = (
  operation: string,
  lesson: Lesson,
  { actions, ...more }: { actions: ChapterFacts['actions']; noun?: string; time: string },
): string =>
  jsonLine({ type: 'lesson', of: 'operation', operation, ...more, ...lesson, actions: actions[operation] ?? [] });
