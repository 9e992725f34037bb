import type { Chapter } from './lesson.js';

export const ecrRepository: Chapter = {
  noun: 'ecr-repository',
  is:
    'A repository for container images, private to the account and in one region, as Docker Hub has public ones. Its ' +
    'address is known beforehand: `<account>.dkr.ecr.<region>.amazonaws.com/<name>`. What stands before the slash is ' +
    'the registry, which every account has in every region: nobody makes or deletes it. Tasks pull from it with the ' +
    'rights of their execution role, and it is the only kind of registry that VPC endpoints lead to.',
  operations: {
    'ecr:CreateRepository': {
      does: 'Creates an empty repository.',
      parameters: {
        repositoryName:
          'Lower case, with slashes for order, as in `team/web`. A name that is taken is ' +
          '`RepositoryAlreadyExistsException`; that makes the call safe to repeat without a token.',
        imageTagMutability:
          '`MUTABLE`: a tag can be moved to another image. `IMMUTABLE` refuses a push to a tag that is there.',
        tags: 'AWS\'s tags on the repository, which have nothing to do with the tags of images.',
      },
      behind:
        'It is there at once. Scanning for vulnerabilities is not set here: AWS has moved it to the registry as a ' +
        'whole, and the setting per repository is on its way out. Encryption is with a key of AWS, and can never be ' +
        'changed.',
      undo: '`ecr:DeleteRepository`.',
      cost:
        'By GB and month of the layers stored, compressed; pulls from another region or the internet by GB. An empty ' +
        'one costs nothing.',
      mistakes: [
        'Pushing before it exists: ECR, unlike Docker Hub, as a rule makes no repository on a push, and `docker ' +
          'push` says `name unknown`.',
        'A service in another region. It can pull from here, slowly and billed by GB, but not through endpoints.',
      ],
      link: 'https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_CreateRepository.html',
    },
    'ecr:DescribeRepositories': {
      does: 'Shows repositories with their address and settings. Tags and lifecycle policy are not in it.',
      parameters: {
        repositoryNames: 'One unknown name among them, and the whole call is a `RepositoryNotFoundException`.',
      },
      link: 'https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_DescribeRepositories.html',
    },
    'ecr:PutImageTagMutability': {
      does: 'Says whether tags of images can be moved. It counts for pushes from now on; images that are there stay.',
      parameters: {
        imageTagMutability:
          '`IMMUTABLE` keeps what runs and what is tagged the same thing for ever. Tags like `latest` are of no use ' +
          'then.',
      },
      undo: 'The same call with the other value.',
      mistakes: [
        'Making it immutable while a pipeline pushes `latest`. Its second push fails, with ' +
          '`ImageTagAlreadyExistsException`.',
      ],
      link: 'https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_PutImageTagMutability.html',
    },
    'ecr:PutLifecyclePolicy': {
      does:
        'Sets the rules by which ECR deletes images by itself, in place of those it had. CreateRepository cannot ' +
        'take them.',
      parameters: {
        lifecyclePolicyText:
          'JSON in a string. The one rule: images without a tag expire 14 days after their push, counted from the ' +
          'push and not from when the tag was lost.',
      },
      behind: 'ECR applies the rules about once a day: allow 24 hours. It does not look whether a task uses an image.',
      undo: '`ecr:DeleteLifecyclePolicy`; images that have expired do not come back.',
      mistakes: [
        'Rules that delete tagged images by age. After some quiet weeks the one that runs is the oldest, and tasks ' +
          'that are replaced cannot pull it: `CannotPullContainerError`.',
        'No policy at all. Each push to the same tag leaves the old image behind without one, stored and billed.',
      ],
      link: 'https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_PutLifecyclePolicy.html',
    },
    'ecr:GetLifecyclePolicy': {
      does: 'Reads the rules back, to compare them with what is wanted.',
      behind:
        'A repository without rules answers `LifecyclePolicyNotFoundException`, which must not be taken for a ' +
        'repository that is gone (`RepositoryNotFoundException`). The text is parsed before it is compared: only ' +
        'what it says counts.',
      link: 'https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_GetLifecyclePolicy.html',
    },
    'ecr:DeleteLifecyclePolicy': {
      does:
        'Removes the rules: nothing expires any more. It is sent when the config has no rules and the repository ' +
        'still has some.',
      undo: '`ecr:PutLifecyclePolicy`.',
      mistakes: ['Sending it where there are none: `LifecyclePolicyNotFoundException`. They are asked for first.'],
      link: 'https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_DeleteLifecyclePolicy.html',
    },
    'ecr:ListTagsForResource': {
      does: 'Reads the tags of one repository. Tags are not part of a description in ECR.',
      parameters: {
        resourceArn: 'The ARN, which DescribeRepositories has answered.',
      },
      link: 'https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_ListTagsForResource.html',
    },
    'ecr:TagResource': {
      does:
        'Adds tags to a repository, or overwrites them, where those in the config have changed. Images cannot be ' +
        'tagged in this sense.',
      parameters: {
        resourceArn: '`arn:aws:ecr:<region>:<account>:repository/<name>`.',
        tags: 'Those that are new or different.',
      },
      undo: '`ecr:UntagResource`, or the same call with the earlier values.',
      link: 'https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_TagResource.html',
    },
    'ecr:UntagResource': {
      does: 'Removes tags from a repository.',
      parameters: {
        tagKeys: 'Those that the config had before and has no more. Tags of others stay.',
      },
      undo: '`ecr:TagResource`.',
      link: 'https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_UntagResource.html',
    },
    'ecr:DeleteRepository': {
      does: 'Deletes a repository with all images in it.',
      parameters: {
        force: '`true`: also when there are images in it. Without, `RepositoryNotEmptyException`.',
      },
      behind: 'It is gone at once. Running tasks go on, since they have their copy.',
      undo: 'Nothing: images have to be built and pushed again.',
      mistakes: [
        'Deleting it while a service still uses it. The next task that is replaced cannot be started.',
        'Putting images by hand into a repository of the stack. They are deleted with it.',
      ],
      link: 'https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_DeleteRepository.html',
    },
  },
};
