import { areasByType } from '../../../steps/nouns.js';
import type { Plan } from '../../plan.js';
import { rollBack } from '../../runner/roll-back.js';
import type { Run } from '../../runner/run.js';
import { plainText } from '../../plain-text.js';
import { revisionIn, type WentBack } from '../../went-back.js';
import type { Outcome } from '../report/outcome.js';
import type { RequestWith } from '../request.js';
import { awsSecondsOf, inSession, stoppedFailure, type RunControl, type Session } from '../session/session.js';
import type { FoundStack } from '../stack/stack-choice.js';
import { lookAtWays, type LookedAt, type ShownValues } from './look.js';
import { serviceIn, wayTo, type ServiceRecords } from './ways.js';

export interface RollbackInput extends ShownValues {
  readonly service?: string | undefined;
  /** As it was written; the last one that worked before where absent. */
  readonly revision?: string | undefined;
}

/** What is shown before it is done. */
export interface Proposed {
  readonly target: LookedAt;
  readonly what: { readonly plan: Plan; readonly areas: typeof areasByType };
}

/** Looks at the revisions of a service that are kept, the newest first. It changes nothing and takes no lock. */
export async function listRevisions(
  request: RequestWith<'target' | 'states' | 'limits'>,
  { stack, configured: config }: FoundStack,
  { service: name, ...values }: RollbackInput,
  control: RunControl,
): Promise<readonly LookedAt[]> {
  const opening = { request, command: 'rollback', stack, config, locks: false };
  return inSession(opening, control, async ({ run, store }) => {
    const service = serviceIn(store.records, name);
    return (await lookAtWays(run, service, service.revisions, values)).toReversed();
  });
}

/**
 * Rolls a service back, from the state alone. Needs no terminal.
 * @param confirm called before anything is changed; throws where nothing is to be changed
 * @throws FailureError for what keeps it from beginning; what fails in the run is in the outcome
 */
export async function rollBackService(
  request: RequestWith<'target' | 'states' | 'limits'>,
  { stack, configured: config }: FoundStack,
  input: RollbackInput,
  control: RunControl,
  confirm?: (proposed: Proposed, session: Session) => Promise<void>,
): Promise<Outcome> {
  const opening = { request, command: 'rollback', stack, config, locks: true };
  return inSession(opening, control, async (session) => {
    const ended = await rollBackIn(session.run, input, (proposed) => confirm?.(proposed, session));
    const stopped = stoppedFailure(session, request.limits.timeout);
    return { ...ended, failures: [...ended.failures, ...stopped], ...awsSecondsOf(session) };
  });
}

/** The same in a run that is open. */
export async function rollBackIn(
  run: Run,
  { service: asked, revision: wanted, ...values }: RollbackInput,
  confirm: (proposed: Proposed) => Promise<void> | undefined = async () => {},
): Promise<Outcome> {
  const { records } = run.store;
  const service = serviceIn(records, asked);
  const { name, step, of } = service;
  const way = wayTo(service, wanted);
  const [target] = await lookAtWays(run, service, [way], { ...values, isSure: true });
  if (!target) throw new Error('a revision was not looked at');
  const { obstacles, revision } = target;
  if (obstacles.length > 0)
    return { failures: [{ code: 'revision-unusable', step, service: name, revision, obstacles }] };
  await confirm({ target, what: { plan: planOf(service, target), areas: areasByType } });
  const wayBack = { step, of, member: 'taskDefinition', to: way.arn };
  const outcome = await rollBack(run, wayBack, wentBackOf(service, way.isLatest));
  const ended = records.get(step);
  const runs = ended?.at === 'ready' ? revisionIn(ended.want) : undefined;
  return { ...outcome, ...(runs !== undefined && { revision: runs }) };
}

/** What the state keeps of it, so that the next `up` can say that it goes forward again. */
const wentBackOf = ({ definition }: ServiceRecords, isLatest: boolean): WentBack | undefined =>
  isLatest ? undefined : { from: plainText(definition.id), since: new Date().toISOString() };

/** What will be done, as `up` shows its plan. */
function planOf(
  { step, record, id: serviceId }: ServiceRecords,
  { isRunning, id, changes, service, revision, warnings }: LookedAt,
): Plan {
  const { cluster, service: arn } = serviceId;
  const input = { taskDefinition: id, forceNewDeployment: true, cluster, service: arn };
  const running = { path: 'taskDefinition', from: Object(record.want).taskDefinition as unknown, to: id };
  return {
    steps: [
      {
        ...{ step, resource: record.type, action: 'update', fixed: [], id: record.id },
        why: `Goes back to revision ${revision} of ${service}`,
        changes: [...(isRunning ? [] : [running]), ...changes],
        ...(warnings.length > 0 && { lacks: warnings.join('; ') }),
        calls: [{ service: 'ecs', operation: 'UpdateService', mutating: true, input, step }],
      },
    ],
    failures: [],
    outputs: {},
  };
}

/** @throws FailureError where the state says already that it cannot be */
export const requireWay = (records: Session['store']['records'], { service, revision }: RollbackInput): void =>
  void wayTo(serviceIn(records, service), revision);
