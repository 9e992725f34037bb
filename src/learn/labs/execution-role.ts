import { AttachRolePolicyCommand, DetachRolePolicyCommand, PutRolePolicyCommand } from '@aws-sdk/client-iam';
import { iam, type Call } from '../call.js';
import type { Found, Lab } from '../lab.js';
import { behindLink } from '../stacks.js';
import { statusPage, stopTasks } from './changes.js';

const roleOf = ({ out }: Found) => out('execution-role', 'roleName');
const usual = 'arn:aws:iam::aws:policy/service-role/AmazonECSTaskExecutionRolePolicy';

const attached = (found: Found, PolicyArn: string): Call =>
  iam(new AttachRolePolicyCommand({ RoleName: roleOf(found), PolicyArn }));

const inline = (found: Found, statement: object): Call =>
  iam(
    new PutRolePolicyCommand({
      ...{ RoleName: roleOf(found), PolicyName: 'repair' },
      PolicyDocument: JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', ...statement }] }),
    }),
  );

export const executionRole: Lab = {
  name: 'execution-role',
  title: 'Tasks stop with ResourceInitializationError',
  topic: 'permissions',
  difficulty: 'easy',
  story:
    'A clean-up of IAM has detached policies that "no code of ours uses". Running tasks went on. Since they were replaced, ' +
    'the shop answers 503.',
  config: behindLink,
  requests: [{ method: 'GET', path: '/', service: 'web' }],
  breakage: {
    calls: [(found) => [iam(new DetachRolePolicyCommand({ RoleName: roleOf(found), PolicyArn: usual }))], stopTasks],
  },
  hints: [
    'Cloud Map has nobody to lead to, because no task runs. Look at the reason why the last one stopped.',
    'The reason names a role, an action and a log group. It is not the program that was refused: it has not begun.',
    'ECS acts in the execution role to start a task: it pulls the image and makes the log stream.',
    'The execution role has no policy. Attach AmazonECSTaskExecutionRolePolicy, or allow the actions that are named.',
  ],
  repairs: [
    { says: 'Run `provision up`: the config still has the policy attached', edits: [] },
    { says: 'Attach AWS’s policy for execution roles', calls: [(found) => [attached(found, usual)]] },
    {
      says: 'Allow the two actions on the log group alone: this image is public and needs no login',
      calls: [
        (found) => [
          inline(found, {
            Action: ['logs:CreateLogStream', 'logs:PutLogEvents'],
            Resource: `${found.out('web-log-group', 'logGroupArn')}:log-stream:*`,
          }),
        ],
      ],
    },
  ],
  hiding: [
    {
      says: 'Attach AdministratorAccess',
      calls: [(found) => [attached(found, 'arn:aws:iam::aws:policy/AdministratorAccess')]],
    },
    {
      says: 'Allow every action on everything',
      calls: [(found) => [inline(found, { Action: '*', Resource: '*' })]],
    },
    statusPage,
  ],
  lesson:
    'A task has two roles. The task role is for the program. The execution role is for ECS, which acts in it before the ' +
    'program begins: it logs in to the registry, reads secrets and makes the log stream. A policy that no code uses may be ' +
    'one that ECS needs, and its lack shows at the next start of a task. AdministratorAccess would work, and anybody who may ' +
    'start a task with that role would have the account.',
  sources: [
    'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_execution_IAM_role.html',
    'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/resource-initialization-error.html',
  ],
  explain: ['role', 'role-policy-attachment'],
};
