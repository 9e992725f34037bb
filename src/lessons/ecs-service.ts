import type { Chapter } from './lesson.js';

export const ecsService: Chapter = {
  noun: 'ecs-service',
  is:
    'A loop in ECS that keeps a number of tasks of one task definition running: it starts them, replaces those that ' +
    'fail, registers them where they are found, and swaps them one after another when there is a new revision. Each ' +
    'such swap is a deployment. A service is to a task what systemd is to a process, over many machines.',
  operations: {
    'ecs:CreateService': {
      does:
        'Tells ECS how many tasks there should be, of which revision, in which subnets, and who sends them requests. ' +
        'ECS starts them and sees to it from then on.',
      parameters: {
        serviceName: 'Once in its cluster, and fixed for life. Later calls name it together with the cluster.',
        taskDefinition: 'The ARN of one revision. A family alone would mean its latest, which may be of somebody else.',
        desiredCount:
          'How many tasks. With two or more, ECS spreads them over the zones of the subnets, so that one zone may ' +
          'fail. The number stays as it is however much there is to do: what moves it with the load is Application ' +
          'Auto Scaling, another service, which is not set up here.',
        launchType:
          '`FARGATE`: AWS finds a machine for each task. Left out with a capacity provider: ECS takes either the one ' +
          'or the other.',
        capacityProviderStrategy:
          'In place of the launch type, where tasks run on instances of your own. One provider with `weight` 1 and ' +
          '`base` 0: all tasks go there.',
        placementStrategy:
          'Only with instances: `spread` over zones first, so that one zone may fail; in each zone then `binpack` by ' +
          'CPU, so that few machines are full and the others can go.',
        'networkConfiguration.awsvpcConfiguration.subnets':
          'Each task gets an address in one of them, and takes their way out. Private ones need a NAT gateway or ' +
          'endpoints, since even pulling the image is network traffic.',
        'networkConfiguration.awsvpcConfiguration.securityGroups':
          'The firewall around each task; it lets the callers in, at the port of the container. Left out, ECS would ' +
          'take the default group of the VPC.',
        'networkConfiguration.awsvpcConfiguration.assignPublicIp':
          '`ENABLED` in public subnets of Fargate: an internet gateway serves only who has a public address. ' +
          '`DISABLED` behind NAT or endpoints, and always on instances, where ECS refuses the other. Each task gets ' +
          'another address: DescribeTasks tells its network interface, and DescribeNetworkInterfaces the public ' +
          'address of that.',
        'deploymentConfiguration.minimumHealthyPercent':
          '75, rounded up: of four tasks three keep running during a deployment, of two both.',
        'deploymentConfiguration.maximumPercent':
          '200: new tasks are started beside the old ones, which end when the new ones are healthy.',
        'deploymentConfiguration.deploymentCircuitBreaker':
          'Gives a deployment up when too many tasks in a row fail, half of the desired number but at least 3, and ' +
          'goes back to the last one that worked. The first deployment has none to go back to; it stops.',
        loadBalancers:
          'Target group, container and port. ECS registers the address of each task there, and takes it off before ' +
          'the task ends.',
        healthCheckGracePeriodSeconds:
          'So long after its start a task is not replaced for failing health checks; 60 unless the config says ' +
          'otherwise. The default 0 kills slow starters over and over; without a load balancer it is not sent.',
        serviceRegistries:
          'The Cloud Map service that ECS enters each task in. With `port` where the records are SRV, which have a ' +
          'port; without where they are A: the other way round is refused.',
        enableECSManagedTags:
          'With `propagateTags: SERVICE`, each task carries the names of its cluster and service, and the tags of ' +
          'the service. Otherwise no bill shows whose task it was.',
        clientToken:
          'At most 36 characters. Repeated with the same token, the call answers with the service that is there; the ' +
          'SDK does not fill it in by itself.',
      },
      behind:
        'The call answers within a second and the service is `ACTIVE`, though nothing runs. For each task ECS then ' +
        'makes a network interface, pulls the image, starts the container and registers it: `PROVISIONING`, ' +
        '`PENDING`, `ACTIVATING`, `RUNNING`. Until the deployment is `COMPLETED` takes about a minute; with a load ' +
        'balancer up to the interval of its checks more, as a new target has to pass one; where the first instance ' +
        'has to be started it is 3 to 6 minutes. `provision` looks every 3 to 5 s, for up to 20 minutes, and gives up ' +
        'early when tasks keep failing for one reason.',
      undo: '`ecs:UpdateService` to zero tasks, then `ecs:DeleteService`.',
      cost:
        'On Fargate for each task, from the pull of its image to its end: vCPU and memory by the second, for at ' +
        'least a minute. A public address by the hour. On instances the tasks cost nothing: the machines do.',
      mistakes: [
        'Waiting for `ACTIVE`, or for "has reached a steady state". The service is active from the first second, ' +
          'and steady also after ECS has rolled back; what counts is a primary deployment that is `COMPLETED`, with ' +
          'the revision you asked for.',
        'No way to the registry: a public subnet without a public address, or a private one without NAT or ' +
          'endpoints. Tasks stay `PENDING` for minutes, then stop with `CannotPullContainerError` or ' +
          '`ResourceInitializationError`.',
        'A target group that no listener or rule uses yet: `InvalidParameterException`, "does not have an ' +
          'associated load balancer".',
        'A grace period that is too short, or a path that does not answer 200. Tasks are started and killed in ' +
          'turn, with "failed ELB health checks" as the reason.',
        'An execution role that is seconds old. The event says that ECS was unable to assume the role, and the ' +
          'circuit breaker counts it as a failed task.',
        'The name of a service that is there: "Creation of service was not idempotent". One that is still ' +
          '`DRAINING` blocks its name as well, until it is `INACTIVE`.',
        'A security group that lets in nobody, or another port. The tasks run, and every caller times out.',
        'No circuit breaker. ECS restarts a broken task for ever, the deployment stays `IN_PROGRESS`, and each ' +
          'attempt is billed.',
      ],
      link: 'https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CreateService.html',
    },
    'ecs:DescribeServices': {
      does:
        'Shows up to ten services: counts, deployments, the last hundred events. Progress and failure of a ' +
        'deployment are read from it, every few seconds.',
      parameters: {
        cluster: 'A service is known in its cluster only. Without it ECS looks in `default`.',
        include: '`TAGS`, to see whose service it is.',
      },
      behind:
        'The deployment that counts is the one with status `PRIMARY`: its `rolloutState` is `IN_PROGRESS`, ' +
        '`COMPLETED` or `FAILED`. After a rollback the primary one is that which ran before, and only the events ' +
        'tell. A service that does not exist stands under `failures` as `MISSING`; a deleted one is `DRAINING`, then ' +
        '`INACTIVE`.',
      mistakes: [
        'Trusting `runningCount` equal to `desiredCount`. Old tasks count too.',
        'Taking `INACTIVE` for the end. Tasks may still be stopping, and hold their addresses.',
      ],
      link: 'https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DescribeServices.html',
    },
    'ecs:UpdateService': {
      does:
        'Changes a service. A new revision, or another network, begins a deployment; another count only starts or ' +
        'stops tasks.',
      parameters: {
        taskDefinition: 'The new revision. Its tasks are started beside the old ones, within the two percentages.',
        desiredCount:
          'Sent as 0 before a deletion, so that tasks are drained: taken off the target group first, then stopped.',
        forceNewDeployment:
          'Sent with another revision or strategy, and when a failed deployment is tried again. After a rollback the ' +
          'revision may be the one that ECS has on record already, and without force nothing would happen; a ' +
          'strategy counts only for tasks that are started anew.',
      },
      behind:
        'Only members that differ are sent; others stay. It takes as long as a create, plus the draining of the old ' +
        'tasks: the deregistration delay of the target group, 300 s unless it is set. Tasks are sent SIGTERM, and ' +
        'SIGKILL 30 s later.',
      undo: 'The same call with the earlier values, as one more deployment.',
      cost: 'During a deployment up to twice as many tasks run as are wanted.',
      mistakes: [
        'Changing name or cluster by it. That takes a new service.',
        'Updating a service that is being deleted: `ServiceNotActiveException`.',
        'A program that ignores SIGTERM. Each old task takes 30 s longer, and its last requests are cut off.',
      ],
      link: 'https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_UpdateService.html',
    },
    'ecs:DeleteService': {
      does: 'Ends a service. Its tasks are drained and stopped, and it starts no others.',
      parameters: {
        force: '`true`: also while tasks still run. Otherwise the call is refused until the last one has stopped.',
      },
      behind:
        '`DRAINING` until all tasks are stopping, then `INACTIVE`. With the default deregistration delay of 300 s ' +
        'that takes about 380 s, without one about 80. The tasks are waited for as well, since their network ' +
        'interfaces hold subnets and security groups.',
      undo: 'A new service of the same name, once the old one is `INACTIVE`.',
      mistakes: [
        'Deleting the cluster, a security group or the Cloud Map service next. Each is refused until the last task ' +
          'has stopped, up to minutes after the service is gone.',
        'Deleting while a deployment runs: sometimes "cannot be stopped while deployments are active". Repeat it.',
        'Stopping tasks instead. The service starts others at once.',
      ],
      link: 'https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DeleteService.html',
    },
    'ecs:ListTasks': {
      does:
        'Lists the ARNs of tasks, up to 100. With DescribeTasks it finds why tasks fail, and whether any is still on ' +
        'its way down.',
      parameters: {
        family: 'Rather than `serviceName`, because it still works when the service is gone.',
        desiredStatus:
          '`STOPPED`: tasks that shall stop or have stopped. Without it one gets those that shall run, and never the ' +
          'failed ones.',
      },
      link: 'https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ListTasks.html',
    },
    'ecs:DescribeTasks': {
      does: 'Shows up to 100 tasks: status, addresses, and for stopped ones why.',
      behind:
        '`stopCode` is the kind of end, `stoppedReason` the sentence, and `reason` of each container often the real ' +
        'cause. `lastStatus` says how far a task has come; at `STOPPED`, its network interface is given back. ECS ' +
        'forgets stopped tasks after an hour or so.',
      mistakes: [
        'Reading only "Essential container in task exited". The exit code of the container and its log say more.',
        'Looking too late. What is forgotten here is left only in the log group, if the program came that far.',
      ],
      link: 'https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DescribeTasks.html',
    },
  },
};
