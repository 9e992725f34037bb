import { DescribeInstanceCreditSpecificationsCommand } from '@aws-sdk/client-ec2';
import { factsOf } from '../../../../facts/instance-types.js';
import { AwsError, on, type Operation } from '../../../service.js';
import { instances, type InstanceRow } from '../compute-tables.js';
import { filtered } from '../filters.js';
import { page, refusePagedIds } from '../pages.js';
import { refuseOtherMembers } from '../refusals.js';
import { existingRows, instance } from '../resource-kinds.js';

/**
 * How burstable instances pay for CPU beyond their baseline. Without ids those with `unlimited` are listed; to ask for
 * an instance of another kind by its id is an error.
 * Source: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeInstanceCreditSpecifications.html
 */
export const creditSpecificationOperations: readonly Operation[] = [
  on(DescribeInstanceCreditSpecificationsCommand, (question, context) => {
    refuseOtherMembers(question, ['InstanceIds', 'Filters', 'MaxResults', 'NextToken']);
    refusePagedIds(question.InstanceIds, 'instanceIds', question);
    const asked = question.InstanceIds?.length
      ? existingRows(context, instance, [...new Set(question.InstanceIds)])
      : instances(context).all(({ cpuCredits }) => cpuCredits === 'unlimited');
    const steady = asked.find(({ instance: { InstanceType } }) => !factsOf(InstanceType)?.burstable);
    // Source of the code: terraform-provider-aws, internal/service/ec2/ec2_instance.go
    if (steady)
      throw new AwsError(
        'InvalidInstanceID.NotSupported',
        `The instance(s) '${steady.instance.InstanceId}' of type '${steady.instance.InstanceType}' do not support ` +
          'credit specifications.',
      );
    const { rows, ...more } = page(filtered(asked, question.Filters, filters), question);
    return { InstanceCreditSpecifications: rows.map(shown), ...more };
  }),
];

const shown = ({ instance: { InstanceId }, cpuCredits = 'unlimited' }: InstanceRow) => ({
  InstanceId,
  CpuCredits: cpuCredits,
});

const filters = { 'instance-id': ({ instance }: InstanceRow) => instance.InstanceId };
