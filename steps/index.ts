import type { Config } from '../src/config/schema.js';
import { containerService } from './container-service.js';
import { httpApi } from './http-api.js';
import { network } from './network.js';
import { platform } from './platform.js';
import type { Output, Stack, Where } from './stack.js';

export type { Output, Stack, Where };

/**
 * The stack a config describes. Pure: no network, and the same config gives the same steps.
 * @param config validated: services with routes have discovery
 * @throws Error when it is not
 */
export function stackOf(config: Config, where: Where): Stack {
  const net = network(config);
  const base = platform(config, where, net);
  const services = Object.keys(config.services).map((name) => containerService(name, config, where, { net, base }));
  const ingress = config.ingress.type === 'http-api' ? httpApi(config, net, services) : nothing;
  return {
    steps: [...net.steps, ...base.steps, ...services.flatMap(({ steps }) => steps), ...ingress.steps],
    outputs: ingress.outputs,
  };
}

const nothing: Stack = { steps: [], outputs: {} };
