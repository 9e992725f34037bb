import { DescribeInstanceAttributeCommand } from '@aws-sdk/client-ec2';
import type { Cloud, Dependent } from '../../../src/step.js';

/**
 * The termination protection of an instance, where somebody has turned it on.
 * Source: https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/Using_ChangingDisableAPITermination.html
 */
export async function instanceDependents({ ec2 }: Cloud, InstanceId: string): Promise<Dependent[]> {
  const { DisableApiTermination } = await ec2.send(
    new DescribeInstanceAttributeCommand({ InstanceId, Attribute: 'disableApiTermination' }),
  );
  return DisableApiTermination?.Value === true
    ? [
        {
          type: 'deletion-protection',
          id: 'DisableApiTermination',
          command: ['ec2', 'modify-instance-attribute', '--instance-id', InstanceId, '--no-disable-api-termination'],
        },
      ]
    : [];
}
