import type { StepRecord } from '../../../state/schema.js';
import { all } from '../../all.js';
import type { TraceEvent } from '../../events.js';
import { isForAgents } from '../../facts/services-reached.js';
import { serviceNames } from '../../facts/endpoint-service-names.js';
import { worstOf, type Way } from '../../hops.js';
import type { Sender } from '../../path/end.js';
import type { Facts } from '../../path/facts.js';
import { followFrom } from '../../path/inside.js';
import { toInternet, toService } from '../../path/way-out.js';
import type { Cloud } from '../../step.js';
import type { Question } from './question.js';
import { readInside } from './read-recorded.js';
import { askersIn, readSenders } from './senders.js';

type Records = ReadonlyMap<string, StepRecord>;
/** A way that was followed, and whose it is. */
export type Followed = Omit<TraceEvent, 'time'>;

/** Everything that there is to ask from inside of a stack: so all that it can take is looked at. @throws what AWS refuses */
export async function readForAll(cloud: Cloud, records: Records): Promise<void> {
  const facts = await readInside(cloud, records);
  await all(askersIn(records).map((asker) => readSenders(cloud, records, asker, facts)));
}

/**
 * Follows what something inside of the stack's VPC sends.
 * @param asker a service, or `bastion`
 * @param region of the stack
 */
export async function answerInside(
  cloud: Cloud,
  records: Records,
  { question, asker: from, region }: { readonly question: Question; readonly asker: string; readonly region: string },
): Promise<Followed[]> {
  const facts = await readInside(cloud, records);
  const { tasks, agents } = await readSenders(cloud, records, from, facts);
  if (question.is === 'request') {
    const { method, url } = question.asked;
    const way = tasks.length > 0 ? followFrom({ method, url }, facts, tasks) : nobody(from);
    return [{ type: 'trace', method, url: url.href, from, ...way }];
  }
  return question.to.map((to) => {
    const senders = isForAgents(to) ? agents : tasks;
    const way = senders.length > 0 ? wayOut(facts, senders, to, region) : nobody(from);
    return { type: 'trace', from, to, ...way };
  });
}

/** All interfaces must get there, because a task may have any of them. */
function wayOut(facts: Facts, senders: readonly Sender[], to: string, region: string): Way {
  const { hops, dropped } = worstOf(
    senders.map((sender) =>
      to === 'internet' ? toInternet(facts, sender) : toService(facts, sender, serviceNames(region, to)),
    ),
  );
  const by = to === 'internet' ? 'internet' : 'aws-service';
  return { hops, ending: dropped ?? { is: 'answered', by, id: to, why: `HTTPS gets to ${to}` } };
}

const nobody = (from: string): Way => ({
  hops: [],
  ending: {
    ...{ is: 'dropped', at: 'network-interface', id: from, seen: 'timeout' },
    why: `there is nothing of ${from} that could send anything`,
    repair: 'provision status: it says what became of it',
  },
});
