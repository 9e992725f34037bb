import {
  AddRoleToInstanceProfileCommand,
  CreateInstanceProfileCommand,
  DeleteInstanceProfileCommand,
  GetInstanceProfileCommand,
  RemoveRoleFromInstanceProfileCommand,
} from '@aws-sdk/client-iam';
import { absent, ready, resource, step, type Cloud, type StepOf } from '../src/step.js';
import { retagInstanceProfile } from './retag.js';
import type { Role } from './role.js';
import { fromUpper, upperTags } from './tags.js';

interface InstanceProfileWant {
  readonly InstanceProfileName: string;
  readonly RoleName: string;
}

export const instanceProfileResource = resource({
  type: 'instance-profile',
  fixed: ['InstanceProfileName'],
  later: ['RoleName'],
  sameName: 'refuses',

  async create({ iam, tags }, { InstanceProfileName }: InstanceProfileWant) {
    await iam.send(new CreateInstanceProfileCommand({ InstanceProfileName, Tags: upperTags(tags) }));
    return InstanceProfileName;
  },

  async find(cloud, { InstanceProfileName }) {
    const profile = await profileOf(cloud, InstanceProfileName);
    return profile && { id: InstanceProfileName, tags: fromUpper(profile.Tags) };
  },

  async read(cloud, InstanceProfileName) {
    const profile = await profileOf(cloud, InstanceProfileName);
    if (!profile) return absent;
    const live = { InstanceProfileName, RoleName: profile.Roles?.[0]?.RoleName ?? '' };
    return ready({ instanceProfileName: InstanceProfileName }, live, { tags: fromUpper(profile.Tags) });
  },

  // There is room for one role, and adding the one that is in it already is refused too: it is looked at first.
  async update(cloud, InstanceProfileName, { RoleName }) {
    const former = await roleIn(cloud, InstanceProfileName);
    if (former === RoleName) return;
    await emptied(cloud, InstanceProfileName, former);
    await cloud.iam.send(new AddRoleToInstanceProfileCommand({ InstanceProfileName, RoleName }));
  },

  async retag(cloud, InstanceProfileName, set, remove) {
    await retagInstanceProfile(cloud, InstanceProfileName, set, remove);
  },

  async delete(cloud, InstanceProfileName) {
    await emptied(cloud, InstanceProfileName, await roleIn(cloud, InstanceProfileName));
    await cloud.iam.send(new DeleteInstanceProfileCommand({ InstanceProfileName }));
  },
});
export type InstanceProfile = StepOf<typeof instanceProfileResource>;

async function profileOf({ iam }: Cloud, InstanceProfileName: string) {
  const { InstanceProfile: profile } = await iam.send(new GetInstanceProfileCommand({ InstanceProfileName }));
  return profile;
}

const roleIn = async (cloud: Cloud, name: string) => (await profileOf(cloud, name))?.Roles?.[0]?.RoleName;

async function emptied({ iam }: Cloud, InstanceProfileName: string, RoleName: string | undefined) {
  if (RoleName === undefined) return;
  await iam.send(new RemoveRoleFromInstanceProfileCommand({ InstanceProfileName, RoleName }));
}

/**
 * How an instance gets a role. Free. EC2 knows of a new one only seconds later, and refuses it until then.
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_switch-role-ec2_instance-profiles.html
 */
export const instanceProfile = (name: string, needs: { role: Role }, { profileName }: { profileName: string }) =>
  step({
    name,
    resource: instanceProfileResource,
    needs,
    why: 'Hands the role to instances',
    want: ({ role }) => ({ InstanceProfileName: profileName, RoleName: role.roleName }),
  });
