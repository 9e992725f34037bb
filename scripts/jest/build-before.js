// Builds the program before the tests begin, where some of them start it. Otherwise each worker would find that it is not
// built yet, and build it, within the time that one test has. What was built of the same sources is there already.
import { createRequire } from 'node:module';
import { takeTypeScript } from './typescript.js';

/** @param run `nonFlagArgs`: the files or folders that were asked for, if any */
export default async function buildBefore({ nonFlagArgs }) {
  const startsProgram = nonFlagArgs.length === 0 || nonFlagArgs.some((it) => it.includes('test/cli'));
  if (!startsProgram) return;
  takeTypeScript();
  await createRequire(import.meta.url)('../../test/cli/build.ts').buildProgram();
}
