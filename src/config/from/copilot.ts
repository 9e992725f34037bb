import type { Path } from '../member-path.js';
import { pairs } from './containers.js';
import { containerCheck, containerRows, imageRows, sidecarRows } from './copilot-containers.js';
import { belongingTo } from './copilot-misplaced.js';
import { counting } from './copilot-count.js';
import { httpOf, mainRoute } from './copilot-http.js';
import { withoutRequests } from './copilot-without-http.js';
import { overridden, overridesIn, putOverrides } from './copilot-overrides.js';
import { copilotLogging } from './copilot-logging.js';
import { flag, integer, oneOf } from './convert.js';
import { cronOf } from './copilot-schedule.js';
import { copilotVolumes } from './copilot-volumes.js';
import { Draft, type Target } from './draft.js';
import { converted, held, heldIf, map, to, wished, type Row, type Rows } from './rows.js';
import { inPrivateSubnets, securityGroups } from './subnets.js';
import { giveSize, type Need } from './sizes-of-tasks.js';
import { isMap, isNothing, nameOf, partsOf, rootOf, within, type Source, type Value } from './source.js';
import { taskName } from './task-names.js';
import { reasons } from './reasons.js';
import { plainText } from '../../plain-text.js';

/**
 * Reads a manifest of Copilot. Sources: https://aws.github.io/copilot-cli/docs/manifest/lb-web-service/, backend-service,
 * worker-service, scheduled-job and rd-web-service beside it.
 */
export function readCopilot(source: Source, draft: Draft): void {
  const root = rootOf(source);
  const type = plainText(within(root, 'type').value);
  const kind = type === 'Scheduled Job' ? 'jobs' : 'services';
  const name = taskName(plainText(within(root, 'name').value ?? 'app'));
  const target = draft.task(kind, name, root);
  map({ ...rows, ...(kind === 'jobs' ? jobRows : {}) })(root, target);
  const names = [plainText(within(root, 'name').value), ...sidecarsIn([root])];
  const overrides = overridesIn(within(root, 'taskdef_overrides'), names.length);
  sizeOf([overrides.task, root], target);
  if (kind === 'services') mainRoute(root, type, target);
  putOverrides(overrides, names, target);
  for (const env of partsOf(within(root, 'environments'))) readEnvironment(env, root, target);
}

/** What is different in an environment goes over the config. `schema` is no name of one: the file for editors is called so. */
function readEnvironment(env: Value, root: Value, { draft, path }: Target): void {
  if (isNothing(env)) return draft.top.hold(env, 'nothing is different in it');
  if (!isMap(env.value) || !/^(?!schema$)[\w-]+$/.test(nameOf(env))) return draft.top.refuse(env, 'environments');
  const type = plainText(within(root, 'type').value);
  const kind = path[0] === 'jobs' ? 'jobs' : 'services';
  const overlay = new Draft();
  draft.overlays.push({ env: nameOf(env), draft: overlay });
  const target = overlay.task(kind, String(path[1]), env);
  map({ ...rows, ...(kind === 'jobs' ? jobRows : {}) })(env, target);
  const names = [plainText(within(root, 'name').value), ...sidecarsIn([root, env])];
  const overrides = overridesIn(within(env, 'taskdef_overrides'), names.length);
  sizeOf([overrides.task, env], target, root);
  if (kind === 'services') mainRoute(env, type, target);
  putOverrides(overrides, names, target);
  if (within(env, 'http').value === false) withoutRequests(draft, overlay, path);
  const isOnlyIn = (where: Draft, other: Draft, at: Path) =>
    where.within(at).length > 0 && other.within(at).length === 0;
  // A number of tasks takes the place of all that `count` says, Spot among it, and a range that of a number.
  const count = within(env, 'count').value ?? undefined;
  for (const member of count === undefined ? [] : isMap(count) ? ['count', 'scaling'] : ['scaling', 'capacity'])
    if (isOnlyIn(draft, overlay, [...path, member])) target.put([member], null, []);
  // So do names: an environment without further ones must not take those of another.
  const [named, further] = [
    [...domain, 'name'],
    [...domain, 'alternativeNames'],
  ];
  if (overlay.within(named).length > 0 && isOnlyIn(draft, overlay, further)) overlay.top.put(further, null, []);
}

/** The names of the containers beside the first one, in the order in which Copilot has them in a task definition. */
const sidecarsIn = (layers: readonly Value[]): string[] =>
  [...new Set(layers.flatMap((it) => partsOf(within(it, 'sidecars')).map(nameOf)))].sort();

const domain: Path = ['ingress', 'domain'];

/** What is read together with other members. */
const together: Row = () => {};

