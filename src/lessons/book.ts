import { readdirSync, readFileSync } from 'node:fs';
import { join, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isBundled } from '../version.js';
import type { Chapter, Lesson } from './lesson.js';
import { chapterFrom } from './markdown.js';
import { general, inTeachingOrder, topics } from './order.js';

/** All that is taught. */
export interface Book {
  /** In the order of teaching. */
  readonly chapters: readonly Chapter[];
  /** @param noun `nat-gateway` */
  chapterOf(noun: string): Chapter | undefined;
  /** @param operation `ec2:CreateVpc` */
  lessonOf(operation: string): Lesson | undefined;
}

/** Of the sources: from the bundle they are read while it is built, and never again. */
const root = fileURLToPath(new URL(isBundled ? '../' : '../../', import.meta.url));
/** What belongs to no noun. */
const generalFolder = join('src', 'lessons');

/**
 * Reads the lessons: `steps/<service>/<noun>/lesson.md` of each noun. A noun without one is not in the book.
 * @param nouns in the order of the services' indexes
 * @throws Error naming file and line where a lesson has another form than the parser knows
 */
export function readChapters(nouns: readonly string[]): Chapter[] {
  const files = new Map([
    ...general.map((noun) => [noun, join(generalFolder, `${noun}.md`)] as const),
    ...topics.map((topic) => [topic, join(generalFolder, 'topics', `${topic}.md`)] as const),
    ...lessonFiles().map((file) => [file.split(sep).at(-2) ?? '', file] as const),
  ]);
  return [...general, ...inTeachingOrder(nouns), ...topics].flatMap((noun) => {
    const file = files.get(noun);
    return file === undefined ? [] : [chapterFrom(noun, readFileSync(join(root, file), 'utf8'), file)];
  });
}

/** @param chapters in the order of teaching */
export function bookOf(chapters: readonly Chapter[]): Book {
  const byNoun = new Map(chapters.map((chapter) => [chapter.noun, chapter]));
  const lessons = new Map(chapters.flatMap(({ operations }) => Object.entries(operations)));
  return { chapters, chapterOf: (noun) => byNoun.get(noun), lessonOf: (operation) => lessons.get(operation) };
}

const lessonFiles = (): string[] =>
  readdirSync(join(root, 'steps'), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith(`${sep}lesson.md`))
    .map((file) => join('steps', file));
