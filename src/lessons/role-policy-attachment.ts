import type { Chapter } from './lesson.js';

export const rolePolicyAttachment: Chapter = {
  noun: 'role-policy-attachment',
  is:
    'A managed policy is a document of rights that exists by itself and has an ARN; attaching gives a role all of ' +
    'it. AWS keeps some for common cases and adds to them when a service needs more. The attachment is no object ' +
    'with an id: a role and an ARN either belong together or do not.',
  operations: {
    'iam:AttachRolePolicy': {
      does:
        "Gives a role the rights of one of AWS's own policies. What is attached already stays attached, and that is " +
        'no error.',
      parameters: {
        RoleName: 'The execution role, or the one of instances or of the bastion.',
        PolicyArn:
          'Fixed names: `AmazonECSTaskExecutionRolePolicy` to pull images and write logs, ' +
          '`AmazonEC2ContainerServiceforEC2Role` for the ECS agent, `AmazonSSMManagedInstanceCore` for Session ' +
          'Manager. The account in such an ARN is `aws`.',
      },
      behind:
        'Known everywhere some seconds later. Tasks and instances wait for it: an agent that starts without rights ' +
        'is denied what it asks for first.',
      undo: '`DetachRolePolicy`.',
      mistakes: [
        'The path left out: the first two are under `policy/service-role/`, the third is not. The answer is ' +
          '`NoSuchEntity`.',
        'Letting the log driver create its log group: `AmazonECSTaskExecutionRolePolicy` does not allow ' +
          '`logs:CreateLogGroup`, and tasks stop with `ResourceInitializationError`. `provision` makes the groups ' +
          'itself.',
        "An eleventh policy on one role: `LimitExceeded`, unless the account's quota was raised.",
      ],
      link: 'https://docs.aws.amazon.com/IAM/latest/APIReference/API_AttachRolePolicy.html',
    },
    'iam:ListAttachedRolePolicies': {
      does: 'Lists the managed policies of a role; the attachment exists if the ARN is among them.',
      parameters: {
        Marker: 'Of the page before; all pages are read.',
      },
      behind:
        'Inline policies are not in it. Right after an attach it may still be missing: it is looked at again for up ' +
        'to two minutes. For a role that is gone the answer is `NoSuchEntity`.',
      link: 'https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListAttachedRolePolicies.html',
    },
    'iam:DetachRolePolicy': {
      does: "Takes the rights of the policy away from the role; the policy itself is AWS's and stays.",
      behind: 'In force some seconds later, also for credentials that are out already.',
      undo: '`AttachRolePolicy`.',
      mistakes: [
        'Before tasks and instances are gone: agents are denied and can no longer report that tasks have stopped. In ' +
          '`down` they go first.',
      ],
      link: 'https://docs.aws.amazon.com/IAM/latest/APIReference/API_DetachRolePolicy.html',
    },
  },
};
