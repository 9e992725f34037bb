import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { alone } from './check.js';
import type { Target } from './target.js';

/** The cases of a target that were once found wrong, each with the name of its file: what was wrong. */
export function foundBefore<Case>(target: Target<Case>): (readonly [name: string, tries: () => Promise<void>])[] {
  const directory = fileURLToPath(new URL(`./found/${target.name}`, import.meta.url));
  const files = readdirSync(directory).filter((it) => it.endsWith('.json'));
  return files.map((file) => [
    file.replace(/\.json$/, '').replaceAll('-', ' '),
    () => alone(() => target.holds(JSON.parse(readFileSync(join(directory, file), 'utf8')) as Case)),
  ]);
}
