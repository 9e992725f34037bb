import { areasByType } from '../../../steps/nouns.js';
import type { Stack } from '../../../steps/stack/index.js';
import type { Emit } from '../../events.js';
import type { Failure } from '../../failure.js';
import { isChange } from '../../plan.js';
import { machineLacks } from '../../runner/machine-checks.js';
import { costSummary } from '../../ui/cost-summary.js';
import { writerTo } from '../../ui/output.js';
import { planBrief } from '../../ui/plan-brief.js';
import { proseWidth } from '../../ui/prose.js';
import { colorsFor } from '../../ui/terminal.js';
import type { Report } from '../report/report.js';
import type { Display } from '../request.js';
import { beforeQuestion } from '../session/before-question.js';
import { requireYes } from '../session/confirmation.js';
import type { Session } from '../session/session.js';
import { estimateIn, estimateOfRecords } from '../stack/cost.js';
import { shownPlanOf } from '../stack/shown-plan.js';
import type { PlannedStack, StackInput } from '../stack/stack-input.js';

/** A question before a run, and what is known from it. */
export interface FirstQuestion {
  /** In the place of the report's. */
  readonly emit: Emit;
  /**
   * Shows the plan, and asks where it changes something and nothing refuses it.
   * @returns why it cannot be done
   * @throws FailureError where the answer was no, or Ctrl-C
   */
  confirm(session: Session, stack: Stack): Promise<readonly Failure[]>;
  /** The plan that was shown. */
  planned(): PlannedStack | undefined;
}

interface Asking {
  readonly command: 'up' | 'resume';
  readonly input: StackInput;
  readonly display: Display;
  readonly report: Report;
}

/**
 * Has `up` show its plan before it asks. A run that asks nothing makes no plan: it refuses what the plan would refuse by
 * itself, before its first change, and should not wait a second for it.
 */
export function askFirst({ command, input, display, report }: Asking): FirstQuestion {
  let planned: PlannedStack | undefined;
  const before = beforeQuestion(report, display);
  return {
    emit: before.emit,
    planned: () => planned,
    async confirm(session, stack) {
      report.say('Comparing the config with what is there.');
      planned = await shownPlanOf(session, input, display);
      const lacks = await machineLacks(session.run, stack.steps);
      const failures = [...planned.plan.failures, ...lacks];
      if (failures.length > 0) showRefused(planned, input.config.name, display);
      else if (planned.plan.steps.some(isChange))
        await requireYes(session.place, proposalFor(command, session, planned));
      before.answered(session);
      return failures;
    },
  };
}

function showRefused({ plan }: PlannedStack, stack: string, { color }: Display): void {
  // Where something is in the way of the whole stack, there is no plan.
  if (plan.steps.length === 0) return;
  const colors = colorsFor(process.stdout, process.env, !color);
  const lines = planBrief(plan, { stack, width: proseWidth(process.stdout), colors, areas: areasByType });
  writerTo(process.stdout)(lines.map((line) => `${line}\n`).join(''));
}

function proposalFor(command: Asking['command'], { place, store }: Session, { plan, stack }: PlannedStack) {
  const { region, endpoint } = place;
  const before = store.records.size > 0 ? estimateOfRecords(region, store.records) : undefined;
  // What another endpoint bills is not known.
  const cost = endpoint === 'aws' && costSummary({ region, before, estimate: estimateIn(region, stack.steps) });
  return { command, what: { plan, areas: areasByType }, ...(cost && { cost }) };
}
