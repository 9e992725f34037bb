import type { Chapter } from './lesson.js';

export const targetGroup: Chapter = {
  noun: 'target-group',
  is:
    'A target group is the list of the tasks of one service that a load balancer may send requests to, and the way ' +
    'to find out which of them are healthy. ECS keeps the list: it adds each task when it starts and takes it out ' +
    'before it ends. Rules of a listener lead to the group, never to a task, so tasks can come and go without ' +
    'anybody changing a rule.',
  operations: {
    'elbv2:CreateTargetGroup': {
      does:
        'Makes an empty list of targets together with the instructions for checking them. Nobody is in it and ' +
        'nothing is checked yet: that begins when a rule leads to it and ECS has registered a task.',
      parameters: {
        Name:
          'At most 32 letters, digits and hyphens, unique in account and region; `<stack>-<service>` unless the ' +
          'config has another. Without a token, it is also how the group is found again.',
        Protocol:
          '`HTTP`, between load balancer and task, inside the VPC. What clients speak to the load balancer is a ' +
          'matter of its listener.',
        Port:
          "80, and it counts for nothing: ECS registers each task with its container's port. As it is fixed for " +
          'life, it stays the same when that port changes, and no replacement is needed.',
        VpcId:
          "Has to be the load balancer's VPC. Otherwise the listener or rule that names the group is refused: " +
          '`InvalidConfigurationRequest`.',
        TargetType:
          '`ip`, because with the network mode `awsvpc` each task has an interface and an address of its own. The ' +
          'default, `instance`, would list EC2 instances, of which Fargate has none.',
        HealthCheckPath:
          'A page that answers fast and fails when the task is of no use; `/` unless told. It is asked for without ' +
          "cookies, and its `Host` is the task's address, so a server that knows only certain host names may answer " +
          '400 or 404.',
        HealthCheckIntervalSeconds:
          '5 to 300, 30 unless told: the time between two checks. It decides how soon a new task counts and how soon ' +
          'a broken one is noticed; ec2-capacity has 6.',
        HealthCheckTimeoutSeconds:
          '2 to 120, and shorter than the interval, or the call is refused. A slower answer is a failed check.',
        HealthyThresholdCount:
          "2 where AWS's default is 5: so many good answers in a row bring back a target that had failed. For one " +
          'that was just registered the first good answer suffices, says AWS; timings that others have published ' +
          'look as if it needed all of them, so a small number is safe either way.',
        UnhealthyThresholdCount:
          'So many bad answers in a row, and the target gets no more requests; 10 in ec2-capacity, which is patient ' +
          'with a busy task. ECS then stops the task and starts another one, once its grace period is over.',
        Matcher: "`200-299`. AWS's default is 200 alone, and a check page that answers 204 would count as broken.",
        Tags: 'In the same call, so that it is never without an owner.',
      },
      behind:
        'It is there within a second and has no states; its targets have. One is `initial`, then `healthy` or ' +
        '`unhealthy`, `draining` while it may finish its requests; `unused` means that no listener or rule leads to ' +
        'the group. If every target is unhealthy, the load balancer sends requests to all of them, in the hope that ' +
        'the check is what is wrong. As with load balancers, the same name and settings give what is there: ' +
        '`provision` looks first.',
      undo: '`DeleteTargetGroup`, after the rules and the listener that lead to it.',
      mistakes: [
        '`TargetType` left out for tasks on Fargate: the group is made, and ECS refuses the service later, because ' +
          '`instance` does not go with `awsvpc`. The type cannot be changed, only another group be made.',
        "The tasks' security group does not let in the load balancer's group at the container's port: each check " +
          'ends with `Target.Timeout`. ECS stops the tasks as unhealthy and starts others, until the deployment has ' +
          'failed.',
        'A path that redirects or wants a login: 301 or 401 is not in `200-299`, and the reason is ' +
          '`Target.ResponseCodeMismatch`.',
        'Creating the service before any rule leads here: ECS answers `InvalidParameterException`, "does not have an ' +
          'associated load balancer". Therefore the service waits for listener and rules.',
      ],
      link: 'https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateTargetGroup.html',
    },
    'elbv2:DescribeTargetGroups': {
      does:
        'Tells port, VPC and health check of target groups. `provision` asks by name before it creates one, and by ' +
        'ARN afterwards.',
      parameters: {
        Names: 'Before the create, when there is no ARN.',
        TargetGroupArns: 'To read it, for `status` and for what differs from the config.',
      },
      behind:
        'An unknown one is the error `TargetGroupNotFound`. Whether targets are healthy is not in here; the ECS ' +
        'service says when its tasks are, and asking for each group would use up the calls of the whole account.',
      link: 'https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_DescribeTargetGroups.html',
    },
    'elbv2:DescribeTargetGroupAttributes': {
      does:
        'Tells the settings that are not part of the group itself, such as the deregistration delay, stickiness and ' +
        'the algorithm. `provision` compares the delay.',
      link:
        'https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_DescribeTargetGroupAttributes.html',
    },
    'elbv2:ModifyTargetGroup': {
      does:
        'Changes the health check. Port, protocol, VPC, target type and name are fixed for life, and a change of ' +
        'them is refused before anything is called.',
      parameters: {
        HealthCheckTimeoutSeconds:
          'Sent along even if only the interval changed: AWS holds the two against each other, so the check goes out ' +
          'as a whole.',
      },
      behind: 'The next checks follow the new settings; targets stay what they were until enough checks say otherwise.',
      undo: 'The same call with the former check.',
      mistakes: [
        'A path that the running tasks do not have yet: they become unhealthy, and ECS replaces them. First the ' +
          'image that answers there, then the check.',
      ],
      link: 'https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_ModifyTargetGroup.html',
    },
    'elbv2:ModifyTargetGroupAttributes': {
      does:
        'Sets how long a leaving task may finish its requests. It follows the create, which has no member for ' +
        'attributes.',
      parameters: {
        Attributes:
          '`deregistration_delay.timeout_seconds`: 30 unless the config says otherwise, where AWS would give 300. As ' +
          'a text, like all attributes.',
      },
      behind:
        'When ECS takes a task out, it is `draining`: it gets no new requests, and ECS stops it when the delay is ' +
        "over. With AWS's 300 seconds, public logs show 380 for the deletion of a service; the delay is most of it.",
      undo: 'The same call with the former value.',
      mistakes: [
        '0, to be fast: requests underway are cut off in every deployment, and clients get 502.',
        'Downloads or long polls that outlast the delay end the same way, with 502.',
      ],
      link: 'https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_ModifyTargetGroupAttributes.html',
    },
    'elbv2:DeleteTargetGroup': {
      does: 'Removes a target group with its list of targets. It succeeds as well where there is none.',
      behind: 'Immediate. It comes after the listener and rules that lead to it, and after the service that fills it.',
      undo: 'Nothing; it is made anew, empty.',
      mistakes: [
        'A rule or a listener still names it: `ResourceInUse`. `provision` waits and tries again as long as that may ' +
          'help.',
      ],
      link: 'https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_DeleteTargetGroup.html',
    },
  },
};
