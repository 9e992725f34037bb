import { setTimeout as pause } from 'node:timers/promises';
import { ambush, moments, namer, recordsIn } from './ambush.js';
import { differences, inventory } from './inventory.js';
import { complaints } from './lane.js';
import { passOn } from './proxy.js';
import { lookedUp, seen } from './things.js';

/** What can be done after a kill. */
const ways = ['up', 'down'];

/** Until when, in ms, a world must have come to rest. */
const restful = 10_000;

/** Something is not as promised. The message is for people, a line each. */
class Deviation extends Error {}

/**
 * Undisturbed runs: what they call, and what they make.
 * @returns the names of the mutating calls of `up` and `down`, and the inventory after `up`
 * @throws Error where even these go wrong
 */
export async function baseline(lane) {
  await lane.begin('undisturbed');
  const up = await listed(lane, 'up');
  const types = new Set(Object.values(recordsIn(lane.statePath)).map(({ type }) => type));
  const unseen = [...types].filter((type) => !lookedUp.has(type) && !seen.has(type));
  if (unseen.length > 0) throw new Deviation(`the inventory cannot see what there is of ${unseen.join(', ')}`);
  const made = await inventory(lane.world);
  await isInSync(lane, made);
  const down = await listed(lane, 'down');
  await nothingIsLeft(lane);
  await lane.end(false);
  return { calls: { up, down }, made };
}

/** Runs a command and names its mutating calls, in order of arrival. */
async function listed(lane, command) {
  const names = [];
  const nameOf = namer(lane.statePath);
  const run = await lane.run(command, () => (exchange) => {
    names.push(nameOf(exchange.request).name);
    return passOn(exchange);
  });
  await mustEndWell(run);
  const told = run.result?.calls?.mutating;
  if (told !== names.length) throw new Deviation(`${command} tells of ${told} mutating calls; ${names.length} arrived`);
  return names;
}

/**
 * One kill and one way on.
 * @param it `command`, which is killed; `name`, at which call; `moment`; `way`, what is done then
 * @param made the inventory after an undisturbed `up`
 * @returns `sprung`: what the kill waited for; `problems`: what is not as promised, a line each, none if all is well
 */
export async function killed(lane, { command, name, moment, way }, made) {
  await lane.begin(`${command}-${name.replace(/\W+/g, '-')}-${moment}-then-${way}`);
  let trap;
  try {
    if (command === 'down') await mustEndWell(await lane.run('up'));
    const run = await lane.run(command, (kill) => {
      trap = ambush({ name, moment, statePath: lane.statePath, kill });
      return trap.gate;
    });
    if (trap.sprung() === undefined) throw new Deviation(`the call never came; ${command} ${run.ending}`);
    await continued[way](lane, made);
    await lane.end(false);
    return { sprung: run.signal === 'SIGKILL' ? trap.sprung() : 'too late', problems: [] };
  } catch (error) {
    const text = error instanceof Deviation ? error.message : error.stack;
    await lane.end(true);
    return { sprung: trap?.sprung(), problems: [...text.split('\n'), `kept: ${lane.caseDirectory}`] };
  }
}

/** Exactly one of everything; or nothing at all. */
const continued = {
  async up(lane, made) {
    await mustEndWell(await lane.run('up'));
    await isInSync(lane, made);
  },
  async down(lane) {
    await mustEndWell(await lane.run('down'));
    await nothingIsLeft(lane);
  },
};

async function isInSync(lane, made) {
  await mustBecome(lane, made);
  await mustEndWell(await lane.run('status'));
  const again = await lane.run('up');
  await mustEndWell(again);
  if (again.mutating !== 0) throw new Deviation(`one more up made ${again.mutating} mutating calls`);
  await mustBecome(lane, made);
}

async function nothingIsLeft(lane) {
  await mustBecome(lane, {});
  const records = Object.keys(recordsIn(lane.statePath));
  if (records.length > 0) throw new Deviation(`still recorded: ${records.join(', ')}`);
}

/** What AWS does on its own, after it was asked, may take a moment: old tasks stop, their network interfaces go. */
async function mustBecome(lane, expected) {
  const deadline = Date.now() + restful;
  let lines;
  do {
    lines = differences(expected, await inventory(lane.world));
    if (lines.length === 0) return;
    await pause(250);
  } while (Date.now() < deadline);
  throw new Deviation(lines.map((line) => (line.length > 300 ? `${line.slice(0, 300)}…` : line)).join('\n'));
}

async function mustEndWell(run) {
  if (run.code === 0) return;
  throw new Deviation([`${run.command} ${run.ending}`, ...(await complaints(run))].join('\n'));
}

/** All that is done at one call. */
export const casesOf = (command, name) =>
  ways.flatMap((way) => moments.map((moment) => ({ command, name, moment, way })));
