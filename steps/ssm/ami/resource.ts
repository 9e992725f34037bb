import { GetParameterCommand } from '@aws-sdk/client-ssm';
import type { Architecture } from '../../../src/facts/instance-architecture.js';
import { broken, ready, required, resource, step, type StepOf } from '../../../src/step.js';

interface AmiWant {
  /** Of a public parameter whose value is an image id. */
  readonly Name: string;
}

export const amiResource = resource({
  type: 'ami',
  lookup: true,
  fixed: ['Name'],

  async create({ ssm }, { Name }: AmiWant) {
    const { Parameter } = await ssm.send(new GetParameterCommand({ Name }));
    return { imageId: required(Parameter?.Value, 'Value') };
  },

  async find() {
    return [];
  },

  async read(_cloud, { imageId }) {
    return imageId ? ready({ imageId }, {}) : broken('its record does not say what was found: it was edited');
  },

  async delete() {},
});
export type Ami = StepOf<typeof amiResource>;

/**
 * The answer is pinned, because AWS publishes a new image every few weeks, which must not replace running instances.
 */
const ami = (name: string, why: string, parameter: string) =>
  step({ name, resource: amiResource, needs: {}, why, want: () => ({ Name: parameter }) });

/**
 * The image for container instances: Amazon Linux 2023 with Docker and the ECS agent.
 * Source: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/retrieve-ecs-optimized_AMI.html
 */
export const ecsAmi = (name: string, { architecture }: { architecture: Architecture }) =>
  ami(
    name,
    'The image that instances start from: Linux, Docker and the ECS agent',
    `/aws/service/ecs/optimized-ami/amazon-linux-2023${architecture === 'arm64' ? '/arm64' : ''}/recommended/image_id`,
  );

/**
 * Plain Amazon Linux 2023, which comes with the agent of Session Manager.
 * Source: https://docs.aws.amazon.com/linux/al2023/ug/ec2.html
 */
export const linuxAmi = (name: string, { architecture }: { architecture: Architecture }) =>
  ami(
    name,
    'The image that the instance starts from: Amazon Linux',
    `/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-${architecture}`,
  );
