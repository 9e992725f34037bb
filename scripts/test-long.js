// `npm run test:long` runs all cases of the tests of which `npm test` runs only some: every blueprint, every change, every
// call at which a run may die, and random configs. Arguments are passed on to jest.
import { spawn } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../', import.meta.url));
const tests = (await readdir(join(root, 'test'), { recursive: true }))
  .filter((name) => name.endsWith('.test.ts'))
  .map((name) => join(root, 'test', name));
const texts = await Promise.all(tests.map((file) => readFile(file, 'utf8')));
// The test files that have more cases in the long run, and those that run shellcheck.
const long = tests.filter((_, at) => /from '(\.\.?\/)+(full|shell)\.js'/.test(texts[at]));

const jest = [join(root, 'node_modules/jest/bin/jest.js'), '--runTestsByPath', ...long, ...process.argv.slice(2)];
const env = { ...process.env, PROVISION_TEST_FULL: '1' };
spawn(process.execPath, jest, { cwd: root, env, stdio: 'inherit' }).on('close', (code) => {
  process.exitCode = code ?? 1;
});
