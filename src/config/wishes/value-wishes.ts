/**
 * Values that people know from elsewhere, and that a member does not take here.
 * Sources: https://docs.docker.com/engine/logging/configure/ for log drivers, and
 * https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_LogConfiguration.html for those of Fargate;
 * https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_RuntimePlatform.html;
 * https://docs.docker.com/reference/compose-file/services/#platform
 */
interface ValueWish {
  readonly member: string;
  /** The whole value, without regard to case. */
  readonly values: RegExp;
  /** Goes on after "because". Absent where the value only has another name here. */
  readonly because?: string;
  /** What to do in its place. */
  readonly instead: string;
}

const fromFargate = 'of log drivers there are those that Fargate takes: awslogs, awsfirelens and splunk';

const valueWishes: readonly ValueWish[] = [
  {
    member: 'driver',
    values: /^(?:fluentd|gelf|logentries|loki|forward)$/i,
    because: fromFargate,
    instead:
      '`awsfirelens` sends lines anywhere, by a container that has `firelens`; without `logs` they go to CloudWatch Logs',
  },
  {
    member: 'driver',
    values: /^(?:json-?file|local|none|syslog|journald|etwlogs|gcplogs|cloudwatch)$/i,
    because: fromFargate,
    instead: 'leave `logs` out: lines go to CloudWatch Logs',
  },
  {
    member: 'architecture',
    values: /^windows.*$/i,
    because: 'tasks are Linux containers: there are no Windows instances here',
    instead: 'build the image for Linux',
  },
  { member: 'architecture', values: /^linux$/i, instead: 'tasks are Linux containers anyway: write x86_64 or arm64' },
  { member: 'architecture', values: /^(?:linux\/)?(?:amd64|x64|x86[_-]64)$/i, instead: 'write x86_64' },
  { member: 'architecture', values: /^(?:linux\/)?(?:aarch64|arm64)(?:\/v8)?$/i, instead: 'write arm64' },
  {
    member: 'architecture',
    values: /^(?:linux\/)?(?:386|i386|x86|arm(?:v[67]l?)?(?:\/v[67])?|ppc64le|s390x|riscv64)$/i,
    because: 'ECS runs tasks on x86_64 and arm64 processors',
    instead: 'build the image for one of these',
  },
  {
    member: 'type',
    values: /^(?:nlb|network|network-load-balancer|gwlb|gateway|clb|classic|elb)$/i,
    because: 'there are HTTP APIs and Application Load Balancers',
    instead: 'write `type: http-api` or `type: alb`',
  },
  {
    member: 'type',
    values: /^(?:rest|rest-?api|api-?gateway|websocket(?:-api)?)$/i,
    because: 'the API is an HTTP API',
    instead: 'write `type: http-api`; with WebSockets `type: alb`',
  },
  {
    member: 'type',
    values: /^(?:application|application-load-balancer|load-balancer)$/i,
    instead: 'write `type: alb`',
  },
  {
    member: 'capacity',
    values: /^(?:fargate[_-])?spot$/i,
    because: 'Spot is said of each service',
    instead: 'leave it out, and write `capacity: {spot: {}}` in a service',
  },
  {
    member: 'capacity',
    values: /^(?:external|ecs-anywhere|managed[_-]instances)$/i,
    because: 'there are Fargate and instances of an Auto Scaling group',
    instead: 'write `capacity: fargate` or `ec2`',
  },
];

/** What is known of a value that a member does not take. */
export const knownValue = (
  member: string,
  value: unknown,
): { readonly because?: string; readonly instead: string } | undefined =>
  typeof value === 'string' ? valueWishes.find((it) => it.member === member && it.values.test(value)) : undefined;
