// Says how much CPU time the run took, and which test files took most of it. Where all files were run, it fails if one of
// them took too large a share: what is long belongs in `npm run test:long` (CONTRIBUTING.md, "Short and long").
import { relative } from 'node:path';

/**
 * A share, and no number of seconds: on a busy machine, all files take up to twice the CPU time. The first file of a worker
 * loads the program, too.
 */
const mostPercent = 10;
/** With fewer files, a share says nothing. */
const fewest = 200;

export default class Costs {
  #rootDir;
  #files = [];
  #error;

  constructor({ rootDir }) {
    this.#rootDir = rootDir;
  }
  onTestResult({ path }, { cpuSeconds = 0 }) {
    this.#files.push({ name: relative(this.#rootDir, path), cpuSeconds });
  }
  onRunComplete() {
    const total = this.#files.reduce((sum, it) => sum + it.cpuSeconds, 0);
    const isWhole = this.#files.length >= fewest;
    const costliest = this.#files.toSorted((a, b) => b.cpuSeconds - a.cpuSeconds).slice(0, isWhole ? 20 : 5);
    const lines = [
      `CPU time: ${total.toFixed(1)} s`,
      ...costliest.map((it) => `${it.cpuSeconds.toFixed(1).padStart(6)}  ${it.name}`),
    ];
    process.stderr.write(`${lines.join('\n')}\n`);
    const tooLong = costliest.filter((it) => it.cpuSeconds > (total * mostPercent) / 100).map((it) => it.name);
    if (!isWhole || tooLong.length === 0 || process.env.PROVISION_TEST_FULL === '1') return;
    this.#error = new Error(
      `More than ${mostPercent} % of the CPU time of all tests was taken by ${tooLong.join(', ')}: leave a part of it to ` +
        '`npm run test:long` (CONTRIBUTING.md, "Short and long").',
    );
    process.stderr.write(`${this.#error.message}\n`);
  }
  /** Jest fails if there is one. */
  getLastError() {
    return this.#error;
  }
}
