import {
  CreateRoleCommand,
  DeleteRoleCommand,
  GetRoleCommand,
  ListRolesCommand,
  UpdateAssumeRolePolicyCommand,
  UpdateRoleCommand,
  type CreateRoleRequest,
  type Role,
  type UpdateRoleRequest,
} from '@aws-sdk/client-iam';
import { spread } from '../../delays.js';
import { refuseBeyond } from '../../quotas.js';
import { AwsError, on, type Context } from '../../service.js';
import { checkedPath, failed, markedPage, present, roleName, within } from './constraint.js';
import { checkTrustPolicy } from './policy-document.js';
import { instanceProfiles, roles, type RoleRow } from './tables.js';
import { checkedTags, tagList } from './tags.js';

/** Source: https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateRole.html */
export const roleOperations = [
  on(CreateRoleCommand, (input, context) => ({
    Role: newRole(createRole(input, context), input.MaxSessionDuration),
  })),

  on(GetRoleCommand, (input, context) => {
    const row = existingRole(context, input.RoleName);
    return { Role: { ...shown(row), RoleLastUsed: {} } };
  }),

  on(ListRolesCommand, (input, context) => {
    const all = roles(context).all(({ role }) => role.Path?.startsWith(input.PathPrefix ?? '/') === true);
    const { items, more } = markedPage(all, ({ role }) => role.RoleName ?? '', input);
    return { Roles: items.map(listed), ...more };
  }),

  on(UpdateRoleCommand, updateRole),

  on(UpdateAssumeRolePolicyCommand, (input, context) => {
    const { role } = modifiableRole(context, input.RoleName);
    role.AssumeRolePolicyDocument = checkedTrust(context, input.PolicyDocument, 'policyDocument');
    return {};
  }),

  on(DeleteRoleCommand, (input, context) => {
    const { role, attached, inline } = modifiableRole(context, input.RoleName);
    if (instanceProfiles(context).find(({ roleName }) => roleName === role.RoleName))
      throw conflict('Cannot delete entity, must remove roles from instance profile first.');
    if (attached.length > 0) throw conflict('Cannot delete entity, must detach all policies first.');
    if (Object.keys(inline).length > 0) throw conflict('Cannot delete entity, must delete policies first.');
    roles(context).delete(role.RoleName ?? '');
    return {};
  }),
];

/** @throws AwsError `NoSuchEntityException` */
export function existingRole(context: Context, name: string | undefined): RoleRow {
  const row = roles(context).get(roleName(name));
  if (!row) throw new AwsError('NoSuchEntityException', `The role with name ${name ?? ''} cannot be found.`);
  return row;
}

/** @throws AwsError `NoSuchEntityException`, or `UnmodifiableEntityException` for a service-linked role */
export function modifiableRole(context: Context, name: string | undefined): RoleRow {
  const row = existingRole(context, name);
  if (row.role.Path?.startsWith('/aws-service-role/'))
    throw new AwsError(
      'UnmodifiableEntityException',
      `Cannot perform the operation on the protected role '${name ?? ''}' - this role is only modifiable by AWS`,
    );
  return row;
}

/** Puts a role into the account. Names differ by more than case, as IAM demands. */
export function addRole(context: Context, role: Omit<Role, 'RoleId' | 'Arn' | 'CreateDate'>): RoleRow {
  const { RoleName = '', Path = '/' } = role;
  if (roles(context).find((row) => row.role.RoleName?.toLowerCase() === RoleName.toLowerCase()))
    throw new AwsError('EntityAlreadyExistsException', `Role with name ${RoleName} already exists.`);
  const exceeded = (quota: number) => `Cannot exceed quota for RolesPerAccount: ${quota}`;
  refuseBeyond(context, 'roles', roles(context).size + 1, exceeded);
  const Arn = `arn:${context.partition}:iam::${context.account}:role${Path}${RoleName}`;
  const RoleId = `AROA${context.world.hex(17).toUpperCase()}`;
  const whole = { ...role, Path, RoleName, RoleId, Arn, CreateDate: context.now };
  const row: RoleRow = { role: whole, tags: {}, attached: [], inline: {} };
  roles(context).set(RoleName, row);
  return row;
}

/** As IAM answers: the trust policy is URL-encoded, RFC 3986. */
export function shown(row: RoleRow): Role {
  const Tags = tagList(row.tags);
  return { ...listed(row), ...(Tags.length > 0 && { Tags }) };
}

/** As the answer that creates it: how long sessions last is in it only where the request said so (that is believed). */
export function newRole(row: RoleRow, asked?: number): Role {
  const { MaxSessionDuration: _, ...role } = shown(row);
  return { ...role, ...(asked !== undefined && { MaxSessionDuration: asked }) };
}

/** Lists leave tags out. */
const listed = ({ role }: RoleRow): Role => ({
  ...role,
  AssumeRolePolicyDocument: urlEncoded(role.AssumeRolePolicyDocument ?? ''),
});

export const urlEncoded = (document: string) =>
  encodeURIComponent(document).replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);

const conflict = (message: string) => new AwsError('DeleteConflictException', message);

function createRole(input: CreateRoleRequest, context: Context): RoleRow {
  if (input.PermissionsBoundary !== undefined)
    throw new AwsError('NotImplemented', 'the sandbox has no permissions boundaries', { status: 501 });
  const tags = checkedTags(input.Tags);
  const row = addRole(context, {
    RoleName: roleName(input.RoleName),
    Path: checkedPath(input.Path),
    AssumeRolePolicyDocument: checkedTrust(context, input.AssumeRolePolicyDocument, 'assumeRolePolicyDocument'),
    MaxSessionDuration: sessionSeconds(input.MaxSessionDuration),
    ...(input.Description !== undefined && { Description: checkedDescription(input.Description) }),
  });
  row.tags = tags;
  spread(context, 'role-passable', row.role.Arn ?? '');
  spread(context, 'role-assumable', row.role.Arn ?? '');
  return row;
}

function updateRole(input: UpdateRoleRequest, context: Context) {
  const { role } = modifiableRole(context, input.RoleName);
  const MaxSessionDuration = sessionSeconds(input.MaxSessionDuration ?? role.MaxSessionDuration);
  if (input.Description !== undefined) role.Description = checkedDescription(input.Description);
  role.MaxSessionDuration = MaxSessionDuration;
  return {};
}

const sessionSeconds = (value: number | undefined) => within(value, 'maxSessionDuration', [3600, 43200], 3600);

function checkedDescription(value: string): string {
  if (value.length > 1000) throw failed(value, 'description', 'Member must have length less than or equal to 1000');
  return value;
}

/** White space does not count for its size. */
function checkedTrust(context: Context, document: string | undefined, member: string): string {
  const text = present(document, member);
  checkTrustPolicy(text, context.partition, (arn) => !isLostRole(context, arn));
  const exceeded = (quota: number) => `Cannot exceed quota for ACLSizePerRole: ${quota}`;
  refuseBeyond(context, 'role-trust-size', text.replace(/\s/g, '').length, exceeded);
  return text;
}

/** Whether the ARN is of a role of this account that is not there. Of other accounts nobody here knows. */
function isLostRole(context: Context, arn: string): boolean {
  const start = `arn:${context.partition}:iam::${context.account}:role/`;
  return arn.startsWith(start) && !roles(context).find(({ role }) => role.Arn === arn);
}
