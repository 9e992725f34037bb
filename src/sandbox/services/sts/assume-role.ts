import { AssumeRoleCommand, type AssumeRoleRequest } from '@aws-sdk/client-sts';
import { isKnown } from '../../delays.js';
import { AwsError, on, type Context } from '../../service.js';
import { callerArn, sessionOf, sessions, type Session } from '../caller.js';
import { constraints } from '../constraint.js';
import { roleAt, sessionArn } from '../iam/role-policies.js';
import { namesOneOf, trustVerdict } from '../iam/trust-policy.js';

const { matching, within, failed } = constraints('ValidationError');

/** Source: https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html */
export const assumeRoleOperations = [
  on(AssumeRoleCommand, (input, context) => {
    const session = assume(input, context);
    const { accessKeyId: AccessKeyId, userId, arn, expires: Expiration } = session;
    // Nobody checks a signature here: any secret and any token go with the key.
    const SecretAccessKey = context.world.hex(40);
    const Credentials = { AccessKeyId, SecretAccessKey, SessionToken: context.world.hex(356), Expiration };
    return { Credentials, AssumedRoleUser: { AssumedRoleId: userId, Arn: arn }, PackedPolicySize: 0 };
  }),
];

function assume(input: AssumeRoleRequest, context: Context): Session {
  const arn = matching(input.RoleArn, 'roleArn', /[\u0009\u000A\u000D\u0020-\u007E]+/, 2048);
  const name = matching(input.RoleSessionName, 'roleSessionName', /[\w+=,.@-]*/, 64);
  if (name.length < 2) throw failed(name, 'roleSessionName', 'Member must have length greater than or equal to 2');
  const seconds = within(input.DurationSeconds, 'durationSeconds', [900, 43200], 3600);
  if (!/^arn:[\w-]+:iam::\d{12}:role\/.+$/.test(arn))
    throw new AwsError('ValidationError', `${arn} is invalid`, { status: 400 });
  refuseUnknown(input);
  const row = roleAt(context, arn);
  const own = sessionOf(context);
  const callers = own ? [own.arn, own.roleArn] : [callerArn(context)];
  const keys = {
    'aws:PrincipalArn': own?.roleArn ?? callerArn(context),
    'aws:PrincipalAccount': context.account,
    'aws:RequestedRegion': context.region,
    'sts:RoleSessionName': name,
    ...(input.ExternalId !== undefined && { 'sts:ExternalId': input.ExternalId }),
  };
  const document = row?.role.AssumeRolePolicyDocument ?? '{}';
  const verdict = trustVerdict(document, namesOneOf(context.account, callers), 'sts:AssumeRole', keys);
  // A role that is not there, or not yet, is refused in the same words.
  if (!row || verdict !== 'allowed' || !isKnown(context, 'role-assumable', arn)) throw denied(context, arn);
  // One role that leads to another lasts for an hour at most.
  if (own && seconds > 3600)
    throw refused('The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining');
  if (seconds > (row.role.MaxSessionDuration ?? 3600))
    throw refused('The requested DurationSeconds exceeds the MaxSessionDuration set for this role.');
  const roleName = row.role.RoleName ?? '';
  const session: Session = {
    ...{ accessKeyId: accessKeyId(context), roleName, roleArn: arn, arn: sessionArn(context, roleName, name) },
    ...{ userId: `${row.role.RoleId ?? ''}:${name}`, expires: new Date(context.now.getTime() + seconds * 1000) },
  };
  sessions(context).set(session.accessKeyId, session);
  return session;
}

function refuseUnknown({ Policy, PolicyArns, Tags, SerialNumber, TokenCode }: AssumeRoleRequest): void {
  const what =
    Policy !== undefined || PolicyArns?.length ? 'policies of sessions' : Tags?.length ? 'tags of sessions' : undefined;
  if (what !== undefined) throw new AwsError('NotImplemented', `the sandbox has no ${what}`, { status: 501 });
  if (SerialNumber !== undefined || TokenCode !== undefined)
    throw new AwsError('NotImplemented', 'the sandbox has no MFA devices', { status: 501 });
}

const base32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
/** Temporary ones begin so. Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html */
const accessKeyId = ({ world }: Context): string =>
  `ASIA${[...Buffer.from(world.hex(32), 'hex')].map((byte) => base32[byte % base32.length]).join('')}`;

const refused = (message: string) => new AwsError('ValidationError', message, { status: 400 });
const denied = (context: Context, arn: string) =>
  new AwsError(
    'AccessDenied',
    `User: ${callerArn(context)} is not authorized to perform: sts:AssumeRole on resource: ${arn}`,
    { status: 403 },
  );
