import { isMutating } from '../operation.js';
import { comment, variablesIn } from './bash.js';
import { callLines } from './call-lines.js';
import type { Capture, Captures } from './captures.js';
import { linesOf } from './command.js';
import { imageLines, type ImagesBy } from './image-lines.js';
import { zoneLines } from './lookups.js';
import { hasMask } from './masked.js';
import { putOf } from './stage-directions.js';
import type { Scene, Story } from './story.js';
import { waitLines, type Put } from './wait-lines.js';

export interface Direction {
  readonly captures: Captures;
  /** By step: the variable that tells that it has made something. Where there is none, nothing is noted. */
  readonly keys: ReadonlyMap<string, string>;
  readonly images: ImagesBy;
}

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
    return [...waitLines(open, put), ...open.flatMap((scene) => lateLines(scene, direction, put))];
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
  if (scene.noun === 'availability-zones') return zoneLines(scene, zonesOf(scene, direction.captures), region);
  const key = direction.keys.get(scene.step);
  if (scene.noun === 'image') return [...imageLines(scene, direction.images, put), ...(key ? [`keep ${key} yes`] : [])];
  const changes = scene.calls.filter(({ operation }) => isMutating(operation));
  if (scene.deletes) return changes.flatMap((call) => linesOf({ ...call, input: put.input(call.input) }, ['remove']));
  const lines = changes.flatMap((call, index) => {
    const captures = direction.captures.of(call);
    const made = callLines(call, captures, put, prefixOf(scene, put.input(call.input)));
    return key === undefined ? made : [...made, ...keepLines(captures, index === 0 ? key : undefined)];
  });
  return waitLines([scene], put).length > 0 ? lines : [...lines, ...lateLines(scene, direction, put, true)];
}

/** What AWS marks as sensitive is not in a run's file. */
function maskLines({ calls, isFilled }: Scene): string[] {
  if (hasMask(calls.map(({ input }) => input))) return comment('***SensitiveInformation*** was not recorded: put it there.');
  return isFilled ? comment('What is sensitive in it is not in the file of the run: it is as recorded since.') : [];
}

/** @param key of the step, where this call is the one that makes it */
function keepLines(captures: readonly Capture[], key?: string): string[] {
  const names = captures.map(({ name }) => name);
  return [...names.map((name) => `keep ${name} "$${name}"`), ...(key === undefined || names.includes(key) ? [] : [`keep ${key} yes`])];
}

/** What refers to nothing made before needs no patience. */
const prefixOf = ({ after }: Scene, input: object): string[] => (after.length > 0 || variablesIn(JSON.stringify(input)).some((name) => name !== 'ACCOUNT') ? ['retry'] : []);

/** Looks whose answers have something in them that is needed. Where a step is waited for, they come after that. */
function lateLines(scene: Scene, { captures, keys }: Direction, put: Put, early = waitLines([scene], put).length > 0): string[] {
  if (!early || scene.noun === 'availability-zones') return [];
  const looks = scene.calls.filter(({ operation }) => !isMutating(operation));
  return looks.flatMap((call) => {
    const taken = captures.of(call);
    return taken.length === 0 ? [] : [...callLines(call, taken, put), ...(keys.has(scene.step) ? keepLines(taken) : [])];
  });
}

/** In the order of the zones, those that nothing uses left out. */
function zonesOf({ calls, gives }: Scene, captures: Captures): string[] {
  const taken = calls.flatMap((call) => captures.of(call));
  const [out] = gives as readonly [{ zoneIds?: readonly string[] } | undefined];
  const names = (out?.zoneIds ?? []).map((zone) => taken.find(({ value }) => value === zone)?.name ?? '_');
  return names.slice(0, names.findLastIndex((name) => name !== '_') + 1);
}
