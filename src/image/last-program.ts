/** What an image starts, as far as its Dockerfile says it without a shell. */
export interface LastProgram {
  /** The program and its arguments. */
  readonly words: readonly string[];
  /** Of `ENV`, in the last stage. */
  readonly env: { readonly [name: string]: string };
}

/**
 * Reads the program of a Dockerfile's last stage. One in shell form needs a shell, and one that the base image brings along stands
 * nowhere here: neither is returned.
 * Source: https://docs.docker.com/reference/dockerfile/#understand-how-cmd-and-entrypoint-interact
 * @param target the stage that is built, where it is not the last one
 */
export function lastProgram(dockerfile: string, target?: string): LastProgram | undefined {
  const stage = stageIn(instructionsIn(dockerfile), target);
  const [entrypoint, cmd] = [wordsOf(stage, 'ENTRYPOINT'), wordsOf(stage, 'CMD')];
  if (entrypoint === 'shell' || cmd === 'shell') return undefined;
  const words = [...(entrypoint ?? []), ...(cmd ?? [])];
  return words.length > 0 ? { words, env: envOf(stage) } : undefined;
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
function wordsOf(stage: readonly Instruction[], which: string): readonly string[] | 'shell' | undefined {
  const rest = stage.findLast(({ name }) => name === which)?.rest;
  if (rest === undefined) return undefined;
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
