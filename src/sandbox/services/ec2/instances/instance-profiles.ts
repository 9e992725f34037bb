import type { IamInstanceProfile } from '@aws-sdk/client-ec2';
import type { Context } from '../../../service.js';
import { arnOfRole, checkPassing } from '../../iam/passing.js';
import { instanceProfiles, type InstanceProfileRow } from '../../iam/tables.js';
import type { LaunchSpec } from './launch-spec.js';
import { invalidCombination, invalid } from '../refusals.js';

/**
 * The requested instance profile. EC2 knows a new profile only some seconds after IAM does.
 * @throws AwsError InvalidParameterValue where there is none, or none yet, or no role in it; UnauthorizedOperation where
 *   IAM does not know the role yet
 */
export function requestedProfile(
  context: Context,
  asked: LaunchSpec['IamInstanceProfile'],
): IamInstanceProfile | undefined {
  if (!asked || (asked.Arn === undefined && asked.Name === undefined)) return undefined;
  if (asked.Arn !== undefined && asked.Name !== undefined)
    throw invalidCombination(
      "The parameter 'iamInstanceProfile.name' may not be used in combination with 'iamInstanceProfile.arn'",
    );
  const row = instanceProfiles(context).find(({ profile }) =>
    asked.Arn === undefined ? profile.InstanceProfileName === asked.Name : profile.Arn === asked.Arn,
  );
  if (!row || row.isHidden) throw unknown(asked);
  if (row.roleName === undefined)
    throw invalid(`IAM Instance Profile "${row.profile.Arn}" has no associated IAM Roles`);
  checkPassing(context, [arnOfRole(context, row.roleName)], 'UnauthorizedOperation');
  return { Arn: row.profile.Arn, Id: row.profile.InstanceProfileId };
}

/** The profile that an instance has, as it is now. */
export const profileOf = (context: Context, { Arn }: IamInstanceProfile): InstanceProfileRow | undefined =>
  instanceProfiles(context).find(({ profile }) => profile.Arn === Arn);

const unknown = ({ Arn, Name }: NonNullable<LaunchSpec['IamInstanceProfile']>) =>
  Arn === undefined
    ? invalid(`Value (${Name}) for parameter iamInstanceProfile.name is invalid. Invalid IAM Instance Profile name`)
    : invalid(`Value (${Arn}) for parameter iamInstanceProfile.arn is invalid. Invalid IAM Instance Profile ARN`);
