/** A row for each target: its runs, the seed, its failures. */
export function summaryOf(totals, seed) {
  const rows = [
    ['target', 'runs', 'seed', 'failures', 'ms a run'],
    ...totals.map(({ name, runs, failures, seconds }) =>
      [name, runs, seed, failures, ((seconds * 1000) / Math.max(1, runs)).toFixed(1)].map(String),
    ),
  ];
  const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => row[column].length)));
  return rows
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column]))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}
