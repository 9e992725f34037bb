import type { RequestLaunchTemplateData, RunInstancesRequest } from '@aws-sdk/client-ec2';
import { onResource, type RequiredPermission, type Rule, type PermissionContext } from './required-permission.js';
import { arnOf, existing, made, tagging } from './ec2-arns.js';
import { passingProfile, profileName } from './roles.js';

/** What is launched, as RunInstances and launch templates say it alike. */
type Launch = Omit<RequestLaunchTemplateData, 'MetadataOptions'> & { readonly SubnetIds: readonly string[] };

const action = 'ec2:RunInstances';

/** RunInstances is allowed only if it is for every resource that takes part in the launch. */
export const runInstances: Rule<RunInstancesRequest> = ({ input, context }) =>
  launching(context, { ...input, SubnetIds: given(input.SubnetId) });

/**
 * A group that launches from a template: Auto Scaling asks, in the name of who sets the group up, what the launch
 * itself would ask.
 * Source: https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-launch-template-permissions.html
 */
export function launchingFrom(
  around: PermissionContext,
  template: { id: string; version?: string | undefined },
  subnets: readonly string[],
): RequiredPermission[] {
  const launch = around.templateAt(template.id, template.version);
  const itself = existing(action, around, 'launch-template', template.id);
  return launch ? [itself, ...launching(around, { ...launch, SubnetIds: subnets })] : [itself];
}

/** Source: https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonec2.html, RunInstances */
function launching(around: PermissionContext, launch: Launch): RequiredPermission[] {
  const { ImageId = '', KeyName, NetworkInterfaces = [], TagSpecifications: tags = [] } = launch;
  const subnets = [...launch.SubnetIds, ...NetworkInterfaces.flatMap(({ SubnetId }) => given(SubnetId))];
  const groups = [...(launch.SecurityGroupIds ?? []), ...NetworkInterfaces.flatMap(({ Groups = [] }) => Groups)];
  return [
    image(around, ImageId),
    ...['instance', 'network-interface', 'volume'].map((type) => made(action, around, type, tags)),
    ...subnets.map((id) => existing(action, around, 'subnet', id)),
    ...groups.map((id) => existing(action, around, 'security-group', id)),
    ...given(KeyName).map((name) => onResource(action, arnOf(around, 'key-pair', name))),
    ...tagging('RunInstances', around, tags),
    ...passingProfile(around, profileName(launch.IamInstanceProfile)),
  ];
}

/** An image's ARN has no account: it may be anybody's. */
function image({ partition, region }: PermissionContext, id: string): RequiredPermission {
  const arn = (name: string) => `arn:${partition}:ec2:${region}::image/${name}`;
  return onResource(action, arn(id), {}, arn('*'));
}

const given = (text: string | undefined): string[] => (text === undefined ? [] : [text]);
