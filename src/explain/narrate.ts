import { dependenciesOf, type StepDependency } from '../step-dependencies.js';
import { isMutating } from '../is-mutating.js';
import type { PlannedCall } from '../plan.js';
import type { Prices } from '../prices/price.js';
import type { ObservedLifecycle } from '../rehearsal/observed-lifecycle.js';
import { mapStrings } from '../rehearsal/json-strings.js';
import type { RehearsedCommand } from '../rehearsal/lifecycle.js';
import { placeholdersFor } from '../rehearsal/placeholders.js';
import type { Step } from '../step.js';
import { costsByStep } from './costs.js';
import type { ReadCalls, RemovalNarration, StepNarration, StackNarration, StepWait } from './narration.js';

type Answers = RehearsedCommand['answers'];
type StackLabel = Pick<StackNarration, 'stack' | 'region'>;

/** Turns a rehearsed lifecycle into a narration. @param prices of the stack's region */
export function narrationOf(
  about: StackLabel,
  steps: readonly Step[],
  lifecycle: ObservedLifecycle,
  prices: Prices,
): StackNarration {
  const { up, down } = lifecycle;
  const withPlaceholders = placeholdersFor(up.records, up.answers, new Set());
  const costs = costsByStep(steps, prices);
  const partsOf = (answers: Answers) => ({
    calls: callsIn(answers, withPlaceholders),
    looks: readsIn(answers),
    actions: Object.fromEntries(answers.map(nameOf).map((name) => [name, lifecycle.actions.get(name) ?? []])),
  });
  const narrated = steps.map((step): StepNarration => {
    const seconds = lifecycle.seconds.up.get(step.name);
    const goesWith = lifecycle.goneWith.get(step.name);
    return {
      ...{ step: step.name, noun: step.resource.type, why: step.why, after: dependenciesOf(step).map(waiting) },
      ...partsOf(of(step.name, up.answers)),
      undone: [...new Set(of(step.name, down.answers).flatMap((it) => (isMutating(it.operation) ? [nameOf(it)] : [])))],
      costs: costs.get(step.name) ?? [],
      ...(seconds && { seconds }),
      ...(goesWith !== undefined && { goesWith }),
    };
  });
  const removals = inDeletionOrder(steps, down.answers).map((step): RemovalNarration => {
    const seconds = lifecycle.seconds.down.get(step.name);
    const parts = partsOf(of(step.name, down.answers));
    return { step: step.name, noun: step.resource.type, ...parts, ...(seconds && { seconds }) };
  });
  return { ...about, steps: narrated, removals };
}

const of = (step: string, answers: Answers): Answers => answers.filter((it) => it.step === step);
const nameOf = (it: Pick<PlannedCall, 'service' | 'operation'>): string => `${it.service}:${it.operation}`;

const waiting = ({ to, onlyId, outlives }: StepDependency): StepWait => ({
  step: to.name,
  until: onlyId ? 'id' : outlives ? 'ready' : 'begin',
});

const callsIn = (answers: Answers, withPlaceholders: (text: string) => string): PlannedCall[] =>
  answers.flatMap(({ service, operation, input }) =>
    isMutating(operation) ? [{ service, operation, mutating: true, input: mapStrings(input, withPlaceholders) }] : [],
  );

function readsIn(answers: Answers): ReadCalls[] {
  const counts = new Map<string, number>();
  for (const it of answers) if (!isMutating(it.operation)) counts.set(nameOf(it), (counts.get(nameOf(it)) ?? 0) + 1);
  return [...counts].map(([operation, times]) => ({ operation, times }));
}

/** The steps that `down` changed something for, in the order of their first changes. */
function inDeletionOrder(steps: readonly Step[], answers: Answers): Step[] {
  const began = ({ name }: Step) => answers.findIndex((it) => it.step === name && isMutating(it.operation));
  return steps.filter((step) => began(step) >= 0).toSorted((a, b) => began(a) - began(b));
}
