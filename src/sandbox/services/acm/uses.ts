import { timer, type Context } from '../../service.js';
import { uses } from './tables.js';

/**
 * What uses certificates: load balancers, and those behind API Gateway's domains. ACM shows a use for a while after it has
 * ended, and lets nobody delete the certificate meanwhile.
 * Sources: https://github.com/aws/aws-cdk/issues/36265, `certificateCrossServicePropagationTimeout` of
 * terraform-provider-aws ("can take >15 minutes" for API Gateway). How long it mostly takes is believed.
 */
const key = (certificateArn: string, by: string): string => `${certificateArn} ${by}`;

/** @param by an ARN */
export function beginUse(context: Context, certificateArn: string, by: string): void {
  uses(context).set(key(certificateArn, by), { certificateArn, by });
}

/** @param seconds for which the use is still shown */
export function endUse(context: Context, certificateArn: string, by: string, seconds: number): void {
  const name = key(certificateArn, by);
  const row = uses(context).get(name);
  if (!row || row.goneAt !== undefined) return;
  row.goneAt = context.due(seconds);
  context.after(seconds, useEnded, { name });
}

/** One that has begun again meanwhile stays. */
export const useEnded = timer<{ name: string }>('acm/use-ended', (context, { name }) => {
  if ((uses(context).get(name)?.goneAt ?? Infinity) <= context.world.elapsed) uses(context).delete(name);
});

/** The ARNs of what uses it, or did a moment ago. */
export const usersOf = (context: Pick<Context, 'world'>, certificateArn: string): string[] =>
  uses(context)
    .all((row) => row.certificateArn === certificateArn)
    .map(({ by }) => by);

/** Forgets all that was said of a certificate that is gone. */
export function forgetUses(context: Context, certificateArn: string): void {
  for (const [name, row] of uses(context)) if (row.certificateArn === certificateArn) uses(context).delete(name);
}
