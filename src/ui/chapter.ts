import type { Cost } from '../explain/costs.js';
import type { Chapter, Lesson } from '../lessons/lesson.js';
import { nounOf } from '../nouns.js';
import { lessonLines, paragraph, type LessonLook } from './lesson.js';
import { costLines } from './story.js';
import { permissionLines } from './told.js';

/** What is said of a noun or an operation besides its lesson. */
export interface Beside {
  readonly region: string;
  readonly costs: readonly Cost[];
  /** By operation. */
  readonly actions: { readonly [operation: string]: readonly string[] };
}

/** A noun with all of its operations. */
export function chapterLines({ noun, is, operations }: Chapter, beside: Beside, look: LessonLook): string[] {
  const { costs, region } = beside;
  const { bold } = look.colors;
  const prices = costLines(costs, look);
  return [
    bold(nounOf(noun)),
    ...paragraph(is, 0, look),
    ...(prices.length > 0 ? ['', bold(`Prices in ${region}`), ...prices] : []),
    ...Object.entries(operations).flatMap(([name, lesson]) => ['', ...operationLines(name, lesson, beside, look)]),
  ];
}

/** One operation. */
export const operationLines = (name: string, lesson: Lesson, { actions }: Beside, look: LessonLook): string[] =>
  lessonLines(name, lesson, { ...look, before: permissionLines(name, actions, look) });
