import { global, type Context } from '../service.js';

/** Who sends all requests to the sandbox that no session sends: a user of IAM, whatever the credentials. */
export const caller = { name: 'sandbox', id: 'AIDASANDBOXUSER000000' } as const;

/** Credentials that STS has given out, and the role that they act in. */
export interface Session {
  readonly accessKeyId: string;
  readonly roleName: string;
  readonly roleArn: string;
  /** `AROA…:name` */
  readonly userId: string;
  /** `arn:aws:sts::…:assumed-role/role/name` */
  readonly arn: string;
  readonly expires: Date;
}

/** All of them, by access key: also those that have expired, so that their requests are refused. */
export const sessions = global<Session>('sts/sessions');

type Asking = Pick<Context, 'partition' | 'account'> & Partial<Pick<Context, 'world' | 'accessKeyId'>>;

/** The session that a request is made in; undefined where its credentials are of no session. */
export const sessionOf = ({ world, accessKeyId }: Asking): Session | undefined =>
  world && accessKeyId !== undefined ? sessions({ world }).get(accessKeyId) : undefined;

/** The ARN of the account's user, whoever asks. */
export const userArn = ({ partition, account }: Pick<Context, 'partition' | 'account'>): string =>
  `arn:${partition}:iam::${account}:user/${caller.name}`;

export const callerArn = (context: Asking): string => sessionOf(context)?.arn ?? userArn(context);
