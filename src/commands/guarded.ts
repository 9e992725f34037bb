import { FailureError } from '../failure.js';
import type { Arguments } from './options.js';
import { openReport, type Report } from './report.js';

/**
 * Runs a command so that every failure ends as events and an exit code. What `prepare` throws was found before
 * anything was called.
 */
export async function guarded(
  command: string,
  argv: Arguments,
  prepare: () => Promise<{ report: Report; work: () => Promise<number> }>,
): Promise<number> {
  let report: Report | undefined;
  try {
    const prepared = await prepare();
    report = prepared.report;
    return await prepared.work();
  } catch (error) {
    report ??= openReport({ command, json: argv.json, color: argv.color, options: repeatedOptions(argv) });
    if (!(error instanceof FailureError)) {
      report.end();
      throw error;
    }
    report.fail([error.failure]);
    return report.end();
  }
}

/** The options a next command must repeat to mean the same stack in the same place, quoted for a shell. */
export function repeatedOptions(argv: Arguments): string {
  const said: (readonly [string, string | boolean | undefined])[] = [
    ['--config', argv.config],
    ['--blueprint', argv.blueprint],
    ['--name', argv.name],
    ['--region', argv.region],
    ['--profile', argv.profile],
    ['--endpoint-url', argv.endpointUrl],
    ['--sandbox', argv.sandbox],
    ['--state', argv.state === '.provision' ? undefined : argv.state],
  ];
  return said.flatMap(([option, value]) => (value === true ? [option] : value ? [option, quoted(value)] : [])).join(' ');
}

const quoted = (text: string): string => (/^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`);
