import { isMutating } from '../operation.js';
import { comment, indented, variablesIn } from './bash.js';
import { callLines } from './call-lines.js';
import { linesOf } from './command.js';
import type { Direction } from './direction.js';
import { putOf, type Put } from './put.js';
import type { Scene, Story } from './story.js';
import { waitLines } from './wait-lines.js';

/**
 * The steps of a `down`. What was never made is left out at run time, where ids are variables.
 * @param told where they are not: what is recorded is there
 */
export function downLines(story: Story, direction: Direction, told: 'by variables' | 'by ids'): string[] {
  const put = putOf(direction.captures);
  const byName = new Map(story.scenes.map((scene) => [scene.step, scene]));
  const awaited = new Set<Scene>();
  const guard = (scene: Scene): string | undefined => (told === 'by ids' ? undefined : direction.keys.get(scene.step));
  const settle = (scenes: readonly Scene[]): string[] =>
    scenes.flatMap((scene) => {
      if (awaited.has(scene)) return [];
      awaited.add(scene);
      return unlessMissing(guard(scene), waitLines([scene], put));
    });
  const lines = story.scenes.flatMap((scene) => {
    const key = guard(scene);
    const own = sceneLines(scene, direction, put);
    if (own.length === 0 || (told === 'by variables' && key === undefined)) return [];
    const before = settle(scene.after.flatMap((name) => byName.get(name) ?? []));
    return [...comment(scene.step === scene.noun ? scene.step : `${scene.step} (${scene.noun})`), ...before, ...unlessMissing(key, own), ''];
  });
  const rest = settle(story.scenes);
  return [...lines, ...(rest.length > 0 ? ['# Until all of it is gone.', ...rest, ''] : [])];
}

const unlessMissing = (key: string | undefined, lines: readonly string[]): string[] =>
  key === undefined || lines.length === 0 ? [...lines] : [`if [[ -n \${${key}:-} ]]; then`, ...indented(lines), 'fi'];

function sceneLines({ calls }: Scene, direction: Direction, put: Put): string[] {
  const changes = calls.filter(({ operation }) => isMutating(operation)).map((call) => ({ ...call, input: put.input(call.input) }));
  const needed = changes.flatMap(({ input }) => variablesIn(JSON.stringify(input)));
  return [...foundAgain([...new Set(needed)], direction, put), ...changes.flatMap((call) => linesOf(call, ['remove']))];
}

/** Ids that only a later look told: `up` may have broken off before it. */
function foundAgain(names: readonly string[], { captures }: Direction, put: Put): string[] {
  return captures.all.flatMap((it) => {
    if (!names.includes(it.name) || isMutating(it.call.operation)) return [];
    return [`if [[ -z \${${it.name}:-} ]]; then`, ...indented(callLines(it.call, [it], put)), 'fi'];
  });
}
