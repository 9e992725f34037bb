import { FailureError, type ConfigProblem } from '../failure.js';
import { readDocument, type ConfigDocument } from './yaml-document.js';
import { prefixNames } from './name-prefix.js';
import { problemsOf } from './problems.js';
import { configSchema, type Config } from './schema.js';
import type { Path } from './member-path.js';
import { pathText, valueInWords } from './problem-messages.js';

type Problem = Omit<ConfigProblem, 'file'>;

/**
 * Reads a config from YAML or JSON.
 * @param file its name as the user knows it: problems carry it
 * @param options.name overrides the stack's name in the file; one of the two must be there
 * @returns the config with every default filled in
 * @throws FailureError `bad-config` with all problems at once, in the order of the file, each with line and column
 */
export function loadConfig(file: string, text: string, { name }: { name?: string | undefined } = {}): Config {
  const document = readDocument(text, file.endsWith('.json') ? 'JSON' : 'YAML');
  const faults = document.faults.map(({ at, message, hint }): Problem => {
    return { ...at, path: '', message, ...hinted(hint) };
  });
  if (document.faults.some(({ fatal }) => fatal)) throw badConfig(file, faults);

  const data = document.data();
  if (!isMap(data)) throw badConfig(file, [notAMap(document, data)]);
  const named = structuredClone(name === undefined ? data : { ...data, name });
  const prefixedNames = prefixNames(named);
  const checked = configSchema.safeParse(named, { reportInput: true });
  const nameless = Object.hasOwn(named, 'name') ? [] : [noName(document)];
  const found = problemsOf(document, checked.error?.issues ?? []);
  const problems = [...faults, ...found.map((problem) => withReason(problem, prefixedNames)), ...nameless];
  const stack = checked.data?.name;
  if (problems.length > 0 || !checked.success || stack === undefined) throw badConfig(file, problems);
  return { ...checked.data, name: stack };
}

/** Adds a hint to a problem with a name that has the stack's name in front of it. */
function withReason(problem: Problem, prefixedNames: readonly Path[]): Problem {
  if (!prefixedNames.some((path) => pathText(path) === problem.path)) return problem;
  const hint =
    'the name of the stack was put in front of it, because `namesFor` is another stack: shorten one of the two';
  return { ...problem, hint };
}

function noName(document: ConfigDocument): Problem {
  return {
    ...document.find([]),
    path: 'name',
    message: 'the stack has no name',
    hint: 'write `name: my-stack` at the top of the file, or give --name',
  };
}

function notAMap(document: ConfigDocument, data: unknown): Problem {
  const isEmpty = data === null || data === undefined;
  return {
    ...(isEmpty ? document.at(0) : document.find([])),
    path: '',
    message: isEmpty ? 'the file is empty' : `a config is a map of members ("name: value"), not ${valueInWords(data)}`,
    hint: '`provision init` writes one to start from',
  };
}

const isMap = (data: unknown): data is object => typeof data === 'object' && data !== null && !Array.isArray(data);

const hinted = (hint: string | undefined) => (hint === undefined ? {} : { hint });

function badConfig(file: string, found: readonly Problem[]): FailureError {
  const problems = found
    .map((problem): ConfigProblem => ({ file, ...problem }))
    .sort((a, b) => (a.line ?? 0) - (b.line ?? 0) || (a.column ?? 0) - (b.column ?? 0));
  // The parser may report the same problem at the same place several times, once for each bracket that is not closed.
  const unique = new Map(problems.map((problem) => [JSON.stringify(problem), problem]));
  return new FailureError({ code: 'bad-config', problems: [...unique.values()] });
}
