/** Words without a shell; `shell` where one would have to read them. */
type Words = readonly string[] | 'shell';

/** What an image starts, as far as its Dockerfile says it. */
export interface LastProgram {
  readonly entrypoint: Words;
  readonly cmd: Words;
  /** Of `ENV`, in the last stage. */
  readonly env: { readonly [name: string]: string };
}

/**
 * Reads the program of a Dockerfile's last stage. One that the base image brings along stands nowhere here.
 * @param target the stage that is built, where it is not the last one
 */
export function lastProgram(dockerfile: string, target?: string): LastProgram {
  const stage = stageIn(instructionsIn(dockerfile), target);
  return { entrypoint: wordsOf(stage, 'ENTRYPOINT'), cmd: wordsOf(stage, 'CMD'), env: envOf(stage) };
}

/** What a container says in the place of its image. */
interface Instead {
  readonly entryPoint?: readonly string[] | undefined;
  readonly command?: readonly string[] | undefined;
}

/**
 * The program that is started, and its arguments: with an entry point of the container's own, the image's command does not count.
 * Sources: https://docs.docker.com/reference/dockerfile/#understand-how-cmd-and-entrypoint-interact,
 * https://docs.docker.com/reference/cli/docker/container/run/ (`--entrypoint` clears the command of the image)
 * @returns undefined where there is none, or where a shell would have to read it
 */
export function startedWords(
  of: LastProgram,
  { entryPoint = [], command = [] }: Instead,
): readonly string[] | undefined {
  const own = entryPoint.length > 0;
  const parts = [own ? entryPoint : of.entrypoint, command.length > 0 || own ? command : of.cmd];
  const words = parts.flatMap((it) => it);
  return parts.includes('shell') || words.length === 0 ? undefined : words;
}

interface Instruction {
  readonly name: string;
  readonly rest: string;
}

/** Without comments, and with lines that go on put together. */
const instructionsIn = (dockerfile: string): Instruction[] =>
  dockerfile
    .split(/\r?\n/)
    .filter((line) => !/^\s*#/.test(line))
    .join('\n')
    .replace(/\\[^\S\n]*\n/g, ' ')
    .split('\n')
    .flatMap((line) => {
      const [, name, rest] = /^\s*([A-Za-z]+)\s+(.*)$/.exec(line) ?? [];
      return name === undefined ? [] : [{ name: name.toUpperCase(), rest: (rest ?? '').trim() }];
    });

/** The instructions of a stage, after its `FROM`. */
function stageIn(instructions: readonly Instruction[], target: string | undefined): readonly Instruction[] {
  const starts = instructions.flatMap(({ name }, at) => (name === 'FROM' ? [at] : []));
  const named = (at: number): boolean => {
    const words = instructions[at]?.rest.split(/\s+/) ?? [];
    return words.at(-2)?.toLowerCase() === 'as' && words.at(-1)?.toLowerCase() === target?.toLowerCase();
  };
  const start =
    target === undefined ? starts.at(-1) : starts.find((at, stage) => String(stage) === target || named(at));
  if (start === undefined) return [];
  return instructions.slice(start + 1, starts.find((at) => at > start) ?? instructions.length);
}

/** The last one counts. */
function wordsOf(stage: readonly Instruction[], which: string): Words {
  const rest = stage.findLast(({ name }) => name === which)?.rest;
  if (rest === undefined) return [];
  try {
    const words: unknown = JSON.parse(rest);
    if (Array.isArray(words) && words.every((it) => typeof it === 'string')) return words;
  } catch {
    // It is no list, so it is for a shell.
  }
  return 'shell';
}

/** `ENV NAME=value OTHER="two words"`, and the old form, `ENV NAME value`. */
function envOf(stage: readonly Instruction[]): { readonly [name: string]: string } {
  const pairs = stage
    .filter(({ name }) => name === 'ENV')
    .flatMap(({ rest }): [string, string][] => {
      const [, name, value] = /^([^\s=]+)\s+(.*)$/.exec(rest) ?? [];
      if (name !== undefined) return [[name, value ?? '']];
      return pairsIn(rest);
    });
  return Object.fromEntries(pairs);
}

/** `NAME=value OTHER="two words"`, read once from its beginning to its end. */
function pairsIn(text: string): [string, string][] {
  const found: [string, string][] = [];
  const pair = /\s*([A-Za-z_]\w*)=(?:"([^"]*)"|'([^']*)'|(\S*))/y;
  for (let it = pair.exec(text); it; it = pair.exec(text)) found.push([it[1] ?? '', it[2] ?? it[3] ?? it[4] ?? '']);
  return found;
}
