import { replacer, stringsIn } from '../rehearsal/leaves.js';
import { isMutating } from '../operation.js';
import { variable, variablesIn } from './bash.js';
import { Names } from './names.js';
import type { Call, Scene, Story } from './story.js';
import { looksFor } from './waits.js';

/** A value that AWS chooses and something later needs: from which answer it is taken, and into which variable. */
export interface Capture {
  readonly name: string;
  readonly step: string;
  readonly call: Call;
  readonly path: readonly string[];
  readonly value: string;
}

/** The values of a story that are not known beforehand. */
export interface Captures {
  readonly all: readonly Capture[];
  /** Puts the variables into any text. */
  put(text: string): string;
  of(call: Call): readonly Capture[];
}

/** Short names go to what steps tell of each other; what only their own calls need has the longer ones. */
function named(candidates: readonly Candidate[]): Capture[] {
  const names = new Names();
  const isTold = ({ scene, value }: Candidate) => stringsIn(scene.gives).some(([, text]) => text === value);
  const inTurn = [...candidates.filter(isTold), ...candidates.filter((it) => !isTold(it))];
  const given = new Map(inTurn.map((it) => [it, names.of(it.scene, it.path, it.value)]));
  return candidates.map((it) => ({ step: it.step, call: it.call, path: it.path, value: it.value, name: given.get(it) ?? '' }));
}

interface Candidate extends Omit<Capture, 'name'> {
  readonly scene: Scene;
}

/**
 * Finds them: what is in an answer and was not said before, and is said in what comes later.
 * @param stories those after the first one only say it: what takes a stack down
 */
export function capturesOf(first: Story, ...others: readonly Story[]): Captures {
  const candidates = candidatesOf(first);
  const used = usedOf([first, ...others], candidates);
  const all = named([...candidates.values()].filter(({ value }) => used.has(value)));
  const texts = new Map(all.map(({ value, name }) => [value, variable(name)]));
  if (first.account !== '' && !texts.has(first.account)) texts.set(first.account, variable('ACCOUNT'));
  return { all, put: replacer(texts), of: (call) => all.filter((it) => it.call === call) };
}

/**
 * The answer that each value stands in first: to what made it, or else to a look. Of what a look brings, only that
 * which its step gives to others: it may have been taken after much else was there.
 */
function candidatesOf(story: Story): Map<string, Candidate> {
  const made = valuesIn(story, isMutating, new Map());
  return valuesIn(story, () => true, made);
}

/** What an image's upload says is used up in its own step. */
function valuesIn({ scenes, account }: Story, counts: (operation: string) => boolean, known: ReadonlyMap<string, Candidate>): Map<string, Candidate> {
  const found = new Map(known);
  const said = [account];
  for (const scene of scenes.filter(({ noun }) => noun !== 'image')) {
    const told = new Set(stringsIn(scene.gives).map(([, text]) => text));
    for (const call of scene.calls.filter(({ operation }) => counts(operation))) {
      said.push(...stringsIn(call.input).map(([, text]) => text));
      for (const [path, value] of stringsIn(call.output)) {
        const fits = path[0] !== '$metadata' && !found.has(value) && (told.has(value) || (isMutating(call.operation) && isChosen(path, value)));
        if (fits && !isKnown(value, said)) found.set(value, { scene, step: scene.step, call, path, value });
      }
    }
  }
  return found;
}

/** It was said before, or is the ARN of what was. */
function isKnown(value: string, said: readonly string[]): boolean {
  const name = /^arn:[^:]*:logs:[^:]*:[^:]*:log-group:(.*?)(:\*)?$/.exec(value)?.[1];
  return said.some((text) => text.includes(value) || text === name);
}

/** By what it is called; and not a word such as `default`, which may stand for something else elsewhere. */
function isChosen(path: readonly string[], value: string): boolean {
  const key = path.findLast((key) => !/^\d+$/.test(key)) ?? '';
  return /(Id|Ids|Arn|ARN|Uri)$/i.test(key) && value.length >= 6 && (/\d/.test(value) || /^[a-f]+$/.test(value));
}

/** Those that are said where something is asked for; and then those that asking for them needs. */
function usedOf(stories: readonly Story[], candidates: ReadonlyMap<string, Candidate>): Set<string> {
  const values = [...candidates.keys()];
  const mark = replacer(new Map(values.map((value, index) => [value, variable(String(index))])));
  const texts = stories.flatMap((story) => [...story.scenes.flatMap(textsOf), ...Object.values(story.outputs)]);
  const used = new Set<string>();
  for (let text = texts.pop(); text !== undefined; text = texts.pop())
    for (const index of variablesIn(mark(text))) {
      const value = values[Number(index)] ?? '';
      if (!used.has(value)) texts.push(...stringsIn(candidates.get(value)?.call.input).map(([, text]) => text));
      used.add(value);
    }
  return used;
}

/** What a scene says: in what it changes, and in what it waits for. */
function textsOf(scene: Scene): string[] {
  const changes = scene.calls.filter(({ operation }) => isMutating(operation)).map(({ input }) => input);
  const looks = looksFor(scene).flatMap(({ wait, call }) => [call.input, typeof wait.query === 'function' ? wait.query(scene) : '']);
  return [...changes, ...looks].flatMap((it) => stringsIn(it).map(([, text]) => text));
}
