import type { Cost } from '../explain/costs.js';
import type { Chapter, Lesson } from '../lessons/lesson.js';
import { displayName } from '../display-names.js';
import { lessonLines, paragraph, type LessonLook } from './lesson.js';
import { costLines } from './narration.js';
import { permissionLines } from './explainer.js';

/** What is said of a noun or an operation besides its lesson. */
export interface ChapterFacts {
  readonly region: string;
  readonly costs: readonly Cost[];
  /** By operation. */
  readonly actions: { readonly [operation: string]: readonly string[] };
}

/** A noun with all of its operations. */
export function chapterLines({ noun, is, operations }: Chapter, facts: ChapterFacts, look: LessonLook): string[] {
  const { costs, region } = facts;
  const { bold } = look.colors;
  const prices = costLines(costs, look);
  return [
    bold(displayName(noun)),
    ...paragraph(is, 0, look),
    ...(prices.length > 0 ? ['', bold(`Prices in ${region}`), ...prices] : []),
    ...Object.entries(operations).flatMap(([name, lesson]) => ['', ...operationLines(name, lesson, facts, look)]),
  ];
}

/** One operation. */
export const operationLines = (name: string, lesson: Lesson, { actions }: ChapterFacts, look: LessonLook): string[] =>
  lessonLines(name, lesson, { ...look, before: permissionLines(name, actions, look) });
