import { cliName } from '../aws/names.js';

/**
 * The AWS CLI's names for operations and their members. It makes them from the service's model by one rule, and has
 * a few of its own beside. Source: https://github.com/boto/botocore/blob/develop/botocore/__init__.py (`xform_name`),
 * https://github.com/aws/aws-cli/blob/v2/awscli/customizations/argrename.py
 */

/** `CreateVPCLinkARNs` → `create-vpc-link-arns` */
export function kebab(name: string): string {
  const plural = /(?<![A-Z])[A-Z]{2,}s$/.exec(name)?.[0];
  const split = plural === undefined ? name : `${name.slice(0, -plural.length)}-${plural.toLowerCase()}`;
  return split
    .replace(/(.)([A-Z][a-z]+)/g, '$1-$2')
    .replace(/([a-z0-9])([A-Z])/g, '$1-$2')
    .toLowerCase();
}

/** `service operation option`, all by the CLI's names, with `*` for any operation. Only what the services that we call have. */
const renamed: { readonly [option: string]: string } = {
  'ec2 * no-egress': 'ingress',
  'ec2 * no-disable-api-termination': 'enable-api-termination',
  'apigatewayv2 create-api version': 'api-version',
  'apigatewayv2 update-api version': 'api-version',
  'ecs * no-enable-execute-command': 'disable-execute-command',
};

/**
 * The option for a member of an operation's input.
 * @param service its id: `elbv2`
 * @param value decides how a boolean is called: `--force-delete`, `--no-force-delete`
 */
export function optionOf(service: string, operation: string, member: string, value: unknown): string {
  const name = value === false ? `no-${kebab(member)}` : kebab(member);
  const command = cliName(service);
  return `--${renamed[`${command} ${kebab(operation)} ${name}`] ?? renamed[`${command} * ${name}`] ?? name}`;
}
