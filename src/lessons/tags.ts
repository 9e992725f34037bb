import type { Chapter } from './lesson.js';

export const tags: Chapter = {
  noun: 'tags',
  is:
    'A tag is a key and a value on a resource. AWS itself makes nothing of them, but calls can filter by them, ' +
    'policies can demand them and bills can be split by them. All that can have tags here gets `provision:stack` and ' +
    '`provision:step`, by which an interrupted run finds what it made, and those of the config. EC2 has the same two ' +
    'calls for all its kinds of resources.',
  operations: {
    'ec2:CreateTags': {
      does:
        'Adds tags to resources of EC2 that exist, and overwrites those whose key is there already. It is sent when ' +
        'the tags in the config change, or when somebody has removed ours; new resources get theirs in the call that ' +
        'makes them.',
      parameters: {
        Resources: 'One id here, of any kind: `vpc-…`, `subnet-…`, `sgr-…`. EC2 tells by the prefix what it is.',
        Tags:
          'Only those that are missing or differ. A resource can have 50; keys that begin with `aws:` belong to AWS.',
      },
      behind:
        'It takes less than a second, and a describe call may show the old tags for some seconds more. ' +
        '`TagSpecifications` in a create call is not this call, but IAM asks for `ec2:CreateTags` there too.',
      undo: '`ec2:DeleteTags`, or this call with the old value.',
      mistakes: [
        'Creating first and tagging afterwards: if the script dies between the two, there is a resource that ' +
          'nobody knows, and that may be billed. Tag in the create call.',
        'A policy that allows `ec2:CreateVpc` but not `ec2:CreateTags`: CreateVpc with tags is answered ' +
          '`UnauthorizedOperation`, and the message names the other action.',
        'Keys differ by case: `Stack` and `stack` are two tags. A filter for one does not find the other.',
      ],
      link: 'https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateTags.html',
    },
    'ec2:DeleteTags': {
      does: 'Removes tags from resources of EC2. It is sent when a tag is no longer in the config.',
      parameters: {
        Resources: 'One id here.',
        Tags:
          'Keys only, so that a tag goes whatever its value is; with a value, it goes only if that is its value. ' +
          'Never left out: without the list, all tags would go.',
      },
      behind: 'It takes less than a second. A tag that is not there is no error.',
      undo: '`ec2:CreateTags` with the old value, if somebody still knows it.',
      mistakes: [
        'An empty value is not the same as none: `{ Key: "team", Value: "" }` removes the tag only if its value is ' +
          'empty.',
        'Removing `provision:stack` or `provision:step`: a run that was interrupted no longer finds its work by ' +
          'them. `up` puts them back.',
      ],
      link: 'https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DeleteTags.html',
    },
  },
};
