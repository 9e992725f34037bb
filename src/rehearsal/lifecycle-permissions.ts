import { randomUUID } from 'node:crypto';
import { BatchGetImageCommand, GetAuthorizationTokenCommand } from '@aws-sdk/client-ecr';
import { MemoryStore } from '../../state/store.js';
import type { Failure } from '../failure.js';
import { unknownStackId } from '../identity.js';
import { putStandIn } from '../image/stand-in.js';
import { onAnyResource, type RequiredPermission } from '../permissions/required-permission.js';
import { lookBeforeDown } from '../runner/look-before-down.js';
import { down } from '../runner/down.js';
import { guardDutyKey } from '../policy/condition.js';
import { pause, pausePlan } from '../runner/pause.js';
import { recover } from '../runner/recover.js';
import { tagsOf, type Run } from '../runner/run.js';
import { deletedByThemselves } from '../runner/taken-along.js';
import { recordingGuard } from '../sandbox/iam-policy/guards.js';
import { contextOf } from '../sandbox/context.js';
import { putIntoVpcs } from '../sandbox/services/ec2/guardduty/runtime-monitoring.js';
import { services } from '../sandbox/services/index.js';
import { World } from '../sandbox/world.js';
import type { WorldData } from '../sandbox/world-data.js';
import type { Images, Step } from '../step.js';
import { resolveNeeds } from '../step-dependencies.js';
import { assumeLookedUp } from './assumed-lookups.js';
import { commandsOf, type LifecycleCommand, type PlanInput } from './lifecycle.js';
import { exceptByHand, InMemoryAws, pushByHand } from './in-memory-aws.js';
import { readSurroundings } from './surroundings.js';

/** The permissions that each command of a stack's lifecycle requires, in order. */
export type LifecyclePermissions = Readonly<Record<LifecycleCommand, readonly RequiredPermission[]>> & {
  /** Required after something went wrong: to find what an interrupted run may have made. */
  readonly recovery: readonly RequiredPermission[];
  /** Required to name what of others keeps a resource. Without these, `down` finds it out when AWS refuses. */
  readonly lookBeforeDown: readonly RequiredPermission[];
  /** Required to learn what the account may have, where a stack needs more than AWS gives to everybody. */
  readonly quotas: readonly RequiredPermission[];
  /** Required to delete what GuardDuty has put into the VPC, in accounts in which it watches what runs. */
  readonly guardDuty: readonly RequiredPermission[];
  /** Required to make a lost state anew. */
  readonly recover: readonly RequiredPermission[];
  /** Required to run tasks by hand: what starts them, looks at them, reads their lines and stops them. */
  readonly run: readonly RequiredPermission[];
  /** Required to roll services back: what looks at their revisions, and what gives them one. */
  readonly rollback: readonly RequiredPermission[];
  /** Required to follow a request to the stack. */
  readonly trace: readonly RequiredPermission[];
  /** Required to read the logs of the stack. */
  readonly logs: readonly RequiredPermission[];
  /** Required to open sessions in tasks. */
  readonly exec: readonly RequiredPermission[];
  /** Required to tell what tasks that fail have written last. Without these, `up` leaves it out. */
  readonly lastLines: readonly RequiredPermission[];
  /** Required to pause the stack and to bring back what went. */
  readonly pause: readonly RequiredPermission[];
  readonly failures: readonly Failure[];
};

/**
 * Rehearses a stack's lifecycle and records the permissions that each request requires. Requests that failed count too,
 * such as a read of what does not exist yet.
 * @param world what exists before; an empty account where absent
 * @param tasks that may be run by hand
 * @param others send what commands send that are not the runner's own
 */
