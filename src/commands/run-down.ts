import { rm } from 'node:fs/promises';
import { readState, statePath } from '../../state/json-store.js';
import { FailureError } from '../failure.js';
import { down } from '../runner/down.js';
import { confirm } from '../ui/confirm.js';
import { colorsFor } from '../ui/terminal.js';
import { mayAsk, mustAsk } from './asking.js';
import { chosenStack, type Chosen } from './chosen.js';
import { guarded, repeatedOptions } from './guarded.js';
import type { Arguments } from './options.js';
import { openReport, type Report } from './report.js';
import { inSession, stoppedFailure, type Session } from './session.js';

/** `provision down`: from the state alone. @returns the exit code */
export async function runDown(argv: Arguments): Promise<number> {
  return guarded('down', argv, async () => {
    const chosen = await chosenStack(argv);
    const report = openReport({ command: 'down', ...argv, stack: chosen.stack, options: repeatedOptions(argv), keepIn: argv.state });
    const state = await readState(statePath(argv.state, chosen.stack));
    if (state && mustAsk(argv) && !mayAsk(argv)) {
      report.fail([{ code: 'needs-yes', command: 'down', what: chosen.stack }]);
      return { report, work: async () => report.end() };
    }
    return { report, work: () => (state ? takeDown(argv, chosen, report) : Promise.resolve(report.end())) };
  });
}

async function takeDown(argv: Arguments, { stack, config }: Chosen, report: Report): Promise<number> {
  return inSession({ argv, command: 'down', stack, report, region: config?.region, locks: true }, async (session) => {
    if (mustAsk(argv) && !(await agreed(session))) return report.end({ outputs: session.state.outputs });
    const { failures, deleted } = await down(session.run);
    report.fail([...failures, ...stoppedFailure(session, [], argv.timeout)]);
    if (session.store.records.size === 0) await rm(statePath(argv.state, stack), { force: true });
    return report.end({ deleted });
  });
}

function agreed({ place, run, store }: Session): Promise<boolean> {
  const doomed = [...store.records.values()].filter(({ type }) => !run.resources.get(type)?.lookup);
  const changes = doomed.map(({ type }) => ({ action: 'delete' as const, resource: type }));
  if (changes.length === 0) throw new FailureError({ code: 'bad-usage', message: 'nothing is recorded' });
  const endpoint = place.endpoint === 'aws' ? {} : { endpoint: place.endpoint };
  const proposal = { command: 'down' as const, stack: place.stack, account: place.account, region: place.region, ...endpoint, changes };
  return confirm(proposal, { stdin: process.stdin, stdout: process.stdout, colors: colorsFor(process.stdout, process.env, false) });
}
