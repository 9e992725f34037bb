import * as scaling from '@aws-sdk/client-application-auto-scaling';
import * as ecs from '@aws-sdk/client-ecs';
import * as elb from '@aws-sdk/client-elastic-load-balancing-v2';
import { shapeOf } from '../../src/sdk-schema.js';
import type { Around } from '../../src/config/wishes/wish.js';

/** The structures of AWS's APIs that people know, and where in a config they write what is in them. */
const structures = {
  RegisterTaskDefinition: [ecs.RegisterTaskDefinitionRequest$, ['service', 'job']],
  ContainerDefinition: [ecs.ContainerDefinition$, ['service', 'job', 'container']],
  LinuxParameters: [ecs.LinuxParameters$, ['service', 'job', 'container']],
  RuntimePlatform: [ecs.RuntimePlatform$, ['service', 'job']],
  AwsVpcConfiguration: [ecs.AwsVpcConfiguration$, ['service', 'job']],
  CreateService: [ecs.CreateServiceRequest$, ['service']],
  RunTask: [ecs.RunTaskRequest$, ['job']],
  DeploymentConfiguration: [ecs.DeploymentConfiguration$, ['rollout', 'service']],
  PortMapping: [ecs.PortMapping$, ['port', 'service', 'container']],
  HealthCheck: [ecs.HealthCheck$, ['health']],
  LogConfiguration: [ecs.LogConfiguration$, ['logs']],
  MountPoint: [ecs.MountPoint$, ['mount']],
  ContainerRestartPolicy: [ecs.ContainerRestartPolicy$, ['restart']],
  Volume: [ecs.Volume$, ['volume']],
  EFSVolumeConfiguration: [ecs.EFSVolumeConfiguration$, ['efs']],
  ServiceRegistry: [ecs.ServiceRegistry$, ['discovery']],
  CreateCluster: [ecs.CreateClusterRequest$, ['cluster']],
  CreateTargetGroup: [elb.CreateTargetGroupInput$, ['target']],
  CreateRule: [elb.CreateRuleInput$, ['rule']],
  Action: [elb.Action$, ['rule']],
  RuleCondition: [elb.RuleCondition$, ['rule']],
  CreateListener: [elb.CreateListenerInput$, ['domain', 'ingress']],
  CreateLoadBalancer: [elb.CreateLoadBalancerInput$, ['balancer']],
  RegisterScalableTarget: [scaling.RegisterScalableTargetRequest$, ['scaling']],
  TargetTracking: [scaling.TargetTrackingScalingPolicyConfiguration$, ['scaling']],
  StepScaling: [scaling.StepScalingPolicyConfiguration$, ['scaling']],
} as const;

type Row = readonly [of: string, place: Around, members: readonly string[]];

/** What a manifest of Copilot has. Sources: the pages of https://aws.github.io/copilot-cli/docs/manifest/overview/ */
const manifests: readonly Row[] = [
  [
    'a service of Copilot',
    'service',
    (
      'name type http alb nlb image build location credentials count cpu memory platform network vpc placement exec variables ' +
      'envFile secrets storage ephemeral volumes taskdefOverrides sidecars deployment observability logging publish subscribe ' +
      'environments entrypoint command connect healthcheck labels dependsOn port'
    ).split(' '),
  ],
  [
    'a job of Copilot',
    'job',
    'on schedule timeout retries image cpu memory platform network variables secrets storage'.split(' '),
  ],
  [
    'scaling of Copilot',
    'scaling',
    'range cpuPercentage memoryPercentage requests responseTime queueDelay cooldown spot desired'.split(' '),
  ],
  [
    'a rule of Copilot',
    'rule',
    'path alias aliases healthcheck deregistrationDelay stickiness allowedSourceIps targetContainer targetPort version redirectToHttps hostedZone additionalRules'.split(
      ' ',
    ),
  ],
];

/** Members of the structures, each in lower camel case. */
const inStructures = Object.entries(structures).flatMap(([of, [schema, places]]) => {
  const shape = shapeOf(schema);
  if (shape.kind !== 'structure') throw new TypeError(`${of} is no structure`);
  return places.map((place): Row => [of, place, shape.members.map(({ name }) => lowerCamel(name))]);
});

/** Source: https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_RuleCondition.html, `Field` */
const fields = ['http-header', 'http-request-method', 'host-header', 'path-pattern', 'query-string', 'source-ip'];

export const membersOfAws: readonly Row[] = [
  ...inStructures,
  ['actions of rules', 'rule', Object.values(elb.ActionTypeEnum).map(lowerCamel)],
  ['conditions of rules', 'rule', fields.map(lowerCamel)],
  ...manifests,
];

/** `ListenerArn` and `source-ip` as people write them in a config. */
function lowerCamel(name: string): string {
  const [first = '', ...rest] = name.split('-');
  return (
    first.charAt(0).toLowerCase() + first.slice(1) + rest.map((it) => it.charAt(0).toUpperCase() + it.slice(1)).join('')
  );
}
