import type { Capture } from './captures.js';
import { assignedTo, withSuffix, linesOf, type Command } from './command.js';
import { hasBareDollar } from './option.js';
import type { Substitution } from './substitution.js';
import type { Call } from './transcript.js';

/**
 * A call, with what is taken from its answer in variables.
 * @param captures of this call
 * @param prefix what runs it: `retry`
 */
export function callLines(
  call: Call,
  captures: readonly Capture[],
  substitution: Substitution,
  prefix: readonly string[] = [],
): string[] {
  const { service, operation, input, output } = call;
  const dollar = hasBareDollar(input) ? ['# shellcheck disable=SC2016'] : [];
  return [
    ...dollar,
    ...captureLines({ service, operation, input: substitution.input(input) }, output, captures, prefix),
  ];
}

function captureLines(
  command: Command,
  output: object | undefined,
  captures: readonly Capture[],
  prefix: readonly string[],
): string[] {
  const [only] = captures;
  if (!only) return withSuffix(linesOf(command, prefix), saysNothing(output) ? '' : ' > /dev/null');
  const paths = captures.map(({ path }) => pathOf(path));
  if (captures.length === 1) return assignedTo(only.name, linesOf({ ...command, query: paths.join() }, prefix));
  const names = captures.map(({ name }) => name).join(' ');
  const query = `[${paths.join(', ')}]`;
  return [...assignedTo('ANSWER', linesOf({ ...command, query }, prefix)), `read -r ${names} <<< "$ANSWER"`];
}

/** The CLI prints nothing where AWS answers nothing. */
const saysNothing = (output: object | undefined): boolean =>
  output !== undefined && Object.keys(output).every((member) => member === '$metadata');

/** JMESPath: `Instances[0].InstanceId` */
const pathOf = (path: readonly string[]): string =>
  path
    .map((key, at) =>
      /^\d+$/.test(key) ? `[${key}]` : `${at > 0 ? '.' : ''}${/^\w+$/.test(key) ? key : JSON.stringify(key)}`,
    )
    .join('');
