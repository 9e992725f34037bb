import {
  DeleteRolePolicyCommand,
  GetRolePolicyCommand,
  ListRolePoliciesCommand,
  PutRolePolicyCommand,
  type PutRolePolicyRequest,
} from '@aws-sdk/client-iam';
import { refuseBeyond } from '../../quotas.js';
import { AwsError, on, type Context } from '../../service.js';
import { markedPage, policyName, present } from './constraint.js';
import { checkPermissionPolicy } from './policy-document.js';
import { existingRole, modifiableRole, urlEncoded } from './role.js';

/**
 * Inline policies: they live and die with their role.
 * Source: https://docs.aws.amazon.com/IAM/latest/APIReference/API_PutRolePolicy.html
 */
export const rolePolicyOperations = [
  on(PutRolePolicyCommand, putRolePolicy),

  on(GetRolePolicyCommand, (input, context) => {
    const { inline } = existingRole(context, input.RoleName);
    const PolicyDocument = urlEncoded(existing(inline, input.PolicyName));
    return { RoleName: input.RoleName, PolicyName: input.PolicyName, PolicyDocument };
  }),

  on(DeleteRolePolicyCommand, (input, context) => {
    const row = modifiableRole(context, input.RoleName);
    existing(row.inline, input.PolicyName);
    row.inline = Object.fromEntries(Object.entries(row.inline).filter(([name]) => name !== input.PolicyName));
    return {};
  }),

  on(ListRolePoliciesCommand, (input, context) => {
    const { inline } = existingRole(context, input.RoleName);
    const { items, more } = markedPage(Object.keys(inline), (name) => name, input);
    return { PolicyNames: items, ...more };
  }),
];

function existing(inline: { readonly [policyName: string]: string }, name: string | undefined): string {
  const document = inline[policyName(name)];
  if (document === undefined)
    throw new AwsError('NoSuchEntityException', `The role policy with name ${name ?? ''} cannot be found.`);
  return document;
}

/** 10,240 characters for all inline policies of a role together, white space not counted. */
function putRolePolicy(input: PutRolePolicyRequest, context: Context) {
  const row = modifiableRole(context, input.RoleName);
  const name = policyName(input.PolicyName);
  const document = present(input.PolicyDocument, 'policyDocument');
  checkPermissionPolicy(document, context.partition);
  const inline = { ...row.inline, [name]: document };
  const exceeded = (quota: number) =>
    `Maximum policy size of ${quota} bytes exceeded for role ${row.role.RoleName ?? ''}`;
  refuseBeyond(context, 'role-policy-size', Object.values(inline).join('').replace(/\s/g, '').length, exceeded);
  row.inline = inline;
  return {};
}
