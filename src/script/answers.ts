import type { Scripting } from '../scripting.js';

/**
 * Where an answer says what AWS has chosen. A test holds this to what rehearsals of all blueprints take from answers.
 * @param script of the step's noun
 * @returns none where it is not known that an answer says anything
 */
export const pathsOf = (operation: string, script: Scripting | undefined): string[][] =>
  (script?.answers?.[operation] ?? '').split(' ').flatMap((path) => (path === '' ? [] : [path.split('.')]));

/** An answer that says these values, and nothing else. */
export function answerWith(values: readonly (readonly [path: readonly string[], value: string])[]): object {
  const answer = {};
  for (const [path, value] of values) put(answer, path, value);
  return answer;
}

function put(into: object, [key = '', ...rest]: readonly string[], value: string): void {
  const members = into as { [member: string]: unknown };
  if (rest.length === 0) members[key] = value;
  else put((members[key] ??= /^\d+$/.test(rest[0] ?? '') ? [] : {}), rest, value);
}
