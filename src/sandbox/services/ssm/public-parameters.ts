import type { Parameter } from '@aws-sdk/client-ssm';
import { AwsError, type Context } from '../../service.js';
import { publicImages } from '../ec2/images/public-images.js';

/**
 * AWS's public parameters, as far as the sandbox has them: the newest images.
 * @returns undefined for a name that is none of AWS's
 * @throws AwsError 501 for one that AWS may have
 * Source: https://docs.aws.amazon.com/systems-manager/latest/userguide/parameter-store-public-parameters.html
 */
export function publicParameter({ region, partition }: Context, name: string): Parameter | undefined {
  const image = publicImages(region).find((it) => it.parameter === name);
  if (!image) {
    refusePublic(name);
    return undefined;
  }
  return {
    Name: name,
    ARN: `arn:${partition}:ssm:${region}::parameter${name}`,
    Type: 'String',
    DataType: 'text',
    Value: image.ImageId,
    Version: 1,
    LastModifiedDate: new Date('2026-01-06T00:00:00Z'),
  };
}

/** Secrets of Secrets Manager can be read as parameters; of those, too, the sandbox does not know what AWS would say. */
const foreign = /^\/aws\/(service|reference)(\/|$)/;

/** @throws AwsError 501 for a name or a path that AWS itself may have something at */
export function refusePublic(name: string): void {
  if (foreign.test(name))
    throw new AwsError('NotImplemented', `the sandbox does not have the public parameter ${name}`, { status: 501 });
}
