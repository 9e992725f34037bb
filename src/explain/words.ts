/**
 * What people call what is explained here, by the noun, topic or blueprint that they mean. A word at several of them has several
 * meanings, and all are offered. Plurals, spaces, hyphens and capitals need no entry: `form` takes care of them.
 */
const called: { readonly [subject: string]: string } = {
  // Network
  'availability-zones': 'availability zone, az, zone, zone id, data center, data centre, multi az',
  vpc: 'network, virtual private cloud, virtual network, vnet',
  subnet: 'private subnet, public subnet, isolated subnet, subnetwork',
  'internet-gateway': 'igw, gateway, internet access',
  'internet-gateway-attachment': 'attach internet gateway',
  'route-table': 'rtb, routing, routing table',
  route: 'default route, vpc route',
  'elastic-ip': 'eip, static ip, public ip, ip address, public address, fixed ip',
  'nat-gateway': 'nat, nat gw, ngw, egress, outbound, internet access, gateway',
  'prefix-list': 'managed prefix list, pl',
  'security-group': 'sg, firewall, default security group, security',
  'security-group-rule': 'ingress rule, egress rule, inbound rule, outbound rule, firewall rule, security',
  'network-acl': 'acl, nacl, network access control list, firewall, stateless, ephemeral port',
  'vpc-endpoint': 'endpoint, private link, vpce, interface endpoint, gateway endpoint, s3 endpoint, egress, outbound',
  cidr: 'address range, ip range, cidr block, netmask, ipam',
  // Permissions
  role: 'iam, iam role, execution role, task role, assume role, trust policy, permission, pass role',
  policy: 'iam policy, managed policy, customer managed policy, permission',
  'role-policy': 'inline policy, iam policy',
  'role-policy-attachment': 'attach policy, attached policy, iam policy, aws managed policy',
  'instance-profile': 'instance role, iam instance profile',
  identity: 'account, account id, credential, who am i, whoami, caller identity, sts, access key',
  tags: 'tag, tagging, label, resource group',
  // Containers
  cluster: 'ecs, ecs cluster, container insights',
  'ecs-service': 'service, ecs, desired count, replica, running count',
  'ecs-task': 'task, ecs, job, run task, one-off task, container, batch',
  'task-definition':
    'task, taskdef, task def, container, container definition, revision, sidecar, environment variable, pod',
  fargate: 'aws fargate, serverless, serverless container, launch type, capacity, platform version',
  'fargate-capacity-providers': 'fargate spot',
  spot: 'spot instance, fargate spot, spot interruption, preemptible',
  'capacity-provider': 'managed scaling, managed termination protection, capacity, cluster auto scaling',
  'cluster-capacity-providers': 'capacity provider strategy, default strategy',
  'circuit-breaker': 'deployment circuit breaker, rollback, roll back, failed deployment',
  deployments:
    'deployment, rolling update, rolling deployment, minimum healthy percent, maximum percent, blue green, deploy, release',
  'health-checks': 'health, healthcheck, unhealthy, target health, container health check, liveness, readiness, probe',
  draining: 'drain, deregistration delay, connection draining, sigterm, graceful shutdown, stop timeout, shutdown',
  exec: 'ecs exec, execute command, shell, ssh, session manager',
  'ecr-repository': 'ecr, registry, repository, repo, container registry, image, lifecycle policy, docker registry',
  image: 'docker, docker image, container image, build, push, dockerfile, digest, tag',
  'log-group': 'log, logging, logs, cloudwatch, cloudwatch logs, awslogs, retention, access log, stdout',
  // Machines
  ami: 'machine image, amazon linux, ecs optimized ami, bottlerocket',
  instance: 'ec2, ec2 instance, virtual machine, vm, server, bastion, jump host, session manager, host',
  'launch-template': 'lt, user data, launch configuration, imds, imdsv2, instance type',
  'auto-scaling-group': 'asg, auto scaling, autoscaling, scaling, ec2 auto scaling, scale in protection',
  'auto-scaling-minimum': 'minimum size, min size, warm capacity',
  'key-pair': 'ssh key, ssh, pem, public key',
  // Secrets and files
  'existing-secret': 'secret, secrets manager, password, secretsmanager',
  'existing-parameter': 'secret, parameter, parameter store, ssm, ssm parameter, systems manager',
  'existing-file-system': 'efs, file system, filesystem, volume, storage, mount, nfs, disk',
  // Discovery and names
  namespace:
    'cloud map, service discovery, discovery, private dns, private hosted zone, service connect, cloud map namespace',
  'cloud-map-service': 'cloud map, service, service discovery, discovery, service registry',
  'srv-records': 'srv, srv record, a record, a records or srv, port discovery',
  dns: 'name resolution, resolver, nslookup, domain name system, ttl, nxdomain, hostname',
  'hosted-zone': 'route53, route 53, dns zone, zone, public zone',
  'record-set': 'dns record, record, cname, alias, alias record, a record, route53, route 53',
  'domain-name': 'custom domain, domain, own domain, api domain',
  certificate: 'acm, cert, ssl, ssl certificate, tls certificate, certificate manager',
  'issued-certificate': 'certificate validation, dns validation',
  tls: 'https, ssl, encryption in transit, port 443, sni, http to https, redirect',
  // Load balancing and scaling
  'load-balancer':
    'alb, elb, elbv2, application load balancer, elastic load balancing, balancer, internal load balancer, lb, reverse proxy',
  'network-load-balancer': 'nlb, layer 4, gateway load balancer, classic load balancer, tcp load balancer, elb',
  listener: 'port, port 80, alb listener',
  'listener-rule':
    'path rule, routing rule, path based routing, path routing, host based routing, priority, alb rule, routing',
  'target-group': 'tg, target, registered target, stickiness, sticky session, target type',
  'scalable-target': 'application auto scaling, service auto scaling, scaling, auto scaling, autoscaling',
  'scaling-policy': 'target tracking, scaling, auto scaling, autoscaling, cpu scaling, cooldown',
  'scheduled-action': 'scheduled scaling, scaling schedule',
  schedule: 'cron, cron job, eventbridge, eventbridge scheduler, scheduler, scheduled task, timer',
  // API
  api: 'http api, api gateway, apigw, apigateway, apigatewayv2, rest api, gateway, endpoint, execute api, api gw',
  'api-route': 'route key, default route, proxy, greedy path',
  'api-integration': 'integration, private integration, http proxy, backend, parameter mapping',
  'api-stage': 'stage, auto deploy, default stage, access log, throttle',
  'api-mapping': 'base path, base path mapping',
  'vpc-link': 'link, vpclink, vpc link v2, private integration',
  cors: 'cross origin, preflight, cross origin resource sharing, options request, access control allow origin, origin',
  throttling:
    'rate limit, rate exceeded, throttle, throttled, 429, too many requests, request limit exceeded, retry, backoff',
  // What belongs to no noun
  costs: 'cost, price, pricing, bill, billing, money, cheap, expensive, free tier, free, budget',
  propagation:
    'eventual consistency, eventually consistent, delay, not visible yet, iam propagation, consistency, wait, slow',
  quotas: 'quota, limit, service quota, limit exceeded, service limit',
  'what-provision-adds':
    'token, client token, idempotency, idempotent, idempotency token, state, state file, provision tag, own tags',
  'service-linked-roles': 'service linked role, slr, awsserviceroleforecs',
  // Blueprints
  'alb-microservices': 'microservice, microservices, alb blueprint',
  'cli-walkthrough': 'walkthrough, tutorial, aws cli',
};

export const calledAs: { readonly [subject: string]: readonly string[] } = Object.fromEntries(
  Object.entries(called).map(([subject, words]) => [subject, words.split(', ')]),
);

/**
 * A word as it is looked up: without capitals, spaces and signs, so `CircuitBreaker`, `circuit-breaker` and `circuit breaker` are one.
 */
export const form = (word: string): string => word.toLowerCase().replace(/[^a-z0-9]/g, '');
