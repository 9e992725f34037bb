import { displayName } from '../display-names.js';
import { firstSentence } from '../lessons/first-sentence.js';
import type { PlannedStep } from '../plan.js';
import type { Book } from './explainer.js';
import { callLesson } from './lesson.js';
import { printable } from './printable.js';
import { wrapped } from './prose.js';
import type { Colors } from './terminal.js';
import { listed, oneLine } from './text.js';

/** What `up --step` shows before and after each step. */

export interface StepLook {
  readonly columns: number;
  readonly colors: Colors;
  /** The number of steps that `up --step` stops at. */
  readonly of: number;
  /** Nouns and operations that were explained before. Those that are shown are added. */
  readonly explained: Set<string>;
}

/** The step's title, its purpose, what its noun is where that comes first, and its calls with their lessons. */
export function beforeStep(
  step: PlannedStep,
  { chapterOf, lessonOf }: Book,
  { number, of, columns, colors, explained }: StepLook & { readonly number: number },
): string[] {
  const title = `Step ${number} of ${of}: ${step.step} (${displayName(step.resource)}, ${step.action})`;
  const why = step.why === undefined ? [] : wrapped(`${step.why}.`, columns, 0);
  const chapter = explained.has(step.resource) ? undefined : chapterOf(step.resource);
  explained.add(step.resource);
  const calls = step.calls.flatMap((call) => {
    const operation = `${call.service}:${call.operation}`;
    const isBrief = explained.has(operation);
    explained.add(operation);
    return ['', ...callLesson(call, lessonOf(operation), { columns, colors, isBrief })];
  });
  return [
    '',
    ...wrapped(title, columns).map(colors.bold),
    ...why,
    ...(chapter ? wrapped(firstSentence(chapter.is), columns, 0) : []),
    ...(calls.length > 0 ? calls : ['', 'This step sends no calls.']),
    ...(number === 1 ? ['', ...wrapped(ownParts, columns, 0)] : []),
    '',
  ];
}

const ownParts =
  'Tags and tokens of provision itself are not shown: provision explain what-provision-adds tells of them.';

/** The question before each step. */
export const stepPrompt = ({ colors: { bold }, columns }: Pick<StepLook, 'colors' | 'columns'>): string => {
  const choices = `${bold('Enter')}: make these calls   ${bold('s')}: all the rest   ${bold('q')}: stop; the next up continues >`;
  return `${wrapped(choices, columns - 2, 0).join('\n')} `;
};

/**
 * The values that a step gave, and the steps that can begin now.
 * @param unlocked steps that had waited for nothing else any more
 */
export function afterStep(
  { step }: PlannedStep,
  { id, out }: { readonly id: unknown; readonly out: unknown },
  unlocked: readonly string[],
  { colors, columns }: StepLook,
): string[] {
  const given = membersOf(printable(out ?? id)).flatMap(([name, value]) =>
    wrapped(`  ${name}: ${oneLine(value)}`, columns),
  );
  const next = unlocked.length > 0 ? wrapped(`Now these steps can begin: ${listed(unlocked)}.`, columns, 0) : [];
  return ['', ...wrapped(`${step} is ready. Its values:`, columns).map(colors.green), ...given, ...next];
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));
function membersOf(value: unknown): (readonly [string, string])[] {
  if (value === null || typeof value !== 'object') return [['id', textOf(value)]];
  return Object.entries(value).map(([name, member]) => [name, textOf(member)] as const);
}
