import { capabilityNames, tmpfsOptions, ulimitNames } from '../facts/container-settings.js';
import { format, secretFormat, type Format } from './format.js';

/** The formats of AWS names and ids that a config may give. */

const kebab = (text: string) =>
  text
    .trim()
    .replace(/[^A-Za-z0-9-]+/g, '-')
    .replace(/^-+|-+$/g, '');
const lower = (text: string) => text.trim().toLowerCase();
const rooted = (text: string) => `/${text.trim().replace(/^[./]+/, '')}`;

/** Source: https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateLoadBalancer.html */
const elbName = (noun: string): Format =>
  format(
    noun,
    '1 to 32 letters, digits and hyphens, no hyphen at either end, not beginning with "internal-"',
    /^(?!internal-)[A-Za-z0-9](?:[A-Za-z0-9-]{0,30}[A-Za-z0-9])?$/,
    (text) =>
      kebab(text)
        .replace(/^internal-/, '')
        .slice(0, 32)
        .replace(/-$/, ''),
  );

const idOf = (noun: string, prefix: string): Format =>
  format(
    noun,
    `it is written as in ${prefix}-0123456789abcdef0`,
    new RegExp(`^${prefix}-(?:[0-9a-f]{8}|[0-9a-f]{17})$`),
    lower,
  );

