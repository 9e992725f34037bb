/**
 * The regions that every account has. All others of the partition `aws` have to be enabled in an account first; other
 * partitions have none such.
 * Source: https://docs.aws.amazon.com/global-infrastructure/latest/regions/aws-regions.html (regions before March 20, 2019)
 */
const enabledByDefault: readonly string[] = [
  ...['us-east-1', 'us-east-2', 'us-west-1', 'us-west-2', 'ca-central-1', 'sa-east-1'],
  ...['eu-central-1', 'eu-west-1', 'eu-west-2', 'eu-west-3', 'eu-north-1'],
  ...['ap-south-1', 'ap-northeast-1', 'ap-northeast-2', 'ap-northeast-3', 'ap-southeast-1', 'ap-southeast-2'],
];

/** Whether an account has to enable the region before anything can be called there. */
export const isOptIn = (region: string): boolean =>
  !/^(cn|us-gov)-|iso/.test(region) && !enabledByDefault.includes(region);

/**
 * What services answer whose region does not know the credentials: wrong ones, and good ones where the region is not
 * enabled. Query services, JSON services and EC2 have a code each.
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot.html,
 * https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html
 */
export const unknownCredentials = /^(InvalidClientTokenId|UnrecognizedClient(Exception)?|AuthFailure)$/;
