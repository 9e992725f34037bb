import { expect, test } from '@jest/globals';
import { verdictOf, type Ages, type Meaning } from '../src/aws-errors.js';
import type { Verb } from '../src/step.js';

const error = (code: string, message: string) =>
  Object.assign(new Error(message), { name: code, $metadata: { httpStatusCode: 400 } });

/** Of these, and of a role and a group, the run has made the youngest so many seconds ago. */
const ages = (seconds: number): Ages => ({
  named: (text) => (/subnet-0a1b2c3d4e5f60718|role\/app|lt-0a1b2c3d4e5f60718/.test(text) ? seconds : Infinity),
  ofType: () => seconds,
});

/** Each is `not-yet` while what it is about is new, and refused afterwards. */
const whileNew: readonly (readonly [row: string, code: string, message: string, seconds: number])[] = [
  [
    'B1: ECS, of a role',
    'AccessDeniedException',
    'User: arn:aws:iam::111122223333:user/ci is not authorized to perform: iam:PassRole on resource: arn:aws:iam::111122223333:role/app because no identity-based policy allows the iam:PassRole action',
    60,
  ],
  [
    'B1: EC2, of a role that it does not name',
    'UnauthorizedOperation',
    'You are not authorized to perform this operation. Encoded authorization failure message: 1xyz',
    60,
  ],
  [
    'B1: Auto Scaling, of a launch template',
    'AccessDenied',
    'You are not authorized to use launch template: lt-0a1b2c3d4e5f60718',
    60,
  ],
  [
    'ECS, of a role of a task',
    'ClientException',
    "ECS was unable to assume the role 'arn:aws:iam::111122223333:role/app' that was provided for this task.",
    60,
  ],
  ['B9: ELB, of a VPC', 'InvalidSubnet', 'subnet-0a1b2c3d4e5f60718 is in a VPC that has no internet gateway', 120],
  [
    'B9: ECS, of a subnet',
    'InvalidParameterException',
    'Error retrieving subnet information for [subnet-0a1b2c3d4e5f60718]: not found (ErrorCode: InvalidSubnetID.NotFound)',
    120,
  ],
  ['B9: API Gateway, of a subnet', 'BadRequestException', 'Subnet subnet-0a1b2c3d4e5f60718 does not exist', 120],
  [
    'B9: ELB, of groups that it does not name',
    'InvalidConfigurationRequest',
    'One or more security groups are invalid',
    120,
  ],
  ['Application Auto Scaling, of a service', 'ValidationException', "ECS service doesn't exist: service/shop/web", 120],
  [
    'Application Auto Scaling, of its own role',
    'ValidationException',
    'Unable to assume IAM role: arn:aws:iam::111122223333:role/aws-service-role/x',
    120,
  ],
];
test.each(whileNew)('%s: waited for only while it is new', (_row, code, message, seconds) => {
  const meaning = (age: number) => verdictOf(error(code, message), 'create', ages(age)).means;
  expect([0, seconds - 1, seconds + 1, Infinity].map(meaning)).toEqual(['not-yet', 'not-yet', 'refused', 'refused']);
});

const mistakes: readonly (readonly [what: string, code: string, message: string])[] = [
  [
    'the permission to pass a role that the run did not make',
    'AccessDeniedException',
    'is not authorized to perform: iam:PassRole on resource: arn:aws:iam::111122223333:role/theirs',
  ],
  ['a subnet that the run did not make', 'BadRequestException', 'Subnet subnet-0fffffffffffffff0 does not exist'],
  [
    'a zone without the service',
    'InvalidParameter',
    'The VPC endpoint service com.amazonaws.us-east-1.x does not support the availability zone of the subnet: subnet-0a1b2c3d4e5f60718.',
  ],
  ['another permission', 'AccessDeniedException', 'is not authorized to perform: ecs:CreateService on resource: *'],
];
test.each(mistakes)('B1, B9: %s is refused at once', (_what, code, message) => {
  expect(verdictOf(error(code, message), 'create', ages(0)).means).toBe('refused');
});

