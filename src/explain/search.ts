import type { Book } from '../lessons/book.js';
import type { Chapter, Lesson } from '../lessons/lesson.js';
import { form } from './words.js';

/** A section of a lesson in which all words of a search stand. */
export interface Found {
  /** What to ask `explain` about: a noun, a topic or an operation. */
  readonly subject: string;
  /** The sentence that says most of it. */
  readonly line: string;
  readonly score: number;
}

/** One text of a lesson, and how much it counts that a word stands in it. */
interface Section {
  readonly subject: string;
  readonly text: string;
  readonly weight: number;
}

/** Where something is said in a chapter: what it is counts most, and what people get wrong least. */
const weights = { is: 8, does: 5, parameter: 3, behind: 3, cost: 3, undo: 2, mistake: 2 } as const;

/**
 * Looks for words in all lessons: where they stand in one section, as words or as beginnings of words.
 * @param least how many of the words a section has to have; all of them where absent
 * @returns the best first, one for each noun, topic or operation
 */
export function searchIn(words: string, { chapters }: Pick<Book, 'chapters'>, least?: number): Found[] {
  const wanted = stemsIn(words);
  if (wanted.length === 0) return [];
  const best = new Map<string, Found>();
  for (const section of chapters.flatMap(sectionsOf)) {
    const score = scoreOf(section, wanted, least ?? wanted.length);
    const before = best.get(section.subject)?.score ?? 0;
    if (score > before)
      best.set(section.subject, { subject: section.subject, line: lineFor(section.text, wanted), score });
  }
  return [...best.values()].toSorted((a, b) => b.score - a.score);
}

const sectionsOf = ({ noun, is, operations }: Chapter): Section[] => [
  { subject: noun, text: is, weight: weights.is },
  ...Object.entries(operations).flatMap(([name, lesson]) => partsOf(lesson).map((it) => ({ ...it, subject: name }))),
];

const partsOf = ({ does, parameters = {}, behind, undo, cost, mistakes = [] }: Lesson): Omit<Section, 'subject'>[] => [
  { text: does, weight: weights.does },
  ...Object.entries(parameters).map(([name, why]) => ({ text: `${name}: ${why}`, weight: weights.parameter })),
  ...(behind === undefined ? [] : [{ text: behind, weight: weights.behind }]),
  ...(undo === undefined ? [] : [{ text: undo, weight: weights.undo }]),
  ...(cost === undefined ? [] : [{ text: cost, weight: weights.cost }]),
  ...mistakes.map((text) => ({ text, weight: weights.mistake })),
];

/** Words that say nothing about what is looked for. */
const filler = new Set(
  'a an and are as at be by can do does for from how i in is it my of on or the there to what when where which who whose why with'.split(
    ' ',
  ),
);

/** The words of a search without their endings: `retries` and `retry` are both `retr`. */
const stemsIn = (words: string): string[] =>
  (words.match(/[\w.$/*-]+/g) ?? [])
    .flatMap((word) => word.split(/[-/]/))
    .map((word) => word.toLowerCase())
    .filter((word) => word.length > 1 && !filler.has(word))
    .map(stemOf);

const stemOf = (word: string): string => (word.length > 4 ? word.replace(/(ies|ing|es|ed|s|y)$/, '') : word);

function scoreOf({ text, weight }: Section, wanted: readonly string[], least: number): number {
  const words = text.toLowerCase().match(/[a-z0-9]+/g) ?? [];
  const hits = wanted.map((stem) => words.filter((word) => isHit(word, stem)).length);
  const there = hits.filter((count) => count > 0).length;
  if (there < least) return 0;
  // A text that is about it says more of the words, and says them often.
  const often = hits.reduce((sum, count) => sum + Math.min(count, 3), 0);
  return 100 * there + weight * there + often;
}

/** A short stem has to be the word: `az` is not the beginning of `azure`. */
const isHit = (word: string, stem: string): boolean =>
  stem.length > 3 ? word.startsWith(form(stem)) : word === form(stem);

function lineFor(text: string, wanted: readonly string[]): string {
  const sentences = text.split(/(?<=[.:;!?]) /);
  const countIn = (sentence: string) => {
    const words = sentence.toLowerCase().match(/[a-z0-9]+/g) ?? [];
    return wanted.filter((stem) => words.some((word) => isHit(word, stem))).length;
  };
  const most = Math.max(...sentences.map(countIn));
  return sentences.find((it) => countIn(it) === most) ?? text;
}
