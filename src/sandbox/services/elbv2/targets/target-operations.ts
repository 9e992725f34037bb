import {
  DeregisterTargetsCommand,
  DescribeTargetHealthCommand,
  RegisterTargetsCommand,
  type TargetDescription,
  type TargetHealthDescription,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { on, type Context } from '../../../service.js';
import { existingRow, targetGroup } from '../resource-kinds.js';
import { notInSandbox, required, within } from '../refusals.js';
import type { TargetGroupRow } from '../tables.js';
import { checkedPort, healthOf } from './target-health.js';
import { deregisterTarget, registerTargets, type Target } from './targets.js';

export const targetOperations = [
  /** Source: https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_RegisterTargets.html */
  on(RegisterTargetsCommand, (input, context) => {
    const row = existingRow(context, targetGroup, input.TargetGroupArn);
    registerTargets(context, row.group.TargetGroupArn, targetsIn(row, required(input.Targets, 'Targets')));
    return {};
  }),

  /** What names no port means the target at every port. What is not registered is passed over. */
  on(DeregisterTargetsCommand, (input, context) => {
    const row = existingRow(context, targetGroup, input.TargetGroupArn);
    for (const { Id, Port } of required(input.Targets, 'Targets'))
      for (const target of row.targets.filter((one) => one.Id === Id && (Port ?? one.Port) === one.Port))
        deregisterTarget(context, row.group.TargetGroupArn, target);
    return {};
  }),

  on(DescribeTargetHealthCommand, (input, context) => {
    const row = existingRow(context, targetGroup, input.TargetGroupArn);
    if (input.Include?.length) throw notInSandbox('the detection of anomalies');
    const asked = input.Targets?.length ? targetsIn(row, input.Targets) : row.targets;
    return { TargetHealthDescriptions: asked.map((target) => described(context, row, target)) };
  }),
];

const targetsIn = ({ group }: TargetGroupRow, targets: readonly TargetDescription[]): Target[] =>
  targets.map(({ Id, Port = group.Port, AvailabilityZone, QuicServerId }) => {
    if (QuicServerId !== undefined) throw notInSandbox('QUIC');
    const target = { Id: required(Id, 'Target id'), Port: within(Port, [1, 65_535], 'Target port') };
    return { ...target, ...(AvailabilityZone !== undefined && { AvailabilityZone }) };
  });

function described(context: Context, row: TargetGroupRow, { Id, Port }: Target): TargetHealthDescription {
  const own = row.targets.find((target) => target.Id === Id && target.Port === Port);
  if (!own) return { Target: { Id, Port }, TargetHealth: notRegistered };
  const { State, Reason, Description } = healthOf(context, row, own);
  return {
    Target: { Id, Port, ...(own.AvailabilityZone !== undefined && { AvailabilityZone: own.AvailabilityZone }) },
    HealthCheckPort: String(checkedPort(row, own)),
    TargetHealth: { State, ...(Reason && { Reason, Description }) },
    AdministrativeOverride: {
      State: 'no_override',
      Reason: 'AdministrativeOverride.NoOverride',
      Description: 'No override is currently active on target',
    },
  };
}

const notRegistered = {
  State: 'unused',
  Reason: 'Target.NotRegistered',
  Description: 'Target is not registered to the target group',
} as const;
