/** Variables for what a config needs, and the files that it is made from leave open. */

/** The variable for what a file of subnets does not say. */
export const vpcVariable = 'VPC_ID';

/** The variable for the account of a role that a file has by its name. */
export const accountVariable = 'ACCOUNT_ID';

/** The variable for the region of what a file has a placeholder for. */
export const regionVariable = 'REGION';

/** The variables for the subnets of a load balancer, which needs two, in two zones. */
export const publicVariables = ['PUBLIC_SUBNET_1', 'PUBLIC_SUBNET_2'] as const;

/** The variable for a subnet of a network that a file does not name. */
export const subnetVariable = 'SUBNET_ID';

/** The variable for the certificate of names that have no hosted zone. */
export const certificateVariable = 'CERTIFICATE_ARN';

/** What variables of a config may say, where its other members are to be checked. Any other is 1. */
export const sampleValues: { readonly [variable: string]: string } = {
  [vpcVariable]: 'vpc-00000000',
  [accountVariable]: '123456789012',
  [publicVariables[0]]: 'subnet-00000001',
  [publicVariables[1]]: 'subnet-00000002',
  [subnetVariable]: 'subnet-00000000',
  [certificateVariable]: 'arn:aws:acm:us-east-1:123456789012:certificate/00000000-0000-0000-0000-000000000000',
};
