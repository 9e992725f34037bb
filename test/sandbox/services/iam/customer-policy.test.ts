import {
  AttachRolePolicyCommand,
  CreatePolicyCommand,
  CreatePolicyVersionCommand,
  CreateRoleCommand,
  DeletePolicyCommand,
  DeletePolicyVersionCommand,
  DetachRolePolicyCommand,
  GetPolicyCommand,
  GetPolicyVersionCommand,
  ListEntitiesForPolicyCommand,
  ListPoliciesCommand,
  ListPolicyTagsCommand,
  ListPolicyVersionsCommand,
  SetDefaultPolicyVersionCommand,
  SimulateCustomPolicyCommand,
  SimulatePrincipalPolicyCommand,
  TagPolicyCommand,
  UntagPolicyCommand,
} from '@aws-sdk/client-iam';
import { expect, test } from '@jest/globals';
import { iam } from '../../../../src/sandbox/services/iam/index.js';
import { testContext } from '../../context.js';
import { permission, trust } from './documents.js';

const RoleName = 'web';
const PolicyArn = 'arn:aws:iam::000000000000:policy/own';
const ofAws = 'arn:aws:iam::aws:policy/AdministratorAccess';

function withPolicy() {
  const it = testContext();
  it.call(iam, CreateRoleCommand, { RoleName, AssumeRolePolicyDocument: trust() });
  it.call(iam, CreatePolicyCommand, {
    PolicyName: 'own',
    PolicyDocument: permission('s3:GetObject'),
    Description: 'd',
  });
  return {
    ...it,
    attach: (arn = PolicyArn) => it.call(iam, AttachRolePolicyCommand, { RoleName, PolicyArn: arn }),
    newVersion: (action: string, SetAsDefault = true) =>
      it.call(iam, CreatePolicyVersionCommand, { PolicyArn, PolicyDocument: permission(action), SetAsDefault }),
    decisions: (ActionNames: string[], more: object = {}) =>
      it
        .call(iam, SimulatePrincipalPolicyCommand, {
          PolicySourceArn: 'arn:aws:iam::000000000000:role/web',
          ActionNames,
          ...more,
        })
        .EvaluationResults?.map(({ EvalDecision }) => EvalDecision),
  };
}

test('a policy is made, attached, counted, and deleted when nothing has it any more', () => {
  const { call, refusal, attach } = withPolicy();
  expect(refusal(iam, CreatePolicyCommand, { PolicyName: 'OWN', PolicyDocument: permission() }).code).toBe(
    'EntityAlreadyExistsException',
  );
  attach();
  const { Policy } = call(iam, GetPolicyCommand, { PolicyArn });
  expect(Policy).toMatchObject({ PolicyName: 'own', DefaultVersionId: 'v1', AttachmentCount: 1, Description: 'd' });
  expect(call(iam, ListEntitiesForPolicyCommand, { PolicyArn }).PolicyRoles).toMatchObject([{ RoleName }]);
  expect(refusal(iam, DeletePolicyCommand, { PolicyArn }).code).toBe('DeleteConflictException');
  call(iam, DetachRolePolicyCommand, { RoleName, PolicyArn });
  call(iam, DeletePolicyCommand, { PolicyArn });
  expect(refusal(iam, GetPolicyCommand, { PolicyArn }).code).toBe('NoSuchEntityException');
  expect(refusal(iam, AttachRolePolicyCommand, { RoleName, PolicyArn }).code).toBe('NoSuchEntityException');
});

test('five versions at most; one counts, and it cannot be deleted', () => {
  const { call, refusal, newVersion } = withPolicy();
  for (const action of ['s3:a', 's3:b', 's3:c', 's3:d']) newVersion(action, false);
  const more = { PolicyArn, PolicyDocument: permission() };
  expect(refusal(iam, CreatePolicyVersionCommand, more).code).toBe('LimitExceededException');
  call(iam, SetDefaultPolicyVersionCommand, { PolicyArn, VersionId: 'v3' });
  expect(refusal(iam, DeletePolicyVersionCommand, { PolicyArn, VersionId: 'v3' }).code).toBe('DeleteConflictException');
  call(iam, DeletePolicyVersionCommand, { PolicyArn, VersionId: 'v1' });
  expect(newVersion('s3:e').PolicyVersion?.VersionId).toBe('v6');
  const { Versions } = call(iam, ListPolicyVersionsCommand, { PolicyArn });
  expect(Versions?.map(({ VersionId, IsDefaultVersion }) => `${VersionId} ${IsDefaultVersion}`)).toEqual([
    'v6 true',
    'v5 false',
    'v4 false',
    'v3 false',
    'v2 false',
  ]);
  const { PolicyVersion } = call(iam, GetPolicyVersionCommand, { PolicyArn, VersionId: 'v6' });
  expect(decodeURIComponent(PolicyVersion?.Document ?? '')).toBe(permission('s3:e'));
  expect(refusal(iam, GetPolicyVersionCommand, { PolicyArn, VersionId: 'v1' }).code).toBe('NoSuchEntityException');
  expect(refusal(iam, DeletePolicyCommand, { PolicyArn }).code).toBe('DeleteConflictException');
});

