import type { Capture } from './captures.js';
import { linesOf, type Command } from './command.js';
import { hasBareDollar } from './option.js';
import type { Call } from './story.js';
import type { Put } from './wait-lines.js';

/**
 * A call, with what is taken from its answer in variables.
 * @param captures of this call
 * @param before what runs it: `retry`
 */
export function callLines({ service, operation, input, output }: Call, captures: readonly Capture[], put: Put, before: readonly string[] = []): string[] {
  const dollar = hasBareDollar(input) ? ['# shellcheck disable=SC2016'] : [];
  return [...dollar, ...taking({ service, operation, input: put.input(input) }, output, captures, before)];
}

function taking(command: Command, output: object | undefined, captures: readonly Capture[], before: readonly string[]): string[] {
  const [only] = captures;
  if (!only) return saysNothing(output) ? linesOf(command, before) : ended(linesOf(command, before), ' > /dev/null');
  const paths = captures.map(({ path }) => pathOf(path));
  if (captures.length === 1) return within(only.name, linesOf({ ...command, query: paths.join() }, before));
  const names = captures.map(({ name }) => name).join(' ');
  return [...within('ANSWER', linesOf({ ...command, query: `[${paths.join(', ')}]` }, before)), `read -r ${names} <<< "$ANSWER"`];
}

const within = (name: string, [first = '', ...rest]: readonly string[]): string[] => ended([`${name}=$(${first}`, ...rest], ')');
const ended = (lines: readonly string[], end: string): string[] => [...lines.slice(0, -1), `${lines.at(-1) ?? ''}${end}`];

/** The CLI prints nothing where AWS answers nothing. */
const saysNothing = (output: object | undefined): boolean => output !== undefined && Object.keys(output).every((member) => member === '$metadata');

/** JMESPath: `Instances[0].InstanceId` */
export const pathOf = (path: readonly string[]): string =>
  path.map((key, at) => (/^\d+$/.test(key) ? `[${key}]` : `${at > 0 ? '.' : ''}${/^\w+$/.test(key) ? key : JSON.stringify(key)}`)).join('');
