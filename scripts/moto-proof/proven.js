import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { changed, changedRetention, configFor } from './config.js';
import { deleteInterfaces, listedTypes, listing, notOfSteps, retentions } from './listing.js';
import { program } from './program.js';

const region = 'us-east-1';

/**
 * The life of one blueprint in a moto that has nothing: up, up again, status, up with a change, down.
 * @param file the blueprint
 * @param signal ends what takes too long
 * @returns one line to show, and what is wrong
 */
export async function proven({ name, file, moto, directory, cli, signal }) {
  await mkdir(directory, { recursive: true });
  const { config, without } = configFor(await readFile(file, 'utf8'), region);
  const write = (it) => writeFile(join(directory, 'provision.json'), JSON.stringify(it, null, 2));
  await moto.reset();
  const faults = [];
  const runs = [];
  const run = async (command, label = command) => {
    const ran = await program({ cli, directory, url: moto.url, region, signal }, command);
    runs.push({ ...ran, label });
    return { ...ran, result: ran.events.find(({ type }) => type === 'result') ?? {} };
  };
  const expect = (ran, isRight, what) => {
    if (ran.exitCode !== 0) faults.push(`${ran.command} ended with ${ran.exitCode}: ${complaintsOf(ran)}`);
    else if (!isRight(ran.result)) faults.push(`${ran.command} ${what}: ${JSON.stringify(ran.result)}`);
    return ran.exitCode === 0;
  };

  const before = await listing(moto.url, region);
  await write(config);
  const up = await run('up');
  const isUp = expect(up, ({ created }) => created > 0, 'has created nothing');
  const providers = created(up, 'capacity-provider').map(({ id }) => id);
  const look = () => listing(moto.url, region, providers);
  if (isUp) {
    faults.push(...unlike(up, added(before, await look())));
    const isSame = ({ created, updated, deleted }) => created + updated + deleted === 0;
    expect(await run('up', 'again'), isSame, 'again has changed something');
    expect(await run('status'), () => true, '');
    await write(changed(config));
    const services = Object.keys(config.services).length;
    const isChange = ({ created, updated, deleted }) => updated === services && created + deleted === 0;
    expect(await run('up', 'changed'), isChange, `has not changed ${services} log groups, and nothing else`);
    const kept = await retentions(moto.url, region);
    if (kept.filter((it) => it === changedRetention).length !== services)
      faults.push(`log groups are kept for ${kept.join(', ')} days`);
  }
  let down = await run('down');
  const held = interfacesThatHold(down);
  if (held.length > 0) {
    await deleteInterfaces(moto.url, region, held);
    down = await run('down');
  }
  expect(down, ({ deleted }) => deleted > 0 || !isUp, 'has deleted nothing');
  const left = added(before, await look());
  for (const [type, ids] of Object.entries(left)) if (ids.length > 0) faults.push(`left: ${type} ${ids.join(', ')}`);

  const refused = unanswered(runs);
  const notes = [
    ...(without.length > 0 ? [`without ${without.join(' and ')}`] : []),
    ...(held.length > 0 ? [`${held.length} network interfaces that moto leaves, deleted as \`down\` says`] : []),
    ...(refused.length > 0 ? [`moto lacks ${refused.join(', ')}`] : []),
  ];
  const made = String(up.result.created ?? 'no').padStart(3);
  const took = runs.map(({ label, seconds }) => `${label} ${seconds.toFixed(1)} s`).join(', ');
  const verdict = faults.length === 0 ? 'up, unchanged, changed, gone' : 'FAILED';
  const line = `${name.padEnd(18)} ${made} resources  ${took}  ${verdict}${notes.map((it) => `; ${it}`).join('')}`;
  return { line, faults };
}

/** The ids of each type that the second list has and the first one has not. */
const added = (before, after) =>
  Object.fromEntries(listedTypes.map((type) => [type, after[type].filter((id) => !before[type].includes(id))]));

/** The steps of a run that have created something of a type. */
const created = ({ events }, type) =>
  events.filter((it) => it.type === 'step' && it.outcome === 'created' && it.resource === type);

/** Where what `up` says that it has created is not what the endpoint shows. */
const unlike = (up, found) =>
  listedTypes.flatMap((type) => {
    const says = created(up, type).length;
    const isRight = notOfSteps.has(type) || says === found[type].length;
    return isRight ? [] : [`up says that it has created ${says} of ${type}, and moto shows ${found[type].length}`];
  });

/**
 * The network interfaces that `down` says keep the network, and are to be deleted. Those of NAT gateways and endpoints have no
 * description, requester or type in moto, and it never deletes them, so they look like somebody's, which `down` must not
 * delete.
 */
const interfacesThatHold = ({ events }) => {
  const held = events.flatMap(({ failure }) => (failure?.code === 'deletion-held' ? failure.held : []));
  const ids = held.flatMap(({ heldBy }) =>
    heldBy.filter(({ type }) => type === 'network-interface').map(({ id }) => id),
  );
  return [...new Set(ids)];
};

/** The calls that moto answered with no answer of AWS: what was asked, and by which filters. The program goes on after some. */
function unanswered(runs) {
  const calls = runs.flatMap(({ events }) =>
    events.filter(({ type, outcome }) => type === 'call' && isForeign(outcome)),
  );
  const said = calls.map(({ service, operation, input }) => {
    const filters = (input?.Filters ?? []).map(({ Name }) => Name);
    return `${service}:${operation}${filters.length > 0 ? ` by ${filters.join(' and ')}` : ''}`;
  });
  return [...new Set(said)];
}
const isForeign = ({ ok, error }) =>
  !ok && /^(ForeignAnswer|NotImplemented|UnknownOperation\w*|InternalFailure)$/.test(error);

/** The errors of a run, and what it wrote to stderr. */
const complaintsOf = ({ events, stderr }) =>
  [...events.flatMap(({ type, message }) => (type === 'error' ? [message] : [])), stderr]
    .join('\n')
    .trim()
    .slice(0, 3000);
