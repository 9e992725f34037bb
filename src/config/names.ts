import { format, secretFormat, type Format } from './format.js';

/**
 * How the names in a config must be written. A stack's and a service's have at most 40 characters each, so that every
 * name made of them is within AWS's limits: an IAM role's is the shortest (64, for `<stack>-exec-<region>`), then come API
 * Gateway's (128) and those of ECS and security groups (255, for `<stack>-<service>`).
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
 */

const kebab = (text: string) =>
  text
    .replace(/([a-z])([A-Z])/g, '$1-$2')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^[^a-z]+|-$/g, '')
    .slice(0, 40)
    .replace(/-$/, '');

/**
 * A stack's name is the beginning of all other names, so it follows the strictest rules among those of AWS.
 * `sg-` is refused because of security groups: EC2 reserves it for their ids.
 */
export const stackName: Format = format(
  'a stack name',
  '1 to 40 lower-case letters, digits and hyphens, beginning with a letter (not with "sg-"), no hyphen at the end',
  /^(?!sg-)[a-z](?:[a-z0-9-]{0,38}[a-z0-9])?$/,
  kebab,
);

/**
 * A service's name is part of a DNS name too: Cloud Map registers its tasks under it. The stack's own security groups
 * and steps have names of the same kind, so these are reserved.
 */
export const serviceName: Format = format(
  'a service name',
  '1 to 40 lower-case letters, digits and hyphens, beginning with a letter, no hyphen at the end; ' +
    'vpc-link, endpoints, load-balancer, instances, consumer and bastion are taken',
  /^(?!(?:vpc-link|endpoints|load-balancer|instances|consumer|bastion)(?:-|$))[a-z](?:[a-z0-9-]{0,38}[a-z0-9])?$/,
  kebab,
);

/** Part of the name of a scheduled action, and of its step. */
export const scheduleName: Format = format(
  "a schedule's name",
  '1 to 40 lower-case letters, digits and hyphens, beginning with a letter, no hyphen at the end',
  /^[a-z](?:[a-z0-9-]{0,38}[a-z0-9])?$/,
  kebab,
);

/**
 * The name of a port mapping, and part of the names of steps and of a target group. AWS takes underscores and 64 characters, too.
 * Source: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_PortMapping.html (`name`)
 */
export const portName: Format = format(
  'a name for a port',
  '1 to 40 lower-case letters, digits and hyphens, beginning with a letter, no hyphen at the end',
  /^[a-z](?:[a-z0-9-]{0,38}[a-z0-9])?$/,
  kebab,
);

/** Only the syntax is checked: AWS opens regions faster than this program is updated. */
export const region: Format = format(
  'an AWS region',
  'they are written as in us-east-1 or eu-west-3',
  /^[a-z]{2,4}(?:-[a-z]+){1,2}-\d{1,2}$/,
  // us-east-1a is a zone; US_EAST_1 is how some SDKs spell the region.
  (text) =>
    text
      .trim()
      .toLowerCase()
      .replaceAll('_', '-')
      .replace(/(\d)[a-z]$/, '$1'),
);

const label = '[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?';
/** Source: https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/DomainNameFormat.html */
export const namespaceName: Format = format(
  'a domain name',
  'parts of 1 to 63 lower-case letters, digits and hyphens, separated by dots, at most 253 characters in all',
  new RegExp(`^(?=.{1,253}$)${label}(?:\\.${label})*$`),
  (text) =>
    text
      .trim()
      .toLowerCase()
      .replaceAll('_', '-')
      .replace(/^\.+|\.+$/g, ''),
);

const publicLabels = `${label}(?:\\.${label})+`;
const asDomain = (text: string) => {
  const [host = ''] = text
    .trim()
    .toLowerCase()
    .replace(/^https?:\/\//, '')
    .split(/[/:]/, 1);
  return host.replaceAll('_', '-').replace(/^\.+|\.+$/g, '');
};

/** A name of the internet's DNS. Source: https://docs.aws.amazon.com/acm/latest/APIReference/API_RequestCertificate.html */
export const domainName: Format = format(
  'a domain name',
  'it is written as in api.example.com, in lower case, at most 253 characters in all',
  new RegExp(`^(?=.{1,253}$)${publicLabels}$`),
  asDomain,
);

/** The same, or all names of a domain: `*.example.com`. */
export const domainPattern: Format = format(
  'a domain name',
  'it is written as in www.example.com or "*.example.com", in lower case, at most 253 characters in all',
  new RegExp(`^(?=.{1,253}$)(?:\\*\\.)?${publicLabels}$`),
  asDomain,
);

/** Source of the form of ids: https://docs.aws.amazon.com/Route53/latest/APIReference/API_HostedZone.html */
export const hostedZone: Format = format(
  'a hosted zone',
  'its name, as in example.com, or its id, as in Z0123456789ABCDEFGHIJ',
  new RegExp(`^(?:Z[A-Z0-9]{3,31}|(?=.{1,253}$)${publicLabels})$`),
  (text) =>
    text
      .trim()
      .replace(/^\/hostedzone\//, '')
      .replace(/\.$/, '')
      .toLowerCase(),
);

/**
 * ECS accepts nearly any name, but many programs could not read a variable with another name. Messages do not repeat a
 * wrong name: in `PASSWORD=secret`, written instead of `PASSWORD: secret`, it contains the secret.
 */
export const environmentName: Format = secretFormat(
  'this',
  'a name for an environment variable',
  'letters, digits, "_", "." and "-", not beginning with a digit, and then a colon and a space',
  /^[A-Za-z_][A-Za-z0-9_.-]*$/,
);

/**
 * A stack's name from that of a folder: `My Shop 2.0` is `my-shop-2-0`.
 * @returns undefined where nothing is left of it
 */
export function stackNameFrom(folder: string): string | undefined {
  const name = folder
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^[^a-z]+/, '')
    .replace(/^(sg-)+/, '')
    .slice(0, 40)
    .replace(/(?<!-)-+$/, '');
  return stackName.objection(name) ? undefined : name;
}
