import { DeleteRolePolicyCommand, GetRolePolicyCommand, PutRolePolicyCommand } from '@aws-sdk/client-iam';
import { absent, documentIn, ready, resource, type Cloud, type StepOf } from '../../../src/step.js';

interface RolePolicyWant {
  readonly RoleName: string;
  readonly PolicyName: string;
  /** As an object: what the role may do. */
  readonly PolicyDocument: unknown;
}

export const rolePolicyResource = resource({
  type: 'role-policy',
  lists: { 'PolicyDocument.*': 'set' },
  isGlobal: true,
  uses: ['role'],
  fixed: ['RoleName', 'PolicyName'],
  opens: 'a policy permits what the config does not',
  // It goes with its role.
  replace: 'create-first',

  // Putting it again changes it: a policy is part of its role, and has neither tags nor owner of its own.
  async create({ iam }, { RoleName, PolicyName, PolicyDocument }: RolePolicyWant) {
    await iam.send(new PutRolePolicyCommand({ RoleName, PolicyName, PolicyDocument: JSON.stringify(PolicyDocument) }));
    return { PolicyName, RoleName };
  },

  async find(cloud, { RoleName, PolicyName }) {
    const id = { PolicyName, RoleName };
    return (await documentOf(cloud, id)) === undefined ? [] : [{ id }];
  },

  async read(cloud, id) {
    const PolicyDocument = await documentOf(cloud, id);
    return PolicyDocument === undefined ? absent : ready({ policyName: id.PolicyName }, { ...id, PolicyDocument });
  },

  async update({ iam }, id, { PolicyDocument }) {
    await iam.send(new PutRolePolicyCommand({ ...id, PolicyDocument: JSON.stringify(PolicyDocument) }));
  },

  // What it says does not count: it is deleted by its name.
  async makeAgain({ iam }, id) {
    await iam.send(new PutRolePolicyCommand({ ...id, PolicyDocument: JSON.stringify(nothing) }));
    return id;
  },

  async delete({ iam }, { RoleName, PolicyName }) {
    await iam.send(new DeleteRolePolicyCommand({ RoleName, PolicyName }));
  },
});
export type RolePolicy = StepOf<typeof rolePolicyResource>;

const nothing = { Version: '2012-10-17', Statement: [{ Effect: 'Deny', Action: '*', Resource: '*' }] };

async function documentOf({ iam }: Cloud, { RoleName, PolicyName }: { RoleName: string; PolicyName: string }) {
  const { PolicyDocument } = await iam.send(new GetRolePolicyCommand({ RoleName, PolicyName }));
  return PolicyDocument === undefined ? undefined : documentIn(PolicyDocument, 'PolicyDocument');
}
