import {
  AddRoleToInstanceProfileCommand,
  CreateInstanceProfileCommand,
  CreateRoleCommand,
  DeleteInstanceProfileCommand,
  GetInstanceProfileCommand,
  ListInstanceProfilesCommand,
  ListInstanceProfileTagsCommand,
  RemoveRoleFromInstanceProfileCommand,
} from '@aws-sdk/client-iam';
import { ec2Principal } from '../../../src/aws/principals.js';
import { all } from '../../../src/all.js';
import { absent, ready, resource, step, type Cloud, type StepOf } from '../../../src/step.js';
import type { Role } from '../role/resource.js';
import { fromUpper, upperTags } from '../../common/tags.js';
import { pages } from '../../../src/pages.js';
import { bears, mayBear, retagInstanceProfile } from '../tags.js';
import { script } from './script.js';

interface InstanceProfileWant {
  readonly InstanceProfileName: string;
  readonly RoleName: string;
}

export const instanceProfileResource = resource({
  type: 'instance-profile',
  isGlobal: true,
  uses: ['role'],
  script,
  fixed: ['InstanceProfileName'],
  later: ['RoleName'],
  sameName: 'refuses',
  nameMember: 'InstanceProfileName',

  async create({ iam, tags }, { InstanceProfileName }: InstanceProfileWant) {
    await iam.send(new CreateInstanceProfileCommand({ InstanceProfileName, Tags: upperTags(tags) }));
    return InstanceProfileName;
  },

  async find(cloud, { InstanceProfileName }) {
    const profile = await profileOf(cloud, InstanceProfileName);
    return profile ? [{ id: InstanceProfileName, tags: fromUpper(profile.Tags) }] : [];
  },

  async read(cloud, InstanceProfileName) {
    const profile = await profileOf(cloud, InstanceProfileName);
    if (!profile) return absent;
    const live = { InstanceProfileName, RoleName: profile.Roles?.[0]?.RoleName ?? '' };
    return ready({ instanceProfileName: InstanceProfileName }, live, { tags: fromUpper(profile.Tags) });
  },

  // A profile has one role, and IAM refuses to add it a second time. So the profile is read first.
  async update(cloud, InstanceProfileName, { RoleName }) {
    const former = await roleIn(cloud, InstanceProfileName);
    if (former === RoleName) return;
    await emptied(cloud, InstanceProfileName, former);
    await cloud.iam.send(new AddRoleToInstanceProfileCommand({ InstanceProfileName, RoleName }));
  },

  async standIn({ iam, partition }, { RoleName }) {
    await iam.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument: nobody(partition) }));
    return new Map();
  },

  // As with roles.
  async findTagged({ iam }, marks) {
    const profiles = await pages(async (Marker) => {
      const answer = await iam.send(new ListInstanceProfilesCommand({ Marker }));
      return { items: answer.InstanceProfiles, next: answer.Marker };
    });
    const tagged = await all(
      profiles
        .filter(({ CreateDate }) => mayBear(marks, CreateDate))
        .map(async ({ InstanceProfileName: id = '' }) => {
          const { Tags } = await iam.send(new ListInstanceProfileTagsCommand({ InstanceProfileName: id }));
          return { id, tags: fromUpper(Tags) };
        }),
    );
    return tagged.filter(({ tags }) => bears(tags, marks));
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

/** A trust policy by which nobody may assume the role. */
const nobody = (partition: string) =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Deny', Principal: { Service: ec2Principal(partition) }, Action: 'sts:AssumeRole' }],
  });

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
 * Gives a role to instances. Free. EC2 knows a new profile only after some seconds, and refuses it until then.
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_switch-role-ec2_instance-profiles.html
 */
export const instanceProfile = (name: string, needs: { role: Role }, { profileName }: { profileName: string }) =>
  step({
    name,
    resource: instanceProfileResource,
    needs,
    why: 'Gives the role to instances',
    want: ({ role }) => ({ InstanceProfileName: profileName, RoleName: role.roleName }),
  });
