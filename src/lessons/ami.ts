import type { Chapter } from './lesson.js';

export const ami: Chapter = {
  noun: 'ami',
  is:
    'An Amazon Machine Image is what the disk of a new EC2 instance is copied from: kernel, file system, installed ' +
    'programs. Its id (`ami-…`) is different in each region, and each release of an image has an id of its own. Here ' +
    'it is looked up, not made: plain Amazon Linux for the bastion, Amazon Linux with Docker and the ECS agent for ' +
    'instances that run tasks.',
  operations: {
    'ssm:GetParameter': {
      does:
        'Reads one value from Parameter Store by its name. The parameters asked for here are public: AWS keeps in ' +
        'each of them the id of the newest release of one image, in this region.',
      parameters: {
        Name:
          'The path says which image and for which processor, as in ' +
          '`/aws/service/ecs/optimized-ami/amazon-linux-2023/recommended/image_id`, with `/arm64` before ' +
          '`/recommended` for Graviton instance types. The bastion takes ' +
          '`/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64`.',
      },
      behind:
        'The answer comes at once. AWS publishes a new image every few weeks, so the same question has another ' +
        'answer later. It is therefore asked once and kept in the state: a new release must not replace instances ' +
        'that run.',
      mistakes: [
        'Copying an id from a tutorial: in another region it does not exist, and the launch is refused with ' +
          '`InvalidAMIID.NotFound`.',
        'Asking for the newest image at every deployment. Sooner or later an unrelated change replaces every instance.',
        'Taking an image for the wrong processor: an arm64 image does not start on a `c5.xlarge`, and EC2 refuses ' +
          'the launch.',
        'Taking plain Amazon Linux for ECS. The instance runs, has no agent, and never shows up in the cluster.',
        'A typing error in the path, or a region that does not have the image: `ParameterNotFound`. Waiting does ' +
          'not help.',
      ],
      link: 'https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_GetParameter.html',
    },
  },
};
