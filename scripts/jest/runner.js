// Runs a test file as Jest does, and measures the CPU time that it takes: its own, and that of the processes it starts.
// Unlike wall time, it is much the same on a busy machine. costs.js tells what was measured.
import { readFileSync } from 'node:fs';
import jestCircus from 'jest-circus/runner';

/** Linux counts the time of ended child processes in ticks of 10 ms; elsewhere, it is not counted. */
function secondsOfChildren() {
  try {
    // proc(5): the name of the program, in brackets, may have blanks in it; `cutime` and `cstime` are fields 16 and 17.
    const fields = readFileSync('/proc/self/stat', 'utf8').split(') ').at(-1).split(' ');
    return (Number(fields[13]) + Number(fields[14])) / 100;
  } catch {
    return 0;
  }
}

function cpuSeconds() {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6 + secondsOfChildren();
}

export default async function measured(...given) {
  const before = cpuSeconds();
  const result = await jestCircus.default(...given);
  return Object.assign(result, { cpuSeconds: cpuSeconds() - before });
}