export async function permissionsOfLifecycle(
  planInput: PlanInput,
  world?: World,
  tasks: readonly Step[] = [],
  others: Partial<Record<'rollback' | 'trace' | 'logs' | 'lastLines' | 'exec', (run: Run) => Promise<void>>> = {},
): Promise<LifecyclePermissions> {
  const noted: RequiredPermission[] = [];
  const aws = new InMemoryAws(
    planInput.location,
    world,
    recordingGuard((demand) => void noted.push(demand)),
  );
  assumeLookedUp({ world: aws.world, region: planInput.location.region }, planInput.steps);
  const store = new MemoryStore([], unknownStackId);
  // Where others hold something, `down --keep-going` deletes by itself what goes with something else.
  const resources = deletedByThemselves(planInput.resources);
  const run = aws.run({
    ...planInput,
    resources,
    store,
    images: exceptByHand(imagesAsBuilt, (_cloud, order) => pushByHand(aws, order)),
  });
  const failures: Failure[] = [];
  const commands = commandsOf(run, planInput.steps);
  const rehearse = async (name: LifecycleCommand): Promise<RequiredPermission[]> => {
    failures.push(...(await commands[name]()).failures);
    return noted.splice(0);
  };
  // A second one also looks at what somebody may have added.
  const up = [...(await rehearse('up')), ...(await rehearse('up'))];
  const status = await rehearse('status');
  // `up` plans before it asks, and `plan` is for whoever may look.
  await readSurroundings(planInput, run);
  const planning = noted.splice(0);
  await findAll(run);
  const recovery = noted.splice(0);
  await runByHand(run, tasks);
  const running = noted.splice(0);
  await others.rollback?.(run);
  const rollingBack = noted.splice(0);
  await others.trace?.(run);
  const tracing = noted.splice(0);
  await others.logs?.(run);
  const logs = noted.splice(0);
  await others.lastLines?.(run);
  const lastLines = noted.splice(0);
  await others.exec?.(run);
  const exec = noted.splice(0);
  await lookBeforeDown(run);
  const look = noted.splice(0);
  await recover(run, planInput.steps);
  const recovering = noted.splice(0);
  failures.push(...(await pause(run, pausePlan(run), new Date(0).toISOString())).failures);
  failures.push(...(await commands.up()).failures);
  const pausing = noted.splice(0);
  const guardDuty = await demandsOfGuardDuty(planInput, copyOf(aws.world), store);
  const uses = planInput.steps.flatMap(({ resource: { quota = [] } }) => quota);
  const asked = new Set(uses.flatMap(({ asks = [] }) => asks));
  const quotas = uses.length > 0 ? ['servicequotas:GetServiceQuota', ...asked].map((it) => onAnyResource(it)) : [];
  const found = {
    recovery,
    quotas,
    lookBeforeDown: look,
    guardDuty,
    recover: recovering,
    run: running,
    rollback: rollingBack,
    trace: tracing,
    logs,
    lastLines,
    exec,
    pause: pausing,
  };
  return {
    up: [...up, ...planning],
    status: [...status, ...planning],
    ...found,
    down: await rehearse('down'),
    failures,
  };
}

/**
 * What a `down` asks for besides where GuardDuty watches what runs.
 * @param world in which the stack is up, to be changed
 */
async function demandsOfGuardDuty(
  planInput: PlanInput,
  world: World,
  { records, id }: MemoryStore,
): Promise<RequiredPermission[]> {
  const demands: RequiredPermission[] = [];
  const { location } = planInput;
  putIntoVpcs(contextOf(world, services, location.region));
  const aws = new InMemoryAws(
    location,
    world,
    recordingGuard((demand) => void demands.push(demand)),
  );
  await down(aws.run({ ...planInput, store: new MemoryStore(structuredClone([...records]), id) }));
  return demands.filter(({ keys }) => guardDutyKey in keys);
}

const copyOf = (world: World): World => World.from(JSON.parse(JSON.stringify(world)) as WorldData);

/** Sends what a run sends after an interrupted run. */
async function findAll(run: Run): Promise<void> {
  const { store, resources, withCloud } = run;
  for (const [step, { type, want, id }] of store.records) {
    const resource = resources.get(type);
    if (!resource || resource.lookup || id === undefined) continue;
    await withCloud(step, { token: '', tags: tagsOf(run, step) }, async (cloud) => {
      await resource.find(cloud, want);
    });
  }
}

/** ms after which a task that was stopped has stopped. */
const stoppedAfterMs = 600_000;

/** Starts each task and stops it. What was stopped has failed, so its last lines are read, too. */
async function runByHand(run: Run, tasks: readonly Step[]): Promise<void> {
  const { store, withCloud, clock } = run;
  for (const task of tasks) {
    const { resource, name } = task;
    const want = task.want(resolveNeeds(task, (need) => store.records.get(need.name)?.out));
    await withCloud(name, { token: randomUUID(), tags: tagsOf(run, name) }, async (cloud) => {
      const id = await resource.create(cloud, want);
      await resource.delete(cloud, id);
      await clock.sleep(stoppedAfterMs, run.signal);
      await resource.read(cloud, id);
    });
  }
}

/**
 * Stand-in images, with the two calls that a builder's push makes besides: it logs in, and it asks whether the image is
 * already there.
 * Source: https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-push-iam.html
 */
export const imagesAsBuilt: Images = {
  async put(cloud, order) {
    await cloud.ecr.send(new GetAuthorizationTokenCommand({}));
    await putStandIn(cloud, order);
    const { repositoryName, imageTag } = order;
    await cloud.ecr.send(new BatchGetImageCommand({ repositoryName, imageIds: [{ imageTag }] }));
  },
};
