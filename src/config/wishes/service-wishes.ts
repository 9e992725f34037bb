import { atTop, inCluster, inIngress, inNetwork, inService, inTask, inTaskOrTop, type Wish } from './wish.js';

/**
 * What services, networks and ways in have elsewhere. Sources:
 * https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CreateService.html,
 * https://docs.docker.com/reference/compose-file/, https://aws.github.io/copilot-cli/docs/manifest/overview/
 */
export const serviceWishes: readonly Wish[] = [
  inTask(
    'schedulingStrategy daemon mode',
    'a service has a number of tasks; one on each instance is not possible',
    'write `count`',
  ),
  inService(
    'schedule scheduleExpression cron cronExpression',
    'a service runs all the time',
    'make it one of `jobs`, which have `schedule`; tasks of a service are scaled by the clock with `scaling.schedules`',
  ),
  inService(
    'environments',
    'each environment is a file of its own',
    '`--env prod` lays provision.prod.yaml over provision.yaml; variables are in `environment`',
  ),
  inTask(
    'retries retryStrategy',
    'a job is run once, and nobody knows what it has done when it fails',
    'let its program try again, or run it again',
  ),
  inTask(
    'deploymentController codeDeploy blueGreen',
    'ECS deploys in a rolling way here, and goes back where tasks fail',
    'leave it out',
  ),
  inTask('deploymentCircuitBreaker circuitBreaker', 'it is always on, with going back', 'leave it out'),
  inTask('deploy', 'its members are said directly', '`count` for replicas, `cpu` and `memory` for limits'),
  inTask('availabilityZoneRebalancing', 'it is as ECS has it', 'leave it out'),
  inTask(
    'propagateTags enableEcsManagedTags',
    'tags are put on everything that can have them',
    'write `tags` at the top',
  ),
  inTask(
    'stickiness sticky stickySessions slowStart deregistrationDelay successCodes healthCodes healthCheckPath matcher',
    'it is said of the target group',
    'write it into `target`: `stickiness`, `slowStart`, `drain`, and `health` with `path` and `codes`',
  ),
  inTask('nlb networkLoadBalancer', 'there are HTTP APIs and Application Load Balancers', 'write `rules` or `routes`'),
  inTask(
    'publish topics',
    'no topics of SNS are made',
    'make it, give its ARN in `environment`, and allow sns:Publish in `permissions`',
  ),
  inTask(
    'subscribe queue queues',
    'no queues of SQS are made',
    'make it, give its URL in `environment`, and allow it in `permissions`',
  ),
  inTask(
    'extends',
    'services do not inherit from each other',
    'a YAML anchor: `web: &web {…}`, then `api: {<<: *web, …}`',
  ),
  inTask(
    'profiles',
    'all services of a config are part of the stack',
    '`--env NAME` lays a file over it that sets `count: 0` for a service; a job without `before` and `schedule` runs only when it is told to',
  ),
  inTask(
    'taskDefOverrides taskDefinition',
    'the members of a task definition have names of their own here',
    'write these',
  ),
  inTask('develop watch', 'nothing runs on this machine', 'another `up` builds and deploys what was changed'),
  inTask('provider models useApiSocket annotations attach', 'it is for Docker on this machine', 'leave it out'),
  inTaskOrTop(
    'include',
    'a config is not put together from inside',
    '`--config a.yaml --config b.yaml` lays one over the other',
  ),
  atTop('version', 'a config has no version', 'leave it out'),
  atTop(
    'environments',
    'each environment is a file of its own',
    '`--env prod` lays provision.prod.yaml over provision.yaml',
  ),
  atTop(
    'secrets',
    'secrets are made elsewhere',
    'name them in the `secrets` of a service: secretsmanager:NAME or ssm:NAME',
  ),
  atTop('pipeline pipelines', 'a pipeline is yours', 'docs/ci.md has one'),
  atTop(
    'resources parameters outputs',
    'only a container API is made',
    'keep the rest in a stack of CloudFormation or Terraform',
  ),
  atTop(
    'database databases rds dynamodb bucket buckets redis cache',
    'no data stores are made',
    'make it elsewhere, give its address in `environment`, and its password in `secrets`',
  ),
  inIngress('cdn cloudfront', 'no distribution is made', 'put one before the URL that `provision outputs` shows'),
  inIngress('authorizer authorizers auth jwt cognito', 'everybody can call the API', 'let the service check who calls'),
  inIngress('websocket websockets', 'the API is an HTTP API', '`type: alb` takes WebSockets as well'),
  inIngress(
    'grpc protocolVersion',
    'it is said of the service',
    '`target: {version: grpc}` in the service, with `type: alb` and a `domain`',
  ),
  inIngress(
    'nlb networkLoadBalancer',
    'there are HTTP APIs and Application Load Balancers',
    'write `type: http-api` or `type: alb`',
  ),
  inIngress(
    'accessLogs',
    'a load balancer writes none here, and an HTTP API always does',
    '`logRetentionDays` says how long they are kept; aws elbv2 modify-load-balancer-attributes switches those of a load balancer on',
  ),
  inIngress('throttling throttle usagePlan', 'requests are limited by the quotas of the account', 'leave it out'),
  inIngress(
    'deletionProtection idleTimeout idleTimeoutSeconds keepAlive clientKeepAlive http2 dropInvalidHeaders preserveHost shared',
    'it is said of the load balancer',
    'write it into `ingress.loadBalancer`: `deletionProtection`, `idleTimeout`, `keepAlive`, `http2` and so on',
  ),
  inNetwork('ipv6 ipv6Cidr dualStack', 'networks are IPv4', 'an `existing` VPC may have more'),
  inNetwork('flowLogs', 'none are made', 'aws ec2 create-flow-logs makes them for the VPC'),
  inNetwork(
    'peering vpcPeering transitGateway vpn',
    'a VPC is connected with nothing here',
    'connect it yourself: it is left as it is',
  ),
  inNetwork(
    'nacl networkAcl networkAcls',
    'security groups are what lets in',
    '`allow` and `calledBy` say who is let in',
  ),
  inCluster('serviceConnectDefaults', 'services find each other by DNS here', 'write `discovery` in a service'),
  inCluster(
    'configuration executeCommandConfiguration',
    'a shell is not written down',
    '`exec: true` of a service opens one',
  ),
  inCluster(
    'defaultCapacityProviderStrategy',
    'each service says what it runs on',
    'as in `services: {web: {capacity: {spot: {}}}}`',
  ),
  inCluster('tags', 'tags are put on everything that can have them', 'write `tags` at the top'),
  inCluster(
    'managedInstances',
    'there are Fargate and instances of an Auto Scaling group',
    'write `capacity: fargate` or `ec2`',
  ),
];
