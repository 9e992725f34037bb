import type { Path } from '../member-path.js';
import { mebibytesIn } from './convert.js';
import type { Target } from './draft.js';
import { each, type Row } from './rows.js';
import { isMap, isNothing, nameOf, partsOf, within, type Value } from './source.js';
import { plainText } from '../../plain-text.js';

/** Volumes and mounts, as far as several formats write them alike. */

/** The service or job of a target, which may be one of its containers: the volumes are its own. */
export const taskOf = (target: Target): Target => target.at(target.path.slice(0, 2));

/**
 * The volumes of a task definition.
 * Source: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_Volume.html
 */
export const taskVolumes: Row = each((volume, target) => {
  const name = within(volume, 'name');
  const parts = partsOf(volume).filter((it) => !isNothing(it));
  const kind = parts.find((it) => nameOf(it) !== 'name');
  if (typeof name.value !== 'string') return target.unknown(volume);
  const [to, how] = [['volumes', name.value], 'a volume of the task'];
  if (!kind) return target.put(to, {}, volume, how);
  if (nameOf(kind) === 'host') return target.put(to, { host: within(kind, 'sourcePath').value }, volume);
  if (nameOf(kind) === 'dockerVolumeConfiguration') return target.put(to, { docker: dockerOf(kind) }, volume);
  if (nameOf(kind) === 'efsVolumeConfiguration') return target.put(to, { efs: efsOf(kind) }, volume, efsHow(kind));
  target.refuse(kind);
  target.hold(name);
});

const isEmptyMap = (value: unknown): boolean => isMap(value) && Object.keys(value).length === 0;

const dockerNames: { readonly [name: string]: string } = {
  scope: 'scope',
  autoprovision: 'autoprovision',
  driver: 'driver',
  driverOpts: 'driverOptions',
  driver_opts: 'driverOptions',
  labels: 'labels',
};

/** The members of a Docker volume, as a config has them. */
export function dockerOf(whole: Value): { readonly [member: string]: unknown } {
  const members = partsOf(whole).filter(({ value }) => value !== null && !isEmptyMap(value));
  const docker = Object.fromEntries(
    members.flatMap((it) => {
      const name = dockerNames[nameOf(it)];
      return name === undefined ? [] : [[name, it.value] as const];
    }),
  );
  const { autoprovision, ...others } = docker;
  return docker['scope'] === 'shared' && autoprovision !== undefined ? { ...others, autoprovision } : others;
}

/**
 * The members of a file system of EFS, as a config has them. ECS and ecs-params write them alike, but for the words between which
 * they put hyphens. Without a word about it, nothing is encrypted on the way there; here it is.
 */
export function efsOf(whole: Value): { readonly [member: string]: unknown } {
  const at = (...names: string[]) => names.map((name) => within(whole, name).value).find((it) => it !== undefined);
  const authorization = within(whole, 'authorizationConfig');
  const accessPoint = within(authorization, 'accessPointId').value ?? at('access_point');
  const iam = within(authorization, 'iam').value ?? at('iam');
  const root = at('rootDirectory', 'root_directory');
  const port = at('transitEncryptionPort', 'transit_encryption_port');
  const isOff = at('transitEncryption', 'transit_encryption') === 'DISABLED' && accessPoint === undefined;
  return {
    fileSystem: at('fileSystemId', 'filesystem_id'),
    ...(accessPoint !== undefined && { accessPoint }),
    ...(root !== undefined && root !== '/' && { rootDirectory: root }),
    ...(isOff && iam !== 'ENABLED' && { transitEncryption: false }),
    ...(port !== undefined && { transitEncryptionPort: port }),
    ...(iam === 'ENABLED' && { iam: true }),
  };
}

/** What is other than in the file. */
export const efsHow = (whole: Value): string | undefined =>
  ['transitEncryption', 'transit_encryption'].every((it) => within(whole, it).value === undefined)
    ? 'encrypted on the way there'
    : undefined;

/**
 * A mount: of a volume of the task, at a path.
 * @param at where its parts stand: the name of the volume, the path, and whether it can only be read
 */
export function mount(
  target: Target,
  whole: Value,
  at: { readonly volume: string; readonly path: string; readonly readOnly?: unknown },
  how?: string,
): void {
  const to: Path = ['mounts', at.path];
  const isReadOnly = at.readOnly === true || at.readOnly === 'true';
  target.put(to, { volume: at.volume, ...(isReadOnly && { readOnly: true }) }, whole, how);
}

/** Of a task definition; Copilot has the same with other names for it. */
export const mountPoints = (names: { volume: string; path: string; readOnly: string }, isReadOnly = false): Row =>
  each((point, target) => {
    const volume = within(point, names.volume).value;
    const path = within(point, names.path).value;
    if (typeof volume !== 'string' || typeof path !== 'string') return target.unknown(point);
    mount(target, point, { volume, path, readOnly: within(point, names.readOnly).value ?? isReadOnly });
  });

/** @param names of containers in the file, as they are called here */
export const volumesFrom = (names: ReadonlyMap<string, string>): Row =>
  each((entry, target) => {
    const name = plainText(within(entry, 'sourceContainer').value);
    const readOnly = within(entry, 'readOnly').value === true;
    target.put(['volumesFrom', names.get(name) ?? name], readOnly ? { readOnly } : {}, entry);
  });

/** `tmpfs` of a task definition. */
export const tmpfs: Row = each((entry, target) => {
  const path = within(entry, 'containerPath').value;
  const options = within(entry, 'mountOptions').value;
  if (typeof path !== 'string') return target.unknown(entry);
  const value = { size: within(entry, 'size').value, ...(Array.isArray(options) && options.length > 0 && { options }) };
  target.put(['tmpfs', path], value, entry);
});

/** What a file system in memory can take where nothing is said of it: Docker gives half of the memory of the machine. */
const usualTmpfs = 64;

/**
 * `tmpfs` of compose: `/run`, or `/run:size=64m,mode=755`, or a list of these.
 * Source: https://docs.docker.com/reference/compose-file/services/#tmpfs
 */
export const composeTmpfs: Row = (whole, target) => {
  for (const entry of Array.isArray(whole.value) ? partsOf(whole) : [whole]) {
    const [, path = '', said = ''] = /^([^:]*)(?::(.*))?$/.exec(plainText(entry.value)) ?? [];
    const words = said.split(',').filter((word) => word !== '');
    const size = mebibytesIn(words.find((word) => word.startsWith('size='))?.slice(5));
    const options = words.filter((word) => !word.startsWith('size='));
    const value = { size: size ?? usualTmpfs, ...(options.length > 0 && { options }) };
    target.put(
      ['tmpfs', path],
      value,
      entry,
      size === undefined ? `with ${usualTmpfs} MiB: ECS asks for a size` : undefined,
    );
  }
};
