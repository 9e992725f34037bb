import type { Act } from '../rehearsal/rehearse.js';
import { isMutating } from '../operation.js';
import { edgesOf } from '../runner/graph.js';
import type { Step } from '../step.js';
import type { Call, Scene, Story } from './story.js';

type About = Pick<Story, 'stack' | 'region' | 'account'> & Partial<Pick<Story, 'outputs'>>;

/** A rehearsed `up` as a story: each step's calls together, steps in the order in which they began. */
export function upStory(about: About, { answers, records }: Act, steps: readonly Step[]): Story {
  const scenes = steps.map((step): Scene => {
    const record = records.get(step.name);
    return {
      step: step.name,
      noun: step.resource.type,
      why: step.why,
      deletes: false,
      after: needed(step),
      calls: callsOf(answers, step.name),
      want: record?.want,
      gives: [record?.out, record?.id],
    };
  });
  return { outputs: {}, ...about, scenes: inOrder(scenes, answers) };
}

/**
 * A rehearsed `down` as a story.
 * @param before the records as they were
 */
export function downStory(about: About, { answers }: Pick<Act, 'answers'>, before: Act['records']): Story {
  const scenes = [...before].map(([step, record]): Scene => {
    const dependents = [...before].filter(([, { needs }]) => needs.includes(step)).map(([name]) => name);
    const calls = callsOf(answers, step);
    return { step, noun: record.type, deletes: true, after: dependents, calls, want: record.want, gives: [record.out, record.id] };
  });
  return { outputs: {}, ...about, scenes: inOrder(scenes, answers) };
}

/** Those that call anything; what they wait for is a reason to come later, and what they do first is when. */
function inOrder(scenes: readonly Scene[], answers: Act['answers']): Scene[] {
  const began = (scene: Scene) => answers.findIndex(({ step, operation }) => step === scene.step && (isMutating(operation) || !scene.calls.some((it) => isMutating(it.operation))));
  return scenes.filter(({ calls }) => calls.length > 0).toSorted((a, b) => began(a) - began(b));
}

/** Looks at the same thing are one: the last. */
function callsOf(answers: Act['answers'], step: string): Call[] {
  const calls = new Map<string, Call>();
  for (const [index, { step: whose, ...call }] of answers.entries()) {
    if (whose !== step) continue;
    const key = isMutating(call.operation) ? String(index) : `${call.operation} ${JSON.stringify(call.input)}`;
    calls.delete(key);
    calls.set(key, call);
  }
  return [...calls.values()];
}

/** The steps that a step waits for; one of which only the id is needed is not waited for. */
const needed = (step: Step): string[] => edgesOf(step).flatMap(({ to, onlyId }) => (onlyId ? [] : [to.name]));
