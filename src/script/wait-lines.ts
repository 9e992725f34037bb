import { word } from './bash.js';
import { linesOf } from './command.js';
import type { Put } from './put.js';
import type { Scene } from './story.js';
import { looksFor, type Look } from './waits.js';

/**
 * What waits for scenes to come to their end. Those that one waiter of the CLI can wait for are waited for together.
 * @param put puts the variables into what is asked
 */
export function waitLines(scenes: readonly Scene[], put: Put): string[] {
  const looks = scenes.flatMap((scene) => looksFor(scene).map((look) => ({ ...look, scene })));
  const waiters = [...new Set(looks.flatMap(({ wait }) => wait.waiter ?? []))];
  const alike = waiters.map((waiter) => looks.filter(({ wait }) => wait.waiter === waiter));
  return [
    ...alike.flatMap(together).flatMap((look) => waiterLines(look, put)),
    ...looks.filter(({ wait }) => !wait.waiter).flatMap((look) => awaitLines(look.scene, look, put)),
  ];
}

/** Of looks at one thing each, one at all of them, where AWS takes a list. */
function together(looks: readonly Look[]): Look[] {
  const [first] = looks;
  const lists = looks.map(({ call }) => Object.values(call.input));
  const areLists = lists.every((values) => values.length === 1 && Array.isArray(values[0]));
  if (!first || !areLists || looks.length === 1) return [...looks];
  const [member = ''] = Object.keys(first.call.input);
  return [{ ...first, call: { ...first.call, input: { [member]: lists.flat(2) } } }];
}

const waiterLines = ({ wait, call }: Look, put: Put): string[] =>
  linesOf({ ...call, input: put.input(call.input), verb: ['wait', wait.waiter ?? ''] });

/** `await WHAT GOOD BAD MINUTES COMMAND…` */
function awaitLines(scene: Scene, { wait, call }: Look, put: Put): string[] {
  const { good = '', bad = '', minutes = 10 } = wait;
  const query = put.text(typeof wait.query === 'function' ? wait.query(scene) : (wait.query ?? ''));
  const head = ['await', scene.step, word(good), bad === '' ? "''" : word(bad), String(minutes)];
  return linesOf({ ...call, input: put.input(call.input), ...(query === '' ? {} : { query }) }, head);
}
