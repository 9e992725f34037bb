import { productName } from './aws/names.js';
import { plainText } from './plain-text.js';

/** Names as people read them: `nat-gateway` is a NAT gateway, `apigatewayv2` is API Gateway. */

const spelled: Readonly<Record<string, string>> = {
  acl: 'ACL',
  alb: 'ALB',
  ami: 'AMI',
  api: 'API',
  arn: 'ARN',
  asg: 'ASG',
  az: 'AZ',
  cidr: 'CIDR',
  cors: 'CORS',
  cpu: 'CPU',
  dhcp: 'DHCP',
  dns: 'DNS',
  ec2: 'EC2',
  ecr: 'ECR',
  ecs: 'ECS',
  http: 'HTTP',
  iam: 'IAM',
  id: 'ID',
  ip: 'IP',
  nat: 'NAT',
  s3: 'S3',
  srv: 'SRV',
  ssm: 'SSM',
  tls: 'TLS',
  vpc: 'VPC',
};
const products: readonly (readonly [RegExp, string])[] = [
  [/\bcloud map\b/, 'Cloud Map'],
  [/\belastic IP\b/, 'Elastic IP'],
  [/\bauto scaling\b/, 'Auto Scaling'],
  [/\bapp mesh\b/, 'App Mesh'],
];

/** One resource of these nouns is a list, or a part of one: the providers that a cluster may use. */
const renamed: Readonly<Record<string, string>> = {
  'cluster-capacity-providers': 'capacity provider association',
  'fargate-capacity-providers': 'Fargate provider association',
};

/** `vpc-link` → `VPC link`. */
export function displayName(resource: string): string {
  // A state may name a noun that is not one: `constructor`.
  const known = Object.hasOwn(renamed, resource) ? renamed[resource] : undefined;
  if (known) return known;
  const words = resource
    .split('-')
    .map((word) => (Object.hasOwn(spelled, word) ? spelled[word] : word))
    .join(' ');
  return products.reduce((text, [pattern, product]) => text.replace(pattern, product), words);
}

/** `2 subnets`, `1 VPC`. */
export function counted(count: number, noun: string): string {
  return `${count} ${count === 1 ? noun : pluralOf(noun)}`;
}

/** `subnets`, `policies`; what is a plural already stays as it is. */
export function pluralOf(noun: string): string {
  // Already a plural: `availability zones` are looked up together.
  if (/[^s]s$/.test(noun)) return noun;
  if (/[^aeiou]y$/.test(noun)) return noun.replace(/y$/, 'ies');
  if (/(s|x|ch|sh)$/.test(noun)) return `${noun}es`;
  return `${noun}s`;
}

/** The service's name, or `AWS` where it is not known. */
export const serviceName = (service: string | undefined): string =>
  service === undefined ? 'AWS' : productName(service);

/**
 * A resource's id as text. Of an object it is the first string: our ids have the resource's own id first, then what
 * `delete` needs besides.
 */
export function idText(id: unknown): string | undefined {
  if (typeof id === 'string') return id;
  if (typeof id !== 'object' || id === null) return id === undefined || id === null ? undefined : plainText(id);
  return Object.values(id).find((value): value is string => typeof value === 'string') ?? JSON.stringify(id);
}

/** An ARN without what is the same for the whole stack: `arn:aws:ecs:eu-west-1:1234:service/web` → `service/web`. */
export const shortId = (id: unknown): string | undefined => {
  const text = idText(id);
  return text?.startsWith('arn:') ? text.split(':').slice(5).join(':') : text;
};
