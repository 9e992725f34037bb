import type { Config } from '../../config/schema.js';
import { FailureError } from '../../failure.js';
import type { Outcome } from '../report/outcome.js';
import { openReport, type Report } from '../report/report.js';
import { repeatedOptions } from '../report/repeated-options.js';
import { runCommand } from '../report/run-command.js';
import type { RequestWith, Target } from '../request.js';
import { ask, emitAsked, isAnswered, printAsked, type Asked } from '../request/ask.js';
import { mayAsk, mustAsk } from '../session/confirmation.js';
import { paceOf } from '../session/pace.js';
import { inSession, type RunControl } from '../session/session.js';
import { stoppable } from '../session/stop-signal.js';
import { redeployHint } from '../stack/redeploy-hint.js';
import { shownPlanOf } from '../stack/shown-plan.js';
import { stackInputFor, type StackInput } from '../stack/stack-input.js';
import { requestedOf } from '../trace/requested.js';
import { bringUp } from './bring-up.js';
import { isAnsweredByOthers, pathToTry } from './path-to-try.js';
import { stepByStep } from './step-by-step.js';

export interface UpRequest extends RequestWith<'stack' | 'target' | 'states' | 'display' | 'limits' | 'yes'> {
  /** Stop before each step. */
  readonly step: boolean;
  /** Seconds from now for which the stack is wanted. */
  readonly ttl?: number | undefined;
  /** The service whose tasks are started anew, though nothing differs. */
  readonly redeploy?: string | undefined;
  /** The path that it must answer at the end. */
  readonly check?: string | undefined;
}

/** `provision up`. @returns the exit code */
export const runUp = (request: UpRequest): Promise<number> => bringUpAs('up', request);

/** `up`, or `resume`, which is the same for a paused stack. @returns the exit code */
export async function bringUpAs(command: 'up' | 'resume', request: UpRequest): Promise<number> {
  const { stack, target, states, display, step } = request;
  return runCommand({ command, request }, async () => {
    const input = await stackInputFor(stack, target);
    const { config } = input;
    if (step && display.json)
      throw new FailureError({
        code: 'bad-usage',
        message: '--step is for people, --json for programs',
        hint: '`provision plan --json` has the calls of each step',
      });
    requireService(config, request.redeploy);
    requireWayIn(config, request.check);
    if (mustAsk(request) && !mayAsk(display)) throw new FailureError({ code: 'needs-yes', command, what: config.name });
    const report = openReport({
      command,
      ...display,
      stack: config.name,
      ...shownTarget(target, config),
      options: repeatedOptions(request),
      pathToTry: pathToTry(config),
      given: input.given,
      ...paceOf(target),
      isPlain: step,
      keepIn: states.directory,
    });
    return { report, work: () => bringUpHere(command, request, input, report) };
  });
}

/** @throws FailureError where nothing takes requests, or this is no path */
function requireWayIn(config: Config, path: string | undefined): void {
  const message = path === undefined ? undefined : whyUnasked(config, path);
  if (message === undefined) return;
  const hint = `--check ${pathToTry(config) ?? '/health'}`;
  throw new FailureError({ code: 'bad-usage', message: `--check ${path}: ${message}`, hint });
}

function whyUnasked(config: Config, path: string): string | undefined {
  if (!path.startsWith('/')) return 'it takes a path, which begins with a slash';
  if (config.ingress.type === 'none') return 'the stack has nothing that takes requests from the internet';
  return isAnsweredByOthers(config, path)
    ? 'no rule of the stack takes it, so whoever else is behind the load balancer would answer'
    : undefined;
}

/** @throws FailureError where the config has no such service */
function requireService({ services }: Config, name: string | undefined): void {
  if (name === undefined || Object.hasOwn(services, name)) return;
  throw new FailureError({
    code: 'bad-usage',
    message: `--redeploy ${name}: there is no such service`,
    hint: `the config has ${Object.keys(services).join(', ') || 'none'}`,
  });
}

/** Brings it up on this terminal: shows what will be done and asks, and stops on Ctrl-C. */
async function bringUpHere(
  command: 'up' | 'resume',
  request: UpRequest,
  input: StackInput,
  report: Report,
): Promise<number> {
  const { display, limits, step } = request;
  // Loaded where it is needed: it brings the rehearsal with it.
  const asking = mustAsk(request)
    ? (await import('./ask-first.js')).askFirst({ command, input, display, report })
    : undefined;
  return stoppable(limits.timeout, report.say, async (stop) => {
    const outcome = await bringUp(
      request,
      input,
      { emit: asking?.emit ?? report.emit, stop },
      {
        resumes: command === 'resume',
        ...(asking && { confirm: asking.confirm }),
        ...(step && {
          stepwise: async (session) =>
            stepByStep(session, asking?.planned() ?? (await shownPlanOf(session, input, display)), display),
        }),
      },
    );
    const hint = hasChanged(outcome) || request.redeploy !== undefined ? undefined : redeployHint(input.config);
    if (hint) report.say(hint);
    if (request.check === undefined || outcome.failures.length > 0) return report.finish(outcome);
    const asked = await checked(request, input.config, { emit: report.emit, stop });
    if (display.json) emitAsked(asked, report);
    const code = report.finish({ ...outcome, isInSync: isAnswered(asked) });
    if (!display.json) printAsked(asked, display);
    return code;
  });
}

/** Seconds that the stack has for its first answer: a new name is known everywhere by then. */
const patience = 120;

const checked = (request: UpRequest, config: Config, control: RunControl): Promise<Asked> => {
  const opening = { request, command: 'up', stack: config.name, config, locks: false };
  return inSession(opening, control, (session) => {
    const asked = requestedOf({ request: request.check }, session.state);
    return ask(session, { ...asked, headers: {} }, patience);
  });
};

const hasChanged = ({ failures, created = 0, updated = 0, deleted = 0 }: Outcome): boolean =>
  failures.length + created + updated + deleted > 0;

function shownTarget({ sandbox, endpointUrl, region }: Target, config: Config): { place?: string } {
  const where = [sandbox ? `sandbox at ${sandbox.speed}` : endpointUrl, region ?? config.region]
    .filter(Boolean)
    .join(' ');
  return where ? { place: where } : {};
}
