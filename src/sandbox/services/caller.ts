import type { Context } from '../service.js';

/** Who sends all requests to the sandbox: a user of IAM, whatever the credentials. */
export const caller = { name: 'sandbox', id: 'AIDASANDBOXUSER000000' } as const;

export const callerArn = ({ partition, account }: Pick<Context, 'partition' | 'account'>): string =>
  `arn:${partition}:iam::${account}:user/${caller.name}`;
