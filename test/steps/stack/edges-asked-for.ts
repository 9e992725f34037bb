/**
 * The conditions between steps that nothing on the sandbox minds when they are turned round, at least once in a blueprint, and what
 * asks for them all the same. None of them makes a run longer, but where that is said. "Believed": no document of AWS says so.
 */
export const askedFor: { readonly [kind: string]: string } = {
  ...{
    'start: api-integration → ecs-service':
      'A service whose tasks move to another Cloud Map service takes its requests along when they are there. Where it is new, none come yet.',
    'start: auto-scaling-group → role-policy-attachment':
      'Believed: an ECS agent that may not register ends. Its service starts it again, and the instance is billed meanwhile.',
    'start: ecs-service → route-table-association':
      'A service has fewer tasks than subnets, so none is in this one at first. It may be there later.',
    'start: ecs-service → vpc-endpoint':
      'Believed: tasks in a public subnet reach AWS over the internet until private DNS leads them to an endpoint, which need not take requests in that moment.',
    'start: instance → role-policy-attachment':
      'Believed: an SSM Agent that may not register hibernates, and asks ever more seldom. https://docs.aws.amazon.com/systems-manager/latest/userguide/ssm-agent-technical-details.html',
    'start: instance → route': 'As for its permissions: an SSM Agent without a way out asks ever more seldom.',
    'start: instance → route-table-association':
      'As for its permissions: an SSM Agent without a way out asks ever more seldom.',
    'start: nat-gateway → route':
      'EC2 asks for the attached internet gateway alone. But what calls through the NAT gateway waits for this one only, and not for the way on.',
    'start: nat-gateway → route-table-association':
      'EC2 asks for the attached internet gateway alone. But what calls through the NAT gateway waits for this one only, and not for the way on.',
  },
  ...{
    'end: api-integration → cloud-map-service': 'An API leads nowhere that is gone, also where a `down` breaks off.',
    'end: api-integration → listener': 'An API leads nowhere that is gone, also where a `down` breaks off.',
    'end: api-stage → api-route': 'Requests end all at once, with the stage, and not one route after the other.',
    'end: api-stage → log-group': 'Requests are written down until there is no stage to take them.',
    'end: auto-scaling-group → role-policy-attachment':
      'Agents report stopped tasks with these permissions until their instances are gone.',
    'end: auto-scaling-group → subnet': 'A group has fewer instances than subnets, so none is in this one.',
    'end: cluster-capacity-providers → auto-scaling-group':
      'The services keep the association, so instances stay until tasks have finished their requests, and ECS asks for no others in their place. It costs 48 s. Believed: ECS scales a group as long as its provider is of a cluster.',
    'end: ecs-service → route': 'Agents on instances report stopped tasks over it.',
    'end: ecs-service → route-table-association':
      'Tasks with public addresses send their last log lines over it, and agents on instances report stopped tasks.',
    'end: ecs-service → subnet': 'A service has fewer tasks than subnets, so none is in this one.',
    'end: ecs-service → target-group':
      'ECS deregisters tasks there, and requests under way are finished meanwhile. Believed: AWS refuses only what a listener or a rule leads to.',
    'end: ecs-service → task-definition':
      'ECS deletes a revision only when no service and no task has it. https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DeleteTaskDefinitions.html',
    'end: instance → instance-profile':
      'Without it, what runs on the instance loses its permissions. https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteInstanceProfile.html',
    'end: instance → role-policy-attachment':
      'As without the profile: what runs on the instance loses its permissions.',
    'end: instance → route-table-association': 'A session on the instance ends with the instance, not before.',
    'end: launch-template → instance-profile':
      'No instance is made without its permissions, whoever makes one meanwhile.',
    'end: namespace → vpc':
      'Believed: the hosted zone of a namespace whose VPC is gone cannot be deleted any more by Cloud Map.',
    'end: route → internet-gateway-attachment':
      'A route leads nowhere that is gone, also where a `down` breaks off; EC2 would keep it as a black hole.',
    'end: route → nat-gateway':
      'A route leads nowhere that is gone, also where a `down` breaks off; EC2 would keep it as a black hole.',
    'end: target-group → vpc': 'That a target group can be deleted when its VPC is gone is said nowhere.',
    'end: task-definition → image': 'No revision names an image that is gone, also where a `down` breaks off.',
    'end: task-definition → log-group': 'No revision names a log group that is gone, also where a `down` breaks off.',
    'end: task-definition → role': 'No revision names a role that is gone, also where a `down` breaks off.',
    'end: vpc-endpoint → route-table':
      'That a table can be deleted while a gateway endpoint has a route in it is said nowhere.',
  },
};
