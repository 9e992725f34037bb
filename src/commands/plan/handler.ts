import { areasByType } from '../../../steps/nouns.js';
import { isChange } from '../../plan.js';
import { costJson, costLines } from '../../ui/cost.js';
import { writerTo } from '../../ui/output.js';
import { planJson, planText } from '../../ui/plan.js';
import { proseWidth } from '../../ui/prose.js';
import { colorsFor } from '../../ui/terminal.js';
import { notesFor } from '../report/notes.js';
import { repeatedOptions } from '../report/repeated-options.js';
import { openReport, type Report } from '../report/report.js';
import { runCommand } from '../report/run-command.js';
import type { RequestWith } from '../request.js';
import { stoppable } from '../session/stop-signal.js';
import { redeployHint } from '../stack/redeploy-hint.js';
import { shownPlan } from '../stack/shown-plan.js';
import { stackInputFor, type StackInput } from '../stack/stack-input.js';
import { countsOf, makePlan, type PlanAndCost } from './make-plan.js';

export interface PlanRequest extends RequestWith<'stack' | 'target' | 'states' | 'display' | 'limits'> {
  /** Show every call with its full input. */
  readonly calls: boolean;
  /** Exit with 3 where `up` would change something. */
  readonly detailedExitcode: boolean;
  /** Ask AWS for its prices. */
  readonly livePrices: boolean;
}

/** `provision plan`: changes nothing, here or there. @returns the exit code */
export async function runPlan(request: PlanRequest): Promise<number> {
  return runCommand({ command: 'plan', request }, async () => {
    const input = await stackInputFor(request.stack, request.target);
    const { name: stack } = input.config;
    const options = repeatedOptions(request);
    const report = openReport({ command: 'plan', ...request.display, stack, options, quiet: true });
    return { report, work: () => planHere(request, input, report) };
  });
}

async function planHere(request: PlanRequest, input: StackInput, report: Report): Promise<number> {
  const note = notesFor(request.display);
  return stoppable(request.limits.timeout, report.say, async (stop) => {
    const made = await makePlan(request, input, { emit: report.emit, stop, note });
    const { failures, steps } = made.plan;
    if (made.pausedSince !== undefined)
      note(
        `This stack is paused since ${made.pausedSince}. \`provision resume\` does what follows; \`up\` does nothing.`,
      );
    // Where something is in the way of the whole stack, there is no plan.
    if (steps.length > 0)
      show(request, input.config.name, { ...made, plan: shownPlan(made.plan, input.given, request.display) });
    const hint = steps.some(isChange) || failures.length > 0 ? undefined : redeployHint(input.config);
    if (hint) note(hint);
    const isInSync = !request.detailedExitcode || !steps.some(isChange);
    return report.finish({ ...countsOf(made.plan), failures, isInSync });
  });
}

function show({ calls, display }: PlanRequest, stack: string, { plan, cost }: PlanAndCost): void {
  const time = new Date().toISOString();
  const colors = colorsFor(process.stdout, process.env, !display.color);
  const { columns = Infinity } = process.stdout;
  const look = { columns, width: proseWidth(process.stdout), colors };
  const lines = display.json
    ? [...planJson(plan, time), costJson(cost, { time })]
    : [...planText(plan, { ...look, stack, hasCalls: calls, areas: areasByType }), '', ...costLines(cost, look)];
  writerTo(process.stdout)(lines.map((line) => `${line}\n`).join(''));
}
