import { expect, test } from '@jest/globals';
import { causeOf } from '../../../../steps/ecs/ecs-service/task-failures.js';

/** Messages as ECS has sent them, shortened, and what somebody needs to hear about each. */
const known: readonly (readonly [string, string])[] = [
  ["ECS was unable to assume the role 'arn:aws:iam::1:role/x' that was provided for this task.", 'execution role'],
  [
    'ResourceInitializationError: unable to pull secrets or registry auth: The task cannot pull registry auth from ' +
      'Amazon ECR: There is a connection issue between the task and Amazon ECR. Check your task network ' +
      'configuration. operation error ECR: GetAuthorizationToken, Post "https://api.ecr.us-east-1.amazonaws.com/": ' +
      'dial tcp: i/o timeout',
    'no way to ECR',
  ],
  [
    'ResourceInitializationError: unable to pull secrets or registry auth: unable to retrieve secret from asm: There ' +
      'is a connection issue between the task and AWS Secrets Manager.',
    'where their secrets are kept',
  ],
  [
    'ResourceInitializationError: unable to pull secrets or registry auth: execution resource retrieval failed: ' +
      'unable to retrieve secret from asm: service call has been retried 1 time(s): AccessDeniedException: User: arn is not ' +
      'authorized to perform: secretsmanager:GetSecretValue on resource: arn',
    'may not read the secrets',
  ],
  ["ResourceNotFoundException: Secrets Manager can't find the specified secret.", 'does not exist'],
  [
    'CannotPullContainerError: pull image manifest has been retried 5 time(s): failed to resolve ref ' +
      'docker.io/library/nginx:1: failed to do request: Head "https://registry-1.docker.io/v2/": dial tcp: i/o timeout',
    'no way to the registry',
  ],
  [
    'CannotPullContainerError: pull image manifest has been retried 5 time(s): failed to resolve ref reg.invalid/web:1: ' +
      'failed to do request: Head "https://reg.invalid/v2/": dial tcp: lookup reg.invalid on 10.0.0.2:53: no such host',
    'no registry of this name',
  ],
  [
    'CannotPullContainerError: ref pull has been retried 5 time(s): failed to copy: httpReadSeeker: failed open: Get ' +
      '"https://prod-us-east-1-starport-layer-bucket.s3.us-east-1.amazonaws.com/": dial tcp: i/o timeout',
    'no way to S3',
  ],
  [
    'CannotPullContainerError: failed to resolve ref 1.dkr.ecr.us-east-1.amazonaws.com/web:2: ' +
      '1.dkr.ecr.us-east-1.amazonaws.com/web:2: not found',
    'no such image',
  ],
  ['CannotPullContainerError: pull access denied for foo, repository does not exist', 'does not give the image'],
  [
    "CannotPullContainerError: image Manifest does not contain descriptor matching platform 'linux/amd64'",
    'architecture',
  ],
  ['exec /usr/local/bin/node: exec format error', 'architecture'],
  ['CannotPullContainerError: toomanyrequests: You have reached your pull rate limit.', 'not logged in'],
  [
    'ResourceInitializationError: failed to validate logger args: create stream has been retried 1 times: failed to ' +
      'create Cloudwatch log stream: ResourceNotFoundException: The specified log group does not exist.',
    'log group does not exist',
  ],
  [
    'ResourceInitializationError: failed to validate logger args: There is a connection issue between the task and ' +
      'Amazon CloudWatch. Check your network configuration. : signal: killed',
    'no way to CloudWatch Logs',
  ],
  ['Task failed container health checks', 'health check in the container'],
  ['Task failed ELB health checks in (target-group arn:tg)', 'gets no answer'],
  ['Essential container in task exited; OutOfMemoryError: Container killed due to memory usage', 'more memory'],
  [
    'CannotStartContainerError: runc create failed: exec: "serve": executable file not found in $PATH',
    'not in the image',
  ],
  ['Essential container in task exited; web exited with code 1', 'ends by itself'],
  ["You've reached the limit on the number of vCPUs you can run concurrently", 'more vCPUs'],
  ['Capacity is unavailable at this time. Please try again later', 'no room'],
  ['was unable to place a task because no container instance met all of its requirements.', 'no instance has room'],
];

test.each(known)('%.70s…', (message, cause) => {
  expect(causeOf([message])?.cause).toContain(cause);
});

test('what the events say is worth more than that the load balancer is not content', () => {
  const reason = 'Task failed ELB health checks in (target-group arn:tg)';
  const event =
    '(service web) (task a) (port 80) is unhealthy in (target-group arn:tg) due to (reason Health checks failed with ' +
    'these codes: [404]).';
  expect(causeOf([reason, event])?.remedy).toContain('target.health.path');
});

test('where nothing is known, nothing is made up', () => {
  expect(causeOf(['Something new has happened', ''])).toBeUndefined();
});
