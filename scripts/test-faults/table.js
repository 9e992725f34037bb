import { groupBy } from './group-by.js';

const counted = ['orphans', 'duplicates', 'leftovers', 'exits'];
const titles = ['cases', 'kills', 'not met', 'orphans', 'duplicates', 'leftovers', 'wrong exits'];

const countsOf = (verdicts) => [
  verdicts.length,
  verdicts.filter(({ isKill }) => isKill).length,
  verdicts.filter(({ isUnmet }) => isUnmet).length,
  ...counted.map((name) => verdicts.reduce((sum, it) => sum + it[name], 0)),
];

/** A line for each blueprint, command and fault. */
export function tableOf(verdicts) {
  const groups = groupBy(verdicts, (it) => [it.blueprint, it.command, it.kind].join('\t'));
  const rows = groups
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, group]) => [...key.split('\t'), ...countsOf(group).map(String)]);
  const lines = [['blueprint', 'command', 'fault', ...titles], ...rows];
  const widths = lines[0].map((_, at) => Math.max(...lines.map((line) => line[at].length)));
  const text = (line) =>
    line.map((cell, at) => (at < 3 ? cell.padEnd(widths[at]) : cell.padStart(widths[at]))).join('  ');
  return lines.map(text).join('\n');
}

export function totalsOf(verdicts, seconds) {
  const counts = countsOf(verdicts).map((count, at) => `${count} ${titles[at]}`);
  return `${counts.join(', ')} in ${Math.round(seconds)} s`;
}
