import { once } from 'node:events';
import { join } from 'node:path';
import { FailureError } from '../../failure.js';
import type { Call } from '../../sandbox/calls.js';
import { openSandbox } from '../../sandbox/open.js';
import type { Page } from '../../sandbox/viewer/page.js';
import { proseText } from '../../ui/prose.js';
import { runCommand } from '../report/run-command.js';
import type { RequestWith } from '../request.js';
import { guardFrom } from '../session/sandbox-policy.js';
import { openReport } from '../report/report.js';
import type { LaunchOf } from '../../sandbox/processes/launch.js';
import { jsonLine } from '../../ui/printable.js';

export interface SandboxRequest extends RequestWith<'states' | 'display'> {
  readonly port: number;
  /** How fast its time passes. */
  readonly sandboxSpeed: string;
  /** Whether AWS's rates count; absent: at all speeds but `instant`. */
  readonly rates?: 'on' | 'off' | undefined;
  /** The file of an IAM policy to enforce. */
  readonly policy?: string | undefined;
  /** What answers for containers: `stand-ins`, `containers` of an engine, `processes` of this machine. */
  readonly run?: string | undefined;
}

/** `provision sandbox`: serves until Ctrl-C, or until it is asked to end. @returns the exit code */
export async function runSandbox(request: SandboxRequest): Promise<number> {
  const { states, display, port, sandboxSpeed: speed, rates, policy, run } = request;
  return runCommand({ command: 'sandbox', request }, async () => {
    const directory = join(states.directory, 'sandbox');
    const guard = await guardFrom(policy);
    const sandbox = await openSandbox({
      directory,
      ...{ speed, rates },
      command: 'provision sandbox',
      port,
      guard,
      launchOf: await launchBy(run, states.directory),
      onNotice: (text) => void process.stderr.write(`${text}\n`),
      page: lazyPage(states.directory, () => sandbox.url()),
      ...(display.verbose && { onCall: (call) => void process.stdout.write(`${callText(call, display.json)}\n`) }),
    });
    const servedBy = sandbox.servedBy();
    if (servedBy) {
      const { pid, shared } = servedBy;
      throw new FailureError({ code: 'world-served', url: shared?.['url'] ?? '', pid });
    }
    // From here on, so that it ends in order whenever the signal comes after its address was read.
    const ending = Promise.race(['SIGINT', 'SIGTERM', 'SIGHUP'].map((signal) => once(process, signal)));
    process.stdout.write(display.json ? `${jsonLine({ url: sandbox.url() })}\n` : greeting(sandbox.url(), speed));
    await ending;
    await sandbox.close();
    return { report: openReport({ command: 'sandbox', quiet: true }), work: async () => 0 };
  });
}

/** How containers are started on this machine; undefined for stand-ins. @param states the directory of the states */
async function launchBy(run: string | undefined, states: string): Promise<LaunchOf | undefined> {
  if (run === 'processes') return (await import('./programs.js')).programsIn(states);
  if (run === 'containers') return (await import('./containers.js')).containersBy(states, process.env);
  return undefined;
}

/** Loaded when somebody looks: it draws, which takes a library that is large. */
function lazyPage(states: string, url: () => string): Page {
  let loaded: Promise<Page> | undefined;
  const page = () => (loaded ??= import('./page.js').then((it) => it.sandboxPage(states, url())));
  return {
    document: async () => (await page()).document(),
    topology: async (regions) => (await page()).topology(regions),
    lastRun: async () => (await page()).lastRun(),
    lesson: async (operation) => (await page()).lesson(operation),
  };
}

/** A call that was served: `ec2 CreateVpc, 200`, `ecs CreateService, 400 ClientException`; an event with `--json`. */
const callText = (call: Call, asJson: boolean): string =>
  asJson
    ? jsonLine({ type: 'call', ...call })
    : `${call.service} ${call.operation}, ${call.status}${call.error === null ? '' : ` ${call.error}`}`;

const portOf = (url: string): string => `:${new URL(url).port}`;

const greeting = (
  url: string,
  speed: string,
): string => `${proseText(`The sandbox listens on ${url} (${speed}). Ctrl-C ends it; its world stays.`, process.stdout)}
  export AWS_ACCESS_KEY_ID=sandbox AWS_SECRET_ACCESS_KEY=sandbox AWS_REGION=us-east-1 AWS_DEFAULT_REGION=us-east-1
  aws --endpoint-url ${url} ec2 describe-vpcs
  export AWS_ENDPOINT_URL=${url} # any other client: SDKs, the CLI without --endpoint-url
  export AWS_DISABLE_HOST_PREFIX_INJECTION=true # for servicediscovery discover-instances
  curl ${url}/_sandbox/health
  ${url}/_sandbox/ # in a browser: what is there, each call, and a request on its way
  curl http://<api-id>.execute-api.localhost${portOf(url)}/ # what runs there; <load-balancer>.elb.localhost, too
`;
