import { edgesOf } from '../edges.js';
import type { Act } from '../rehearsal/rehearse.js';
import type { Step } from '../step.js';
import { onceEach } from './once-each.js';
import { inStages } from './order.js';
import type { Call, Scene, Story } from './story.js';
import { isSlow } from './waits.js';

type About = Pick<Story, 'stack' | 'region' | 'account'> & Partial<Pick<Story, 'outputs'>>;

/** A rehearsed `up` as a story: each step's calls together. A step of which only the id is needed is not waited for. */
export function upStory(about: About, { answers, records }: Act, steps: readonly Step[]): Story {
  const scenes = new Map<Step, Scene>();
  for (const step of steps) {
    const { name, why, resource: { type: noun } } = step;
    const record = records.get(name);
    const after = edgesOf(step).flatMap(({ to, onlyId }) => (onlyId ? [] : [to.name]));
    const gives = [record?.out, record?.id];
    scenes.set(step, { step: name, noun, why, deletes: false, after, calls: callsOf(answers, name), want: record?.want, gives });
  }
  const ordered = inStages(steps, (step) =>
    edgesOf(step).map(({ to, onlyId }) => ({ to, slowly: !onlyId && isSlow(to.resource.type, 'ready') })),
  );
  return story(about, ordered.flatMap((step) => scenes.get(step) ?? []));
}

/**
 * A rehearsed `down` as a story.
 * @param before the records as they were
 */
export function downStory(about: About, { answers }: Pick<Act, 'answers'>, before: Act['records']): Story {
  const scenes = new Map([...before].map(([step, record]): [string, Scene] => {
    const dependents = [...before].filter(([, { needs }]) => needs.includes(step)).map(([name]) => name);
    const calls = callsOf(answers, step);
    return [step, { step, noun: record.type, deletes: true, after: dependents, calls, want: record.want, gives: [record.out, record.id] }];
  }));
  const sceneOf = (name: string) => scenes.get(name) ?? [];
  const ordered = inStages(dependentsFirst([...scenes.values()], sceneOf), ({ after }) =>
    after.flatMap(sceneOf).map((to) => ({ to, slowly: isSlow(to.noun, 'gone') })),
  );
  return story(about, ordered);
}

const story = (about: About, scenes: readonly Scene[]): Story => ({ outputs: {}, ...about, scenes: scenes.filter(({ calls }) => calls.length > 0) });

/** By name, so that it does not matter in which order they were recorded; but each after those that it waits for. */
function dependentsFirst(scenes: readonly Scene[], sceneOf: (name: string) => Scene | readonly never[]): Scene[] {
  const ordered = new Set<Scene>();
  const add = (scene: Scene): void => {
    if (ordered.has(scene)) return;
    scene.after.flatMap(sceneOf).forEach(add);
    ordered.add(scene);
  };
  scenes.toSorted((a, b) => (a.step < b.step ? -1 : 1)).forEach(add);
  return [...ordered];
}

const callsOf = (answers: Act['answers'], step: string): Call[] =>
  onceEach(answers.filter((it) => it.step === step).map(({ step: _, ...call }) => call));
