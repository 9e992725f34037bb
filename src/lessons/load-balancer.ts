import type { Chapter } from './lesson.js';

export const loadBalancer: Chapter = {
  noun: 'load-balancer',
  is:
    'An Application Load Balancer takes HTTP requests at one DNS name and gives each to a task that is healthy, one ' +
    'task after the other, so that no client has to know how many there are, or where. It is not one machine: AWS ' +
    'runs nodes of it in two zones or more, each with a network interface in one of your subnets, and adds or ' +
    'exchanges nodes as the traffic changes. So its addresses change too, and it is only ever called by its name. ' +
    'What it does is said in nouns of their own: listeners (ports), rules (paths) and target groups (tasks).',
  operations: {
    'elbv2:CreateLoadBalancer': {
      does:
        'Orders a load balancer and answers at once with its ARN and its DNS name. It is `provisioning` then, and ' +
        'takes no requests before it is `active`.',
      parameters: {
        Name:
          'At most 32 letters, digits and hyphens, unique in account and region. As the call takes no token, the ' +
          'name is also how one that an interrupted run has made is found again.',
        Type:
          '`application`: it understands HTTP, so it can go by the path. A `network` one passes TCP connections on ' +
          'and never sees a path.',
        Scheme:
          '`internet-facing` gives each node a public address; `internal` only private ones, here because API ' +
          'Gateway calls it through the VPC link. Fixed for life.',
        Subnets:
          'One in each zone, at least two zones, each with eight free addresses for nodes to come; AWS advises a /27 ' +
          'or larger. For an ' +
          'internet-facing one they have to be public subnets, which AWS does not check.',
        SecurityGroups:
          'A group of its own, whose rules let in port 80 and let out to the ports of the services alone. Left out, ' +
          "it would be the VPC's default group, which lets nobody in from outside.",
        Tags: 'Passed with the create, so that there is no moment in which it exists and nobody knows whose it is.',
      },
      behind:
        'AWS starts nodes and puts an interface of each into its subnet, described as `ELB app/<name>/<id>`. Public ' +
        'logs show 131 to 190 seconds until it is `active`, 172 in the middle; `provision` waits up to 10 minutes. ' +
        'Listeners, rules and services need only its ARN, so they are made meanwhile. The same name with the same ' +
        'settings is no error but gives what is there, whoever made it: therefore `provision` looks by name before ' +
        'it asks.',
      undo:
        '`DeleteLoadBalancer`. Its network interfaces go some half a minute later, and hold subnets, groups and ' +
        'public addresses until then.',
      cost:
        'By the hour for as long as it exists, requests or not, and by capacity units for connections, bytes and ' +
        'rules. Of an internet-facing one each public address is billed by the hour as well.',
      mistakes: [
        'One subnet only: `ValidationError`, "At least two subnets in two different Availability Zones must be ' +
          'specified". Two subnets in one zone: `InvalidConfigurationRequest`.',
        'Internet-facing in a VPC without an internet gateway: `InvalidSubnet`, so the gateway is attached first. In ' +
          'private subnets it is made and becomes `active`, and every client times out.',
        'Taking `active` for "it works": it says nothing of the tasks. As long as none is registered, forwarded ' +
          'requests are answered with 503.',
        'Putting one of its addresses, looked up once, into a DNS record or a firewall: it works until AWS exchanges ' +
          'that node.',
      ],
      link: 'https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateLoadBalancer.html',
    },
    'elbv2:DescribeLoadBalancers': {
      does:
        'Tells the state, DNS name, subnets and groups of load balancers. `provision` asks by name before it creates ' +
        'one, and by ARN while it waits, for `status`, and after the deletion.',
      parameters: {
        Names: 'Before the create, and after an interruption, when there is no ARN yet.',
        LoadBalancerArns: 'Everywhere else; up to 20 in one call.',
      },
      behind:
        '`provisioning` becomes `active`, or `failed` with a `Reason`; `active_impaired` means that it serves but ' +
        'found no room to grow. The first looks follow within seconds, the later ones every 3 to 5: the account has ' +
        '40 calls at once and 10 a second for everything that describes. What does not exist is the error ' +
        '`LoadBalancerNotFound`, not an empty list.',
      mistakes: [
        'Waiting for `active` alone: a load balancer that has `failed` never gets there, and the wait runs to its ' +
          'timeout without a reason.',
      ],
      link: 'https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_DescribeLoadBalancers.html',
    },
    'elbv2:DescribeLoadBalancerAttributes': {
      does:
        'Tells the settings that `DescribeLoadBalancers` leaves out: time limits, treatment of headers, access logs, ' +
        'protection against deletion. `provision` compares the two that it sets.',
      behind: 'All of them come as texts, numbers and booleans too; there are some twenty.',
      link:
        'https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_DescribeLoadBalancerAttributes.html',
    },
    'elbv2:ModifyLoadBalancerAttributes': {
      does:
        'Sets single attributes and leaves the others as they are. It follows the create, which has no member for ' +
        'them.',
      parameters: {
        Attributes:
          '`idle_timeout.timeout_seconds`, after which a silent connection is closed (60 unless the config says ' +
          "otherwise), and `routing.http.drop_invalid_header_fields.enabled`. The latter is `true`, where AWS's " +
          'default is `false`: headers with malformed names, by which requests have been smuggled past proxies, ' +
          'reach no task.',
      },
      behind: '`provision` sends it as soon as the ARN is recorded, without waiting for `active`. Nothing restarts.',
      undo: 'The same call with the old values; they go with the load balancer.',
      mistakes: [
        'A server in the task that keeps idle connections for a shorter time than the load balancer does: it closes ' +
          'one just as a request arrives, and now and then a client gets 502. Its keep-alive has to be the longer ' +
          'one.',
        'Requests that take longer than the idle timeout and send nothing meanwhile: 504.',
      ],
      link:
        'https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_ModifyLoadBalancerAttributes.html',
    },
    'elbv2:SetSecurityGroups': {
      does: 'Replaces the security groups of a load balancer. Sent only when `plan` shows `SecurityGroups` as changed.',
      parameters: {
        SecurityGroups: 'The whole list, not an addition; what is left out is taken off.',
      },
      undo: 'The same call with the former list.',
      mistakes: [
        "New groups that the tasks' groups do not let in: all targets become `unhealthy` with `Target.Timeout` some " +
          'checks later.',
      ],
      link: 'https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_SetSecurityGroups.html',
    },
    'elbv2:SetSubnets': {
      does: 'Replaces the subnets, and with them the zones, of a load balancer. Sent only when `Subnets` has changed.',
      parameters: {
        Subnets: 'The whole list, with the same demands as at the create. A subnet that is left out loses its nodes.',
      },
      behind:
        'Nodes of added zones join the DNS name when they are up; those of zones that are left out disappear from ' +
        'it.',
      undo: 'The same call with the former list.',
      mistakes: [
        'Leaving out a zone that tasks run in: these become `unused`, "not enabled for the load balancer", and get ' +
          'no more requests.',
      ],
      link: 'https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_SetSubnets.html',
    },
    'elbv2:DeleteLoadBalancer': {
      does: 'Removes a load balancer with its listeners and their rules. It succeeds as well where there is none.',
      behind:
        'The answer comes after 3 to 5 seconds, and `DescribeLoadBalancers` says `LoadBalancerNotFound` at once. The ' +
        'network interfaces stay: public logs show 25 to 36 seconds, and minutes happen. `provision` counts it as ' +
        'gone only when `DescribeNetworkInterfaces` finds no `ELB app/…` of it any more.',
      undo:
        'Nothing brings it back, and a new one has another DNS name. What pointed to the old name is to be changed.',
      mistakes: [
        'Deleting its security group or subnets right after: `DependencyViolation`, because of those interfaces.',
        'Somebody has switched on `deletion_protection.enabled`: `OperationNotPermitted`, until it is switched off ' +
          'by hand.',
      ],
      link: 'https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_DeleteLoadBalancer.html',
    },
    'elbv2:AddTags': {
      does:
        'Adds tags to a load balancer, target group, listener or rule, or overwrites those with the same keys. Sent ' +
        'when the tags of the config change; what is new gets its tags in the create.',
      parameters: {
        ResourceArns: 'One ARN; tags of all four nouns are set by this call.',
        Tags: 'Only those that differ; the call refuses an empty list.',
      },
      undo: '`RemoveTags`.',
      link: 'https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_AddTags.html',
    },
    'elbv2:RemoveTags': {
      does: 'Takes tags off by their keys. Sent when a tag is no longer in the config.',
      parameters: {
        TagKeys: 'Keys alone; a key that is not there is no error.',
      },
      undo: '`AddTags`.',
      link: 'https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_RemoveTags.html',
    },
    'elbv2:DescribeTags': {
      does:
        'Tells the tags, which no other call of Elastic Load Balancing shows. By `provision:stack` and ' +
        '`provision:step` `provision` knows whether what has the wanted name is its own.',
      parameters: {
        ResourceArns: 'One here; the call would take up to 20.',
      },
      behind: 'So every look at a load balancer, target group, listener or rule costs one call more.',
      link: 'https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_DescribeTags.html',
    },
  },
};
