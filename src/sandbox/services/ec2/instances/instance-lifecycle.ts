import { latencies } from '../../../../facts/latencies.js';
import type { InstanceStateName } from '@aws-sdk/client-ec2';
import { backgroundTimer, timer, type Context } from '../../../service.js';
import { instances, volumes, type InstanceRow } from '../compute-tables.js';
import { instanceChanged } from './instance-changed.js';
import { givePublicAddress, releasePublicAddress } from './public-address.js';
import { releaseInterface } from '../network-interfaces/network-interfaces.js';
import { networkInterfaces } from '../tables.js';

/**
 * The lifecycle of an instance: pending, running, perhaps stopping, stopped and pending again; shutting-down, terminated.
 * Source: https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/ec2-instance-lifecycle.html
 */
interface Which {
  readonly InstanceId: string;
}
interface Checks extends Which {
  /** When it was launched or started, in milliseconds; a world of an earlier version does not say. */
  readonly since?: number;
}

/** Seconds from the launch until it runs, and from its end being asked for until it is terminated. */
const runsAfter = latencies['instance running'].usual;
const endsAfter = 35;
/** Seconds that an instance runs until its status checks have passed. */
const checkedAfter = 120;
/** Seconds from when a stop is asked for until it is stopped. */
const stopsAfter = 30;
/** Terminated instances can be described for about an hour. */
const forgottenAfter = 3600;

const codes = { pending: 0, running: 16, 'shutting-down': 32, terminated: 48, stopping: 64, stopped: 80 } as const;

/** Schedules the start of a new instance. */
export function scheduleInstanceStart(context: Context, { instance: { InstanceId } }: InstanceRow): void {
  context.after(runsAfter, instanceRuns, { InstanceId });
}

export const instanceRuns = timer<Which>('ec2/instance-runs', (context, { InstanceId }) => {
  const row = instances(context).get(InstanceId);
  if (row?.instance.State.Name !== 'pending') return;
  setState(row, 'running');
  row.isChecked = false;
  context.after(checkedAfter, instanceChecked, { InstanceId, since: row.instance.LaunchTime.getTime() });
  context.emit(instanceChanged, row);
});

export const instanceChecked = timer<Checks>('ec2/instance-checked', (context, { InstanceId, since }) => {
  const row = instances(context).get(InstanceId);
  if (row && (since === undefined || row.instance.LaunchTime.getTime() === since)) row.isChecked = true;
});

/**
 * Starts to stop an instance that runs. Its public address goes, and its volumes and private addresses stay.
 * Source: https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/how-ec2-instance-stop-start-works.html
 */
export function stopInstance(context: Context, row: InstanceRow): void {
  setState(row, 'stopping');
  endedByUser(context, row);
  releasePublicAddress(context, row);
  context.after(stopsAfter, instanceStops, { InstanceId: row.instance.InstanceId });
  context.emit(instanceChanged, row);
}

export const instanceStops = timer<Which>('ec2/instance-stops', (context, { InstanceId }) => {
  const row = instances(context).get(InstanceId);
  if (row?.instance.State.Name !== 'stopping') return;
  setState(row, 'stopped');
  context.emit(instanceChanged, row);
});

/** Starts an instance that is stopped. Its launch time is now, and it gets another public address if it had one. */
export function startInstance(context: Context, row: InstanceRow): void {
  setState(row, 'pending');
  delete row.instance.StateReason;
  Object.assign(row.instance, { StateTransitionReason: '', LaunchTime: context.now });
  givePublicAddress(context, row);
  scheduleInstanceStart(context, row);
}

/** Starts to terminate an instance. Does nothing where that has started already. */
export function terminateInstance(context: Context, row: InstanceRow): void {
  if (isEnding(row)) return;
  setState(row, 'shutting-down');
  endedByUser(context, row);
  context.after(endsAfter, instanceEnds, { InstanceId: row.instance.InstanceId });
  context.emit(instanceChanged, row);
}

export const instanceEnds = timer<Which>('ec2/instance-ends', (context, { InstanceId }) => {
  const row = instances(context).get(InstanceId);
  if (!row) return;
  setState(row, 'terminated');
  releaseInterfaces(context, InstanceId);
  releaseVolumes(context, InstanceId);
  const { SubnetId: _s, VpcId: _v, PrivateIpAddress: _a, PublicIpAddress: _p, ...rest } = row.instance;
  row.instance = { ...rest, PrivateDnsName: '', PublicDnsName: '', BlockDeviceMappings: [] };
  context.after(forgottenAfter, instanceForgotten, { InstanceId });
  context.emit(instanceChanged, row);
});

export const instanceForgotten = backgroundTimer<Which>('ec2/instance-forgotten', (context, { InstanceId }) => {
  instances(context).delete(InstanceId);
});

/** Whether it is on its way out, or gone. */
export const isEnding = ({ instance: { State } }: InstanceRow): boolean =>
  State.Name === 'shutting-down' || State.Name === 'terminated';

function setState({ instance }: InstanceRow, Name: InstanceStateName & keyof typeof codes): void {
  instance.State = { Code: codes[Name], Name };
}

function endedByUser(context: Context, { instance }: InstanceRow): void {
  const Code = 'Client.UserInitiatedShutdown';
  instance.StateReason = { Code, Message: `${Code}: User initiated shutdown` };
  const time = context.now.toISOString().slice(0, 19).replace('T', ' ');
  instance.StateTransitionReason = `User initiated (${time} GMT)`;
}

/** What services have attached to the instance, ECS for its tasks, they release themselves. */
function releaseInterfaces(context: Context, instanceId: string): void {
  for (const row of networkInterfaces(context).all(({ Attachment }) => Attachment?.InstanceId === instanceId)) {
    if (row.RequesterManaged) continue;
    if (row.Attachment?.DeleteOnTermination) releaseInterface(context, row.NetworkInterfaceId);
    delete row.Attachment;
    row.Status = 'available';
  }
}

function releaseVolumes(context: Context, instanceId: string): void {
  const isOn = ({ InstanceId }: { readonly InstanceId?: string | undefined }) => InstanceId === instanceId;
  for (const row of volumes(context).all(({ Attachments }) => Attachments.some(isOn))) {
    if (row.Attachments.every(({ DeleteOnTermination }) => DeleteOnTermination)) volumes(context).delete(row.VolumeId);
    row.Attachments = [];
    row.State = 'available';
  }
}
