import { inJob, inRollout, inScaling, inService, inServiceOrJob, inServiceOrRollout, type Wish } from './wish.js';

/**
 * What there is elsewhere about how services are deployed and scaled, and how jobs are started. Sources:
 * https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DeploymentConfiguration.html,
 * https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_RunTask.html,
 * https://docs.aws.amazon.com/autoscaling/application/APIReference/API_PutScalingPolicy.html
 */
export const deploymentWishes: readonly Wish[] = [
  // Both services and jobs
  inServiceOrJob(
    'essential',
    'the own container of a task always is',
    'leave it out; `essential: false` is for one of `containers`',
  ),
  inServiceOrJob(
    'firelens firelensConfiguration logRouter',
    'another container passes the lines on',
    'write it for one of `containers`, as in `containers: {log-router: {image: …, firelens: {type: fluentbit}}}`',
  ),
  // Services
  inService('serviceName', 'a service has the name that it stands under', 'leave it out'),
  inService(
    'type',
    'what a service is follows from what it has',
    '`rules` or `routes` make it public, `discovery` gives it a name, and a worker has no `port`',
  ),
  inService(
    'healthCheckGracePeriodSeconds healthCheckGracePeriod gracePeriod',
    'it is said of the target group',
    'as in `target: {grace: 60}`',
  ),
  inService(
    'minimumPercent minimumHealthyPercent maximumPercent deployment',
    'it is said of the rollout',
    'as in `rollout: {minimumPercent: 100, maximumPercent: 200}`',
  ),
  inService('monitoring', 'a config has no member for it yet', '`cluster.containerInsights` has metrics of services'),
  inService('gatewayConnectors', 'no gateway of ECS is connected', '`rules` and `routes` lead requests to a service'),
  inServiceOrRollout(
    'strategy bakeTimeInMinutes bakeTime lifecycleHooks linearConfiguration canaryConfiguration linear canary earlySuccessCriteria',
    'ECS deploys in a rolling way here, and goes back where tasks fail',
    'with `type: alb`, `weights` of a rule share requests out between two services, such as the old and the new one',
  ),
  inRollout(
    'alarms cloudWatchAlarms rollbackAlarms',
    'ECS goes back where tasks fail, and asks no alarms',
    'leave it out: `provision rollback` goes back where an alarm shows that it should',
  ),
  inRollout('deploymentCircuitBreaker circuitBreaker rollback', 'it is always on, with going back', 'leave it out'),
  // Scaling
  inScaling(
    'metric metrics customMetric customizedMetricSpecification predefinedMetricSpecification targetValue queueDelay responseTime',
    'tasks are scaled by CPU, memory and requests, and by the clock',
    'write `cpu`, `memory` or `requestsPerTarget` with the value that is to be kept, or `schedules`',
  ),
  inScaling(
    'steps step stepScaling stepAdjustments adjustmentType minAdjustmentMagnitude metricAggregationType',
    'there are values that are kept, and no steps',
    'write `cpu`, `memory` or `requestsPerTarget`: Application Auto Scaling adds more tasks the further it is off',
  ),
  inScaling('scaleOutCooldown scaleInCooldown', 'it is said of the cooldown', 'as in `cooldown: {out: 60, in: 300}`'),
  inScaling(
    'disableScaleIn suspendedState',
    'tasks are added and removed alike',
    'a higher `minimum` keeps tasks, and a longer `cooldown.in` keeps them for longer',
  ),
  inScaling(
    'serviceNamespace resourceId scalableDimension roleARN',
    'it is the scaling of this service',
    'leave it out',
  ),
  inScaling('tags', 'tags are put on everything that can have them', 'write `tags` at the top'),
  inScaling('desired', 'it is said of the service', 'write `count` in the service: the number to begin with'),
  inScaling('range', 'it is two members', 'as in `minimum: 1` and `maximum: 10`'),
  inScaling('spot', 'it is said of the service', 'as in `capacity: {spot: {}}` in the service'),
  // Jobs
  inJob(
    'capacity capacityProviderStrategy capacityProvider capacityProviders spot',
    'a job runs on Fargate or on the instances, as its cluster does, and not on Spot',
    'leave it out; a service that takes its work from a queue can have `capacity: {spot: {}}`',
  ),
  inJob(
    'count replicas desiredCount scale scaling autoscaling parallelism',
    'a job is one task, which is started once',
    'start it several times with `provision run`, or make it a service',
  ),
  inJob(
    'port ports containerPort portMappings expose routes rules target discovery allow calledBy http',
    'nothing is sent to a job',
    'leave it out, or make it a service',
  ),
  inJob('rollout deploymentConfiguration', 'a job is started, and not rolled out', 'leave it out'),
  inJob('overrides', 'a job runs as it is written', '`provision run NAME -- COMMAND` runs it with another command'),
  inJob('group startedBy referenceId', 'the tasks of a job are named by the stack', 'leave it out'),
];
