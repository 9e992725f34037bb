import type { Capture } from './captures.js';
import { assigned, ended, linesOf, type Command } from './command.js';
import { hasBareDollar } from './option.js';
import type { Put } from './put.js';
import type { Call } from './story.js';

/**
 * A call, with what is taken from its answer in variables.
 * @param captures of this call
 * @param before what runs it: `retry`
 */
export function callLines(call: Call, captures: readonly Capture[], put: Put, before: readonly string[] = []): string[] {
  const { service, operation, input, output } = call;
  const dollar = hasBareDollar(input) ? ['# shellcheck disable=SC2016'] : [];
  return [...dollar, ...taking({ service, operation, input: put.input(input) }, output, captures, before)];
}

function taking(command: Command, output: object | undefined, captures: readonly Capture[], before: readonly string[]): string[] {
  const [only] = captures;
  if (!only) return ended(linesOf(command, before), saysNothing(output) ? '' : ' > /dev/null');
  const paths = captures.map(({ path }) => pathOf(path));
  if (captures.length === 1) return assigned(only.name, linesOf({ ...command, query: paths.join() }, before));
  const names = captures.map(({ name }) => name).join(' ');
  const query = `[${paths.join(', ')}]`;
  return [...assigned('ANSWER', linesOf({ ...command, query }, before)), `read -r ${names} <<< "$ANSWER"`];
}

/** The CLI prints nothing where AWS answers nothing. */
const saysNothing = (output: object | undefined): boolean =>
  output !== undefined && Object.keys(output).every((member) => member === '$metadata');

/** JMESPath: `Instances[0].InstanceId` */
const pathOf = (path: readonly string[]): string =>
  path
    .map((key, at) => (/^\d+$/.test(key) ? `[${key}]` : `${at > 0 ? '.' : ''}${/^\w+$/.test(key) ? key : JSON.stringify(key)}`))
    .join('');
