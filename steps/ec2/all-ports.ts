import type { IpPermission } from '@aws-sdk/client-ec2';

/**
 * Every port of TCP or UDP, as a rule of a security group has it.
 * Source: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_IpPermission.html
 */
export const allPorts = { FromPort: 0, ToPort: 65_535 } as const;

export const isForAllPorts = ({ FromPort, ToPort }: Pick<IpPermission, 'FromPort' | 'ToPort'>): boolean =>
  FromPort === allPorts.FromPort && ToPort === allPorts.ToPort;
