import { latencies } from '../../../facts/latencies.js';
import {
  CreateInstanceProfileCommand,
  DeleteInstanceProfileCommand,
  GetInstanceProfileCommand,
  ListInstanceProfilesCommand,
  type CreateInstanceProfileRequest,
  type InstanceProfile,
} from '@aws-sdk/client-iam';
import { refuseBeyond } from '../../quotas.js';
import { AwsError, on, timer, type Context } from '../../service.js';
import { checkedPath, instanceProfileName, markedPage } from './constraint.js';
import { newRole } from './role.js';
import { instanceProfiles, roles, type InstanceProfileRow } from './tables.js';
import { checkedTags, tagList } from './tags.js';

const visibleAfter = latencies['instance-profile visible'].usual;

/** Source: https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateInstanceProfile.html */
export const instanceProfileOperations = [
  on(CreateInstanceProfileCommand, (input, context) => ({
    InstanceProfile: shownProfile(context, createInstanceProfile(input, context)),
  })),

  on(GetInstanceProfileCommand, (input, context) => ({
    InstanceProfile: { Tags: [], ...shownProfile(context, existingProfile(context, input.InstanceProfileName)) },
  })),

  on(ListInstanceProfilesCommand, (input, context) => {
    const { PathPrefix = '/' } = input;
    const all = instanceProfiles(context).all(({ profile }) => profile.Path?.startsWith(PathPrefix) === true);
    const { items, more } = markedPage(all, ({ profile }) => profile.InstanceProfileName, input);
    return { InstanceProfiles: items.map((row) => listedProfile(context, row)), ...more };
  }),

  on(DeleteInstanceProfileCommand, (input, context) => {
    const { profile, roleName } = existingProfile(context, input.InstanceProfileName);
    if (roleName !== undefined)
      throw new AwsError(
        'DeleteConflictException',
        'Cannot delete entity, must remove roles from instance profile first.',
      );
    instanceProfiles(context).delete(profile.InstanceProfileName);
    return {};
  }),
];

/** @throws AwsError `NoSuchEntityException` */
export function existingProfile(context: Context, name: string | undefined): InstanceProfileRow {
  const row = instanceProfiles(context).get(instanceProfileName(name));
  if (!row) throw new AwsError('NoSuchEntityException', `Instance Profile ${name ?? ''} cannot be found.`);
  return row;
}

/** A profile as IAM shows it; read by itself, it has an empty list where it has no tags. */
function shownProfile(context: Context, row: InstanceProfileRow): InstanceProfile {
  const Tags = tagList(row.tags);
  return { ...listedProfile(context, row), ...(Tags.length > 0 && { Tags }) };
}

/** Lists leave tags out. Its role is shown as on the day when it was made. */
export function listedProfile(context: Context, { profile, roleName }: InstanceProfileRow): InstanceProfile {
  const role = roles(context).get(roleName ?? '');
  return { ...profile, Roles: role ? [newRole(role)] : [] };
}

function createInstanceProfile(input: CreateInstanceProfileRequest, context: Context): InstanceProfileRow {
  const name = instanceProfileName(input.InstanceProfileName);
  const Path = checkedPath(input.Path);
  const tags = checkedTags(input.Tags);
  const isTaken = ({ profile }: InstanceProfileRow) => profile.InstanceProfileName.toLowerCase() === name.toLowerCase();
  if (instanceProfiles(context).find(isTaken))
    throw new AwsError('EntityAlreadyExistsException', `Instance Profile ${name} already exists.`);
  const exceeded = (quota: number) => `Cannot exceed quota for InstanceProfilesPerAccount: ${quota}`;
  refuseBeyond(context, 'instance-profiles', instanceProfiles(context).size + 1, exceeded);
  const row: InstanceProfileRow = {
    profile: {
      Path,
      InstanceProfileName: name,
      InstanceProfileId: `AIPA${context.world.hex(17).toUpperCase()}`,
      Arn: `arn:${context.partition}:iam::${context.account}:instance-profile${Path}${name}`,
      CreateDate: context.now,
    },
    tags,
    isHidden: true,
  };
  instanceProfiles(context).set(name, row);
  context.after(visibleAfter, instanceProfileVisible, { name });
  return row;
}

export const instanceProfileVisible = timer<{ name: string }>('iam/instance-profile-visible', (context, { name }) => {
  const row = instanceProfiles(context).get(name);
  if (row) delete row.isHidden;
});
