import {
  GetConsoleOutputCommand,
  RebootInstancesCommand,
  StartInstancesCommand,
  StopInstancesCommand,
  type InstanceStateChange,
  type InstanceStateName,
} from '@aws-sdk/client-ec2';
import { AwsError, on, type Context, type Operation } from '../../../service.js';
import type { InstanceRow } from '../compute-tables.js';
import { missingParameter, refuseOtherMembers } from '../refusals.js';
import { existingRow, existingRows, instance } from '../resource-kinds.js';
import { startInstance, stopInstance } from './instance-lifecycle.js';

/** All instances of a request are looked at before one of them changes. */
export const powerOperations: readonly Operation[] = [
  /** Source: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_StopInstances.html */
  on(StopInstancesCommand, (input, context) => {
    refuseOtherMembers(input, ['InstanceIds', 'Force', 'SkipOsShutdown']);
    const rows = named(context, input.InstanceIds);
    requireState(rows, ['running', 'stopping', 'stopped'], 'stopped');
    refuseStopProtected(rows);
    return { StoppingInstances: rows.map((row) => changed(row, 'running', () => stopInstance(context, row))) };
  }),

  /** Source: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_StartInstances.html */
  on(StartInstancesCommand, (input, context) => {
    refuseOtherMembers(input, ['InstanceIds']);
    const rows = named(context, input.InstanceIds);
    requireState(rows, ['stopped', 'pending', 'running'], 'started');
    return { StartingInstances: rows.map((row) => changed(row, 'stopped', () => startInstance(context, row))) };
  }),

  /** It stays `running`, with its addresses. Source: https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/ec2-instance-reboot.html */
  on(RebootInstancesCommand, ({ InstanceIds }, context) => {
    requireState(named(context, InstanceIds), ['pending', 'running'], 'rebooted');
    return {};
  }),

  /**
   * Nothing is written to a console, because no system runs. AWS, too, leaves out what it does not have yet.
   * Source: https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/troubleshoot-unreachable-instance.html
   */
  on(GetConsoleOutputCommand, ({ InstanceId }, context) => {
    const { instance: it } = existingRow(context, instance, InstanceId, 'instanceId');
    return { InstanceId: it.InstanceId, Timestamp: context.now };
  }),
];

function named(context: Context, ids: readonly string[] | undefined): InstanceRow[] {
  if (!ids?.length) throw missingParameter('InstanceIds');
  return existingRows(context, instance, [...new Set(ids)]);
}

/** What is so already stays so, and is answered like the others. */
function changed(row: InstanceRow, from: InstanceStateName, change: () => void): InstanceStateChange {
  const PreviousState = row.instance.State;
  if (PreviousState.Name === from) change();
  return { InstanceId: row.instance.InstanceId, PreviousState, CurrentState: row.instance.State };
}

/** @throws AwsError `IncorrectInstanceState` */
function requireState(rows: readonly InstanceRow[], states: readonly InstanceStateName[], done: string): void {
  const odd = rows.find(({ instance: { State } }) => !State.Name || !states.includes(State.Name));
  if (odd)
    throw new AwsError(
      'IncorrectInstanceState',
      `The instance '${odd.instance.InstanceId}' is not in a state from which it can be ${done}.`,
    );
}

/**
 * Source: https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/ec2-stop-protection.html
 * @throws AwsError `OperationNotPermitted`
 */
function refuseStopProtected(rows: readonly InstanceRow[]): void {
  const held = rows.find(({ isStopProtected }) => isStopProtected);
  if (held)
    throw new AwsError(
      'OperationNotPermitted',
      `The instance '${held.instance.InstanceId}' may not be stopped. Modify its 'disableApiStop' instance attribute ` +
        'and try again.',
    );
}
