import { memberSchema } from './json-schema.js';
import type { Path } from './member-path.js';
import type { Config } from './schema.js';
import { textMembers } from './text-members.js';

const accountIn = /^arn:[^:]*:[^:]*:[^:]*:(\d{12}):/;

/**
 * The account that a stack can only be in, as its config names things of it: a certificate, a cluster, a load balancer, a role or a
 * policy, which AWS takes from no other account. Secrets, images, and what statements allow may be another account's.
 * Sources: https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html (a role can only be passed within its
 * account); https://docs.aws.amazon.com/IAM/latest/APIReference/API_AttachRolePolicy.html
 * @returns undefined where it names none
 */
export function namedAccount(config: Config): string | undefined {
  const accounts = textMembers(config).flatMap(({ path, text }) => {
    const [, account] = (isOfOneAccount(path) ? accountIn.exec(text) : undefined) ?? [];
    return account ?? [];
  });
  return accounts[0];
}

/** By the services whose ARNs the member takes. */
const isOfOneAccount = (path: Path): boolean =>
  /:(acm|ecs|elasticloadbalancing|iam):/.test(memberSchema(path)?.pattern ?? '');
