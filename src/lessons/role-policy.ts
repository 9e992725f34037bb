import type { Chapter } from './lesson.js';

export const rolePolicy: Chapter = {
  noun: 'role-policy',
  is:
    'An inline policy is a document of rights that is part of one role: it has a name in that role, no ARN and no ' +
    'tags, and it goes with the role. `provision` writes one where containers get secrets, since AWS has no ready ' +
    'policy that allows exactly these.',
  operations: {
    'iam:PutRolePolicy': {
      does:
        'Writes the policy into the execution role: to read these secrets and no others. The same call creates and ' +
        'changes it.',
      parameters: {
        RoleName: 'The role that it becomes part of.',
        PolicyName: 'Its name within the role; what has that name already is overwritten without a word.',
        PolicyDocument:
          '`secretsmanager:GetSecretValue` and `ssm:GetParameters`, each only if needed, on the ARNs that the config ' +
          'names. What selects a member or version of a secret is cut off, as rights are given for the whole secret.',
      },
      behind:
        'Known to all of AWS some seconds later. The secrets are read when a task starts, by Fargate and not by the ' +
        'program; a changed secret reaches only tasks that start afterwards.',
      undo: '`DeleteRolePolicy`.',
      mistakes: [
        'The secret is encrypted with a key of your own: `kms:Decrypt` on that key is needed too, and is not in ' +
          'here. The task stops with `ResourceInitializationError`, and the reason says that access to the key was ' +
          'denied.',
        '`ssm:GetParameter` without the s: Fargate asks for several at a time, and is denied.',
        'More than 10,240 characters in all inline policies of a role: `LimitExceeded`.',
      ],
      link: 'https://docs.aws.amazon.com/IAM/latest/APIReference/API_PutRolePolicy.html',
    },
    'iam:GetRolePolicy': {
      does: 'Tells the document, to see whether it is there and as wanted.',
      behind:
        'It comes URL-encoded and is compared as an object. A policy that is gone is `NoSuchEntity`, and so is one ' +
        'whose role is gone.',
      link: 'https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetRolePolicy.html',
    },
    'iam:DeleteRolePolicy': {
      does: 'Takes the policy out of the role. The role cannot be deleted before.',
      undo: '`PutRolePolicy` with the same document.',
      mistakes: [
        'While tasks are still to be started: they stop with `ResourceInitializationError`. Those that run have ' +
          'their secrets already.',
      ],
      link: 'https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteRolePolicy.html',
    },
  },
};
