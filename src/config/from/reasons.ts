import type { Reason } from './draft.js';

/** Why something cannot be carried over that has a member in a config, which takes less of it. `wishes/` has all others. */
export const reasons = {
  portOfJob: { because: 'nothing is sent to a job', instead: 'leave it out, or make a service of it' },
  notTcp: { because: 'ports are of TCP or UDP here', instead: 'leave it out' },
  manyPorts: {
    because: 'a range of so many ports is not carried over',
    instead: 'write those that something is sent to into `ports`',
  },
  noSize: { because: 'its value is not known, or no size', instead: 'write `cpu` and `memory`' },
  builtBeside: {
    because: 'a container beside that of the service is not built',
    instead: 'push its image, and write `image`',
  },
  sharedInterface: {
    because: 'containers that share a network interface are containers of one task',
    instead: 'write it into `containers` of the other service',
  },
  role: { because: 'tasks get a role of the stack', instead: 'what it allows can be said in `permissions`' },
  storage: { because: 'tasks have the 20 GiB that Fargate gives', instead: 'keep large files in S3' },
  groups: {
    because: 'each service has a security group of its own',
    instead: '`allow` and `calledBy` say who is let in',
  },
  ofStack: {
    because: 'it is the output of a stack of CloudFormation, which a config does not read',
    instead: 'write the value, as `aws cloudformation list-exports` shows it',
  },
  rolling: {
    because: 'ECS deploys in a rolling way here, and goes back where tasks fail',
    instead: 'leave it out',
  },
  pace: {
    because: 'ECS counts in percent of the wanted tasks',
    instead:
      'write `rollout`: `minimumPercent` says how many may be missing meanwhile, `maximumPercent` how many there may be',
  },
  order: {
    because: 'ECS says by percentages which come first',
    instead:
      '`rollout: {minimumPercent: 100, maximumPercent: 200}` is start-first, `{minimumPercent: 0, maximumPercent: 100}` stop-first',
  },
  endpoints: {
    because: 'the DNS of the VPC answers with the addresses of tasks, as dnsrr does, and there is no virtual address',
    instead: 'write `discovery: {type: a}`, or `rules` with `type: alb` for one address before all tasks',
  },
  volumesFrom: {
    because: 'containers share volumes within one task',
    instead:
      'write the other one into `containers` of this service, and `volumesFrom: {NAME: {}}`; two services share a volume of EFS',
  },
  jobProfile: {
    because: 'all jobs of a config are part of the stack',
    instead: 'without `before` and `schedule` it runs only where `provision run` starts it',
  },
} satisfies { readonly [name: string]: Reason };
