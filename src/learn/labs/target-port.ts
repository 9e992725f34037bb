import { UpdateServiceCommand } from '@aws-sdk/client-ecs';
import { DeregisterTargetsCommand, RegisterTargetsCommand } from '@aws-sdk/client-elastic-load-balancing-v2';
import { ecs, elbv2 } from '../call.js';
import type { Found, Lab } from '../lab.js';
import { behindBalancer } from '../stacks.js';
import { fixedResponse } from './changes.js';

/** The tasks of web: those whose address the target group has, whatever the port is. */
const groupOf = ({ out }: Found) => out('web-target-group', 'targetGroupArn');
const targetsOf = (found: Found) =>
  found.facts.targetGroups.filter((it) => it.TargetGroupArn === groupOf(found)).flatMap((it) => it.targets);
const at = (found: Found, Port: number) => {
  const there = new Set(
    targetsOf(found)
      .filter(({ State }) => State !== 'draining')
      .map(({ Id }) => Id),
  );
  return { TargetGroupArn: groupOf(found), Targets: [...there].map((Id) => ({ Id, Port })) };
};

export const targetPort: Lab = {
  name: 'target-port',
  title: 'The target group has the tasks, at a port where nobody listens',
  topic: 'load balancing',
  difficulty: 'medium',
  story:
    'Somebody has registered the tasks in the target group by hand, "as nginx usually is at 8080", and has taken out the ' +
    'registrations that ECS had made. The load balancer answers 504.',
  config: behindBalancer,
  requests: [{ method: 'GET', path: '/', service: 'web' }],
  breakage: {
    calls: [
      (found) => [
        elbv2(new RegisterTargetsCommand(at(found, 8080))),
        elbv2(new DeregisterTargetsCommand(at(found, 80))),
      ],
    ],
  },
  hints: [
    'There are targets, and no connection to them comes about. aws elbv2 describe-target-health shows address and port of each.',
    'Compare the port of the targets with the one that the task definition maps.',
    'To open the security group for port 8080 does not help: in the container nobody listens there.',
    'Register the tasks with port 80, or have ECS do it: a new deployment registers new tasks with the right port.',
  ],
  repairs: [
    {
      says: 'Register the tasks at port 80, and take the other registrations out',
      calls: [
        (found) => [
          elbv2(new RegisterTargetsCommand(at(found, 80))),
          elbv2(new DeregisterTargetsCommand(at(found, 8080))),
        ],
      ],
    },
    {
      says: 'Force a new deployment: ECS registers the new tasks itself',
      calls: [
        ({ out }) => [
          ecs(
            new UpdateServiceCommand({
              ...{ cluster: out('cluster', 'clusterName'), service: 'web', forceNewDeployment: true },
            }),
          ),
        ],
      ],
    },
  ],
  hiding: [fixedResponse],
  lesson:
    'A target is an address and a port, and the port is of the registration, not of the target group: the one that the group ' +
    'has is only a default. ECS registers each task with the port that its service names. Registrations by hand go wrong as ' +
    'soon as a task is replaced, because its address goes with it.',
  sources: [
    'https://docs.aws.amazon.com/elasticloadbalancing/latest/application/target-group-register-targets.html',
    'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-load-balancing.html',
  ],
  explain: ['target-group', 'ecs-service'],
};
