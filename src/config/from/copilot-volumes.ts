import type { Target } from './draft.js';
import { type Row } from './rows.js';
import { isMap, nameOf, partsOf, within, type Value } from './source.js';
import { mount } from './volumes.js';

/**
 * `storage.volumes` of a manifest. A volume without EFS is empty at the start, and shared by the containers of a task.
 * Source: https://aws.github.io/copilot-cli/docs/developing/storage/
 */
export const copilotVolumes: Row = (whole, target) => {
  if (!isMap(whole.value)) return target.unknown(whole);
  for (const volume of partsOf(whole)) one(volume, target);
};

const managed = {
  because: 'Copilot makes that file system in a stack of its own, and deletes it with that',
  instead: 'make one, copy the files, and write `efs: {fileSystem: fs-…}`',
};

/** Copilot encrypts, and mounts as the task role unless told. */
function withId(efs: Value): { readonly [member: string]: unknown } {
  const [root, auth] = [within(efs, 'root_dir').value, within(efs, 'auth')];
  const accessPoint = within(auth, 'access_point_id').value;
  return {
    fileSystem: within(efs, 'id').value,
    ...(accessPoint !== undefined && { accessPoint }),
    ...(root !== undefined && root !== '/' && { rootDirectory: root }),
    iam: within(auth, 'iam').value !== false,
  };
}

function one(volume: Value, target: Target): void {
  const efs = within(volume, 'efs');
  const id = within(efs, 'id').value;
  const isOff = efs.value === undefined || efs.value === null || efs.value === false;
  if (!isOff && typeof id !== 'string') return target.leave(volume, managed);
  const [path, name] = [within(volume, 'path').value, nameOf(volume)];
  target.put(['volumes', name], isOff ? {} : { efs: withId(efs) }, volume);
  // Without a path, only sidecars have it. It can be written only where that is said.
  if (typeof path === 'string')
    mount(target, volume, { volume: name, path, readOnly: within(volume, 'read_only').value ?? true });
}
