import { rm } from 'node:fs/promises';
import { readState, statePath } from '../../state/json-store.js';
import { FailureError } from '../failure.js';
import { down } from '../runner/down.js';
import { writerTo } from '../ui/output.js';
import { mayAsk, mustAsk, requireYes } from './asking.js';
import { chosenStack, nothingHere, type Chosen } from './chosen.js';
import { guarded, paceOf, repeatedOptions } from './guarded.js';
import type { Arguments } from './options.js';
import { openReport, type Report } from './report.js';
import { inSession, requireSameEndpoint, stoppedFailure, type Session } from './session.js';

/** `provision down`: from the state alone. @returns the exit code */
export async function runDown(argv: Arguments): Promise<number> {
  return guarded('down', argv, async () => {
    const chosen = await chosenStack(argv);
    const state = chosen && (await readState(statePath(argv.state, chosen.stack)));
    if (!chosen || !state) return nothingToDo(argv, chosen);
    const report = openReport({ command: 'down', ...argv, stack: chosen.stack, options: repeatedOptions(argv), ...paceOf(argv), keepIn: argv.state });
    await requireSameEndpoint(argv, statePath(argv.state, chosen.stack), state, chosen.config?.region);
    if (mustAsk(argv) && !mayAsk(argv)) throw new FailureError({ code: 'needs-yes', command: 'down', what: chosen.stack });
    return { report, work: () => takeDown(argv, chosen, report) };
  });
}

/** Taking down what is not there is done at once. */
async function nothingToDo(argv: Arguments, chosen: Chosen | undefined) {
  const report = openReport({ command: 'down', json: argv.json, quiet: true });
  if (!argv.json) writerTo(process.stdout)(await nothingHere(argv, chosen, 'there is nothing to delete'));
  return { report, work: async () => report.end() };
}

async function takeDown(argv: Arguments, { stack, config }: Chosen, report: Report): Promise<number> {
  return inSession({ argv, command: 'down', stack, report, region: config?.region, locks: true }, async (session) => {
    if (mustAsk(argv) && session.store.records.size > 0) await requireYes(session.place, proposalFor(session));
    const { failures, deleted } = await down(session.run);
    report.fail([...failures, ...stoppedFailure(session, argv.timeout)]);
    if (session.store.records.size === 0) await rm(statePath(argv.state, stack), { force: true });
    return report.end({ deleted });
  });
}

/** What was only looked up is forgotten, not deleted. */
function proposalFor({ run, store }: Session) {
  const doomed = [...store.records.values()].filter(({ type }) => !run.resources.get(type)?.lookup);
  return { command: 'down', changes: doomed.map(({ type, id }) => ({ action: 'delete', resource: type, id }) as const) } as const;
}
