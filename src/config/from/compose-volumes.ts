import { mebibytesIn } from './convert.js';
import type { Target } from './draft.js';
import { each, held, heldIf, map, type Row } from './rows.js';
import { isMap, isNothing, partsOf, within, type Value } from './source.js';
import { mount, taskOf } from './volumes.js';
import { plainText } from '../../plain-text.js';

/**
 * The volumes of a compose file. What is a volume of Docker there, and stays, goes with its task here: a task may be started on
 * another machine each time. Source: https://docs.docker.com/reference/compose-file/services/#volumes
 */

const ofTask =
  'it is empty at the start, goes with its task and all that is in it, and no other task has it: `efs` keeps what must stay';
const localFiles = {
  because: 'it is a directory of the machine that compose runs on, and a task runs on another one',
  instead: 'put files that do not change into the image, and keep the others in S3',
};
const external = {
  because: 'it is a volume of the machine that compose runs on',
  instead: 'keep its files in S3',
};

/** `volumes` of a service. */
export const composeVolumes: Row = each((entry, target) => {
  if (isMap(entry.value)) longForm(entry, target);
  else shortForm(entry, target);
});

function shortForm(entry: Value, target: Target): void {
  const said = plainText(entry.value);
  const [, source, path = '', mode = ''] = /^(?:(\$\{[^}]*\}[^:]*|[^:]*):)?([^:]+)(?::([^:]*))?$/.exec(
    // `/data:ro` is a path and a mode.
    /^\/[^:]*:(?:ro|rw)$/.test(said) ? `:${said}` : said,
  ) ?? [undefined, said, ''];
  if (source === undefined || source === '') return own(entry, target, path);
  if (/^[./~$\\]|^[A-Za-z]:|\//.test(source)) return target.leave(entry, localFiles);
  named(entry, target, { volume: source, path, readOnly: mode.split(',').includes('ro') });
}

function longForm(entry: Value, target: Target): void {
  const type = within(entry, 'type').value;
  const path = plainText(within(entry, 'target').value ?? '');
  const source = within(entry, 'source').value;
  if (type === 'tmpfs') {
    const size = mebibytesIn(within(within(entry, 'tmpfs'), 'size').value) ?? 64;
    return target.put(['tmpfs', path], { size }, entry, `in memory, of ${size} MiB`);
  }
  if (type === 'bind') return target.leave(entry, localFiles);
  if (type !== 'volume' && type !== undefined) return target.unknown(entry);
  if (typeof source !== 'string') return own(entry, target, path);
  named(entry, target, { volume: source, path, readOnly: within(entry, 'read_only').value });
}

/** One without a name: only this container has it. */
function own(entry: Value, target: Target, path: string): void {
  const volume = path.replace(/[^A-Za-z0-9_-]+/g, '-').replace(/^-|-$/g, '') || 'files';
  named(entry, target, { volume, path });
}

function named(entry: Value, target: Target, it: { volume: string; path: string; readOnly?: unknown }): void {
  const root = entry.source.data;
  const declared = isMap(root) && isMap(root['volumes']) ? root['volumes'][it.volume] : undefined;
  if (isMap(declared) && declared['external'] !== undefined && declared['external'] !== false)
    return target.leave(entry, external);
  const task = taskOf(target);
  if (task.draft.within([...task.path, 'volumes', it.volume]).length === 0)
    task.put(['volumes', it.volume], {}, entry, ofTask);
  mount(target, entry, it, ofTask);
}

/** `volumes` at the top: what they are is said where they are mounted. */
export const topVolumes: Row = (whole, target) => {
  if (!isMap(whole.value)) return target.unknown(whole);
  for (const volume of partsOf(whole)) {
    if (isNothing(volume)) target.hold(volume, 'each task has a volume of its own');
    else
      map({
        driver: heldIf(['local'], 'each task has a volume of its own'),
        name: held('each task has a volume of its own'),
        labels: held('a volume of a task has none'),
        external: (value) => target.leave(value, external),
        driver_opts: (value) => target.leave(value, localFiles),
      })(volume, target);
  }
};
