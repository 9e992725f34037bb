import { foreignArns } from '../../config/foreign-arns.js';
import { pathText } from '../../config/problem-messages.js';
import type { Places } from '../../config/reading.js';
import type { Config } from '../../config/schema.js';
import { FailureError, type ConfigProblem } from '../../failure.js';
import type { Target } from '../request.js';
import { endpointOf } from '../session/endpoint.js';

/**
 * Refuses what no region like the stack's can name, before anything is called. Where no region is configured there is nothing
 * to compare with.
 * @param places a problem says where in the config it is
 * @throws FailureError `bad-config` naming every ARN of another partition; `bad-usage` as `endpointOf`
 */
export async function requireOwnPartition(target: Target, config: Config, places: Places): Promise<void> {
  const { region } = await endpointOf(target, config.region);
  const problems = (region === undefined ? [] : foreignArns(config, region)).map(
    ({ path, ...objection }): ConfigProblem => ({
      ...(places.find(path) ?? places.start),
      path: pathText(path),
      ...objection,
    }),
  );
  if (problems.length > 0) throw new FailureError({ code: 'bad-config', problems });
}