export const awsNames = {
  loadBalancer: elbName('a name for a load balancer'),
  targetGroup: elbName('a name for a target group'),
  /** Source: https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_CreateRepository.html */
  repository: format(
    'a name for a repository',
    '2 to 256 lower-case letters and digits, with . _ - and / between them',
    /^(?=.{2,256}$)[a-z0-9]+(?:[._-][a-z0-9]+)*(?:\/[a-z0-9]+(?:[._-][a-z0-9]+)*)*$/,
    lower,
  ),
  /** Source: https://docs.docker.com/reference/cli/docker/image/tag/ */
  imageTag: format('an image tag', '1 to 128 letters, digits, _ . and -', /^[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}$/),
  /** Source: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CreateCluster.html */
  cluster: format('a name for a cluster', '1 to 255 letters, digits, _ and -', /^[A-Za-z0-9_-]{1,255}$/, kebab),
  /** Source: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDefinition.html */
  container: format('a name for a container', '1 to 255 letters, digits, _ and -', /^[A-Za-z0-9_-]{1,255}$/, kebab),
  /** Source: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_Volume.html */
  volume: format('a name for a volume', '1 to 255 letters, digits, _ and -', /^[A-Za-z0-9_-]{1,255}$/, kebab),
  /** Docker mounts at absolute paths alone, and nothing over the whole of a container. */
  mountPath: format(
    'a path in a container',
    'it begins with a / and names a directory or a file',
    /^\/+[^/\0:][^\0:]*$/,
    rooted,
  ),
  /** Source: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_HostVolumeProperties.html */
  hostPath: format('a path on an instance', 'it begins with a /', /^\/[^\0:]*$/, rooted),
  capability: format(
    'a capability of Linux',
    'one of ALL, CHOWN, NET_ADMIN, SYS_PTRACE and so on, in capitals and without CAP_',
    new RegExp(`^(?:${capabilityNames.join('|')})$`),
    (text) => text.trim().toUpperCase().replace(/^CAP_/, ''),
  ),
  tmpfsOption: format(
    'an option of tmpfs',
    `one of ${tmpfsOptions.join(', ')}`,
    new RegExp(`^(?:${tmpfsOptions.join('|')})(?:=[^,\\s]+)?$`),
    lower,
  ),
  /** Source: https://docs.docker.com/reference/dockerfile/#arg, whose names are those of variables of a shell */
  buildArgument: secretFormat(
    'what is written here',
    'the name of an argument',
    'letters, digits and _, no digit first',
    /^[A-Za-z_][A-Za-z0-9_]*$/,
  ),
  ulimit: format('a limit', `one of ${ulimitNames.join(', ')}`, new RegExp(`^(?:${ulimitNames.join('|')})$`), lower),
  /** Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_action.html */
  iamAction: format('an action', 'they are written as in s3:GetObject', /^(?:\*|[a-z][a-z0-9-]*:[A-Za-z0-9*?]+)$/),
  /** Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html */
  iamResource: format('an ARN', 'they are written as in arn:aws:s3:::my-bucket/*, or "*"', /^(?:\*|arn:[^\s:]*:\S+)$/),
  /** Source: https://docs.aws.amazon.com/IAM/latest/APIReference/API_AttachRolePolicy.html */
  managedPolicy: format(
    'a managed policy',
    'the name of one of AWS, as in AmazonS3ReadOnlyAccess, or an ARN, as in arn:aws:iam::123456789012:policy/mine',
    /^(?:(?:[\w+=,.@-]+\/)*[\w+=,.@-]{1,128}|arn:aws[a-z-]*:iam::(?:aws|\d{12}):policy\/(?:[\w+=,.@-]+\/)*[\w+=,.@-]{1,128})$/,
  ),
  /** Source: https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateRole.html */
  role: format('a name for a role', '1 to 64 letters, digits and _ + = , . @ -', /^[\w+=,.@-]{1,64}$/, kebab),
  /** Source: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_Cluster.html */
  clusterArn: format(
    'the ARN of a cluster',
    'they are written as in arn:aws:ecs:us-east-1:123456789012:cluster/shared',
    /^arn:aws[a-z-]*:ecs:[a-z]{2,4}(?:-[a-z]+){1,2}-\d{1,2}:\d{12}:cluster\/[A-Za-z0-9_-]{1,255}$/,
  ),
  /** Source: https://docs.aws.amazon.com/service-authorization/latest/reference/list_awselasticloadbalancingv2.html */
  loadBalancerArn: format(
    'the ARN of an Application Load Balancer',
    'they are written as in arn:aws:elasticloadbalancing:us-east-1:123456789012:loadbalancer/app/shared/50dc6c495c0c9188',
    /^arn:aws[a-z-]*:elasticloadbalancing:[a-z]{2,4}(?:-[a-z]+){1,2}-\d{1,2}:\d{12}:loadbalancer\/app\/[A-Za-z0-9-]{1,32}\/[0-9a-f]{16}$/,
  ),
  /** Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-arns */
  roleArn: format(
    'the ARN of a role',
    'they are written as in arn:aws:iam::123456789012:role/mine',
    /^arn:aws[a-z-]*:iam::\d{12}:role\/(?:[\w+=,.@-]+\/)*[\w+=,.@-]{1,64}$/,
  ),
  /** Source: https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_CreateLogGroup.html */
  logGroup: format(
    'a name for a log group',
    '1 to 512 letters, digits and _ - / . #, not beginning with "aws/"',
    /^(?!aws\/)[\w/.#-]{1,512}$/,
  ),
  /** A DNS label that may have capital letters: DNS does not tell them apart. */
  discovery: format(
    'a name for a Cloud Map service',
    '1 to 63 letters, digits and hyphens, beginning and ending with a letter or digit',
    /^[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?$/,
    kebab,
  ),
  /** Only the syntax is checked: AWS adds instance types all the time. */
  instanceType: format(
    'an instance type',
    'they are written as in c5.xlarge',
    /^[a-z][a-z0-9-]*\.(?:nano|micro|small|medium|large|metal|\d*xlarge|metal-\d+xl)$/,
    lower,
  ),
  /** Source: https://docs.aws.amazon.com/service-authorization/latest/reference/list_awscertificatemanager.html */
  certificateArn: format(
    'the ARN of a certificate',
    'they are written as in arn:aws:acm:us-east-1:123456789012:certificate/12345678-1234-1234-1234-123456789012',
    /^arn:aws[a-z-]*:acm:[a-z]{2,4}(?:-[a-z]+){1,2}-\d{1,2}:\d{12}:certificate\/[A-Za-z0-9-]{1,64}$/,
  ),
  vpcId: idOf('the id of a VPC', 'vpc'),
  subnetId: idOf('the id of a subnet', 'subnet'),
  fileSystemId: idOf('the id of a file system', 'fs'),
  accessPointId: idOf('the id of an access point', 'fsap'),
  securityGroupId: idOf('the id of a security group', 'sg'),
  /**
   * Messages do not repeat a wrong one: it may be the private key.
   * Source: https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/create-key-pairs.html
   */
  publicKey: secretFormat(
    'the value',
    'a public key in OpenSSH format',
    'they are written as in "ssh-ed25519 AAAAC3… me"; EC2 takes RSA and ED25519',
    /^ssh-(?:ed25519|rsa) [A-Za-z0-9+/]+={0,3}(?: \S.*)?$/,
  ),
} as const;
