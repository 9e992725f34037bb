import { cliName } from '../aws/names.js';
import { word } from './bash.js';
import { kebab } from './cli-names.js';
import { hasMask } from './sensitive-values.js';
import { optionFor, type Option } from './option.js';

/** An operation and its input, in which variables stand already. */
export interface Command {
  readonly service: string;
  readonly operation: string;
  readonly input: object;
  /** What to take from the answer, in JMESPath. */
  readonly query?: string;
  /** In place of the operation: the CLI's own command. */
  readonly verb?: readonly string[];
}

const width = 110;

/**
 * The command as lines: one where it is short, else one for each option.
 * @param prefix what runs it: `retry`
 */
export function linesOf(command: Command, prefix: readonly string[] = []): string[] {
  const { service, operation, query, verb = [kebab(operation)] } = command;
  const options = [
    ...optionsOf(command),
    ...(query === undefined
      ? []
      : [
          { name: '--query', values: [word(query)] },
          { name: '--output', values: ['text'] },
        ]),
  ];
  const head = [...prefix, 'aws', cliName(service), ...verb].join(' ');
  const whole = [head, ...options.map(textOf)].join(' ');
  if (whole.length <= width && !/[\n\uE002]/.test(whole)) return [whole];
  const grouped =
    query === undefined
      ? options.map(textOf)
      : [...options.slice(0, -2).map(textOf), options.slice(-2).map(textOf).join(' ')];
  const lines = [head, ...grouped.map((text) => `  ${text}`)];
  return lines.map((line, at) => (at < lines.length - 1 ? `${line} \\` : line));
}

/** A command's lines with the answer in a variable. */
export const assignedTo = (name: string, [first = '', ...rest]: readonly string[]): string[] =>
  withSuffix([`${name}=$(${first}`, ...rest], ')');

/** Lines with something more behind the last one. */
export const withSuffix = (lines: readonly string[], end: string): string[] => [
  ...lines.slice(0, -1),
  `${lines.at(-1) ?? ''}${end}`,
];

/** A value that begins like an option has to be tied to its own. */
const textOf = ({ name, values }: Option): string => {
  const [first = ''] = values;
  return values.length === 1 && /^['"]?-/.test(first) ? `${name}=${first}` : [name, ...values].join(' ');
};

function optionsOf({ service, operation, input }: Command): Option[] {
  return membersOf(operation, input)
    .filter(([member, value]) => value !== undefined && value !== null && !isToken(member))
    .map(([member, value]) => optionFor(service, operation, member, value));
}

/** A token stands for one run of one creation; where AWS needs one, the CLI makes it. */
const isToken = (member: string): boolean => /^(clientToken|CreatorRequestId)$/i.test(member);

/** The CLI says how many in one option. */
function membersOf(operation: string, input: object): [string, unknown][] {
  const { MinCount, MaxCount, ...others } = input as { MinCount?: number; MaxCount?: number };
  if (operation !== 'RunInstances') return Object.entries(input);
  // The CLI encodes it by itself.
  const { UserData } = others as { UserData?: string };
  const plain =
    UserData === undefined || hasMask(UserData) ? {} : { UserData: Buffer.from(UserData, 'base64').toString() };
  return Object.entries({ ...others, ...plain, Count: MinCount === MaxCount ? MinCount : `${MinCount}:${MaxCount}` });
}
