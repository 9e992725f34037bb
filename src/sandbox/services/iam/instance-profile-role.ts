import {
  AddRoleToInstanceProfileCommand,
  ListInstanceProfilesForRoleCommand,
  RemoveRoleFromInstanceProfileCommand,
} from '@aws-sdk/client-iam';
import { AwsError, on } from '../../service.js';
import { markedPage } from './constraint.js';
import { existingProfile, listedProfile } from './instance-profile.js';
import { existingRole, modifiableRole } from './role.js';
import { instanceProfiles } from './tables.js';

/**
 * The role in a profile: one, whatever the plural in answers says.
 * Source: https://docs.aws.amazon.com/IAM/latest/APIReference/API_AddRoleToInstanceProfile.html
 */
export const instanceProfileRoleOperations = [
  on(AddRoleToInstanceProfileCommand, (input, context) => {
    const row = existingProfile(context, input.InstanceProfileName);
    const { role } = modifiableRole(context, input.RoleName);
    if (row.roleName !== undefined)
      throw new AwsError('LimitExceededException', 'Cannot exceed quota for InstanceSessionsPerInstanceProfile: 1');
    row.roleName = role.RoleName ?? '';
    return {};
  }),

  on(RemoveRoleFromInstanceProfileCommand, (input, context) => {
    const row = existingProfile(context, input.InstanceProfileName);
    const { role } = existingRole(context, input.RoleName);
    if (row.roleName !== role.RoleName)
      throw new AwsError('NoSuchEntityException', `The role with name ${role.RoleName ?? ''} cannot be found.`);
    delete row.roleName;
    return {};
  }),

  on(ListInstanceProfilesForRoleCommand, (input, context) => {
    const { role } = existingRole(context, input.RoleName);
    const holding = instanceProfiles(context).all(({ roleName }) => roleName === role.RoleName);
    const { items, more } = markedPage(holding, ({ profile }) => profile.InstanceProfileName, input);
    return { InstanceProfiles: items.map((row) => listedProfile(context, row)), ...more };
  }),
];
