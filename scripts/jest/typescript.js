// Lets Node's own `require` load the TypeScript of this repository: `./x.js` is `./x.ts` on disk, and swc compiles it to
// CommonJS. The output is cached under node_modules/.cache, by the content of the file.
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import Module from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { transformSync, version } from '@swc/core';

const kept = fileURLToPath(new URL('../../node_modules/.cache/swc/', import.meta.url));
const options = {
  jsc: { parser: { syntax: 'typescript' }, target: 'es2022' },
  module: { type: 'commonjs' },
  sourceMaps: true,
  swcrc: false,
};
const salt = `${version} ${JSON.stringify(options)}`;

/** For each loaded file, the path of its source map. Jest uses them for the lines of a stack trace. */
export const sourceMaps = new Map();

/** @returns the JavaScript of a TypeScript file, and the path of its source map */
function compiled(file) {
  const source = readFileSync(file, 'utf8');
  const hash = createHash('sha1').update(`${salt}\0${file}\0`).update(source).digest('hex');
  const [script, map] = [join(kept, `${hash}.js`), join(kept, `${hash}.map`)];
  try {
    return { code: readFileSync(script, 'utf8'), map };
  } catch {
    const made = transformSync(source, { ...options, filename: file });
    write(map, made.map ?? '');
    write(script, made.code);
    return { code: made.code, map };
  }
}

/** Two workers may write the same file at the same time, so it is written beside and renamed. */
function write(file, text) {
  mkdirSync(dirname(file), { recursive: true });
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, text);
  renameSync(draft, file);
}

export function takeTypeScript() {
  Module._extensions['.ts'] = (module, file) => {
    const { code, map } = compiled(file);
    sourceMaps.set(file, map);
    module._compile(code, file);
  };
  const resolveFilename = Module._resolveFilename;
  Module._resolveFilename = (request, parent, ...rest) =>
    request.startsWith('.') && request.endsWith('.js') && parent?.filename?.endsWith('.ts')
      ? resolve(dirname(parent.filename), request.replace(/js$/, 'ts'))
      : resolveFilename(request, parent, ...rest);
}
