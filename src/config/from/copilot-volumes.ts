import type { Target } from './draft.js';
import { type Row } from './rows.js';
import { isMap, isNothing, nameOf, partsOf, within, type Value } from './source.js';
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
  because: 'Copilot has made that file system in a stack of its own, and deletes it with that',
  instead: 'keep the files in S3, and allow that in `permissions`',
};

function one(volume: Value, target: Target): void {
  const efs = within(volume, 'efs');
  if (efs.value === true || isMap(efs.value))
    return efs.value === true || isNothing(efs) ? target.leave(volume, managed) : target.refuse(volume, 'efs');
  const [path, name] = [within(volume, 'path').value, nameOf(volume)];
  target.put(['volumes', name], {}, volume);
  // Without a path, only sidecars have it. It can be written only where that is said.
  if (typeof path === 'string')
    mount(target, volume, { volume: name, path, readOnly: within(volume, 'read_only').value ?? true });
}
