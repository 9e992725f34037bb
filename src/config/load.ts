import { FailureError, type ConfigProblem } from '../failure.js';
import { parsedOnce } from '../parsed-once.js';
import type { ConfigSource } from './config-source.js';
import type { Path } from './member-path.js';
import { prefixNames } from './name-prefix.js';
import { pathText } from './problem-messages.js';
import { problemsOf } from './problems.js';
import { readSource, type Reading } from './reading.js';
import { configSchema, type Config } from './schema.js';
import type { Variables } from './variables.js';

/** A config that is right, and where its values are from. */
export interface Loaded {
  readonly config: Config;
  readonly reading: Reading;
}

/**
 * Reads a config of one file of YAML or JSON.
 * @param file its name as the user knows it: problems carry it
 * @param options.name overrides the stack's name in the file; one of the two must be there
 * @param options.variables the environment; without it, `${NAME}` is a text like any other
 * @returns the config with every default filled in
 * @throws FailureError `bad-config` with all problems at once, in the order of the file, each with line and column
 */
export const loadConfig = (
  file: string,
  text: string,
  { name, variables }: { readonly name?: string | undefined; readonly variables?: Variables } = {},
): Config => loadSource({ files: [{ file, text, base: '.' }], variables }, name).config;

/**
 * Reads a config from all that it is made of: files, variables, options, env files.
 * @param name overrides the stack's name in the files; one of the two must be there
 * @throws FailureError `bad-config` with all problems at once, in the order of the files, each with the place that it is from
 */
export function loadSource(source: ConfigSource, name?: string): Loaded {
  const reading = readSource(source);
  const { data, problems: faults } = reading;
  if (!data) throw badConfig(source, faults);
  const named = structuredClone(name === undefined ? data : { ...data, name });
  const prefixedNames = prefixNames(named);
  const checked = configSchema.safeParse(named, { ...parsedOnce, reportInput: true });
  const found = problemsOf(reading, checked.error?.issues ?? [], named);
  const nameless = Object.hasOwn(named, 'name') ? [] : [noName(reading)];
  const problems = [...faults, ...found.map((problem) => withReason(problem, prefixedNames)), ...nameless];
  const stack = checked.data?.name;
  if (problems.length > 0 || !checked.success || stack === undefined) throw badConfig(source, problems);
  return { config: { ...checked.data, name: stack }, reading };
}

/** Adds a hint to a problem with a name that has the stack's name in front of it. */
function withReason(problem: ConfigProblem, prefixedNames: readonly Path[]): ConfigProblem {
  if (!prefixedNames.some((path) => pathText(path) === problem.path)) return problem;
  const hint =
    'the name of the stack was put in front of it, because `namesFor` is another stack: shorten one of the two';
  return { ...problem, hint };
}

const noName = ({ places }: Reading): ConfigProblem => ({
  ...(places.find([]) ?? places.start),
  path: 'name',
  message: 'the stack has no name',
  hint: 'write `name: my-stack` at the top of the file, or give --name',
});

/** Problems come in the order of the files, and then of what else a config is made of. */
function badConfig({ files }: ConfigSource, found: readonly ConfigProblem[]): FailureError {
  const names = [...files.map(({ file }) => file), ...found.map(({ file }) => file)];
  const sorted = found.toSorted(
    (a, b) =>
      names.indexOf(a.file) - names.indexOf(b.file) ||
      (a.line ?? 0) - (b.line ?? 0) ||
      (a.column ?? 0) - (b.column ?? 0),
  );
  // The parser may report the same problem at the same place several times, once for each bracket that is not closed.
  const unique = new Map(sorted.map((problem) => [JSON.stringify(problem), problem]));
  return new FailureError({ code: 'bad-config', problems: [...unique.values()] });
}