test("the account's own are listed, and what is attached; all of AWS's are not here: 501", () => {
  const { call, refusal, attach } = withPolicy();
  const names = (input: object) => call(iam, ListPoliciesCommand, input).Policies?.map(({ PolicyName }) => PolicyName);
  expect(names({ Scope: 'Local' })).toEqual(['own']);
  expect(names({ OnlyAttached: true })).toEqual([]);
  attach();
  attach(ofAws);
  expect(names({ OnlyAttached: true })?.toSorted()).toEqual(['AdministratorAccess', 'own']);
  expect(names({ OnlyAttached: true, Scope: 'AWS' })).toEqual(['AdministratorAccess']);
  for (const Scope of ['All', 'AWS'] as const) expect(refusal(iam, ListPoliciesCommand, { Scope }).status).toBe(501);
});

test("a policy of AWS's that the sandbox does not have is 501 wherever it is named, and none of AWS's can be changed", () => {
  const { refusal } = withPolicy();
  const other = 'arn:aws:iam::aws:policy/AmazonBedrockFullAccess';
  expect(refusal(iam, GetPolicyCommand, { PolicyArn: other }).status).toBe(501);
  expect(refusal(iam, AttachRolePolicyCommand, { RoleName, PolicyArn: other }).status).toBe(501);
  expect(refusal(iam, ListEntitiesForPolicyCommand, { PolicyArn: other }).status).toBe(501);
  expect(refusal(iam, DeletePolicyCommand, { PolicyArn: ofAws }).code).toBe('InvalidInputException');
});

test('tags of a policy are added and removed', () => {
  const { call } = withPolicy();
  call(iam, TagPolicyCommand, {
    PolicyArn,
    Tags: [
      { Key: 'a', Value: '1' },
      { Key: 'b', Value: '2' },
    ],
  });
  call(iam, UntagPolicyCommand, { PolicyArn, TagKeys: ['a'] });
  expect(call(iam, ListPolicyTagsCommand, { PolicyArn }).Tags).toEqual([{ Key: 'b', Value: '2' }]);
});

test('a simulation decides as the sandbox does: by the version that counts, by Deny, by resource and condition', () => {
  const { attach, newVersion, decisions, refusal, call } = withPolicy();
  const actions = ['s3:GetObject', 's3:PutObject'];
  expect(decisions(actions)).toEqual(['implicitDeny', 'implicitDeny']);
  attach();
  expect(decisions(actions)).toEqual(['allowed', 'implicitDeny']);
  newVersion('s3:PutObject');
  expect(decisions(actions)).toEqual(['implicitDeny', 'allowed']);
  const deny = JSON.stringify({ Version: '2012-10-17', Statement: { Effect: 'Deny', Action: 's3:*', Resource: '*' } });
  expect(decisions(actions, { PolicyInputList: [deny] })).toEqual(['explicitDeny', 'explicitDeny']);
  const conditional = JSON.stringify({
    Version: '2012-10-17',
    Statement: {
      Effect: 'Allow',
      Action: 'sqs:*',
      Resource: 'arn:aws:sqs:*:*:a',
      Condition: { StringEquals: { 'aws:RequestTag/team': 'shop' } },
    },
  });
  const simulate = (team: string) =>
    call(iam, SimulateCustomPolicyCommand, {
      PolicyInputList: [conditional],
      ActionNames: ['sqs:SendMessage'],
      ResourceArns: ['arn:aws:sqs:us-east-1:1:a', 'arn:aws:sqs:us-east-1:1:b'],
      ContextEntries: [{ ContextKeyName: 'aws:RequestTag/team', ContextKeyValues: [team], ContextKeyType: 'string' }],
    }).EvaluationResults?.map(({ EvalDecision }) => EvalDecision);
  expect([simulate('shop'), simulate('other')]).toEqual([
    ['allowed', 'implicitDeny'],
    ['implicitDeny', 'implicitDeny'],
  ]);
  const user = { PolicySourceArn: 'arn:aws:iam::000000000000:user/sandbox', ActionNames: actions };
  expect(refusal(iam, SimulatePrincipalPolicyCommand, user).status).toBe(501);
});

test.each([
  ['no JSON', '{', 'MalformedPolicyDocumentException'],
  [
    'a principal',
    JSON.stringify({ Statement: { Effect: 'Allow', Action: 's3:a', Resource: '*', Principal: '*' } }),
    'MalformedPolicyDocumentException',
  ],
  ['too long a text', permission(['s3:GetObject'], `arn:aws:s3:::${'a'.repeat(6144)}`), 'LimitExceededException'],
])('a document with %s is refused', (_what, PolicyDocument, code) => {
  expect(withPolicy().refusal(iam, CreatePolicyCommand, { PolicyName: 'x', PolicyDocument }).code).toBe(code);
});
