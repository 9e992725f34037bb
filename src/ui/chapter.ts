import type { Cost } from '../explain/costs.js';
import type { Chapter, Lesson } from '../lessons/lesson.js';
import { displayName } from '../display-names.js';
import { lessonLines, paragraph, type LessonLook } from './lesson.js';
import { costLines } from './narration.js';
import { wrapped } from './prose.js';
import { permissionLines } from './explainer.js';

/** What is said of a noun or an operation besides its lesson. */
export interface ChapterFacts {
  readonly region: string;
  readonly costs: readonly Cost[];
  /** By operation. */
  readonly actions: { readonly [operation: string]: readonly string[] };
}

/** A noun with all of its operations. */
export function chapterLines(chapter: Chapter, facts: ChapterFacts, look: LessonLook): string[] {
  const { noun, is, see = [], sources = [], operations } = chapter;
  const { costs, region } = facts;
  const { bold } = look.colors;
  const prices = costLines(costs, look);
  return [
    bold(capitalised(displayName(noun))),
    ...paragraph(is, 0, look),
    ...(prices.length > 0 ? ['', bold(`Prices in ${region}`), ...prices] : []),
    ...Object.entries(operations).flatMap(([name, lesson]) => ['', ...operationLines(name, lesson, facts, look)]),
    ...(see.length > 0
      ? ['', bold('See also'), ...wrapped(`  provision explain ${see.join(', ')}`, look.columns)]
      : []),
    ...(sources.length > 0 ? ['', bold('Sources'), ...sources.map((url) => `  ${look.colors.dim(url)}`)] : []),
  ];
}

/** One operation. */
export const operationLines = (name: string, lesson: Lesson, { actions }: ChapterFacts, look: LessonLook): string[] =>
  lessonLines(name, lesson, { ...look, before: permissionLines(name, actions, look) });

const capitalised = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
