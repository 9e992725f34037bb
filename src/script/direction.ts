import { isMutating } from '../operation.js';
import type { Captures } from './captures.js';
import type { ImagesBy } from './image-lines.js';
import { Names } from './names.js';
import type { Scene, Story } from './story.js';

/** How a story is to be told in bash. */
export interface Direction {
  readonly captures: Captures;
  /** By step: the variable that tells that it has made something. Where there is none, nothing is noted. */
  readonly keys: ReadonlyMap<string, string>;
  readonly images: ImagesBy;
}

/** Of a script that notes nothing, and pushes no image: it tells what has been, or goes by what is recorded. */
export const withoutNotes = (captures: Captures): Direction => ({ captures, keys: new Map(), images: 'stand-in' });

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
