import { setTimeout as pause } from 'node:timers/promises';
import { killAt, moments, namer, recordsIn } from './kill-at.js';
import { differences, inventory } from './inventory.js';
import { complaints } from './test-bed.js';
import { passOn } from './proxy.js';
import { lookedUp, sweptTypes } from './resources.js';

/** The command to run after a kill. */
const followUps = ['up', 'down'];

/** ms within which the sandbox must reach the expected inventory. */
const settleMs = 10_000;

/** The result differs from the expected one. The message has a line for each difference. */
class Deviation extends Error {}

/**
 * Runs `up` and `down` without a kill.
 * @returns the names of the mutating calls of `up` and `down`, and the inventory after `up`
 * @throws Error if one of them fails
 */
export async function baseline(testBed) {
  await testBed.begin('undisturbed');
  const up = await callNamesOf(testBed, 'up');
  const types = new Set(Object.values(recordsIn(testBed.statePath)).map(({ type }) => type));
  const unseen = [...types].filter((type) => !lookedUp.has(type) && !sweptTypes.has(type));
  if (unseen.length > 0) throw new Deviation(`the inventory cannot see what there is of ${unseen.join(', ')}`);
  const made = await inventory(testBed.world);
  await isInSync(testBed, made);
  const down = await callNamesOf(testBed, 'down');
  await nothingIsLeft(testBed);
  await testBed.end(false);
  return { calls: { up, down }, made };
}

/** Runs a command and names its mutating calls, in order of arrival. */
async function callNamesOf(testBed, command) {
  const names = [];
  const nameOf = namer(testBed.statePath);
  const run = await testBed.run(command, () => (exchange) => {
    names.push(nameOf(exchange.request).name);
    return passOn(exchange);
  });
  await mustEndWell(run);
  const told = run.result?.calls?.mutating;
  if (told !== names.length) throw new Deviation(`${command} tells of ${told} mutating calls; ${names.length} arrived`);
  return names;
}

/**
 * Kills one run, runs the follow-up and checks the result.
 * @param it `command`, which is killed; `name`, the call to kill it at; `moment`; `followUp`, the command after that
 * @param made the inventory after an undisturbed `up`
 * @returns `killedBecause`: what the kill waited for; `problems`: a line for each deviation
 */
export async function runKilled(testBed, { command, name, moment, followUp }, made) {
  await testBed.begin(`${command}-${name.replace(/\W+/g, '-')}-${moment}-then-${followUp}`);
  let killer;
  try {
    if (command === 'down') await mustEndWell(await testBed.run('up'));
    const run = await testBed.run(command, (kill) => {
      killer = killAt({ name, moment, statePath: testBed.statePath, kill });
      return killer.gate;
    });
    if (killer.killedBecause() === undefined) throw new Deviation(`the call never came; ${command} ${run.ending}`);
    await continued[followUp](testBed, made);
    await testBed.end(false);
    return { killedBecause: run.signal === 'SIGKILL' ? killer.killedBecause() : 'too late', problems: [] };
  } catch (error) {
    const text = error instanceof Deviation ? error.message : error.stack;
    await testBed.end(true);
    return {
      killedBecause: killer?.killedBecause(),
      problems: [...text.split('\n'), `kept: ${testBed.caseDirectory}`],
    };
  }
}

/** After `up` there must be exactly one of everything, after `down` nothing. */
const continued = {
  async up(testBed, made) {
    await mustEndWell(await testBed.run('up'));
    await isInSync(testBed, made);
  },
  async down(testBed) {
    await mustEndWell(await testBed.run('down'));
    await nothingIsLeft(testBed);
  },
};

async function isInSync(testBed, made) {
  await mustBecome(testBed, made);
  await mustEndWell(await testBed.run('status'));
  const again = await testBed.run('up');
  await mustEndWell(again);
  if (again.mutating !== 0) throw new Deviation(`one more up made ${again.mutating} mutating calls`);
  await mustBecome(testBed, made);
}

async function nothingIsLeft(testBed) {
  await mustBecome(testBed, {});
  const records = Object.keys(recordsIn(testBed.statePath));
  if (records.length > 0) throw new Deviation(`still recorded: ${records.join(', ')}`);
}

/** AWS finishes some work after its answer, so the check is repeated: old tasks stop, their network interfaces go. */
async function mustBecome(testBed, expected) {
  const deadline = Date.now() + settleMs;
  let lines;
  do {
    lines = differences(expected, await inventory(testBed.world));
    if (lines.length === 0) return;
    await pause(250);
  } while (Date.now() < deadline);
  throw new Deviation(lines.map((line) => (line.length > 300 ? `${line.slice(0, 300)}…` : line)).join('\n'));
}

async function mustEndWell(run) {
  if (run.code === 0) return;
  throw new Deviation([`${run.command} ${run.ending}`, ...(await complaints(run))].join('\n'));
}

/** All cases of one call. */
export const casesOf = (command, name) =>
  followUps.flatMap((followUp) => moments.map((moment) => ({ command, name, moment, followUp })));
