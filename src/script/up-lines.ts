import { isMutating } from '../operation.js';
import { comment, variablesIn } from './bash.js';
import { callLines } from './call-lines.js';
import type { Capture } from './captures.js';
import { linesOf } from './command.js';
import type { Direction } from './direction.js';
import { imageLines } from './image-lines.js';
import { hasMask } from './masked.js';
import { putOf, type Put } from './put.js';
import type { Scene, Story } from './story.js';
import { waitLines } from './wait-lines.js';
import { looksFor } from './waits.js';
import { zoneLines } from './zone-lines.js';

/**
 * The steps of an `up`, each with its calls. It waits for a step as late as possible, before the first one that
 * needs it: so what is slow in AWS goes on at the same time.
 */
export function upLines(story: Story, direction: Direction): string[] {
  const put = putOf(direction.captures);
  const awaited = new Set<Scene>();
  const byName = new Map(story.scenes.map((scene) => [scene.step, scene]));
  /** Waits, and then takes what only a later look tells. */
  const settle = (scenes: readonly Scene[]): string[] => {
    const open = scenes.filter((scene) => !awaited.has(scene));
    open.forEach((scene) => awaited.add(scene));
    return [...waitLines(open, put), ...open.filter(isAwaited).flatMap((scene) => lookLines(scene, direction, put))];
  };
  const lines = story.scenes.flatMap((scene) => {
    const own = sceneLines(scene, story, direction, put);
    if (own.length === 0) return [];
    const before = settle(scene.after.flatMap((name) => byName.get(name) ?? []));
    return [...comment(`${scene.step}: ${scene.why ?? scene.noun}`), ...maskLines(scene), ...before, ...own, ''];
  });
  const rest = settle(story.scenes);
  return [...lines, ...(rest.length > 0 ? ['# Until all of it is in service.', ...rest, ''] : [])];
}

function sceneLines(scene: Scene, { region }: Story, direction: Direction, put: Put): string[] {
  if (scene.noun === 'availability-zones') return zoneLines(scene, direction.captures, region);
  const key = direction.keys.get(scene.step);
  if (scene.noun === 'image') return [...imageLines(scene, direction.images, put), ...(key ? [`keep ${key} yes`] : [])];
  const changes = scene.calls.filter(({ operation }) => isMutating(operation));
  if (scene.deletes) return changes.flatMap((call) => linesOf({ ...call, input: put.input(call.input) }, ['remove']));
  const lines = changes.flatMap((call, index) => {
    const captures = direction.captures.of(call);
    const made = callLines(call, captures, put, prefixOf(scene, put.input(call.input)));
    return key === undefined ? made : [...made, ...keepLines(captures, index === 0 ? key : undefined)];
  });
  return isAwaited(scene) ? lines : [...lines, ...lookLines(scene, direction, put)];
}

/** What AWS marks as sensitive is not in a run's file. */
function maskLines({ calls, isFilled }: Scene): string[] {
  if (hasMask(calls.map(({ input }) => input))) return comment('***SensitiveInformation*** was not recorded: put it there.');
  return isFilled ? comment('What is sensitive in it is not in the file of the run: it is as recorded since.') : [];
}

/** @param key of the step, where this call is the one that makes it */
function keepLines(captures: readonly Capture[], key?: string): string[] {
  const names = captures.map(({ name }) => name);
  const made = key === undefined || names.includes(key) ? [] : [`keep ${key} yes`];
  return [...names.map((name) => `keep ${name} "$${name}"`), ...made];
}

/** What refers to nothing made before needs no patience. */
const prefixOf = ({ after }: Scene, input: object): string[] =>
  after.length > 0 || variablesIn(JSON.stringify(input)).some((name) => name !== 'ACCOUNT') ? ['retry'] : [];

/** What only a look tells of it is taken after it was waited for; of any other scene, at once. */
const isAwaited = (scene: Scene): boolean => looksFor(scene).length > 0;

/** Looks whose answers have something in them that is needed. */
function lookLines({ step, calls }: Scene, { captures, keys }: Direction, put: Put): string[] {
  const looks = calls.filter(({ operation }) => !isMutating(operation));
  return looks.flatMap((call) => {
    const taken = captures.of(call);
    return taken.length === 0 ? [] : [...callLines(call, taken, put), ...(keys.has(step) ? keepLines(taken) : [])];
  });
}
