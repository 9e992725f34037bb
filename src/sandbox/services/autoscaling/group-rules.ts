import type { LaunchTemplateSpecification } from '@aws-sdk/client-auto-scaling';
import { AwsError, type Context } from '../../service.js';
import { launchTemplates } from '../ec2/compute-tables.js';
import { factsOf, type InstanceTypeFacts } from '../../../facts/instance-types.js';
import { checkedLaunch, type Launch } from '../ec2/instances/launch-rules.js';
import { refuseUnknownData, type LaunchSpec } from '../ec2/instances/launch-spec.js';
import { requestedTemplate, versionOf } from '../ec2/launch-templates/launch-template-lookup.js';
import { subnetOf } from '../ec2/routing/subnet-routing.js';
import { invalid } from './input.js';
import type { GroupRow } from './tables.js';

/** The checks of an Auto Scaling group's settings. All of them throw before anything is changed. */

export interface Sizes {
  readonly MinSize: number;
  readonly MaxSize: number;
  readonly DesiredCapacity: number;
}

/** @throws AwsError `ValidationError` */
export function checkSizes({ MinSize, MaxSize, DesiredCapacity }: Sizes): void {
  if (MinSize < 0 || MaxSize < 0) throw invalid('Group sizes must not be negative.');
  if (MaxSize < MinSize) throw invalid(`Max bound, ${MaxSize}, must be greater than or equal to min bound, ${MinSize}`);
  if (DesiredCapacity < MinSize || DesiredCapacity > MaxSize)
    throw invalid(
      `Desired capacity:${DesiredCapacity} must be between the specified min size:${MinSize} and max size:${MaxSize}`,
    );
}

/**
 * The subnets of `subnet-a,subnet-b`, which must exist, in one VPC.
 * @returns the list without spaces, and the zones
 * @throws AwsError `ValidationError`
 */
export function checkedSubnets(context: Context, list = '') {
  const ids = list
    .split(',')
    .map((id) => id.trim())
    .filter((id) => id !== '');
  if (ids.length === 0) throw invalid('At least one Availability Zone or VPC Subnet is required.');
  const rows = ids.map((id) => translated(() => subnetOf(context, id)));
  if (new Set(rows.map(({ VpcId }) => VpcId)).size > 1)
    throw invalid(`The subnets ${ids.join(', ')} are not all in the same VPC.`);
  return {
    VPCZoneIdentifier: ids.join(','),
    AvailabilityZones: [...new Set(rows.map(({ AvailabilityZone }) => AvailabilityZone))].sort(),
  };
}

/**
 * The template a group launches from: it is there, and an instance could be launched from it now.
 * @returns it as the group shows it, by id and name
 * @throws AwsError `ValidationError` with what EC2 has to say
 */
export function checkedTemplate(
  context: Context,
  asked: LaunchTemplateSpecification,
  subnetIds: string,
): LaunchTemplateSpecification & { LaunchTemplateId: string } {
  const wrong = 'You must use a valid fully-formed launch template. ';
  const { LaunchTemplateId, LaunchTemplateName } = translated(() => requestedTemplate(context, asked), wrong);
  const template = { LaunchTemplateId, LaunchTemplateName, Version: asked.Version ?? '$Default' };
  for (const subnetId of subnetIds.split(','))
    translated(() => permitted(() => launchFrom(context, template, subnetId), LaunchTemplateId), wrong);
  return template;
}

/** What EC2 denies, Auto Scaling denies with a text of its own. */
function permitted<T>(launch: () => T, template: string): T {
  try {
    return launch();
  } catch (error) {
    if (error instanceof AwsError && error.code === 'UnauthorizedOperation')
      throw new AwsError('AccessDenied', `You are not authorized to use launch template: ${template}`, { status: 403 });
    throw error;
  }
}

/**
 * An instance from the template, in this subnet. Names that are no ids are looked for among all, as on AWS.
 * @throws AwsError EC2's
 */
export function launchFrom(context: Context, asked: LaunchTemplateSpecification, subnetId: string): Launch {
  const { LaunchTemplateId } = asked;
  const template = requestedTemplate(context, { LaunchTemplateId });
  const data = versionOf(template, asked.Version).LaunchTemplateData;
  refuseUnknownData(data);
  return checkedLaunch(context, inSubnet(data, subnetId));
}

/** The group decides on the subnet: of an instance, or of its one interface. */
function inSubnet(data: LaunchSpec, SubnetId: string): LaunchSpec {
  const [own] = data.NetworkInterfaces ?? [];
  return own ? { ...data, NetworkInterfaces: [{ ...own, SubnetId }] } : { ...data, SubnetId };
}

/** The type of instance that a group launches; undefined where its template is gone. */
export function instanceTypeOf(context: Context, { group }: GroupRow): InstanceTypeFacts | undefined {
  const { LaunchTemplate } = group;
  const template = launchTemplates(context).get(LaunchTemplate.LaunchTemplateId ?? '');
  return template && factsOf(versionOf(template, LaunchTemplate.Version).LaunchTemplateData.InstanceType ?? '');
}

/** The subnets of a group. */
export const subnetIdsOf = ({ group }: GroupRow): string[] => group.VPCZoneIdentifier.split(',');

/** What EC2 refuses is a `ValidationError` here; what the sandbox lacks stays a 501. */
function translated<T>(run: () => T, before = ''): T {
  try {
    return run();
  } catch (error) {
    if (error instanceof AwsError && error.status !== 501 && error.code !== 'AccessDenied')
      throw invalid(`${before}${error.message}`);
    throw error;
  }
}