const rows: Rows = {
  name: (value, target) =>
    target.hold(value, value.value === target.path[1] ? undefined : `the service is called ${String(target.path[1])}`),
  type: held(),
  ...containerRows,
  image: map(imageRows),
  http: (value, target) =>
    value.value === false ? target.hold(value, 'nothing leads requests to it') : httpOf(value, target),
  cpu: together,
  memory: together,
  count: counting,
  healthcheck: belongingTo('image.healthcheck', containerCheck),
  scaling: belongingTo('count', counting),
  exec: to('exec', flag),
  execute_command: to('exec', flag),
  platform: (value, target) =>
    isMap(value.value)
      ? map({ osfamily: heldIf(['linux']), architecture: to('architecture', platform) })(value, target)
      : to('architecture', platform)(value, target),
  sidecars: (whole, target) => {
    if (!isMap(whole.value)) return target.unknown(whole);
    for (const sidecar of partsOf(whole)) map(sidecarRows)(sidecar, target.in('containers', nameOf(sidecar)));
  },
  network: map({
    connect: serviceConnect,
    vpc: map({
      placement: (value, target) => {
        if (value.value === 'public') target.hold(value);
        else if (value.value === 'private') inPrivateSubnets(value, target);
        else target.unknown(value);
      },
      security_groups: (value, target) =>
        securityGroups(isMap(value.value) ? within(value, 'groups') : value, target, value),
    }),
  }),
  storage: map({
    ephemeral: to('ephemeralStorage', integer, reasons.storage),
    readonly_fs: to('readonlyRoot', flag),
    volumes: copilotVolumes,
    '*': wished,
  }),
  logging: copilotLogging,
  deployment: map({
    rolling: (value, target) => {
      if (value.value !== 'recreate' || !target.schema('rollout')) return heldIf(['default'])(value, target);
      const rollout = { minimumPercent: 0, maximumPercent: 100 };
      target.put(['rollout'], rollout, value, 'tasks are stopped before new ones start');
    },
    '*': wished,
  }),
  tags: (whole, { draft }) => pairs('tags', () => undefined)(whole, draft.top),
  publish: wished,
  subscribe: wished,
  observability: wished,
  taskdef_overrides: together,
  environments: together,
  on: together,
};

/**
 * With Service Connect, others of the environment find the service by its name, or by an alias.
 * Source: https://aws.github.io/copilot-cli/docs/developing/svc-to-svc-communication/
 */
function serviceConnect(value: Value, target: Target): void {
  const alias = within(value, 'alias');
  const name = typeof alias.value === 'string' ? alias.value : undefined;
  if (value.value === false) return target.hold(value);
  if (value.value !== true && (name === undefined || partsOf(value).length > 1)) return target.unknown(value);
  const found = { type: 'a', ...(name !== undefined && { name }) };
  const how = 'it is found in the namespace, without a proxy; `calledBy` names the services that may call it';
  target.put(['discovery'], found, value, how);
}

const platform = (value: unknown) =>
  oneOf({
    'linux/amd64': 'x86_64',
    'linux/x86_64': 'x86_64',
    'linux/arm64': 'arm64',
    'linux/arm': 'arm64',
    x86_64: 'x86_64',
    amd64: 'x86_64',
    arm64: 'arm64',
    arm: 'arm64',
  })(value, {});

const jobRows: Rows = {
  on: map({
    schedule: (value, target) => {
      const made = cronOf(value.value);
      if (made === undefined) target.hold(value, 'it is started with `provision run`');
      else to('schedule', () => made)(value, target);
    },
  }),
  // The member of this name is for jobs before a deployment.
  timeout: (value, target) =>
    target.leave(value, {
      because: 'a job by the clock may take as long as it takes',
      instead: 'let the program end by itself',
    }),
  retries: (value, target) => {
    if (value.value === 0) target.hold(value, 'a job is started once');
    else target.leave(value, { because: 'a job is started once', instead: 'let the program try again' });
  },
};

/**
 * The size of tasks, in units and MiB. Copilot gives 256 and 512 where a manifest says nothing, as a config does.
 * @param layers what may say it: the first that does counts
 * @param around what holds where one of these says one of the two
 */
function sizeOf(layers: readonly Value[], target: Target, around?: Value): void {
  const said = (member: string) =>
    layers.map((it) => within(it, member)).filter(({ value }) => value !== undefined && value !== null);
  if (said('cpu').length + said('memory').length === 0) return;
  const need = (member: string): Need[] => {
    const [own, ...others] = said(member);
    for (const it of others) target.hold(it, overridden);
    const from = own ?? (around && within(around, member));
    if (from?.value === undefined || from.value === null) return [];
    const made = converted(from, integer, {});
    if ('value' in made && Number(made.value) > 0) return [{ from, amount: Number(made.value) }];
    target.leave(from, reasons.noSize);
    return [];
  };
  giveSize(target, need('cpu'), need('memory'), 'most');
}