const always: readonly (readonly [row: string, code: string, message: string, verb: Verb, means: Meaning])[] = [
  [
    'B3: the role of ECS',
    'ClientException',
    'ECS Service Linked Role does not exist. Please create a Service linked role for ECS and try again.',
    'create',
    'not-yet',
  ],
  [
    'B3: the role of ECS',
    'InvalidParameterException',
    'Unable to assume the service linked role. Please verify that the ECS service linked role exists.',
    'create',
    'not-yet',
  ],
  [
    'B11: the name of a service',
    'InvalidParameterException',
    'Unable to Start a service that is still Draining.',
    'create',
    'leaving',
  ],
  [
    'B11: the name of a service',
    'ClientException',
    'Unable to Start a service that is still Draining.',
    'create',
    'leaving',
  ],
  [
    'B11: the name of a service',
    'InvalidParameterException',
    'Creation of service was not idempotent.',
    'create',
    'taken',
  ],
  ['B12: a revision', 'Error', 'ECS did not delete arn:x: it is ACTIVE', 'delete', 'in-use'],
  [
    'B13: revisions',
    'ClientException',
    'Too many concurrent attempts to create a new revision of the specified family.',
    'create',
    'throttled',
  ],
  ['B13: the providers of a cluster', 'ResourceInUseException', 'The cluster is busy.', 'create', 'not-yet'],
  ['B13: the providers of a cluster', 'ResourceInUseException', 'The cluster is busy.', 'update', 'not-yet'],
  ['B13: a state', 'IncorrectState', 'The endpoint is in an incorrect state for the request.', 'update', 'not-yet'],
  ['B13: a state', 'IncorrectState', 'The endpoint is in an incorrect state for the request.', 'delete', 'in-use'],
  ['B13: a version', 'InvalidLaunchTemplateId.VersionNotFound', 'Could not find version 2', 'update', 'not-yet'],
  [
    'B13: a version that is read',
    'InvalidLaunchTemplateId.VersionNotFound',
    'Could not find version 2',
    'read',
    'not-yet',
  ],
  [
    'B13: a template by its name',
    'InvalidLaunchTemplateName.NotFoundException',
    'It is not there',
    'create',
    'not-yet',
  ],
  ['B13: a template by its name', 'InvalidLaunchTemplateName.NotFoundException', 'It is not there', 'read', 'gone'],
  [
    'an instance that was scaled in since the verb looked',
    'ValidationError',
    'The instance i-0a1b is not part of Auto Scaling group demo-instances.',
    'update',
    'not-yet',
  ],
  [
    'an instance that is just coming',
    'ValidationError',
    'The instance i-0a1b is not in InService or EnteringStandby or Standby.',
    'update',
    'not-yet',
  ],
  ['a target that is registered', 'ObjectNotFoundException', 'No scalable target registered', 'create', 'not-yet'],
  ['a target that went with its service', 'ObjectNotFoundException', 'No scalable target registered', 'delete', 'gone'],
  [
    'a target that is there',
    'ValidationException',
    'The scalable target that you tried to tag already exists. To update tags, use the TagResource API.',
    'create',
    'taken',
  ],
  [
    'a policy whose update is pending',
    'ConcurrentUpdateException',
    'You already have a pending update',
    'update',
    'not-yet',
  ],
  [
    'a target whose update is pending',
    'ConcurrentUpdateException',
    'You already have a pending update',
    'delete',
    'in-use',
  ],
  ['alarms, made too fast', 'FailedResourceAccessException', 'CloudWatch: Rate exceeded', 'create', 'throttled'],
  ['a role that is new', 'FailedResourceAccessException', 'The security token is invalid', 'create', 'not-yet'],
  ['a group that is not shown yet', 'ValidationError', 'AutoScalingGroup name not found', 'update', 'not-yet'],
  ['a group that is read', 'ValidationError', 'AutoScalingGroup name not found', 'read', 'gone'],
  [
    'B13: a role that is in its profile',
    'LimitExceeded',
    'Cannot exceed quota for InstanceSessionsPerInstanceProfile: 1',
    'update',
    'already',
  ],
];
test.each(always)('%s: %s "%s" to %s is %s', (_row, code, message, verb, means) => {
  expect(verdictOf(error(code, message), verb).means).toBe(means);
});

test('B13: a cluster whose providers are changed is waited for ten minutes', () => {
  for (const code of ['UpdateInProgressException', 'ResourceInUseException'])
    expect(verdictOf(error(code, 'busy'), 'update')).toMatchObject({ means: 'not-yet', seconds: 600 });
});
