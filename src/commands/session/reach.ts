import { join } from 'node:path';
import type { ClientSettings } from '../../aws/client.js';
import { realClock, type Clock } from '../../clock.js';
import type { Moving } from '../../cloud/moving.js';
import type { InProcess } from '../../sandbox/open.js';
import type { RequestWith } from '../request.js';
import { credentialsFor, ownEndpoint, sandboxCredentials } from './endpoint.js';
import { guardFrom } from './sandbox-policy.js';

/** What clients are made with to reach the cloud, and its clock. */
export interface Reached {
  readonly clock: Clock;
  readonly settings: Partial<ClientSettings> & { readonly moving?: Moving };
  /** What a run's requests go by where they need no socket: to a sandbox that this process serves. */
  readonly inProcess?: InProcess | undefined;
  close(): Promise<void> | void;
}

/**
 * Opens the way to a cloud: the sandbox, where it is meant, or credentials. No call is made.
 * @param endpoint as the state records it
 */
export async function reach(
  { target, states }: RequestWith<'target' | 'states'>,
  endpoint: string,
  { command, isCopy = false }: { command: string; isCopy?: boolean },
): Promise<Reached> {
  if (!target.sandbox)
    return { clock: realClock, settings: await credentialsFor(endpoint, target.profile), close: () => {} };
  const { openSandbox } = await import('../../sandbox/open.js');
  const sandbox = await openSandbox({
    directory: join(states.directory, 'sandbox'),
    speed: target.sandbox.speed,
    rates: target.sandbox.rates,
    command: `provision ${command}`,
    isCopy,
    guard: await guardFrom(target.sandbox.policy),
  });
  return {
    clock: sandbox.clock,
    settings: { endpoint: sandbox.url(), moving: sandbox, credentials: sandboxCredentials, ...ownEndpoint },
    inProcess: sandbox.inProcess,
    close: () => sandbox.close(),
  };
}
