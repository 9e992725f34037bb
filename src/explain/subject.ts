import type { Book } from '../lessons/book.js';
import type { Chapter, Lesson } from '../lessons/lesson.js';
import { nearest } from '../nearest.js';

/** What a word names that somebody asks about. */
export type Subject =
  | { readonly is: 'chapter'; readonly chapter: Chapter }
  | { readonly is: 'operation'; readonly name: string; readonly lesson: Lesson; readonly chapter: Chapter }
  /** An operation of several services, by all of its names. */
  | { readonly is: 'several'; readonly names: readonly string[] };

type Operation = Extract<Subject, { is: 'operation' }>;

const operationsIn = ({ chapters }: Book): Operation[] =>
  chapters.flatMap((chapter) =>
    Object.entries(chapter.operations).map(([name, lesson]) => ({ is: 'operation', name, lesson, chapter }) as const),
  );
const withoutService = (name: string): string => name.slice(name.indexOf(':') + 1);
const isSame = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();

/**
 * @param word a noun, or an operation with its service or without, in any case: `nat-gateway`, `createvpc`
 * @returns undefined where nothing is called so
 */
export function subjectOf(word: string, book: Book): Subject | undefined {
  const chapter = book.chapters.find(({ noun }) => isSame(noun, word));
  if (chapter) return { is: 'chapter', chapter };
  const named = operationsIn(book).filter(({ name }) => isSame(word.includes(':') ? name : withoutService(name), word));
  const [only] = named;
  return named.length > 1 ? { is: 'several', names: named.map(({ name }) => name) } : only;
}

/** The nearest known words to one that is not known. @param steps names of steps, where there are any */
export function nearestWords(word: string, book: Book, steps: readonly string[]): string[] {
  const names = operationsIn(book).map(({ name }) => name);
  const near = [book.chapters.map(({ noun }) => noun), steps].flatMap((group) => nearest(word, group) ?? []);
  const operation = word.includes(':') ? nearest(word, names) : nearest(word, names.map(withoutService));
  const full =
    operation === undefined ? [] : names.filter((name) => name === operation || withoutService(name) === operation);
  return [...new Set([...near, ...full])];
}
