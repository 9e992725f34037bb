import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bareEnvironment, must, run } from './run.js';

const root = new URL('../../', import.meta.url);
const compiler = fileURLToPath(new URL('node_modules/typescript/bin/tsc', root));

/**
 * The program of the README, compiled against the installed types with nothing else installed, and run.
 * @returns what to say of it
 */
export async function libraryJob({ folder, home }, { node }) {
  const cwd = join(folder, 'program');
  await mkdir(cwd);
  await writeFile(join(cwd, 'program.mts'), await programOfReadme());
  await writeFile(join(cwd, 'required.cjs'), "const { up } = require('ecs-provision');\nconsole.log(typeof up);\n");
  const compile = (...how) => {
    const options = ['--strict', '--exactOptionalPropertyTypes', '--noUncheckedIndexedAccess', '--target', 'es2023'];
    return run(process.execPath, [compiler, ...options, ...how, 'program.mts'], { cwd });
  };
  await compile('--module', 'esnext', '--moduleResolution', 'bundler', '--noEmit');
  await compile('--module', 'nodenext', '--moduleResolution', 'nodenext');
  const env = bareEnvironment(home, node.directory);
  const { stdout, stderr } = await run(node.bin, ['program.mjs'], { cwd, env });
  const said = /^\d+ steps, the first one is .+\n[^]*^vpc vpc-[^]*^\d+ created: https:.+\nin sync\nno-cloud\n$/m;
  must(said.test(stdout) && stderr === '', `the program of the README said: ${stdout}${stderr}`);
  const required = await run(node.bin, ['--disable-warning=ExperimentalWarning', 'required.cjs'], { cwd, env });
  must(required.stdout === 'function\n', `require() gives no up: ${required.stdout}`);
  return 'the program of the README, compiled (nodenext, bundler) and run; require()';
}

/** The first block of TypeScript in the README. */
async function programOfReadme() {
  const [, program] = /^```ts\n([^]*?)^```$/m.exec(await readFile(new URL('README.md', root), 'utf8')) ?? [];
  if (program === undefined) throw new Error('the README has no program');
  return program;
}
