import { global, type Context } from '../../../service.js';

/**
 * What the program in a task does: how long it runs, what it writes, and how it ends. The sandbox runs no containers, so this is
 * made up for a task that nobody keeps running, or set by `/_sandbox/programs` for any.
 */
export interface TaskProgram {
  /** Seconds from its start to its end. */
  readonly seconds: number;
  readonly exitCode: number;
  /** What it writes, spread over its time. */
  readonly lines: readonly string[];
  /** Whether it is also that of the tasks that a service keeps running: then they end with it, and others are started. */
  readonly services?: boolean;
}

/** By the family of the task definition. */
const set = global<TaskProgram>('ecs/programs');

/** A program that ends well, soon, and says what it is. */
const usual = (family: string): TaskProgram => ({
  seconds: 5,
  exitCode: 0,
  lines: [`The sandbox runs no containers. This line stands for what ${family} would write.`],
});

/** The program in a task of a family. One that a service keeps running has none, unless one was set for these, too. */
export function programOf(
  context: Pick<Context, 'world'>,
  { family, isOfService }: { readonly family: string; readonly isOfService: boolean },
): TaskProgram | undefined {
  const own = set(context).get(family);
  if (isOfService) return own?.services === true ? own : undefined;
  return own ?? usual(family);
}

/** What was set, by family. */
export const programsIn = (context: Pick<Context, 'world'>): { readonly [family: string]: TaskProgram } =>
  Object.fromEntries(set(context));

const example = '{"migrate": {"seconds": 20, "exitCode": 3, "lines": ["no such table: users"]}}';
/** A week. */
const longest = 7 * 24 * 3600;

/**
 * Sets what programs do, for tasks that start from now on. What is left out is as usual.
 * @returns a line for each thing that is wrong; nothing is changed then
 */
export function setPrograms(context: Pick<Context, 'world'>, programs: unknown): string[] {
  if (!isMap(programs)) return [`the body is a JSON object of programs, by family, like ${example}`];
  const given = Object.entries(programs);
  const problems = given.flatMap(([family, program]) => problemsOf(family, program));
  if (problems.length === 0)
    for (const [family, program] of given) set(context).set(family, { ...usual(family), ...(program as object) });
  return problems;
}

function problemsOf(family: string, program: unknown): string[] {
  if (!isMap(program)) return [`${family} takes an object, like ${example}`];
  const { seconds, exitCode, lines, services, ...others } = program;
  return [
    ...Object.keys(others).map((name) => `${family} has no ${name}: it takes seconds, exitCode, lines and services`),
    ...(isWithin(seconds, longest) ? [] : [`seconds of ${family} are a number from 0 to ${longest}`]),
    ...(isWithin(exitCode, 255) && Number.isInteger(exitCode ?? 0)
      ? []
      : [`exitCode of ${family} is a whole number from 0 to 255`]),
    ...(lines === undefined || (Array.isArray(lines) && lines.every((it) => typeof it === 'string' && it !== ''))
      ? []
      : [`lines of ${family} are a list of texts, none of them empty`]),
    ...(services === undefined || typeof services === 'boolean' ? [] : [`services of ${family} is true or false`]),
  ];
}

/** All programs as usual again. */
export const resetPrograms = (context: Pick<Context, 'world'>): void => set(context).clear();

const isMap = (value: unknown): value is { readonly [name: string]: unknown } =>
  value !== null && typeof value === 'object' && !Array.isArray(value);

const isWithin = (value: unknown, most: number): boolean =>
  value === undefined || (typeof value === 'number' && value >= 0 && value <= most);
