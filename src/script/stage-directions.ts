import { mapStrings } from '../rehearsal/leaves.js';
import { isMutating } from '../operation.js';
import { plainText } from './bash.js';
import type { Captures } from './captures.js';
import { Names } from './names.js';
import type { Scene, Story } from './story.js';
import type { Put } from './wait-lines.js';

/** Puts a story's variables into texts. */
export const putOf = ({ put }: Pick<Captures, 'put'>): Put => {
  const text = (it: string) => put(plainText(it));
  return { text, input: (input) => mapStrings(input, text) as object };
};

/**
 * Which variable tells that a step has made anything: its first id, or one that says just that.
 * @returns by step, those that `up` makes something in
 */
export function keysOf({ scenes }: Story, captures: Captures): Map<string, string> {
  const names = new Names(captures.all.map(({ name }) => name));
  return new Map(scenes.filter(makes).map((scene) => [scene.step, idKey(scene, captures) ?? names.made(scene.step)]));
}

const makes = ({ calls }: Scene): boolean => calls.some(({ operation }) => isMutating(operation));

const idKey = ({ calls }: Scene, captures: Captures): string | undefined => {
  const maker = calls.find(({ operation }) => isMutating(operation));
  const taken = maker ? captures.of(maker).map(({ name }) => name) : [];
  return taken.find((name) => name.endsWith('_ID')) ?? taken[0];
};
