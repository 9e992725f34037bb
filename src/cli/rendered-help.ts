import { readFileSync } from 'node:fs';

/** How wide help is at most; the build renders it so. */
export const helpWidth = 100;

/**
 * The help that the build rendered with the same parser: showing it needs no parser, which costs more than Node itself.
 * In the bundle all files lie beside it.
 * @param words the command line
 * @param columns of the terminal; undefined where there is none
 * @returns undefined where there is none for these words, or the terminal is narrower
 */
export function renderedHelp(words: readonly string[], columns: number | undefined): string | undefined {
  const last = words.at(-1);
  if ((last !== '--help' && last !== '-h') || words.length > 2 || (columns ?? helpWidth) < helpWidth) return undefined;
  try {
    const texts = JSON.parse(readFileSync(new URL('./help.json', import.meta.url), 'utf8')) as Record<string, string>;
    return texts[words.slice(0, -1).join(' ')];
  } catch {
    // The sources run without a build.
    return undefined;
  }
}
