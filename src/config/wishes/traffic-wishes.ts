import {
  inBalancer,
  inDiscovery,
  inDomain,
  inIngressOrBalancer,
  inIngressOrDomain,
  inPort,
  inRule,
  inTarget,
  inTaskOrPort,
  type Wish,
} from './wish.js';

const tagsAtTop = ['tags are put on everything that can have them', 'write `tags` at the top'] as const;
const oneInterface = 'each task has a network interface of its own (awsvpc), where both are the same number';

/**
 * What load balancers, listeners, rules, target groups and ports have elsewhere. Sources:
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateLoadBalancer.html, and there
 * API_CreateListener, API_CreateRule, API_Action, API_RuleCondition and API_CreateTargetGroup;
 * https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_PortMapping.html
 */
export const trafficWishes: readonly Wish[] = [
  // The load balancer
  inBalancer(
    'internal scheme',
    'the load balancer of `type: alb` takes requests from the internet',
    '`arn` names an internal one that exists already; that of `type: http-api` with `via: alb` is internal',
  ),
  inIngressOrBalancer(
    'waf webAcl webAclArn',
    'no web ACL is made',
    'associate one with the load balancer: aws wafv2 associate-web-acl',
  ),
  inBalancer(
    'accessLogs connectionLogs',
    'no bucket is made for them',
    'aws elbv2 modify-load-balancer-attributes switches them on, into a bucket of yours, and `up` leaves them so',
  ),
  inBalancer(
    'subnets subnetMappings',
    'it is in the subnets of the network',
    '`network: {existing: {vpc: vpc-…, public: [subnet-…, subnet-…]}}` names subnets that exist already',
  ),
  inBalancer(
    'securityGroups securityGroup',
    'it has a security group of the stack',
    'one with groups of its own is named by `arn`',
  ),
  inBalancer('type', 'it is an Application Load Balancer', 'leave it out'),
  inBalancer(
    'ipAddressType enablePrefixForIpv6SourceNat ipamPools customerOwnedIpv4Pool',
    'its addresses are IPv4 ones of AWS',
    'one with other addresses is named by `arn`',
  ),
  inBalancer('crossZone', 'an Application Load Balancer always has it on', 'leave it out'),
  inBalancer('tags', ...tagsAtTop),
  // Its listeners
  inIngressOrDomain(
    'tlsPolicy sslPolicy securityPolicy minimumTlsVersion',
    'there is one policy here, which takes the versions of TLS that AWS recommends',
    'a load balancer with another policy is named by `ingress.loadBalancer.arn`',
  ),
  inIngressOrDomain(
    'protocol port ports listeners',
    'requests are taken at port 80, and with a domain at port 443',
    '`ingress.loadBalancer` with `arn` and `listener` names another port of a load balancer that exists already',
  ),
  inIngressOrDomain(
    'mutualAuthentication mtls mutualTls',
    'clients show no certificates here',
    'a load balancer that asks for them is named by `ingress.loadBalancer.arn`',
  ),
  inIngressOrDomain('alpnPolicy', 'it is for Network Load Balancers', 'leave it out'),
  inIngressOrDomain(
    'defaultActions defaultAction',
    'services say what is sent to them',
    'a rule with `path: $default` takes the requests that no other one takes',
  ),
  inIngressOrDomain(
    'loadBalancerArn',
    'it is said of the load balancer',
    'as in `ingress: {loadBalancer: {arn: arn:aws:elasticloadbalancing:…}}`',
  ),
  inIngressOrDomain('tags', ...tagsAtTop),
  inDomain('redirectToHttps redirect', 'port 80 sends requests on to HTTPS anyway', 'leave it out'),
  // Rules
  inRule(
    'redirect redirectConfig redirectToHttps',
    'a rule sends requests to its service',
    'let the service answer with the redirect; with `ingress.domain`, port 80 sends requests on to HTTPS',
  ),
  inRule('fixedResponse fixedResponseConfig', 'a rule sends requests to its service', 'let the service answer so'),
  inRule(
    'authenticate authenticateOidc authenticateOidcConfig authenticateCognito authenticateCognitoConfig auth jwtValidation jwtValidationConfig',
    'a rule lets everybody call',
    'let the service check who calls',
  ),
  inRule(
    'actions action type order forward forwardConfig targetGroupArn targetGroup',
    'a rule sends requests to its service',
    'leave it out; `weights` shares them out between this service and another one',
  ),
  inRule(
    'conditions condition field values',
    'its members are said directly',
    'as in `{path: "/api/*", host: api.example.com, methods: [GET]}`',
  ),
  inRule(
    'transforms rewrite urlRewrite hostHeaderRewrite stripPrefix',
    'requests arrive as they were sent',
    'let the service take the whole path',
  ),
  inRule('regexValues regex', 'there are patterns with * and ? here', 'as in `path: "/api/*"`'),
  inRule(
    'listenerArn listener',
    'rules are those of the listener of the stack',
    '`ingress.loadBalancer` with `arn` and `listener` names one that exists already',
  ),
  inRule('tags', ...tagsAtTop),
  inRule(
    'healthCheck deregistrationDelay stickiness version',
    'it is said of the target group',
    'write it into `target` beside the rules: `health`, `drain`, `stickiness`, `version`',
  ),
  inRule(
    'targetContainer targetPort port',
    'a rule leads to the port that it is written for',
    'as in `ports: {admin: {port: 9000, container: side, rules: [{path: "/admin/*"}]}}`',
  ),
  inRule('hostedZone', 'all names are in the zone of the domain', 'write `zone` in `ingress.domain`'),
  inRule('additionalRules', 'rules are a list', 'write one more entry'),
  // Target groups
  inTarget(
    'healthCheckProtocol healthCheckPort healthCheckPath healthCheckIntervalSeconds healthCheckTimeoutSeconds healthyThresholdCount unhealthyThresholdCount healthyThreshold unhealthyThreshold matcher successCodes',
    'it is said of the health check',
    'as in `health: {path: /health, codes: "200", interval: 30, timeout: 5, healthy: 2, unhealthy: 2}`',
  ),
  inTarget('healthCheckEnabled', 'tasks are always checked', 'leave it out'),
  inTarget('port', 'it is said of the service', 'write `port` in the service'),
  inTarget('vpcId targetType ipAddressType', 'its targets are the addresses of the tasks', 'leave it out'),
  inTarget('targetControlPort', 'a config has no member for it yet', 'leave it out: tasks take what they are sent'),
  inTarget('crossZone', 'an Application Load Balancer always has it on', 'leave it out'),
  inTarget('tags', ...tagsAtTop),
  // Ports
  inTaskOrPort('hostPort', oneInterface, 'leave it out'),
  inTaskOrPort(
    'containerPortRange portRange',
    'each port is written by itself',
    'as in `ports: {first: {port: 5001}, second: {port: 5002}}` in the service',
  ),
  inTaskOrPort(
    'appProtocol',
    'it is for Service Connect, which is not used here',
    'leave it out; `target: {version: http2}` or `grpc` is what the load balancer speaks with tasks',
  ),
  inPort('name', 'a port has the name that it stands under', 'leave it out'),
  // Names
  inDiscovery(
    'registryArn',
    'services are registered in the namespace of the stack',
    'write `namespace` at the top, and `name` here',
  ),
  inDiscovery('containerName', 'SRV records lead to a port by its name', '`port` names one of `ports`'),
];
