import type { Book } from '../lessons/book.js';
import { firstSentence } from '../lessons/first-sentence.js';
import type { Chapter, Lesson } from '../lessons/lesson.js';
import { nearest } from '../nearest.js';
import { meaningsOf } from './meanings.js';
import { searchIn, type Found } from './search.js';

/** What a word names that somebody asks about. */
export type Subject =
  | { readonly is: 'chapter'; readonly chapter: Chapter }
  | { readonly is: 'operation'; readonly name: string; readonly lesson: Lesson; readonly chapter: Chapter }
  /** An operation of several services, by all of its names. */
  | { readonly is: 'several'; readonly names: readonly string[] }
  | { readonly is: 'blueprint'; readonly blueprint: Titled }
  /** A word that people use for several things. */
  | { readonly is: 'meanings'; readonly meanings: readonly Meaning[] }
  /** Words that no name has, and the lessons that they stand in. */
  | { readonly is: 'found'; readonly found: readonly Found[] };

/** A blueprint, as a list of them has it. */
export interface Titled {
  readonly name: string;
  readonly title: string;
}

/** One of several things that a word can mean. */
export interface Meaning {
  /** What to ask `explain` about. */
  readonly name: string;
  readonly is: string;
}

type Operation = Extract<Subject, { is: 'operation' }>;

const operationsIn = ({ chapters }: Book): Operation[] =>
  chapters.flatMap((chapter) =>
    Object.entries(chapter.operations).map(([name, lesson]) => ({ is: 'operation', name, lesson, chapter }) as const),
  );
const withoutService = (name: string): string => name.slice(name.indexOf(':') + 1);
const isSame = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();

/**
 * @param word a noun, a topic, a blueprint, an operation with its service or without, or what people call one of these, in any
 *   spelling: `nat-gateway`, `createvpc`, `circuit breaker`
 * @returns undefined where nothing is called so
 */
export function subjectOf(word: string, book: Book, blueprints: readonly Titled[] = []): Subject | undefined {
  const named = operationsIn(book).filter(({ name }) => isSame(word.includes(':') ? name : withoutService(name), word));
  const [only] = named;
  if (named.length > 1) return { is: 'several', names: named.map(({ name }) => name) };
  if (only) return only;
  const known = [...book.chapters.map(({ noun }) => noun), ...blueprints.map(({ name }) => name)];
  const meanings = meaningsOf(word, known).flatMap((name) => namedSo(name, book, blueprints) ?? []);
  return meanings.length > 1 ? { is: 'meanings', meanings: meanings.map(meaningOf) } : meanings[0];
}

/**
 * What is written about any words.
 * @param least how many of them have to stand together; all where absent
 * @returns undefined where nothing is
 */
export function foundFor(words: string, book: Book, least?: number): Subject | undefined {
  const found = searchIn(words, book, least);
  return found.length > 0 ? { is: 'found', found } : undefined;
}

type Named = Extract<Subject, { is: 'chapter' | 'blueprint' }>;

function namedSo(name: string, { chapterOf }: Book, blueprints: readonly Titled[]): Named | undefined {
  const chapter = chapterOf(name);
  if (chapter) return { is: 'chapter', chapter };
  const blueprint = blueprints.find((it) => it.name === name);
  return blueprint && { is: 'blueprint', blueprint };
}

const meaningOf = (subject: Named): Meaning =>
  subject.is === 'chapter'
    ? { name: subject.chapter.noun, is: firstSentence(subject.chapter.is) }
    : { name: subject.blueprint.name, is: subject.blueprint.title };

/** The nearest known words to one that is not known. @param steps names of steps, where there are any */
export function nearestWords(word: string, book: Book, steps: readonly string[]): string[] {
  const names = operationsIn(book).map(({ name }) => name);
  const near = [book.chapters.map(({ noun }) => noun), steps].flatMap((group) => nearest(word, group) ?? []);
  const operation = word.includes(':') ? nearest(word, names) : nearest(word, names.map(withoutService));
  const full =
    operation === undefined ? [] : names.filter((name) => name === operation || withoutService(name) === operation);
  return [...new Set([...near, ...full])];
}
