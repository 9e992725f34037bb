import type { Call } from './story.js';

/**
 * Where AWS's answers say what it has chosen: the ids and ARNs that steps are known by. A test holds it to what
 * rehearsals of all blueprints take from answers.
 */
const paths: { readonly [operation: string]: string } = {
  'apigatewayv2:CreateApi': 'ApiId ApiEndpoint',
  'apigatewayv2:CreateIntegration': 'IntegrationId',
  'apigatewayv2:CreateRoute': 'RouteId',
  'apigatewayv2:CreateVpcLink': 'VpcLinkId',
  'autoscaling:DescribeAutoScalingGroups': 'AutoScalingGroups.0.AutoScalingGroupARN',
  'ec2:AllocateAddress': 'AllocationId',
  'ec2:AssociateRouteTable': 'AssociationId',
  'ec2:AuthorizeSecurityGroupEgress': 'SecurityGroupRules.0.SecurityGroupRuleId',
  'ec2:AuthorizeSecurityGroupIngress': 'SecurityGroupRules.0.SecurityGroupRuleId',
  'ec2:CreateInternetGateway': 'InternetGateway.InternetGatewayId',
  'ec2:CreateLaunchTemplate': 'LaunchTemplate.LaunchTemplateId',
  'ec2:CreateNatGateway': 'NatGateway.NatGatewayId',
  'ec2:CreateRouteTable': 'RouteTable.RouteTableId',
  'ec2:CreateSecurityGroup': 'GroupId',
  'ec2:CreateSubnet': 'Subnet.SubnetId',
  'ec2:CreateVpc': 'Vpc.VpcId',
  'ec2:CreateVpcEndpoint': 'VpcEndpoint.VpcEndpointId',
  'ec2:ImportKeyPair': 'KeyPairId',
  'ec2:RunInstances': 'Instances.0.InstanceId',
  'ecr:CreateRepository': 'repository.repositoryUri',
  'ecs:CreateCapacityProvider': 'capacityProvider.capacityProviderArn',
  'ecs:CreateCluster': 'cluster.clusterArn',
  'ecs:CreateService': 'service.serviceArn',
  'ecs:RegisterTaskDefinition': 'taskDefinition.taskDefinitionArn',
  'elbv2:CreateListener': 'Listeners.0.ListenerArn',
  'elbv2:CreateLoadBalancer': 'LoadBalancers.0.LoadBalancerArn LoadBalancers.0.DNSName',
  'elbv2:CreateRule': 'Rules.0.RuleArn',
  'elbv2:CreateTargetGroup': 'TargetGroups.0.TargetGroupArn',
  'iam:CreateRole': 'Role.Arn',
  'servicediscovery:CreatePrivateDnsNamespace': 'OperationId',
  'servicediscovery:CreateService': 'Service.Id Service.Arn',
  'servicediscovery:GetOperation': 'Operation.Targets.NAMESPACE',
};

/** @returns none where it is not known that an answer says anything */
export const pathsOf = ({ service, operation }: Pick<Call, 'service' | 'operation'>): string[][] =>
  (paths[`${service}:${operation}`] ?? '').split(' ').flatMap((path) => (path === '' ? [] : [path.split('.')]));

/** An answer that says these values, and nothing else. */
export function answerWith(values: readonly (readonly [path: readonly string[], value: string])[]): object {
  const answer = {};
  for (const [path, value] of values) put(answer, path, value);
  return answer;
}

function put(into: object, [key = '', ...rest]: readonly string[], value: string): void {
  const members = into as { [member: string]: unknown };
  if (rest.length === 0) members[key] = value;
  else put((members[key] ??= /^\d+$/.test(rest[0] ?? '') ? [] : {}) as object, rest, value);
}
