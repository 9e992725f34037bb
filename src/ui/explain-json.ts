import type { Removal, Scene, Story } from '../explain/story.js';
import type { Chapter, Lesson } from '../lessons/lesson.js';
import type { Beside } from './chapter.js';
import type { Book } from './told.js';

/**
 * What `explain --json` prints: an object of `type: "lesson"` for each step, noun and operation, each once.
 * @param time ISO 8601
 */
export function storyJson({ stack, region, scenes, ending }: Story, book: Book, time: string): string[] {
  const lessons = new Lessons(book, time);
  const where = { stack, region, time };
  return [
    ...scenes.flatMap((scene) => [sceneLine(scene, where), ...lessons.in(scene)]),
    ...ending.flatMap((removal) => [removalLine(removal, where), ...lessons.in(removal)]),
  ];
}

/** The same of one step. */
export function sceneJson(scene: Scene, removal: Removal | undefined, book: Book, time: string): string[] {
  const lessons = new Lessons(book, time);
  const up = [sceneLine(scene, { time }), ...lessons.in(scene)];
  return removal ? [...up, removalLine(removal, { time }), ...lessons.in(removal)] : up;
}

const sceneLine = ({ noun, ...scene }: Scene, more: object): string =>
  JSON.stringify({ type: 'lesson', of: 'step', command: 'up', resource: noun, ...more, ...scene });
const removalLine = ({ noun, ...removal }: Removal, more: object): string =>
  JSON.stringify({ type: 'lesson', of: 'step', command: 'down', resource: noun, ...more, ...removal });

/** Those that were not told yet. */
class Lessons {
  readonly #told = new Set<string>();

  constructor(
    private readonly book: Book,
    private readonly time: string,
  ) {}

  in({ noun, calls, looks, actions }: Scene | Removal): string[] {
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
    if (this.#told.has(name)) return false;
    this.#told.add(name);
    return true;
  }
}

const nounJson = ({ noun, is }: Chapter, more: object): string =>
  JSON.stringify({ type: 'lesson', of: 'noun', ...more, noun, is });

/** A noun, then each of its operations. */
export function chapterJson({ noun, is, operations }: Chapter, { region, costs, actions }: Beside, time: string): string[] {
  const parts = Object.entries(operations).map(([name, lesson]) => operationJson(name, lesson, { noun, actions, time }));
  return [nounJson({ noun, is, operations }, { time, region, costs }), ...parts];
}

/** One operation. */
export const operationJson = (
  operation: string,
  lesson: Lesson,
  { actions, ...more }: { actions: Beside['actions']; noun?: string; time: string },
): string =>
  JSON.stringify({ type: 'lesson', of: 'operation', operation, ...more, ...lesson, actions: actions[operation] ?? [] });
