import type { Failure } from '../failure.js';

/** Says what is wrong with a command line: on stderr in words, or with `--json` as the events every run ends with. */
export async function usageFailure(words: readonly string[], message: string): Promise<number> {
  const failure: Failure = { code: 'bad-usage', message, hint: 'provision --help lists commands and options' };
  const { openReport } = await import('./report.js');
  const report = openReport({ command: words[0] ?? '', json: words.includes('--json') });
  report.fail([failure]);
  return report.end();
}
