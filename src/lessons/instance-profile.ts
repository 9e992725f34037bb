import type { Chapter } from './lesson.js';

export const instanceProfile: Chapter = {
  noun: 'instance-profile',
  is:
    'EC2 cannot be given a role, only an instance profile: a box with room for one role. Programs on the instance ' +
    "then get the role's temporary credentials from the metadata service at 169.254.169.254. The console makes the " +
    'profile unseen whenever it makes a role for EC2, which is why many meet it only in scripts.',
  operations: {
    'iam:CreateInstanceProfile': {
      does: 'Makes the box, which is empty yet.',
      parameters: {
        InstanceProfileName:
          "The same as the role's, with the region in it, as IAM is one for all regions. Fixed for life.",
        Tags: 'By these `provision` knows that a profile of this name is its own.',
      },
      behind:
        'IAM answers within a second; EC2 knows a new name some 7 to 9 seconds later. Until then it answers ' +
        '`InvalidParameterValue`, "Invalid IAM Instance Profile name", and Auto Scaling `ValidationError`: ' +
        '`provision` tries again.',
      undo: '`DeleteInstanceProfile`, when it is empty.',
      mistakes: [
        "Giving EC2 the name of the role: it wants the profile's, and the two are the same only by habit.",
        'Forgetting to put the role in: the instance starts, and its ECS agent has no credentials and never joins ' +
          'the cluster.',
      ],
      link: 'https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateInstanceProfile.html',
    },
    'iam:AddRoleToInstanceProfile': {
      does: 'Puts the role into the profile. It follows the create, which cannot.',
      parameters: {
        RoleName: 'There is room for one. `provision` looks first, and takes another one out if there is.',
      },
      behind: 'Like all of IAM it is known everywhere only some seconds later.',
      undo: '`RemoveRoleFromInstanceProfile`.',
      mistakes: [
        'There is a role in it already, even the same one: `LimitExceeded`. It sounds like a quota and is none.',
        'No right to `iam:PassRole` on the role: denied.',
      ],
      link: 'https://docs.aws.amazon.com/IAM/latest/APIReference/API_AddRoleToInstanceProfile.html',
    },
    'iam:GetInstanceProfile': {
      does:
        'Tells the role and tags of a profile; to see what is in it before changing that, to compare it, and for ' +
        '`status`.',
      behind: 'One that is gone is `NoSuchEntity`. That IAM knows it does not mean that EC2 does.',
      link: 'https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetInstanceProfile.html',
    },
    'iam:RemoveRoleFromInstanceProfile': {
      does: 'Empties the profile, before another role comes in or before it is deleted.',
      behind:
        'Instances that still have the profile keep running, and get no new credentials when theirs have run out.',
      undo: '`AddRoleToInstanceProfile`.',
      link: 'https://docs.aws.amazon.com/IAM/latest/APIReference/API_RemoveRoleFromInstanceProfile.html',
    },
    'iam:TagInstanceProfile': {
      does: 'Adds tags to a profile, or overwrites those with the same keys. Sent when the tags of the config change.',
      parameters: {
        InstanceProfileName: 'By name, like everything in IAM.',
      },
      undo: '`UntagInstanceProfile`.',
      link: 'https://docs.aws.amazon.com/IAM/latest/APIReference/API_TagInstanceProfile.html',
    },
    'iam:UntagInstanceProfile': {
      does: 'Takes tags off a profile by their keys.',
      parameters: {
        TagKeys: 'Keys alone, of tags that the config no longer has.',
      },
      undo: '`TagInstanceProfile`.',
      link: 'https://docs.aws.amazon.com/IAM/latest/APIReference/API_UntagInstanceProfile.html',
    },
    'iam:DeleteInstanceProfile': {
      does: 'Removes an empty profile. In `down` it goes after the instances and before the role.',
      undo: 'Nothing; it is made anew. EC2 knows a name that existed before sooner than a fresh one.',
      mistakes: [
        'A role is still in it: `DeleteConflict`. `provision` takes it out right before.',
        'AWS does not object while an instance still uses it: that one loses its credentials.',
      ],
      link: 'https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteInstanceProfile.html',
    },
  },
};
