import type { Chapter } from './lesson.js';

export const listener: Chapter = {
  noun: 'listener',
  is:
    'A listener is a port of a load balancer with a protocol, and the list of rules that decides what becomes of a ' +
    'request there. Its last rule, the default action, takes what no other rule does. A load balancer without a ' +
    'listener takes no connections at all.',
  operations: {
    'elbv2:CreateListener': {
      does: 'Opens a port of the load balancer and says what happens to requests that no rule takes.',
      parameters: {
        LoadBalancerArn:
          'The ARN is all that is needed: the load balancer may still be `provisioning`, which saves minutes. Fixed ' +
          'for life.',
        Protocol:
          '`HTTP`. `HTTPS` would need a certificate, and so a domain of yours; behind API Gateway the way to the ' +
          'client is encrypted already.',
        Port: '80, what browsers try with `http://`. A load balancer has one listener at a port.',
        DefaultActions:
          '`forward` to the service whose rule is `$default`; else a `fixed-response` with 404 and `{"message":"Not ' +
          'Found"}`, the words of API Gateway. Exactly one action.',
        Tags:
          'Listeners and rules can be tagged like everything else, though many a script makes an exception for them.',
      },
      behind:
        'At once; it has no states. It takes requests when its load balancer is `active`. The same port with the ' +
        'same action gives the listener that is there; with another action the answer is `DuplicateListener`.',
      undo: '`DeleteListener`; deleting the load balancer takes it along.',
      mistakes: [
        'A default action that answers 200: a misspelt path looks like success, and nobody notices that a rule is ' +
          'missing.',
        "The load balancer's group does not let in port 80: clients do not get an error but time out, as a security " +
          'group drops packets and refuses nothing.',
        'Naming a target group of another VPC: `InvalidConfigurationRequest`.',
      ],
      link: 'https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateListener.html',
    },
    'elbv2:DescribeListeners': {
      does:
        'Lists the listeners of a load balancer, or tells about one by ARN. After an interruption `provision` ' +
        'recognises its own by the port.',
      parameters: {
        LoadBalancerArn: 'To look for the one at the port; in pages, by `Marker`.',
        ListenerArns: 'To read the one that is known.',
      },
      behind:
        'The default action comes back in two forms, as `TargetGroupArn` and as `ForwardConfig` with a weight. Who ' +
        'compares has to know that these are the same. An unknown one is `ListenerNotFound`.',
      link: 'https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_DescribeListeners.html',
    },
    'elbv2:ModifyListener': {
      does: 'Changes port, protocol or default action of a listener; its rules stay. Only what differs is sent.',
      parameters: {
        DefaultActions: 'Replaces the action as a whole.',
      },
      behind: 'New requests follow it at once; connections that are open stay open.',
      undo: 'The same call with the former values.',
      mistakes: [
        'Another port without another rule in the security group: the new port times out.',
      ],
      link: 'https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_ModifyListener.html',
    },
    'elbv2:DeleteListener': {
      does: 'Closes the port, and removes the listener with all its rules.',
      behind:
        'Immediate. The target groups it led to are then free to be deleted; an ECS service that has one of them ' +
        'goes on running, and its tasks get no requests.',
      undo: 'Nothing; a new listener has another ARN, and everything that names the old one has to be changed.',
      mistakes: [
        'Deleting it while an integration of API Gateway leads to it: AWS does not object, and the API answers with ' +
          '5xx from then on. `provision` deletes the integration first.',
      ],
      link: 'https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_DeleteListener.html',
    },
  },
};
