import { fileSystemsOf, usedFileSystems } from '../../src/config/file-systems.js';
import { placementOf } from '../../src/config/placement.js';
import type { Config } from '../../src/config/schema.js';
import type { TaskSettings } from '../../src/config/tasks.js';
import { required } from '../../src/step.js';
import { cidrRule, type SecurityGroupRule } from '../ec2/security-group-rule/resource.js';
import type { SecurityGroup } from '../ec2/security-group/resource.js';
import { nfsPort } from '../efs/existing-file-system/nfs-port.js';
import { existingFileSystem, type ExistingFileSystem } from '../efs/existing-file-system/resource.js';
import type { Network } from './network-parts.js';

/** What looks up the file systems that tasks mount, by their ids. */
export function fileSystemLookups(config: Config, { lookedUp }: Network): ReadonlyMap<string, ExistingFileSystem> {
  return new Map(
    usedFileSystems(config).map(({ id, accessPoints, tasks }) => {
      const kinds = new Set(tasks.map(({ settings }) => placementOf(config, settings)));
      const [first = [], ...others] = tasks.map(({ settings }) => settings.securityGroups);
      const groupIds = first.filter((group) => others.every((it) => it.includes(group)));
      const needs =
        'zones' in lookedUp
          ? lookedUp
          : { vpc: lookedUp.vpc, subnets: [...kinds].flatMap((kind) => lookedUp.subnets[kind]) };
      const options = { fileSystemId: id, accessPointIds: accessPoints, groupIds };
      return [id, existingFileSystem(`existing-${id}`, needs, options)] as const;
    }),
  );
}

/** What a task mounts: the lookups, each once. */
export const lookupsOfTask = (
  name: string,
  settings: TaskSettings,
  lookups: ReadonlyMap<string, ExistingFileSystem>,
): ExistingFileSystem[] =>
  [...new Set(fileSystemsOf(name, settings).map(({ fileSystem }) => fileSystem))].map((id) =>
    required(lookups.get(id), id),
  );

/** Lets tasks out to mount targets, where their group lets them out to nothing else. */
export const pathToFileSystems = (
  name: string,
  { group }: { group: SecurityGroup },
  { network }: Config,
): SecurityGroupRule =>
  cidrRule(
    `${name}-egress-to-file-systems`,
    { group },
    {
      direction: 'egress',
      port: nfsPort,
      cidr: network.cidr,
      why: `Lets ${name} out to the mount targets of file systems`,
    },
  );
