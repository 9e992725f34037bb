import type { State } from '../../../state/schema.js';
import { resourcesByType } from '../../../steps/nouns.js';
import type { LockHolder } from '../../failure.js';
import { rowWithoutVariables } from '../../hidden-values.js';
import { pausePlan } from '../../runner/pause.js';
import type { StatusReport } from '../../status.js';
import { accruedLine, costJson } from '../../ui/cost.js';
import { expiryLine } from '../../ui/expiry.js';
import { writerTo } from '../../ui/output.js';
import { proseText, proseWidth } from '../../ui/prose.js';
import { statusJson, statusTable } from '../../ui/status.js';
import { colorsFor } from '../../ui/terminal.js';
import { repeatedOptions } from '../report/repeated-options.js';
import { openReport, type Report } from '../report/report.js';
import { runCommand } from '../report/run-command.js';
import type { Display, RequestWith } from '../request.js';
import { shownPlace } from '../session/endpoint.js';
import { endWithoutState } from '../session/not-recorded.js';
import { recordedOf } from '../session/states.js';
import { stoppable } from '../session/stop-signal.js';
import { costSoFar } from '../stack/cost.js';
import { findStack, type FoundStack } from '../stack/stack-choice.js';
import { compare } from './compare.js';

export type StatusRequest = RequestWith<'stack' | 'target' | 'states' | 'display' | 'limits'>;

/** `provision status`: changes nothing and takes no lock. @returns the exit code: 3 where something differs */
export async function runStatus(request: StatusRequest): Promise<number> {
  const { display } = request;
  return runCommand({ command: 'status', request }, async () => {
    const found = await findStack(request);
    const stack = found ? { stack: found.stack } : {};
    const options = repeatedOptions(request);
    const report = openReport({ command: 'status', ...display, ...stack, options, quiet: true });
    if (found && (await recordedOf(request, found, 'status')))
      return { report, work: () => compareHere(request, found, report) };
    const instead = 'it was not brought up, or it was taken down';
    return { report, work: () => endWithoutState(request, found, report, instead) };
  });
}

async function compareHere(request: StatusRequest, found: FoundStack, report: Report): Promise<number> {
  const { limits, display } = request;
  return stoppable(limits.timeout, report.say, async (stop) => {
    const { rows, place, state, busy, ...outcome } = await compare(request, found, { emit: report.emit, stop });
    const shown = display.showValues ? rows : rows.map(rowWithoutVariables);
    showRows({ stack: found.stack, ...shownPlace(place), rows: shown }, display);
    showCost(state, display);
    if (state.paused && !display.json) say(`\n${pausedText(state.paused, state.records)}`);
    if (state.expires !== undefined && !display.json) say(`${expiryLine(state.expires, Date.now())}\n`);
    if (busy && !display.json) say(`\n${busyText(busy)}`);
    return report.finish(outcome);
  });
}

/** In real time: the sandbox's own goes faster, and nobody is billed for it. */
function showCost(state: State, { json }: Display): void {
  const { cost, accrued, billing } = costSoFar(state, Date.now());
  const time = new Date().toISOString();
  if (json) writerTo(process.stdout)(`${costJson(cost, { time, accrued, billing })}\n`);
  else say(accruedLine(accrued, cost.estimate, billing));
}

/** A pause that did not come to its end has left something that was to go. */
const pausedText = ({ since, gone }: NonNullable<State['paused']>, records: State['records']): string =>
  Object.keys(gone).some((step) => step in records) || goesStill(records)
    ? `Pausing began at ${since} and did not come to its end: \`provision pause\` goes on, \`provision resume\` undoes it.`
    : `Paused since ${since}: \`provision resume\` brings back what is missing.`;

const goesStill = (records: State['records']): boolean =>
  pausePlan({ store: { records: new Map(Object.entries(records)) }, resources: resourcesByType }).going.size > 0;

const say = (text: string) => writerTo(process.stdout)(proseText(text, process.stdout));

const busyText = ({ command, pid, host, since }: LockHolder): string =>
  `\`${command}\` (process ${pid} on ${host}) has been working on this stack since ${since}.`;

function showRows(found: StatusReport, { json, color }: Display): void {
  const colors = colorsFor(process.stdout, process.env, !color);
  const { stdout } = process;
  const look = { columns: stdout.columns ?? Infinity, width: proseWidth(stdout), colors };
  const lines = json ? statusJson(found, new Date().toISOString()) : statusTable(found, look);
  writerTo(process.stdout)(`${lines.join('\n')}\n`);
}
