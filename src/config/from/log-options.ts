import { text } from './convert.js';
import type { Target } from './draft.js';
import { converted } from './rows.js';
import { isMap, isNothing, nameOf, partsOf, type Value } from './source.js';

/** Options of a log driver, which a config has by the same names. */

export function putOptions(options: Value, target: Target): void {
  if (isMap(options.value)) for (const option of partsOf(options)) putOption(option, target);
  else if (!isNothing(options)) target.unknown(options);
}

export function putOption(option: Value, target: Target): void {
  const made = converted(option, text);
  if ('because' in made) target.leave(option, made);
  else target.put(['logs', 'options', nameOf(option)], made.value, option, made.how);
}
