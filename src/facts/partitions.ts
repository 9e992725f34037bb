/**
 * The partition of a region: the second part of every ARN in it.
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html
 * @param region as AWS names it: `eu-west-1`
 */
export const partitionOf = (region: string): string =>
  region.startsWith('cn-') ? 'aws-cn' : region.startsWith('us-gov-') ? 'aws-us-gov' : 'aws';
