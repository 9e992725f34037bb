import type { Chapter } from './lesson.js';

export const role: Chapter = {
  noun: 'role',
  is:
    'A role is an identity without a password: whoever its trust policy names may take it on, and gets temporary ' +
    'credentials with the rights that are attached to it. So nothing that runs in AWS needs a stored key. Who may ' +
    "take it on and what it then may do are two documents: the first is the role's own, the second comes by attached " +
    'policies.',
  operations: {
    'iam:CreateRole': {
      does:
        'Makes a role that ECS (for the tasks of Fargate) or EC2 (for instances) may take on. It has no rights yet: ' +
        'those are attached afterwards.',
      parameters: {
        RoleName:
          '`<stack>-exec-<region>` for tasks: IAM is one for all regions, and without the region in it a second ' +
          'stack of this name would collide. At most 64 characters, fixed for life.',
        AssumeRolePolicyDocument:
          'Who may take it on. `ecs-tasks.amazonaws.com`, and only on behalf of this account and region ' +
          '(`aws:SourceAccount`, `aws:SourceArn`), so that nobody can have ECS use it for another account; for ' +
          'instances `ec2.amazonaws.com`.',
        Tags: 'By these `provision` knows that a role of this name is its own; others are not touched.',
      },
      behind:
        'The answer comes within a second. IAM then copies the role to all regions, and until that is done, some 7 ' +
        'to 12 seconds, other services may not know it or say "unable to assume the role": `provision` tries again. ' +
        'The role for tasks here is the execution role: what Fargate itself acts as to pull images and write logs. ' +
        'The program in the container does not get it.',
      undo: '`DeleteRole`, after its policies are off.',
      mistakes: [
        'Mixing up execution role and task role: rights for the program (S3, DynamoDB) on the execution role do ' +
          'nothing for it. They belong to a task role, which none of the blueprints needs.',
        'The wrong principal in the trust policy, `ecs.amazonaws.com` in place of `ecs-tasks.amazonaws.com`: the ' +
          'role is made, and tasks stop with "ECS was unable to assume the role".',
        'No right to `iam:PassRole` on it: you may make the role but not hand it to ECS, and registering the task ' +
          'definition is denied.',
        "The name is taken, by a console wizard for instance: `EntityAlreadyExists`. `provision` uses another's role " +
          'never; the config can give another name.',
      ],
      link: 'https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateRole.html',
    },
    'iam:GetRole': {
      does:
        'Tells ARN, trust policy and tags of a role; to find it after an interruption, to compare it, and for ' +
        '`status`.',
      behind:
        'The document comes URL-encoded; it is compared as an object, so that spaces and order do not matter. That ' +
        '`GetRole` knows a role does not mean that ECS or EC2 does. One that is gone is `NoSuchEntity`.',
      link: 'https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetRole.html',
    },
    'iam:UpdateAssumeRolePolicy': {
      does: 'Replaces the trust policy of a role; its rights stay as they are.',
      parameters: {
        PolicyDocument: 'The whole document, as text.',
      },
      behind: 'Like all of IAM it takes some seconds to be known everywhere. Credentials that are out stay valid.',
      undo: 'The same call with the former document.',
      mistakes: [
        'A principal that does not exist: `MalformedPolicyDocument`, "Invalid principal". Seconds after it was made ' +
          'that may be the copying, and trying again helps.',
      ],
      link: 'https://docs.aws.amazon.com/IAM/latest/APIReference/API_UpdateAssumeRolePolicy.html',
    },
    'iam:TagRole': {
      does: 'Adds tags to a role, or overwrites those with the same keys. Sent when the tags of the config change.',
      parameters: {
        RoleName: 'IAM tags roles by name, where other services want an ARN.',
      },
      undo: '`UntagRole`.',
      link: 'https://docs.aws.amazon.com/IAM/latest/APIReference/API_TagRole.html',
    },
    'iam:UntagRole': {
      does: 'Takes tags off a role by their keys.',
      parameters: {
        TagKeys: 'Keys alone, of tags that the config no longer has.',
      },
      undo: '`TagRole`.',
      link: 'https://docs.aws.amazon.com/IAM/latest/APIReference/API_UntagRole.html',
    },
    'iam:DeleteRole': {
      does: 'Removes a role that has nothing attached any more.',
      behind:
        'The name is free at once. Credentials that somebody got from it are worth nothing from then on. In `down` ' +
        'it goes after the tasks and instances that act as it.',
      undo:
        'Nothing. A role of the same name is another one inside of IAM: policies that named the old one as a ' +
        'principal do not mean it.',
      mistakes: [
        'Policies are still attached, or it is in an instance profile: `DeleteConflict`, which says what to take off ' +
          'first.',
        'A role that a running task was started with: the task can neither write logs nor be started again.',
      ],
      link: 'https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteRole.html',
    },
  },
};
