import { isOwnParameter, withoutOwnParts } from '../explain/own-parts.js';
import type { Lesson } from '../lessons/lesson.js';
import type { PlannedCall } from '../plan.js';
import { wrapped } from './prose.js';
import { valueAt, wholeValue } from './short-value.js';
import type { Colors } from './terminal.js';

export interface LessonLook {
  readonly columns: number;
  readonly colors: Colors;
  /** Show only what the call does, and its parameters. */
  readonly isBrief?: boolean;
  /** Lines that come before the link. */
  readonly before?: readonly string[];
}

type Call = Pick<PlannedCall, 'service' | 'operation' | 'input'>;
/** By the parameter's name: why it has its value. Obvious parameters are left out. */
export type Reasons = { readonly [parameter: string]: string };

/**
 * A call with its explanation: what it does, the parameters that matter with their values here and why, what AWS does
 * behind it, what undoes it, what it costs, what people get wrong, and where AWS says more.
 * @param lesson of its operation; without one, the call is shown with its input alone
 * @returns lines no wider than the columns, except for links; none of them empty
 */
export function callLesson(call: Call, lesson: Lesson | undefined, look: LessonLook): string[] {
  const { service, operation } = call;
  const input = withoutOwnParts(`${service}:${operation}`, call.input);
  return [
    look.colors.bold(`${service}:${operation}`),
    ...(lesson ? paragraph(lesson.does, 2, look) : []),
    ...valueLines(reasonsFor(lesson, input), input, look),
    ...(lesson && !look.isBrief ? restOf(lesson, look) : []),
  ];
}

/** The same without a call: the purpose of each parameter that matters. */
export const lessonLines = (operation: string, lesson: Lesson, look: LessonLook): string[] => [
  look.colors.bold(operation),
  ...paragraph(lesson.does, 2, look),
  ...parameterLines(operation, lesson, look),
  ...restOf(lesson, look),
];

/** What AWS asks for first, then what `provision` adds. */
function parameterLines(operation: string, { parameters = {} }: Lesson, look: LessonLook): string[] {
  const all = Object.entries(parameters);
  const lines = ([name, why]: readonly [string, string]) => hanging(look.colors.cyan(name), why, look);
  const added = all.filter(([name]) => isOwnParameter(operation, name));
  return [
    ...all.filter((it) => !added.includes(it)).flatMap(lines),
    ...(added.length > 0 ? [`  ${look.colors.bold('What provision adds:')}`, ...added.flatMap(lines)] : []),
  ];
}

/** The parameters that the lesson explains; all of the call's if it explains none. */
export const reasonsFor = (lesson: Lesson | undefined, input: unknown): Reasons =>
  lesson?.parameters ?? Object.fromEntries(Object.keys(input ?? {}).map((name) => [name, '']));

/** `SubnetId: ${subnet-public-1.subnetId}`, all of it, and below it the reason. Only for parameters that the input has. */
export function valueLines(reasons: Reasons, input: unknown, look: LessonLook): string[] {
  return Object.entries(reasons).flatMap(([name, why]) => {
    const value = valueAt(input, name);
    if (value === undefined) return [];
    return [...hanging(look.colors.cyan(name), wholeValue(value), look), ...(why ? paragraph(why, 4, look) : [])];
  });
}

function restOf({ behind, undo, cost, mistakes = [], link }: Lesson, look: LessonLook): string[] {
  const { bold, dim } = look.colors;
  const said = [
    ['Behind it', behind],
    ['Undone by', undo],
    ['Cost', cost],
  ] as const;
  return [
    ...said.flatMap(([label, text]) => (text === undefined ? [] : hanging(bold(label), text, look))),
    ...(mistakes.length > 0 ? [`  ${bold('Mistakes:')}`] : []),
    ...mistakes.flatMap((text) => wrapped(`  - ${text}`, look.columns)),
    ...(look.before ?? []),
    `  ${dim(link)}`,
  ];
}

/** `  Cost: By the hour…`, further lines a little to the right. */
export const hanging = (label: string, text: string, { columns }: LessonLook): string[] =>
  wrapped(`  ${label}: ${text}`, columns);

/** Text at an indent. */
export const paragraph = (text: string, indent: number, { columns }: LessonLook): string[] =>
  wrapped(' '.repeat(indent) + text, columns, 0);
