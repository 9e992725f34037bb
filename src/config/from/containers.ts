import { shellWord } from '../../shell-word.js';
import { integer, seconds, text } from './convert.js';
import { converted, each, map, to, type Convert, type Row } from './rows.js';
import { beside, isMap, isNothing, nameOf, partsOf, within, type Value } from './source.js';
import type { Target } from './draft.js';
import { plainText } from '../../plain-text.js';

/** Members of containers that several formats write alike. */

/** A map, or a list of `NAME=value`: each goes into a map of a config. @param bare what a name without a value is */
export const pairs =
  (member: string, bare: (name: string) => { readonly value: string; readonly how: string } | undefined): Row =>
  (whole, target) => {
    const put = (name: string, from: Value, value: unknown, how?: string) => {
      const made = converted({ ...from, value }, text);
      if ('because' in made) target.leave(from, made);
      else target.put([member, name], made.value, from, how ?? made.how);
    };
    const noValue = (name: string, from: Value) => {
      const given = bare(name);
      if (given) put(name, from, given.value, given.how);
      else put(name, from, '', 'without a value: an empty text');
    };
    if (isNothing(whole)) target.unknown(whole);
    else if (Array.isArray(whole.value))
      for (const entry of partsOf(whole)) {
        const [, name = '', sign, value = ''] = /^([^=]*)(=)?(.*)$/s.exec(plainText(entry.value)) ?? [];
        const isSpaced = name !== name.trim();
        if (sign) put(name.trim(), entry, isSpaced ? value.trim() : value, isSpaced ? 'without the spaces' : undefined);
        else noValue(name.trim(), entry);
      }
    else if (isMap(whole.value))
      for (const entry of partsOf(whole)) {
        if (entry.value === null) noValue(nameOf(entry), entry);
        else put(nameOf(entry), entry, entry.value);
      }
    else target.leave(whole, { because: 'it is no map', instead: 'write its members by hand' });
  };

/**
 * Memory that is kept for a container. Beside a limit of the same size it says nothing more, and ECS wants the limit to be greater.
 * Source: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDefinition.html ("memoryReservation")
 * @param limit how the format calls the limit
 */
export const memoryReservation =
  (limit: string, convert: Convert): Row =>
  (value, target) => {
    const isBeside = target.path.length > 2;
    if (isBeside && value.value === beside(value, limit).value) target.hold(value, 'as much as its limit');
    else to('memoryReservation', convert)(value, target);
  };

/** A list of maps with a name and a value each, as a task definition has its variables: a map of a config. */
export const named =
  (member: string, nameKey: string, valueKey: string, convert = text): Row =>
  (whole, target) =>
    each((entry, inside) => {
      const name = within(entry, nameKey);
      const value = within(entry, valueKey);
      if (typeof name.value !== 'string' || value.value === undefined) return inside.unknown(entry);
      const made = converted(value, convert);
      if ('because' in made) inside.leave(entry, made);
      else inside.put([member, name.value], made.value, entry, made.how);
      for (const other of partsOf(entry)) if (![nameKey, valueKey].includes(nameOf(other))) inside.unknown(other);
    })(whole, target);

/**
 * The command of a health check. A config has the text that a shell runs: what is a program with arguments is written for one.
 * Sources: https://docs.docker.com/reference/compose-file/services/#healthcheck,
 * https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_HealthCheck.html
 */
export const healthCommand: Row = (value, target) => {
  const put = (command: string, how?: string) => target.put(['healthCheck', 'command'], command, value, how);
  if (typeof value.value === 'string' && value.value !== '') return put(value.value);
  const [kind, ...words] = Array.isArray(value.value) ? value.value.map(plainText) : [];
  if (kind === 'NONE') return target.hold(value, 'none: ECS does not run that of an image');
  if (kind === 'CMD-SHELL' && words.length > 0) return put(words.join(' '));
  const command = kind === 'CMD' ? words : [kind ?? '', ...words];
  if (command.join('') === '')
    return target.leave(value, { because: 'it has no command', instead: 'write `healthCheck.command`' });
  put(command.map(shellWord).join(' '), 'as a shell runs it');
};

/** The members of a health check; what is off is held. */
export const healthCheck = (names: { readonly command: string; readonly startPeriod: string }): Row => {
  const rows = map({
    [names.command]: healthCommand,
    interval: to('healthCheck.interval', seconds),
    timeout: to('healthCheck.timeout', seconds),
    retries: to('healthCheck.retries', integer),
    [names.startPeriod]: to('healthCheck.startPeriod', seconds),
    disable: (value, target) => target.hold(value, 'ECS does not run the check of an image'),
    start_interval: (value, target) =>
      target.leave(value, {
        because: 'ECS has one interval',
        instead: '`healthCheck.startPeriod` is the time in which failures do not count',
      }),
  });
  return (whole, target) => {
    const isOff =
      within(whole, 'disable').value === true ||
      [within(whole, names.command).value].flat()[0] === 'NONE' ||
      within(whole, names.command).value === undefined;
    if (!isOff || !isMap(whole.value)) return rows(whole, target);
    for (const value of partsOf(whole))
      target.hold(value, 'no command is given, and ECS does not run that of an image');
  };
};

/** A container that passes on the lines of the others. */
export const firelens: Row = map({
  type: to('firelens.type', text),
  options: (options, target) => pairs('options', () => undefined)(options, target.in('firelens')),
});

/** `nofile: 1024`, or soft and hard. */
export const ulimits: Row = (whole, target) => {
  if (!isMap(whole.value)) return target.unknown(whole);
  for (const limit of partsOf(whole)) {
    const at = `ulimits.${nameOf(limit)}`;
    if (isMap(limit.value))
      map({ soft: to(`${at}.soft`, unlimited), hard: to(`${at}.hard`, unlimited) })(limit, target);
    else both(limit, target, at);
  }
};

function both(limit: Value, target: Target, at: string): void {
  const made = converted(limit, unlimited, target.schema(...at.split('.'), 'soft'));
  if ('because' in made) return target.leave(limit, made);
  for (const member of ['soft', 'hard'])
    target.put([...at.split('.'), member], made.value, limit, made.how ?? 'soft and hard');
}

/** -1 is no limit. */
const unlimited: typeof integer = (value, limits) =>
  value === -1 || value === '-1'
    ? { value: limits.maximum ?? 2147483647, how: '-1, no limit, is the most that there is' }
    : integer(value, limits);
export { unlimited };
