/**
 * What VPC endpoints lead to in China goes by names of its own, for these services. All others have the same name everywhere,
 * S3's gateway among them.
 * Sources: https://github.com/aws/aws-cdk/blob/main/packages/aws-cdk-lib/aws-ec2/lib/vpc-endpoint.ts
 * (`getDefaultEndpointPrefix`), https://github.com/aws/aws-cdk/issues/9864
 */
const ownNamesInChina: readonly string[] = ['ecr.api', 'ecr.dkr', 'sts'];

/**
 * The service name of a VPC endpoint. @param service as AWS names it after the region: `ecr.api`
 * @returns `com.amazonaws.us-east-1.ecr.api`
 */
export const endpointServiceName = (region: string, service: string): string =>
  `${region.startsWith('cn-') && ownNamesInChina.includes(service) ? 'cn.' : ''}com.amazonaws.${region}.${service}`;
