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

/** What the ways to a service of AWS are called. */
export interface ServiceNames {
  /** As it was asked for. */
  readonly called: string;
  /** Of an interface endpoint that takes the public name of the service; absent where none does. */
  readonly endpointName?: string | undefined;
  /** Of AWS's list of its addresses, where there may be one. */
  readonly prefixListName: string;
}

/**
 * An interface endpoint of S3 has its public name for resolvers from outside the VPC alone, unless it is told otherwise.
 * Source: https://docs.aws.amazon.com/AmazonS3/latest/userguide/privatelink-interface-endpoints.html#private-dns
 * @param service as endpoint services are called: `ecr.api`, `logs`, `s3`
 */
export const serviceNames = (region: string, service: string): ServiceNames => ({
  ...{ called: service, prefixListName: gatewayServiceName(region, service) },
  endpointName: service === 's3' ? undefined : endpointServiceName(region, service),
});
