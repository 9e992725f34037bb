/** What AWS calls things, for people: `nat-gateway` is a NAT gateway, `apigatewayv2` is API Gateway. */

const spelled: Readonly<Record<string, string>> = {
  acl: 'ACL', alb: 'ALB', ami: 'AMI', api: 'API', arn: 'ARN', asg: 'ASG', az: 'AZ', cpu: 'CPU', dhcp: 'DHCP', dns: 'DNS',
  ec2: 'EC2', ecr: 'ECR', ecs: 'ECS', http: 'HTTP', iam: 'IAM', id: 'ID', ip: 'IP', nat: 'NAT', s3: 'S3', srv: 'SRV',
  ssm: 'SSM', vpc: 'VPC',
};
const products: readonly (readonly [RegExp, string])[] = [
  [/\bcloud map\b/, 'Cloud Map'],
  [/\belastic IP\b/, 'Elastic IP'],
  [/\bauto scaling\b/, 'Auto Scaling'],
  [/\bapp mesh\b/, 'App Mesh'],
];

/** One of it is a list: which providers a cluster may use. */
const renamed: Readonly<Record<string, string>> = { 'cluster-capacity-providers': 'capacity provider association' };

/** `vpc-link` → `VPC link`. */
export function nounOf(resource: string): string {
  const known = renamed[resource];
  if (known) return known;
  const words = resource.split('-').map((word) => spelled[word] ?? word).join(' ');
  return products.reduce((text, [pattern, product]) => text.replace(pattern, product), words);
}

/** `2 subnets`, `1 VPC`. */
export function counted(count: number, noun: string): string {
  return `${count} ${count === 1 ? noun : pluralOf(noun)}`;
}

function pluralOf(noun: string): string {
  // `availability zones` are looked up together: they are many already.
  if (/[^s]s$/.test(noun)) return noun;
  if (/[^aeiou]y$/.test(noun)) return noun.replace(/y$/, 'ies');
  if (/(s|x|ch|sh)$/.test(noun)) return `${noun}es`;
  return `${noun}s`;
}

const services: Readonly<Record<string, string>> = {
  apigatewayv2: 'API Gateway', autoscaling: 'Auto Scaling', ec2: 'EC2', ecr: 'ECR', ecs: 'ECS',
  elbv2: 'Elastic Load Balancing',
  iam: 'IAM', logs: 'CloudWatch Logs', servicediscovery: 'Cloud Map', ssm: 'Systems Manager', sts: 'STS',
};
/** The service's name, or `AWS` where it is not known. */
export const serviceName = (service: string | undefined): string => (service && services[service]) ?? service ?? 'AWS';

/**
 * What AWS calls this one thing, as text: a string as it is; of an object its first string, which by our own habit
 * is the thing's own id, the others being what `delete` needs besides.
 */
export function idText(id: unknown): string | undefined {
  if (typeof id === 'string') return id;
  if (typeof id !== 'object' || id === null) return id === undefined || id === null ? undefined : String(id);
  return Object.values(id).find((value): value is string => typeof value === 'string') ?? JSON.stringify(id);
}

/** An ARN without what is the same for the whole stack: `arn:aws:ecs:eu-west-1:1234:service/web` → `service/web`. */
export const shortId = (id: unknown): string | undefined => {
  const text = idText(id);
  return text?.startsWith('arn:') ? text.split(':').slice(5).join(':') : text;
};
