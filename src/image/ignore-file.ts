/** The files that a `.dockerignore` excludes: each method tells whether a path is excluded. */
export interface IgnoreRules {
  file(path: string): boolean;
  /** Whether everything in the directory is excluded, so that it need not be read. */
  directory(path: string): boolean;
}
interface Rule {
  readonly pattern: readonly Part[];
  readonly includes: boolean;
}
/** One character of a path that a pattern asks for, or any number of such. */
interface Part {
  readonly matches: (character: string) => boolean;
  readonly repeats?: boolean;
  /** `**` and a slash: any number of whole directories. */
  readonly directories?: boolean;
}

/** Never excluded: the builder needs them. */
const alwaysSent = new Set(['Dockerfile', '.dockerignore']);

/**
 * Reads a `.dockerignore`. The last rule that matches a path, or a directory that contains it, decides.
 * @param dockerfile its path, which is never excluded
 * Source: https://docs.docker.com/build/concepts/context/#dockerignore-files
 */
export function parseIgnoreFile(text: string, dockerfile = 'Dockerfile'): IgnoreRules {
  const rules = text.split(/\r?\n/).flatMap(ruleOf);
  const decides = (path: string) => rules.findLast(({ pattern }) => matchesPath(pattern, path));
  const includes = rules.some((rule) => rule.includes);
  const isIgnored = (path: string) => decides(path)?.includes === false;
  return {
    file: (path) => !alwaysSent.has(path) && path !== dockerfile && isIgnored(path),
    // A rule with `!` may include a file from inside the directory again.
    directory: (path) => !includes && isIgnored(path),
  };
}

function ruleOf(line: string): Rule[] {
  if (line.startsWith('#')) return [];
  const includes = line.trim().startsWith('!');
  const glob = line
    .trim()
    .replace(/^!/, '')
    .trim()
    .replace(/^\.?\/+|\/+$/g, '');
  return glob === '' ? [] : [{ includes, pattern: partsOf(glob) }];
}

/** Reads a pattern as Go's `filepath.Match` does; `**` stands for any number of directories. */
const partsOf = (glob: string): Part[] =>
  [...glob.matchAll(/\*\*\/|\*\*|\*|\?|\[[^[\]]+\]|\\?[^]/gu)].map(([part]) => {
    if (part === '**/') return { matches: () => true, directories: true };
    if (part === '**') return { matches: () => true, repeats: true };
    if (part === '*') return { matches: isNoSlash, repeats: true };
    if (part === '?') return { matches: isNoSlash };
    if (part.length > 1 && part.startsWith('[')) return { matches: classOf(part.slice(1, -1)) };
    const literal = part.length > 1 && part.startsWith('\\') ? part.slice(1) : part;
    return { matches: (character) => character === literal };
  });

const isNoSlash = (character: string): boolean => character !== '/';

/** The characters between brackets, such as `a-z_`; `^` in front means all others, but never a slash. */
function classOf(text: string): Part['matches'] {
  const excludes = text.startsWith('^');
  const ranges = [...text.slice(excludes ? 1 : 0).matchAll(/([^])(?:-([^]))?/gu)];
  const isIn = (character: string) => ranges.some(([, from = '', to = from]) => from <= character && character <= to);
  return (character) => isNoSlash(character) && isIn(character) !== excludes;
}

/**
 * Whether a pattern matches a path, or a directory that contains it. All ways are followed at once, a character at a time:
 * the patterns are somebody's, and may have any length.
 */
function matchesPath(pattern: readonly Part[], path: string): boolean {
  let reached = new Set<number>();
  enter(pattern, reached, 0);
  for (const character of path) {
    if (character === '/' && reached.has(pattern.length)) return true;
    const next = new Set<number>();
    for (const index of reached) {
      const part = pattern[index];
      if (!part?.matches(character)) continue;
      if (part.directories) next.add(index);
      if (!part.directories || character === '/') enter(pattern, next, part.repeats ? index : index + 1);
    }
    reached = next;
  }
  return reached.has(pattern.length);
}

/** Adds a place in a pattern, and those behind it that are reached without a character. */
function enter(pattern: readonly Part[], reached: Set<number>, index: number): void {
  for (let at = index; ; at++) {
    const part = pattern[at];
    if (part?.repeats && reached.has(at)) return;
    reached.add(at);
    if (!part?.repeats && !part?.directories) return;
  }
}
