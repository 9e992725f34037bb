import type { Lesson } from '../lessons/lesson.js';
import { nounOf } from '../nouns.js';
import type { PlannedStep } from '../plan.js';
import { callLesson } from './lesson.js';
import type { Colors } from './terminal.js';
import { listed, oneLine, wrapped } from './text.js';

/** What a person sees who goes through a run step by step. */

export interface StepLook {
  readonly columns: number;
  readonly colors: Colors;
  /** How many steps there are to stop at. */
  readonly of: number;
  /** What was explained in full already: the operations shown are added. */
  readonly explained: Set<string>;
}

type LessonOf = (operation: string) => Lesson | undefined;

/** What the step is for, and each of its calls, explained. */
export function beforeStep(step: PlannedStep, lessonOf: LessonOf, { number, of, columns, colors, explained }: StepLook & { readonly number: number }): string[] {
  const title = `Step ${number} of ${of}: ${step.step} (${nounOf(step.resource)}, ${step.action})`;
  const why = step.why === undefined ? [] : wrapped(`${step.why}.`, columns);
  const calls = step.calls.flatMap((call) => {
    const operation = `${call.service}:${call.operation}`;
    const isBrief = explained.has(operation);
    explained.add(operation);
    return ['', ...callLesson(call, lessonOf(operation), { columns, colors, isBrief })];
  });
  return ['', colors.bold(title), ...why, ...(calls.length > 0 ? calls : ['', 'It makes no call of its own.']), ''];
}

/** The question before each step, in one line of a narrow terminal. */
export const stepPrompt = ({ bold }: Colors): string =>
  `${bold('Enter')}: make these calls   ${bold('s')}: all the rest   ${bold('q')}: stop, to go on later > `;

/** What came back, and what can begin now. */
export function afterStep(
  { step }: PlannedStep,
  { id, out }: { readonly id: unknown; readonly out: unknown },
  unlocked: readonly string[],
  { colors, columns }: StepLook,
): string[] {
  const given = membersOf(out ?? id).map(([name, value]) => `  ${name}: ${oneLine(value)}`);
  const next = unlocked.length > 0 ? wrapped(`This was the last thing that these had waited for: ${listed(unlocked)}.`, columns) : [];
  return ['', colors.green(`${step} is there. It gives:`), ...given, ...next];
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));
function membersOf(value: unknown): (readonly [string, string])[] {
  if (value === null || typeof value !== 'object') return [['id', textOf(value)]];
  return Object.entries(value).map(([name, member]) => [name, textOf(member)] as const);
}
