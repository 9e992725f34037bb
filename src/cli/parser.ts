import yargs, { type Argv, type Options, type PositionalOptions } from 'yargs';
import { examples } from './examples.js';
import { camelCase, type Command, type Example } from '../commands/declaration.js';
import { BadValue, type Option } from '../commands/option.js';
import { textOf } from '../ui/failure.js';
import { unwritten } from '../ui/output.js';
import { proseWidth, wrapped } from '../ui/prose.js';
import { version } from '../version.js';
import { globalOptions, partReaders, sharedOptionsOf, type Read } from './global-options.js';
import { helpWidth } from './rendered-help.js';
import { UsageError, whichCommand } from './usage.js';
import { readWords } from './words.js';

const about =
  '$0 <command>\n\nBrings up a container API on AWS ECS with plain API calls, and takes it down again with nothing left behind.';
const exitCodes =
  'Exit codes: 0 done or in sync, 1 failed, 2 bad usage or config, 3 difference found, 4 locked or made elsewhere, 130 interrupted.';

/**
 * Parses a command line and runs its command.
 * @param rest the words behind `--`, which are passed on
 * @returns the exit code
 * @throws UsageError for whatever is wrong with the words
 */
export async function runCommandLine(
  words: readonly string[],
  commands: readonly Command[],
  rest: readonly string[] = [],
): Promise<number> {
  let run: (() => Promise<number>) | undefined;
  // Each command that the parser knows costs time, and only one runs.
  const { command: named } = readWords(words, commands);
  const parser = (named ? [named] : commands).reduce(
    (it, command) =>
      it.command({
        command: usageOf(command),
        describe: command.summary,
        builder: (own) => withOwn(own, command),
        handler: (values) => {
          run = async () => {
            const code = await command.run(valuesFor(command, values), rest);
            return command.isRun ? code : (await codeOfOutput()) || code;
          };
          throw isParsed;
        },
      }),
    withGlobals(yargs()),
  );
  const whole = parser
    .scriptName('provision')
    .usage(about)
    .epilogue(`${examplesText(examples)}\n\n${exitCodes}`)
    .demandCommand(1, whichCommand)
    .strict()
    .parserConfiguration({ 'greedy-arrays': false })
    .version(version)
    .alias('help', 'h')
    .group(['help', 'version'], 'How to run:')
    .wrap(widthOfHelp())
    .exitProcess(false)
    .fail((message: string | null, error: Error | undefined) => {
      // The parser throws what is wrong with an option's value; whatever else is thrown is not about usage.
      throw error && error.name !== 'YError' ? error : new UsageError(error?.message ?? message ?? 'bad usage');
    });
  try {
    await whole.parseAsync([...words]);
  } catch (thrown) {
    if (thrown !== isParsed) throw thrown;
  }
  return (await run?.()) ?? 0;
}

/**
 * What a handler throws instead of running its command. Where a handler returns, yargs lays out the help of the command, in
 * case that something fails later. That costs 30 ms of CPU time, and nobody reads it.
 */
const isParsed = new Error('the command line is parsed');

const widthOfHelp = (): number => Math.min(helpWidth, process.stdout.columns ?? helpWidth);

/** Of what a command was asked to print. @returns 1 where it could not be written, having said so */
async function codeOfOutput(): Promise<number> {
  // A stream tells of its error after it was written to.
  await new Promise((told) => setImmediate(told));
  const why = unwritten(process.stdout);
  if (why === undefined) return 0;
  process.stderr.write(`${textOf({ code: 'output-unwritten', why }, undefined, proseWidth(process.stderr))}\n`);
  return 1;
}

/** `policy [scope]`; `explain [what..]` where there may be several. */
export const usageOf = ({ name, positionals }: Command): string =>
  [name, ...Object.entries(positionals).map(([it, { isRepeated }]) => `[${it}${isRepeated ? '..' : ''}]`)].join(' ');

const withGlobals = (parser: Argv): Argv =>
  globalOptions.reduce((it, { name, option, group }) => it.option(name, { ...settingsOf(option), group }), parser);

/** A command's own options have a heading of their own: so they come before those that all commands have. */
function withOwn(parser: Argv, command: Command): Argv {
  const { name, positionals, options, examples, list, rest } = command;
  if (rest)
    parser.usage(`$0 ${usageOf(command)} [-- ${rest.name}]\n\n${command.summary}\n\n${rest.name}: ${rest.summary}`);
  for (const [positional, option] of Object.entries(positionals)) parser.positional(positional, positionalOf(option));
  for (const [own, option] of Object.entries(options)) {
    if (globalOptions.some((global) => global.name === own)) parser.describe(own, option.summary);
    else parser.option(own, { ...settingsOf(option), group: `Options of ${name}:` });
  }
  const shared = sharedOptionsOf(command);
  for (const global of globalOptions)
    if (!shared.some((it) => it.name === global.name) && !(global.name in options)) parser.hide(global.name);
  const end = [...(list ? [`${list.title}\n${columns(list.rows)}`] : []), examplesText(examples)];
  return parser.epilogue(end.join('\n\n'));
}

/** Of an option that is given twice, the last value counts, unless it takes several. */
const valueOf = ({ isRepeated }: Option, found: unknown): unknown =>
  Array.isArray(found) && !isRepeated ? found.at(-1) : found;

const settingsOf = ({ type, summary, alias, choices, default: standard, isRepeated }: Option): Options => ({
  type,
  array: isRepeated === true,
  describe: summary,
  requiresArg: type !== 'boolean',
  ...(alias !== undefined && { alias }),
  ...(choices && { choices }),
  ...(standard !== undefined && { default: standard }),
});

const positionalOf = ({ type, summary, choices, default: standard }: Option): PositionalOptions => ({
  type,
  describe: summary,
  ...(choices && { choices }),
  ...(standard !== undefined && { default: standard }),
});

/** Each line whole, so that it can be copied. */
const examplesText = (given: readonly Example[]): string =>
  ['Examples:', ...given.flatMap(({ line, says }) => [`  ${line}`, `      ${says}`])].join('\n');

/** A term a line, its meaning beside it. */
function columns(rows: readonly (readonly [string, string])[]): string {
  const width = Math.max(...rows.map(([term]) => term.length));
  return rows
    .flatMap(([term, meaning]) => wrapped(`  ${term.padEnd(width)}  ${meaning}`, widthOfHelp(), width + 2))
    .join('\n');
}

/** What a value is called: of a word that stands without an option, its name in the help. */
const labelOf = ({ positionals, options }: Command, name: string): string =>
  name in positionals && !(name in options) ? name : `--${name}`;

/**
 * What a command is run with, read from what the parser found.
 * @throws UsageError naming every value that is wrong
 */
function valuesFor(command: Command, found: { readonly [name: string]: unknown }): { [name: string]: unknown } {
  const wrong = new Set<string>();
  const read: Read = (name, option) => {
    try {
      return option.read(valueOf(option, found[name]), labelOf(command, name));
    } catch (error) {
      if (!(error instanceof BadValue)) throw error;
      wrong.add(error.message);
      return option.read(undefined, name);
    }
  };
  for (const { name, option } of globalOptions) read(name, option);
  const own = Object.entries({ ...command.positionals, ...command.options });
  const values = Object.fromEntries([
    ...command.takes
      .map((it) => (typeof it === 'string' ? it : it.part))
      .map((part) => [part, partReaders[part](read)] as const),
    ...own.map(([name, option]) => [camelCase(name), read(name, option)] as const),
  ]);
  if (wrong.size > 0) throw new UsageError([...wrong].join('; '));
  return values;
}
