import { edgesOf, type Edge } from '../edges.js';
import { isMutating } from '../operation.js';
import type { PlannedCall } from '../plan.js';
import type { Prices } from '../prices/price.js';
import type { Life } from '../rehearsal/asked.js';
import { mapStrings } from '../rehearsal/leaves.js';
import type { Act } from '../rehearsal/rehearse.js';
import { symbolsFor } from '../rehearsal/symbols.js';
import type { Step } from '../step.js';
import { costsByStep } from './costs.js';
import type { Look, Removal, Scene, Story, Waiting } from './story.js';

type Answers = Act['answers'];
type About = Pick<Story, 'stack' | 'region'>;

/** Puts a rehearsed life into words' order. @param prices of the region */
export function storyOf(about: About, steps: readonly Step[], life: Life, prices: Prices): Story {
  const { up, down } = life;
  const symbolic = symbolsFor(up.records, up.answers, new Set());
  const costs = costsByStep(steps, prices);
  const partsOf = (answers: Answers) => ({
    calls: callsIn(answers, symbolic),
    looks: looksIn(answers),
    actions: Object.fromEntries(answers.map(nameOf).map((name) => [name, life.actions.get(name) ?? []])),
  });
  const scenes = steps.map((step): Scene => {
    const seconds = life.seconds.up.get(step.name);
    return {
      ...{ step: step.name, noun: step.resource.type, why: step.why, after: edgesOf(step).map(waiting) },
      ...partsOf(of(step.name, up.answers)),
      undone: [...new Set(of(step.name, down.answers).flatMap((it) => (isMutating(it.operation) ? [nameOf(it)] : [])))],
      costs: costs.get(step.name) ?? [],
      ...(seconds && { seconds }),
    };
  });
  const ending = inOrder(steps, down.answers).map((step): Removal => {
    const seconds = life.seconds.down.get(step.name);
    const parts = partsOf(of(step.name, down.answers));
    return { step: step.name, noun: step.resource.type, ...parts, ...(seconds && { seconds }) };
  });
  return { ...about, scenes, ending };
}

const of = (step: string, answers: Answers): Answers => answers.filter((it) => it.step === step);
const nameOf = (it: Pick<PlannedCall, 'service' | 'operation'>): string => `${it.service}:${it.operation}`;

const waiting = ({ to, onlyId, outlives }: Edge): Waiting =>
  ({ step: to.name, until: onlyId ? 'id' : outlives ? 'ready' : 'begin' });

const callsIn = (answers: Answers, symbolic: (text: string) => string): PlannedCall[] =>
  answers.flatMap(({ service, operation, input }) =>
    isMutating(operation) ? [{ service, operation, mutating: true, input: mapStrings(input, symbolic) }] : [],
  );

function looksIn(answers: Answers): Look[] {
  const counts = new Map<string, number>();
  for (const it of answers) if (!isMutating(it.operation)) counts.set(nameOf(it), (counts.get(nameOf(it)) ?? 0) + 1);
  return [...counts].map(([operation, times]) => ({ operation, times }));
}

/** Those that `down` called anything for, by when it first changed something. */
function inOrder(steps: readonly Step[], answers: Answers): Step[] {
  const began = ({ name }: Step) => answers.findIndex((it) => it.step === name && isMutating(it.operation));
  return steps.filter((step) => began(step) >= 0).toSorted((a, b) => began(a) - began(b));
}
