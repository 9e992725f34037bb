import { FailureError } from '../../failure.js';
import { didYouMean, nearest } from '../../nearest.js';
import type { LogSources, OtherDriver } from './log-sources.js';

/**
 * The sources that are meant: one of that name, or all.
 * @param task whether lines of a task are asked for, which an access log has none of
 * @throws FailureError `bad-usage` where the stack has none of that name, or nothing at all that writes lines
 */
export function chosenSources(
  { sources, elsewhere }: LogSources,
  { name, task }: { readonly name?: string | undefined; readonly task?: string | undefined },
): LogSources {
  const names = [...new Set([...sources, ...elsewhere].map((it) => it.name))];
  if (names.length === 0) throw nothingLogs();
  if (name !== undefined && !names.includes(name)) throw noSuchName(name, names);
  const isMeant = (it: { readonly name: string }) => name === undefined || it.name === name;
  const meant = sources.filter((it) => isMeant(it) && (task === undefined || it.containers.length > 0));
  if (task !== undefined && name !== undefined && meant.length === 0 && sources.some(isMeant)) throw noTasks(name);
  return { sources: meant, elsewhere: elsewhere.filter(isMeant) };
}

const badUsage = (message: string, hint: string) => new FailureError({ code: 'bad-usage', message, hint });

const nothingLogs = () =>
  badUsage(
    'nothing of the stack writes lines into CloudWatch Logs',
    '`provision up` makes the tasks and their log groups',
  );

const noSuchName = (name: string, names: readonly string[]) =>
  badUsage(
    `there is no log of ${name}`,
    `${[didYouMean(nearest(name, names)), `there is ${names.join(', ')}`].filter((it) => it !== undefined).join(' ')}`,
  );

const noTasks = (name: string) =>
  badUsage(`${name} is the access log of the API, in which no line is of a task`, 'leave out --task');

/** Where the lines of a container are, in a sentence. */
export const elsewhereText = ({ name, container, driver, output }: OtherDriver): string => {
  const who = name === container ? name : `The container ${container} of ${name}`;
  const where = output === undefined ? '' : ` (${output})`;
  return `${who} logs with the driver ${driver}${where}: those lines are not here.`;
};
