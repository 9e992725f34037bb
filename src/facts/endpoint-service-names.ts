/**
 * In China, interface endpoints of these services lead to names of their own. All others are called as everywhere.
 * Sources: https://github.com/aws/aws-cdk/blob/main/packages/aws-cdk-lib/aws-ec2/lib/vpc-endpoint.ts
 * (`getDefaultEndpointPrefix`, of which these are the services that stacks use), https://github.com/aws/aws-cdk/issues/9864
 */
const ownNamesInChina: readonly string[] = ['ecr.api', 'ecr.dkr', 's3', 'sts'];

/**
 * The service name of an interface endpoint. @param service as AWS names it after the region: `ecr.api`
 * @returns `com.amazonaws.us-east-1.ecr.api`
 */
export const endpointServiceName = (region: string, service: string): string =>
  `${region.startsWith('cn-') && ownNamesInChina.includes(service) ? 'cn.' : ''}com.amazonaws.${region}.${service}`;

/**
 * The service name of a gateway endpoint, and of AWS's list of its addresses: the same everywhere.
 * Source: https://github.com/eksctl-io/eksctl/issues/2568
 * @param service `s3` or `dynamodb`
 */
export const gatewayServiceName = (region: string, service: string): string => `com.amazonaws.${region}.${service}`;
