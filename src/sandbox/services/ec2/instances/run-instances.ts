import { RunInstancesCommand, TerminateInstancesCommand, type RunInstancesRequest } from '@aws-sdk/client-ec2';
import { on, type Context, type Operation } from '../../../service.js';
import { idempotent } from '../client-tokens.js';
import type { InstanceRow } from '../compute-tables.js';
import { refuseProtected } from './instance-attributes.js';
import { terminateInstance } from './instance-lifecycle.js';
import { reservationOf } from './instances.js';
import { launchInstances } from './launch-instance.js';
import { checkedLaunch } from './launch-rules.js';
import { mergedLaunchSpec, refuseUnknownRequest, type LaunchSpec } from './launch-spec.js';
import { requestedTemplate, versionOf } from '../launch-templates/launch-template-lookup.js';
import { instance, existingRows } from '../resource-kinds.js';
import { invalidCombination, required, invalid, missingParameter } from '../refusals.js';

export const runInstancesOperations: readonly Operation[] = [
  idempotent(
    on(RunInstancesCommand, (input, context) => {
      refuseUnknownRequest(input);
      const launch = checkedLaunch(context, specOf(context, input));
      return reservationOf(context, launchInstances(context, launch, countOf(input), input.ClientToken));
    }),
  ),

  /** Ending what has ended already succeeds, as long as it is described. */
  on(TerminateInstancesCommand, ({ InstanceIds }, context) => {
    if (!InstanceIds?.length) throw missingParameter('InstanceIds');
    const rows = existingRows(context, instance, [...new Set(InstanceIds)]);
    refuseProtected(rows);
    return { TerminatingInstances: rows.map((row) => ended(context, row)) };
  }),
];

function ended(context: Context, row: InstanceRow) {
  const PreviousState = row.instance.State;
  terminateInstance(context, row);
  return { InstanceId: row.instance.InstanceId, PreviousState, CurrentState: row.instance.State };
}

/** As many as may be: nothing in the sandbox is ever out of stock. */
function countOf({ MinCount, MaxCount }: RunInstancesRequest): number {
  const [least, most] = [required(MinCount, 'MinCount'), required(MaxCount, 'MaxCount')];
  if (least < 1) throw invalid(`Value (${least}) for parameter minCount is invalid. It must be at least 1.`);
  if (most < least) throw invalidCombination(`MaxCount ${most} must be greater than or equal to MinCount ${least}.`);
  return most;
}

function specOf(context: Context, input: RunInstancesRequest): LaunchSpec {
  const { LaunchTemplate, MinCount: _least, MaxCount: _most, ClientToken: _token, DryRun: _dry, ...request } = input;
  if (!LaunchTemplate) return request;
  const template = requestedTemplate(context, LaunchTemplate);
  return mergedLaunchSpec(versionOf(template, LaunchTemplate.Version).LaunchTemplateData, request);
}
