import { GetInstanceUefiDataCommand } from '@aws-sdk/client-ec2';
import { on, type Operation } from '../../../service.js';
import { notInSandbox } from '../refusals.js';
import { existingRow, instance } from '../resource-kinds.js';

/**
 * No instance here has a firmware. The id is checked first: Terraform's `data "aws_ami"` asks with the id of an image, and
 * expects to be refused.
 * Source: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_GetInstanceUefiData.html
 */
export const uefiDataOperations: readonly Operation[] = [
  on(GetInstanceUefiDataCommand, ({ InstanceId }, context) => {
    existingRow(context, instance, InstanceId, 'instanceId');
    throw notInSandbox('UEFI data of instances');
  }),
];
