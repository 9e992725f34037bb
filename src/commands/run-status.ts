import { stackOf } from '../../steps/index.js';
import { readState, statePath } from '../../state/json-store.js';
import { status } from '../runner/status.js';
import type { StatusReport, StatusRow } from '../status.js';
import { statusEvents, statusTable } from '../ui/status.js';
import { colorsFor } from '../ui/terminal.js';
import { chosenStack, type Chosen } from './chosen.js';
import { guarded, repeatedOptions } from './guarded.js';
import type { Arguments } from './options.js';
import { openReport, type Report } from './report.js';
import { inSession } from './session.js';

/** `provision status`: changes nothing and takes no lock. @returns the exit code: 3 where something differs */
export async function runStatus(argv: Arguments): Promise<number> {
  return guarded('status', argv, async () => {
    const chosen = await chosenStack(argv);
    const report = openReport({ command: 'status', ...argv, stack: chosen.stack, options: repeatedOptions(argv), quiet: true });
    const state = await readState(statePath(argv.state, chosen.stack));
    if (state) return { report, work: () => compare(argv, chosen, report) };
    if (!argv.json) process.stdout.write(`Nothing is recorded for the stack ${chosen.stack}: it was not brought up, or it was taken down.\n`);
    return { report, work: async () => report.end() };
  });
}

async function compare(argv: Arguments, { stack, config }: Chosen, report: Report): Promise<number> {
  return inSession({ argv, command: 'status', stack, report, region: config?.region, locks: false }, async ({ run, place, state }) => {
    const wanted = config ? stackOf(config, place).steps.map(({ name, resource }) => ({ name, type: resource.type })) : [];
    const { rows, failures } = await status(run, wanted);
    const shown = rows.filter(({ type }) => !run.resources.get(type)?.lookup);
    const endpoint = place.endpoint === 'aws' ? {} : { endpoint: place.endpoint };
    show(argv, { stack, account: place.account, region: place.region, ...endpoint, rows: shown }, report);
    report.fail(failures);
    const unchanged = shown.filter(({ state }: StatusRow) => state === 'ok').length;
    return report.end({ unchanged, outputs: state.outputs }, unchanged === shown.length);
  });
}

function show(argv: Arguments, found: StatusReport, report: Report): void {
  if (argv.json) return statusEvents(found).forEach((event) => report.emit(event));
  const colors = colorsFor(process.stdout, process.env, argv.color === false);
  process.stdout.write(`${statusTable(found, { columns: process.stdout.columns ?? 120, colors }).join('\n')}\n`);
}
