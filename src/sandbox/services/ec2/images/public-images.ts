import { createHash } from 'node:crypto';
import type { ArchitectureType } from '@aws-sdk/client-ec2';

/** An image of Amazon's, and the public parameter of Systems Manager that hands out its id. */
export interface PublicImage {
  readonly ImageId: string;
  readonly parameter: string;
  readonly Name: string;
  readonly Description: string;
  readonly OwnerId: string;
  readonly Architecture: ArchitectureType;
  /** GiB: no root volume can be smaller. */
  readonly rootSize: number;
  /** It comes with the ECS agent. */
  readonly forEcs: boolean;
}

const bases = [
  {
    parameter: '/aws/service/ecs/optimized-ami/amazon-linux-2023/recommended/image_id',
    Name: 'al2023-ami-ecs-hvm-2023.0.20260105-kernel-6.1-x86_64',
    Architecture: 'x86_64',
    forEcs: true,
  },
  {
    parameter: '/aws/service/ecs/optimized-ami/amazon-linux-2023/arm64/recommended/image_id',
    Name: 'al2023-ami-ecs-hvm-2023.0.20260105-kernel-6.1-arm64',
    Architecture: 'arm64',
    forEcs: true,
  },
  {
    parameter: '/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64',
    Name: 'al2023-ami-2023.10.20260105.0-kernel-6.1-x86_64',
    Architecture: 'x86_64',
    forEcs: false,
  },
  {
    parameter: '/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-arm64',
    Name: 'al2023-ami-2023.10.20260105.0-kernel-6.1-arm64',
    Architecture: 'arm64',
    forEcs: false,
  },
] as const;

/**
 * Amazon Linux 2023, plain and for container instances, for both architectures. On AWS the ids differ from region to
 * region and from release to release. In the sandbox a region's ids never change, so a config that names one stays
 * valid.
 * Sources: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/retrieve-ecs-optimized_AMI.html and
 * https://docs.aws.amazon.com/linux/al2023/ug/ec2.html
 */
export const publicImages = (region: string): readonly PublicImage[] =>
  bases.map((base) => ({
    ...base,
    ImageId: `ami-0${createHash('sha256').update(`${region}${base.parameter}`).digest('hex').slice(0, 16)}`,
    Description: base.forEcs
      ? `Amazon Linux AMI 2023.0.20260105 ${base.Architecture} ECS HVM EBS`
      : `Amazon Linux 2023 AMI 2023.10.20260105.0 ${base.Architecture} HVM kernel-6.1`,
    OwnerId: base.forEcs ? '591542846629' : '137112412989',
    rootSize: base.forEcs ? 30 : 8,
  }));
