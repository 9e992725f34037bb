import { GetRoleCommand } from '@aws-sdk/client-iam';
import { parseArn } from '../../../src/arn.js';
import { codeOf } from '../../../src/aws-errors.js';
import { broken, documentIn, ready, resource, step, type Cloud, type StepOf } from '../../../src/step.js';
import { trustsTasks } from './trust.js';

interface ExistingRoleWant {
  readonly RoleArn: string;
}

export const existingRoleResource = resource({
  type: 'existing-role',
  isGlobal: true,
  lookup: true,
  fixed: ['RoleArn'],

  async create(cloud, { RoleArn }: ExistingRoleWant) {
    const look = await lookAt(cloud, RoleArn);
    if ('refused' in look) throw new Error(look.refused);
    return { roleArn: RoleArn };
  },

  async find() {
    return [];
  },

  // It is read in every run, because its owner may have deleted it, or have changed who may take it on.
  async read(cloud, { roleArn }) {
    const look = await lookAt(cloud, roleArn);
    if ('refused' in look) return broken(look.refused);
    return ready({ roleArn }, { RoleArn: roleArn }, look);
  },

  async delete() {},
});
export type ExistingRole = StepOf<typeof existingRoleResource>;

/** `refused`: why it cannot be used. `note`: what could not be found out. */
type Look = { readonly refused: string } | { readonly note?: string };

async function lookAt(cloud: Cloud, arn: string): Promise<Look> {
  const { account = '' } = parseArn(arn) ?? {};
  const RoleName = nameOf(arn);
  const asked = cloud.iam.send(new GetRoleCommand({ RoleName }));
  const answer = await asked.catch((error: unknown) => {
    const code = codeOf(error);
    if (/^AccessDenied/.test(code)) return 'not-allowed';
    if (/^NoSuchEntity/.test(code)) return undefined;
    throw error;
  });
  const role = answer === 'not-allowed' ? undefined : answer?.Role;
  if (role?.Arn !== arn && account !== cloud.account) return { refused: elsewhere(arn, account, cloud) };
  if (answer === 'not-allowed') return { note: unread(arn) };
  if (!role) return { refused: `there is no role ${RoleName} in this account, ${cloud.account}` };
  if (role.Arn !== arn) return { refused: `the role ${RoleName} of this account is ${role.Arn ?? ''}, not ${arn}` };
  const trust = documentIn(role.AssumeRolePolicyDocument ?? 'null', 'AssumeRolePolicyDocument');
  return trustsTasks(trust, cloud) ? {} : { refused: notTrusting(arn) };
}

const nameOf = (arn: string): string => arn.split('/').at(-1) ?? arn;

/** Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html, its warning. */
const elsewhere = (arn: string, account: string, cloud: Cloud): string =>
  `${arn} is a role of the account ${account}, and the stack is in ${cloud.account}: AWS hands a role only to services of its own ` +
  'account. A role of this account that may assume that one can be named instead';

const unread = (arn: string): string =>
  `${arn} was not looked at, because iam:GetRole is not allowed. Whether it exists and lets ECS take it on shows when a task starts`;

const notTrusting = (arn: string): string =>
  `ECS may not take on ${arn} for tasks of this account and region. It is not ours to change; whoever owns it can put this ` +
  'into its trust policy: ' +
  '{"Effect":"Allow","Principal":{"Service":"ecs-tasks.amazonaws.com"},"Action":"sts:AssumeRole"}';

/** A role that exists already. It is never changed, and nothing is attached to it. */
export const existingRole = (name: string, { arn }: { arn: string }) =>
  step({
    name,
    resource: existingRoleResource,
    needs: {},
    why: 'A role that the config names; it is used and never changed',
    want: () => ({ RoleArn: arn }),
  });
