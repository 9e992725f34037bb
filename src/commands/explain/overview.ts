import { slowSteps, type RequestStory, type StackOverview } from '../../explain/overview.js';
import { topologyPicture } from '../../graph/topology.js';
import { arrivingRequest } from '../../path/arriving.js';
import { explainedWay, type ExplainedWay } from '../../path/missing.js';
import type { Request } from '../../path/request.js';
import { estimateFor } from '../../prices/estimate.js';
import { pricesIn } from '../../prices/table.js';
import { mapStrings } from '../../rehearsal/json-strings.js';
import { requestedOf, type Recorded } from '../trace/requested.js';
import type { ToldStack } from './narration.js';

/** Of each command, so many slow steps are shown. */
const slowest = 4;

/** All that one screen shows of a stack. */
export function overviewOf(told: ToldStack): StackOverview {
  const { config, region, steps, narration, life } = told;
  const url = urlOf(told);
  return {
    ...{ stack: config.name, region, picture: topologyPicture(config.name, steps) },
    request: url && storyOf(told, arrivingRequest(url, told.facts)),
    seconds: { up: life.up.seconds, down: life.down.seconds },
    slow: { up: slowSteps(narration.steps, slowest), down: slowSteps(narration.removals, slowest) },
    cost: estimateFor(steps, pricesIn(region)),
    counts: { steps: steps.length, calls: narration.steps.flatMap(({ calls }) => calls).length },
  };
}

/**
 * A request that a task of the rehearsed stack answers, where there is one.
 * @throws FailureError `bad-usage` where the stack takes none
 */
export function requestThatArrives(told: ToldStack): Request {
  return arrivingRequest(requestedOf({}, asRecorded(told)).url, told.facts);
}

/** What would be recorded of the rehearsed stack. */
export const asRecorded = ({ outputs, life }: ToldStack): Recorded => ({
  outputs,
  records: Object.fromEntries(life.up.records),
});

/** A request on its way through the rehearsed stack. */
export function storyOf({ facts, named }: ToldStack, request: Request): RequestStory {
  const way = mapStrings(explainedWay(request, facts), named) as ExplainedWay;
  const { method, url, headers } = request;
  return { method, host: headers?.['host'], path: `${url.pathname}${url.search}`, ...way };
}

/** The first URL that the stack gives; undefined where nothing takes requests from the internet. */
function urlOf({ outputs }: ToldStack): URL | undefined {
  const text = Object.values(outputs).find((value) => /^https?:/.test(value) && URL.canParse(value));
  return text === undefined ? undefined : new URL(text);
}
