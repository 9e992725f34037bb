/** What a `.dockerignore` keeps from the builder. */
export interface Ignores {
  file(path: string): boolean;
  /** The whole directory, so that nobody need look into it. */
  whole(directory: string): boolean;
}
interface Rule {
  readonly pattern: RegExp;
  readonly brings: boolean;
}

/** Sent whatever the rules say: the builder needs them. */
const always = new Set(['Dockerfile', '.dockerignore']);

/**
 * Reads a `.dockerignore`: the last rule that fits a path, or a directory that it is in, decides.
 * Source: https://docs.docker.com/build/concepts/context/#dockerignore-files
 */
export function ignoring(text: string): Ignores {
  const rules = text.split(/\r?\n/).flatMap(ruleOf);
  const decides = (path: string) => rules.findLast(({ pattern }) => pattern.test(path));
  const brings = rules.some((rule) => rule.brings);
  const isIgnored = (path: string) => decides(path)?.brings === false;
  return {
    file: (path) => !always.has(path) && isIgnored(path),
    // Where some rule brings things back, it may be from in there.
    whole: (directory) => !brings && isIgnored(directory),
  };
}

function ruleOf(line: string): Rule[] {
  if (line.startsWith('#')) return [];
  const brings = line.trim().startsWith('!');
  const glob = line.trim().replace(/^!/, '').trim().replace(/^\.?\/+|\/+$/g, '');
  return glob === '' ? [] : [{ brings, pattern: new RegExp(`^${expressionOf(glob)}(?:/.*)?$`, 's') }];
}

/** As Go's `filepath.Match` does it, with `**` for any number of directories. */
const expressionOf = (glob: string): string =>
  glob.replace(/\*\*\/|\*\*|\*|\?|\[[^\]]*\]|[\\^$.|+(){}[\]]/g, (part) => {
    if (part === '**/') return '(?:.*/)?';
    if (part === '**') return '.*';
    if (part === '*') return '[^/]*';
    if (part === '?') return '[^/]';
    return part.startsWith('[') && part.endsWith(']') && part.length > 2 ? part : `\\${part}`;
  });
