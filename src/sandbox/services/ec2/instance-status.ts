import { DescribeInstanceStatusCommand, type InstanceStatus, type InstanceStatusSummary } from '@aws-sdk/client-ec2';
import { on, type Context, type Operation } from '../../service.js';
import { instances, type InstanceRow } from './compute-tables.js';
import { filtered, never, type FilterValues } from './filters.js';
import { instance, named } from './nouns.js';
import { page, refusePagedIds } from './pages.js';
import { onlyKnown } from './refusals.js';

/** Seconds that an instance runs until its status checks have passed. */
const checkedAfter = 120;

/** Source: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeInstanceStatus.html */
export const instanceStatusOperations: readonly Operation[] = [
  on(DescribeInstanceStatusCommand, (question, context) => {
    onlyKnown(question, ['InstanceIds', 'Filters', 'IncludeAllInstances', 'MaxResults', 'NextToken']);
    refusePagedIds(question.InstanceIds, 'instanceIds', question);
    const asked = question.InstanceIds?.length
      ? named(context, instance, [...new Set(question.InstanceIds)])
      : instances(context).all();
    const wanted = asked.filter(
      ({ instance: { State } }) => question.IncludeAllInstances === true || State.Name === 'running',
    );
    const statuses = wanted.map((row) => statusOf(context, row));
    const { rows, ...more } = page(filtered(statuses, question.Filters, filters), question);
    return { InstanceStatuses: rows, ...more };
  }),
];

function statusOf(context: Context, row: InstanceRow): InstanceStatus {
  const { InstanceId, State, Placement } = row.instance;
  const summary = summaryOf(context, row);
  return {
    InstanceId,
    AvailabilityZone: Placement.AvailabilityZone,
    InstanceState: { ...State },
    InstanceStatus: summary,
    SystemStatus: summary,
    Events: [],
  };
}

function summaryOf(context: Context, { instance: { State }, runningSince }: InstanceRow): InstanceStatusSummary {
  if (State.Name !== 'running' || !runningSince) return { Status: 'not-applicable', Details: [] };
  const passed = context.world.time >= runningSince.getTime() + checkedFor(context);
  if (passed) return { Status: 'ok', Details: [{ Name: 'reachability', Status: 'passed' }] };
  return { Status: 'initializing', Details: [{ Name: 'reachability', Status: 'initializing' }] };
}

/** As long as it takes on the world's clock, in milliseconds. */
const checkedFor = (context: Context) => context.due(checkedAfter) - context.world.time;

const filters: FilterValues<InstanceStatus> = {
  'availability-zone': ({ AvailabilityZone }) => AvailabilityZone,
  'instance-state-code': ({ InstanceState }) => InstanceState?.Code,
  'instance-state-name': ({ InstanceState }) => InstanceState?.Name,
  'instance-status.reachability': (row) => row.InstanceStatus?.Details?.map(({ Status }) => Status),
  'instance-status.status': (row) => row.InstanceStatus?.Status,
  'system-status.reachability': ({ SystemStatus }) => SystemStatus?.Details?.map(({ Status }) => Status),
  'system-status.status': ({ SystemStatus }) => SystemStatus?.Status,
  ...never('event.code', 'event.description', 'event.instance-event-id', 'event.not-after', 'event.not-before'),
};
