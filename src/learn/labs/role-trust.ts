import { UpdateAssumeRolePolicyCommand } from '@aws-sdk/client-iam';
import { iam, type Call } from '../call.js';
import type { Found, Lab } from '../lab.js';
import { behindLink } from '../stacks.js';
import { statusPage, stopTasks } from './changes.js';

const trusting = (found: Found, principal: object, condition: object = {}): Call =>
  iam(
    new UpdateAssumeRolePolicyCommand({
      RoleName: found.out('execution-role', 'roleName'),
      PolicyDocument: JSON.stringify({
        Version: '2012-10-17',
        Statement: [{ Effect: 'Allow', Principal: principal, Action: 'sts:AssumeRole', ...condition }],
      }),
    }),
  );

export const roleTrust: Lab = {
  name: 'role-trust',
  title: 'ECS was unable to assume the role',
  topic: 'permissions',
  difficulty: 'medium',
  story:
    'The execution role was edited "to be used by our instances, too". All of its policies are attached. ECS starts no task ' +
    'any more.',
  config: behindLink,
  requests: [{ method: 'GET', path: '/', service: 'web' }],
  breakage: { calls: [(found) => [trusting(found, { Service: 'ec2.amazonaws.com' })], stopTasks] },
  hints: [
    'No task was even launched, so none has a reason. The events of the service have: aws ecs describe-services.',
    'ECS says that it cannot assume a role. What a role may do is one document, and who may act in it is another.',
    'aws iam get-role shows AssumeRolePolicyDocument, the trust policy. Whom does it name?',
    'It names ec2.amazonaws.com alone. It must name ecs-tasks.amazonaws.com.',
  ],
  repairs: [
    { says: 'Run `provision up`: it sets the trust policy that the config asks for', edits: [] },
    {
      says: 'Trust ECS’s tasks, in this account alone',
      calls: [
        (found) => [
          trusting(
            found,
            { Service: 'ecs-tasks.amazonaws.com' },
            { Condition: { StringEquals: { 'aws:SourceAccount': found.account } } },
          ),
        ],
      ],
    },
    {
      says: 'Trust both services: instances and tasks',
      calls: [(found) => [trusting(found, { Service: ['ec2.amazonaws.com', 'ecs-tasks.amazonaws.com'] })]],
    },
  ],
  hiding: [statusPage],
  lesson:
    'A role has two sides: policies say what may be done in it, and the trust policy says who may act in it. ECS acts in the ' +
    'execution role as ecs-tasks.amazonaws.com. Without that principal no task is launched, so there is no stopped task to ' +
    'ask for a reason: the events of the service have it. A condition on aws:SourceAccount keeps others from having ECS act ' +
    'in your role for them.',
  sources: [
    'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-event-messages-list.html',
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html',
  ],
  explain: ['role'],
};
