import { endpointServiceName } from '../../../../facts/endpoint-service-names.js';
import { global, timer, type Context } from '../../../service.js';
import type { World } from '../../../world.js';
import { networkInterfaces, securityGroups, subnets, vpcEndpoints, vpcs, type VpcRow } from '../tables.js';
import { addGroup, allow } from '../security-groups/security-groups.js';
import { createVpcEndpoint } from '../vpc-endpoints/vpc-endpoint-creation.js';

/**
 * GuardDuty's Runtime Monitoring, with an agent that GuardDuty manages. Into each VPC in which tasks run it puts an
 * interface endpoint for what its agents report, and a security group for that. Both bear a tag of GuardDuty's. They stay
 * when the tasks end, and keep the VPC and its subnets from being deleted. Somebody has to turn it on: most accounts have
 * it not.
 *
 * Sources: https://docs.aws.amazon.com/guardduty/latest/ug/how-runtime-monitoring-works-ecs-fargate.html (what it creates,
 * and who may reach it), https://github.com/hashicorp/terraform-provider-aws/issues/46747 (names, the tag, and that a VPC
 * cannot be deleted), https://docs.aws.amazon.com/guardduty/latest/ug/runtime-monitoring-agent-resource-clean-up.html (the
 * endpoint stays). Believed: that it takes a minute; that the subnets are those of the tasks, one for each zone; and that
 * it makes the endpoint again while tasks run, which public scripts that clean up have met.
 */
const putAfter = 60;

interface Setting {
  on: boolean;
}
const settings = global<Setting>('guardduty/runtime-monitoring');

export const isMonitoring = (world: World): boolean => settings({ world }).get('setting')?.on ?? false;

/** Turns it on or off, in all regions. What there is by then stays as it is; only tasks that start later are watched. */
export const setMonitoring = (world: World, on: boolean): void => void settings({ world }).set('setting', { on });

interface Which {
  readonly VpcId: string;
}

/** @param networkInterfaceId of a task that runs */
export function watchTask(
  context: Context,
  { networkInterfaceId = '' }: { readonly networkInterfaceId?: string },
): void {
  const VpcId = networkInterfaces(context).get(networkInterfaceId)?.VpcId;
  if (VpcId !== undefined) watchVpc(context, { VpcId });
}

/** Another one follows, if tasks run still. @param endpoint that is gone */
export const watchVpc = (context: Context, { VpcId }: Which): void => {
  if (isMonitoring(context.world)) context.after(putAfter, guardDutyPut, { VpcId });
};

export const guardDutyPut = timer<Which>('ec2/guardduty-put', putIntoVpc);

/** Puts it into all VPCs with tasks at once, whether it is turned on or not. */
export const putIntoVpcs = (context: Context): void =>
  vpcs(context)
    .all()
    .forEach((it) => putIntoVpc(context, it));

function putIntoVpc(context: Context, { VpcId }: Which): void {
  const home = vpcs(context).get(VpcId);
  const subnetIds = subnetsOfTasks(context, VpcId);
  if (!home || subnetIds.length === 0 || hasEndpoint(context, VpcId)) return;
  const GroupId = managedGroup(context, home);
  createVpcEndpoint(context, {
    VpcId,
    VpcEndpointType: 'Interface',
    ServiceName: serviceName(context),
    SubnetIds: subnetIds,
    SecurityGroupIds: [GroupId],
    PrivateDnsEnabled: home.attributes.enableDnsSupport && home.attributes.enableDnsHostnames,
    TagSpecifications: [{ ResourceType: 'vpc-endpoint', Tags: managed }],
  });
}

const managed = [{ Key: 'GuardDutyManaged', Value: 'true' }];
const serviceName = ({ region }: Context): string => endpointServiceName(region, 'guardduty-data');

/** One that is being deleted is in the way of another one, too. */
const hasEndpoint = (context: Context, VpcId: string): boolean =>
  vpcEndpoints(context).find((it) => it.VpcId === VpcId && it.ServiceName === serviceName(context)) !== undefined;

/** The subnets with interfaces of tasks, the first one in each zone. */
function subnetsOfTasks(context: Context, VpcId: string): string[] {
  const interfaces = networkInterfaces(context).all(
    (it) => it.VpcId === VpcId && it.RequesterId === 'amazon-ecs' && subnets(context).has(it.SubnetId),
  );
  return [...new Map(interfaces.map((it) => [it.AvailabilityZone, it.SubnetId])).values()];
}

function managedGroup(context: Context, { VpcId, CidrBlock }: VpcRow): string {
  const GroupName = `GuardDutyManagedSecurityGroup-${VpcId}`;
  const known = securityGroups(context).find((it) => it.VpcId === VpcId && it.GroupName === GroupName);
  if (known) return known.GroupId;
  const group = addGroup(context, {
    GroupName,
    Description: 'Associated with GuardDuty VPC endpoint',
    VpcId,
    Tags: structuredClone(managed),
  });
  const https = { IpProtocol: 'tcp', FromPort: 443, ToPort: 443, IpRanges: [{ CidrIp: CidrBlock }] };
  allow(context, group, https, false);
  return group.GroupId;
}
