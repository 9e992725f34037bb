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
  const paths = captures.map(({ path }) => pathOf(path, toldBy(command.operation, output, path)));
  if (captures.length === 1) return assignedTo(only.name, linesOf({ ...command, query: paths.join() }, prefix));
  const names = captures.map(({ name }) => name).join(' ');
  const query = `[${paths.join(', ')}]`;
  return [...assignedTo('ANSWER', linesOf({ ...command, query }, prefix)), `read -r ${names} <<< "$ANSWER"`];
}

/** The CLI prints nothing where AWS answers nothing. */
const saysNothing = (output: object | undefined): boolean =>
  output !== undefined && Object.keys(output).every((member) => member === '$metadata');

/** Of an answer that may list others as well: by which member of an entry the one that is meant is told. */
const members: { readonly [operation: string]: string } = { DescribeListeners: 'Port' };

/** JMESPath: `[?Port==`443`] | [0]`; undefined where the answer has what was asked for alone. */
function toldBy(operation: string, output: object | undefined, [list = '', at = '']: readonly string[]) {
  const member = members[operation];
  const entry = (Object(output) as { readonly [list: string]: { readonly [at: string]: object } })[list]?.[at];
  return member === undefined || !entry ? undefined : `[?${member}==\`${String(Reflect.get(entry, member))}\`] | [0]`;
}

/** JMESPath: `Instances[0].InstanceId` */
const pathOf = (path: readonly string[], first?: string): string =>
  path
    .map((key, at) =>
      /^\d+$/.test(key)
        ? at === 1 && first !== undefined
          ? first
          : `[${key}]`
        : `${at > 0 ? '.' : ''}${/^\w+$/.test(key) ? key : JSON.stringify(key)}`,
    )
    .join('');
