import { namesOnly, stackOf } from '../../steps/index.js';
import { readState, statePath } from '../../state/json-store.js';
import type { State } from '../../state/schema.js';
import { lockPath } from '../../state/lock.js';
import { lockHolder, type Holder } from '../process-lock.js';
import { status } from '../runner/status.js';
import type { StatusReport, StatusRow } from '../status.js';
import { accruedLine, costJson } from '../ui/cost.js';
import { statusJson, statusTable } from '../ui/status.js';
import { writerTo } from '../ui/output.js';
import { colorsFor } from '../ui/terminal.js';
import { chosenStack, nothingHere, type Chosen } from './chosen.js';
import { costSoFar } from './cost.js';
import { guarded, repeatedOptions } from './guarded.js';
import type { Arguments } from './options.js';
import { shownPlace } from './place.js';
import { openReport, type Report } from './report.js';
import { inSession } from './session.js';

/** `provision status`: changes nothing and takes no lock. @returns the exit code: 3 where something differs */
export async function runStatus(argv: Arguments): Promise<number> {
  return guarded('status', argv, async () => {
    const chosen = await chosenStack(argv);
    const stack = chosen ? { stack: chosen.stack } : {};
    const report = openReport({ command: 'status', ...argv, ...stack, options: repeatedOptions(argv), quiet: true });
    const state = chosen && (await readState(statePath(argv.state, chosen.stack)));
    if (chosen && state) return { report, work: () => compare(argv, chosen, report) };
    if (!argv.json) writerTo(process.stdout)(await nothingHere(argv, chosen, 'it was not brought up, or it was taken down'));
    return { report, work: async () => report.end() };
  });
}

async function compare(argv: Arguments, { stack, config }: Chosen, report: Report): Promise<number> {
  return inSession({ argv, command: 'status', stack, report, region: config?.region, locks: false }, async ({ run, place, state }) => {
    const wanted = config ? stackOf(config, place, namesOnly).steps.map(({ name, resource }) => ({ name, type: resource.type })) : [];
    const { rows, failures } = await status(run, wanted);
    const shown = rows.filter(({ type }) => !run.resources.get(type)?.lookup);
    show(argv, { stack, ...shownPlace(place), rows: shown });
    showCost(argv, state);
    const busy = await lockHolder(lockPath(argv.state, stack));
    if (busy && !argv.json) writerTo(process.stdout)(`\n${busyText(busy)}\n`);
    report.fail(failures);
    const unchanged = shown.filter(({ state }: StatusRow) => state === 'ok').length;
    return report.end({ unchanged, outputs: state.outputs }, unchanged === shown.length);
  });
}

/** In real time: the sandbox's own goes faster, and nobody is billed for it. */
function showCost(argv: Arguments, state: State): void {
  const { cost, accrued, billing } = costSoFar(state, Date.now());
  const time = new Date().toISOString();
  const text = argv.json ? costJson(cost, { time, accrued, billing }) : accruedLine(accrued, cost.estimate, billing);
  writerTo(process.stdout)(`${text}\n`);
}

const busyText = ({ command, pid, host, since }: Holder): string =>
  `\`${command}\` (process ${pid} on ${host}) has been working on this stack since ${since}.`;

function show(argv: Arguments, found: StatusReport): void {
  const write = writerTo(process.stdout);
  const colors = colorsFor(process.stdout, process.env, argv.color === false);
  const look = { columns: process.stdout.columns ?? Infinity, colors };
  const lines = argv.json ? statusJson(found, new Date().toISOString()) : statusTable(found, look);
  write(`${lines.join('\n')}\n`);
}
