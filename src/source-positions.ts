import { readFileSync } from 'node:fs';
import { SourceMap, type SourceMapPayload } from 'node:module';
import { dirname, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** A position in the bundle, as V8 writes it: `file:///…/dist/chunk-A1.js:12:345`. */
const position = /file:\/\/[^\s()]+?\.js:\d+:\d+/g;

/**
 * Shows a stack trace by the sources: `src/runner/up.ts:88:17` in place of a line of the bundle. Node could do so itself
 * (`--enable-source-maps`), but would read every map at start-up; here a map is read when there is a trace to show.
 * @param stack as in `error.stack`
 * @returns the same text; positions without a source map are left as they are
 */
export function withSourcePositions(stack: string): string {
  const maps = new Map<string, SourceMap | undefined>();
  return stack.replace(position, (text) => {
    const [, url = '', line = '', column = ''] = /^(.*):(\d+):(\d+)$/.exec(text) ?? [];
    const file = fileURLToPath(url);
    if (!maps.has(file)) maps.set(file, mapOf(file));
    const found = maps.get(file)?.findEntry(Number(line) - 1, Number(column) - 1);
    if (!found || !('originalSource' in found)) return text;
    const source = relative(resolve(dirname(file), '..'), resolve(dirname(file), found.originalSource));
    return `${source}:${found.originalLine + 1}:${found.originalColumn + 1}`;
  });
}

/** The map that the build wrote beside a file of the bundle; undefined where there is none. */
function mapOf(file: string): SourceMap | undefined {
  try {
    return new SourceMap(JSON.parse(readFileSync(`${file}.map`, 'utf8')) as SourceMapPayload);
  } catch {
    return undefined;
  }
}
