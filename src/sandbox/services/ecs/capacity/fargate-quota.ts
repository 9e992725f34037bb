import { vcpusIn } from '../../../../facts/fargate-sizes.js';
import type { QuotaName } from '../../../../facts/quotas.js';
import { quotaIn } from '../../../quotas.js';
import type { Context } from '../../../service.js';
import type { Unplaced } from '../task/placement.js';
import { tasks } from '../tables.js';
import { spotProvider } from './capacity-provider-strategy.js';

/** A task on Fargate that is to be launched. */
interface Sized {
  /** Of the task, in CPU units. */
  readonly cpu?: string | undefined;
  readonly capacityProviderName?: string | undefined;
}

/**
 * Why Fargate starts no task of this size: the account runs so many vCPUs already. A task counts until it has stopped, as is believed.
 * @returns undefined where it may be started
 */
export function beyondQuota(context: Context, sized: Sized): Unplaced | undefined {
  const name = quotaFor(sized.capacityProviderName);
  const running = tasks(context).all(
    ({ task }) =>
      task.launchType === 'FARGATE' && task.lastStatus !== 'STOPPED' && quotaFor(task.capacityProviderName) === name,
  );
  const used = running.reduce((sum, { task }) => sum + vcpus(task), 0);
  return used + vcpus(sized) > quotaIn(context, name) ? noMoreVcpus : undefined;
}

const quotaFor = (provider: string | undefined): QuotaName =>
  provider === spotProvider ? 'fargate-spot-vcpus' : 'fargate-vcpus';

const vcpus = ({ cpu }: Sized): number => vcpusIn(Number(cpu ?? 0));

/**
 * AWS writes this apostrophe.
 * Source: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-event-messages-list.html
 */
const noMoreVcpus: Unplaced = {
  isOnFargate: true,
  isBeyondQuota: true,
  reason: 'You\u2019ve reached the limit on the number of vCPUs you can run concurrently',
};
