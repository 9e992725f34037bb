import { DescribeInstanceStatusCommand, type InstanceStatus, type InstanceStatusSummary } from '@aws-sdk/client-ec2';
import { on, type Operation } from '../../../service.js';
import { instances, type InstanceRow } from '../compute-tables.js';
import { filtered, neverMatching, type FilterValues } from '../filters.js';
import { instance, existingRows } from '../resource-kinds.js';
import { page, refusePagedIds } from '../pages.js';
import { refuseOtherMembers } from '../refusals.js';

/** Source: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeInstanceStatus.html */
export const instanceStatusOperations: readonly Operation[] = [
  on(DescribeInstanceStatusCommand, (question, context) => {
    refuseOtherMembers(question, ['InstanceIds', 'Filters', 'IncludeAllInstances', 'MaxResults', 'NextToken']);
    refusePagedIds(question.InstanceIds, 'instanceIds', question);
    const asked = question.InstanceIds?.length
      ? existingRows(context, instance, [...new Set(question.InstanceIds)])
      : instances(context).all();
    const wanted = asked.filter(
      ({ instance: { State } }) => question.IncludeAllInstances === true || State.Name === 'running',
    );
    const statuses = wanted.map(statusOf);
    const { rows, ...more } = page(filtered(statuses, question.Filters, filters), question);
    return { InstanceStatuses: rows, ...more };
  }),
];

function statusOf(row: InstanceRow): InstanceStatus {
  const { InstanceId, State, Placement } = row.instance;
  const summary = summaryOf(row);
  return {
    InstanceId,
    AvailabilityZone: Placement.AvailabilityZone,
    InstanceState: { ...State },
    InstanceStatus: summary,
    SystemStatus: summary,
    Events: [],
  };
}

function summaryOf({ instance: { State }, isChecked = true }: InstanceRow): InstanceStatusSummary {
  if (State.Name !== 'running') return { Status: 'not-applicable', Details: [] };
  if (isChecked) return { Status: 'ok', Details: [{ Name: 'reachability', Status: 'passed' }] };
  return { Status: 'initializing', Details: [{ Name: 'reachability', Status: 'initializing' }] };
}

const filters: FilterValues<InstanceStatus> = {
  'availability-zone': ({ AvailabilityZone }) => AvailabilityZone,
  'instance-state-code': ({ InstanceState }) => InstanceState?.Code,
  'instance-state-name': ({ InstanceState }) => InstanceState?.Name,
  'instance-status.reachability': (row) => row.InstanceStatus?.Details?.map(({ Status }) => Status),
  'instance-status.status': (row) => row.InstanceStatus?.Status,
  'system-status.reachability': ({ SystemStatus }) => SystemStatus?.Details?.map(({ Status }) => Status),
  'system-status.status': ({ SystemStatus }) => SystemStatus?.Status,
  ...neverMatching('event.code', 'event.description', 'event.instance-event-id', 'event.not-after', 'event.not-before'),
};
