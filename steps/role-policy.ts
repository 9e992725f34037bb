import { DeleteRolePolicyCommand, GetRolePolicyCommand, PutRolePolicyCommand } from '@aws-sdk/client-iam';
import { absent, ready, resource, step, type Cloud, type StepOf } from '../src/step.js';
import type { Role } from './role.js';

interface RolePolicyWant {
  readonly RoleName: string;
  readonly PolicyName: string;
  /** As an object: what the role may do. */
  readonly PolicyDocument: unknown;
}

export const rolePolicyResource = resource({
  type: 'role-policy',
  fixed: ['RoleName', 'PolicyName'],

  // Putting it again changes it: a policy is part of its role, and has neither tags nor owner of its own.
  async create({ iam }, { RoleName, PolicyName, PolicyDocument }: RolePolicyWant) {
    await iam.send(new PutRolePolicyCommand({ RoleName, PolicyName, PolicyDocument: JSON.stringify(PolicyDocument) }));
    return { PolicyName, RoleName };
  },

  async find(cloud, { RoleName, PolicyName }) {
    const id = { PolicyName, RoleName };
    return (await documentOf(cloud, id)) === undefined ? undefined : { id };
  },

  async read(cloud, id) {
    const PolicyDocument = await documentOf(cloud, id);
    return PolicyDocument === undefined ? absent : ready({ policyName: id.PolicyName }, { ...id, PolicyDocument });
  },

  async update({ iam }, id, { PolicyDocument }) {
    await iam.send(new PutRolePolicyCommand({ ...id, PolicyDocument: JSON.stringify(PolicyDocument) }));
  },

  async delete({ iam }, { RoleName, PolicyName }) {
    await iam.send(new DeleteRolePolicyCommand({ RoleName, PolicyName }));
  },
});
export type RolePolicy = StepOf<typeof rolePolicyResource>;

/** IAM sends documents URL-encoded; as an object, neither spaces nor the order of members count as a difference. */
async function documentOf({ iam }: Cloud, { RoleName, PolicyName }: { RoleName: string; PolicyName: string }) {
  const { PolicyDocument } = await iam.send(new GetRolePolicyCommand({ RoleName, PolicyName }));
  return PolicyDocument === undefined ? undefined : (JSON.parse(decodeURIComponent(PolicyDocument)) as unknown);
}

/**
 * What the execution role needs beside AWS's policy where containers are given secrets: to read exactly these. A
 * secret that is encrypted with a key of the account's own needs `kms:Decrypt` on that key too, which is not given.
 * @param secrets what `valueFrom` says: ARNs of secrets, whose members, stage and version may follow, and of parameters
 * Source: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_execution_IAM_role.html
 */
export const secretsPolicy = (
  name: string,
  needs: { role: Role },
  { policyName, secrets }: { policyName: string; secrets: readonly string[] },
) =>
  step({
    name,
    resource: rolePolicyResource,
    needs,
    why: 'Lets the secrets of the containers be read, and no others',
    want: ({ role }) => ({
      RoleName: role.roleName,
      PolicyName: policyName,
      PolicyDocument: { Version: '2012-10-17', Statement: statements(secrets) },
    }),
  });

/** By the third part of an ARN: what may be done, and how many parts are the thing's own. */
const kinds = [
  { service: 'secretsmanager', Action: 'secretsmanager:GetSecretValue', parts: 7 },
  { service: 'ssm', Action: 'ssm:GetParameters', parts: 6 },
];

const statements = (secrets: readonly string[]) =>
  kinds.flatMap(({ service, Action, parts }) => {
    const arns = secrets.map((arn) => arn.split(':')).filter((arn) => arn[2] === service);
    const Resource = [...new Set(arns.map((arn) => arn.slice(0, parts).join(':')))].sort();
    return Resource.length > 0 ? [{ Effect: 'Allow', Action, Resource }] : [];
  });
