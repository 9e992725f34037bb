import { broken, ready, resource, step, type StepOf } from '../../../src/step.js';
import type { AvailabilityZones } from '../../ec2/availability-zones/resource.js';
import type { ExistingSubnet } from '../../ec2/existing-subnet/resource.js';
import type { Vpc } from '../../ec2/vpc/resource.js';
import { problemOf } from './looking.js';
import type { ExistingFileSystemWant } from './want.js';

export const existingFileSystemResource = resource({
  type: 'existing-file-system',
  lookup: true,
  lists: { AccessPointIds: 'set', ZoneIds: 'set', GroupIds: 'set' },
  fixed: ['FileSystemId', 'AccessPointIds', 'VpcId', 'ZoneIds', 'GroupIds'],

  async create(cloud, want: ExistingFileSystemWant) {
    const refused = await problemOf(cloud, want);
    if (refused !== undefined) throw new Error(refused);
    return { asked: want };
  },

  async find() {
    return [];
  },

  // It is read in every run: its owner may have deleted it, or one of its mount targets.
  async read(cloud, { asked }) {
    const refused = await problemOf(cloud, asked);
    if (refused !== undefined) return broken(refused);
    return ready({ fileSystemId: asked.FileSystemId }, { ...asked });
  },

  async delete() {},
});
export type ExistingFileSystem = StepOf<typeof existingFileSystemResource>;

/**
 * A file system that exists already. It is never changed or deleted, and neither is anything in it.
 * @param needs where tasks mount it: in the zones that the stack chooses, or in subnets of a VPC that exists
 */
export const existingFileSystem = (
  name: string,
  needs: {
    vpc?: Vpc | undefined;
    zones?: AvailabilityZones | undefined;
    subnets?: readonly ExistingSubnet[] | undefined;
  },
  options: { fileSystemId: string; accessPointIds: readonly string[]; groupIds: readonly string[] },
) =>
  step({
    name,
    resource: existingFileSystemResource,
    needs,
    why: 'A file system that the config names; it is mounted, and never changed',
    want: ({ vpc, zones, subnets = [] }) => ({
      FileSystemId: options.fileSystemId,
      AccessPointIds: options.accessPointIds,
      VpcId: vpc?.vpcId,
      ZoneIds: [...new Set(zones?.zoneIds ?? subnets.flatMap(({ zoneId }) => zoneId ?? []))].sort(),
      GroupIds: options.groupIds,
    }),
  });
