import { readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { leavesOf } from './request.js';
import { passOn } from './proxy.js';

/** ms to wait for the state file to show an answer. After that the process is killed anyway. */
const maxWaitMs = 5000;

/** The moments of a call at which the process can be killed. */
export const moments = ['arrived', 'executed', 'recorded'];

/**
 * Names each mutating call of a run by operation, step, and number among equal ones. The name is the same in every
 * run, in whatever order the steps' calls arrive.
 * @param statePath the state file; it shows which step sent a request that has no tag
 */
export function namer(statePath) {
  const seen = new Map();
  return (request) => {
    const step = request.step ?? workedOn(recordsIn(statePath), request.texts);
    const service = request.service ? `${request.service}:` : '';
    const plain = `${service}${request.operation}${step === undefined ? '' : ` of ${step}`}`;
    const times = (seen.get(plain) ?? 0) + 1;
    seen.set(plain, times);
    return { name: times === 1 ? plain : `${plain} (${times})`, step };
  };
}

/**
 * Makes a gate for the proxy that kills the process at one moment of one call.
 * - `arrived`: its request has arrived at the proxy; it is never executed.
 * - `executed`: it was executed; its answer is never sent.
 * - `recorded`: it was answered, and the record of its step has changed on disk, or the same step has sent its next
 *   mutating call. Requests of other steps are held back meanwhile, so that the kill comes before them.
 * Every other request that has arrived by then is executed, as AWS would execute it.
 * @param name the call, as `namer` names it
 * @param kill ends the process at once
 * @returns the gate, and `killedBecause()`: why the kill came when it did; undefined before it
 */
export function killAt({ name, moment, statePath, kill }) {
  const nameOf = namer(statePath);
  let killedBecause;
  /** Set while the answer has been sent and the record has not changed yet. */
  let watch;
  const killBecause = (why) => {
    if (killedBecause !== undefined) return;
    killedBecause = why;
    kill();
  };

  async function target({ execute, reply, drop }, step) {
    if (moment === 'arrived') {
      killBecause('arrived');
      return drop();
    }
    const answer = await execute();
    if (moment === 'executed') {
      killBecause('executed');
      return drop();
    }
    const before = recordOf(statePath, step);
    let over;
    watch = { step, over: new Promise((resolve) => (over = resolve)) };
    await reply(answer);
    const deadline = Date.now() + maxWaitMs;
    while (killedBecause === undefined && recordOf(statePath, step) === before && Date.now() < deadline) await pause(1);
    killBecause(Date.now() < deadline ? 'recorded' : 'timeout');
    over();
  }

  async function gate(exchange) {
    const call = nameOf(exchange.request);
    if (call.name === name) return target(exchange, call.step);
    if (watch && killedBecause === undefined) {
      if (call.step === watch.step) killBecause('next call');
      await watch.over;
    }
    return passOn(exchange);
  }
  return { gate, killedBecause: () => killedBecause };
}

/**
 * The records of a state file and of the journal that goes on from it; none if there is no file. The program replaces the
 * file atomically: it is never half written. A line of the journal may be.
 */
export function recordsIn(statePath) {
  for (;;) {
    const text = textOf(statePath);
    if (text === undefined) return {};
    const { serial, journal, records } = JSON.parse(text);
    if (journal === undefined) return records;
    const lines = (textOf(`${statePath}.journal`) ?? '').split('\n').slice(1, -1);
    if (textOf(statePath) !== text) continue;
    for (const line of lines.map((it) => JSON.parse(it)))
      if (line.serial > serial)
        for (const [step, record] of line.records)
          if (record) records[step] = record;
          else delete records[step];
    return records;
  }
}

function textOf(path) {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  }
}

/** One step's record as text; all records if the step is not known. */
function recordOf(statePath, step) {
  const records = recordsIn(statePath);
  return JSON.stringify(step === undefined ? records : records[step]);
}

/**
 * Finds the step that sent a request: the one whose recorded id has the most values in the request. If a step has no id
 * yet, its `want` is compared. A step's record is on disk before its calls are sent. A request that carries little of a
 * want, as those that push an image do, is told by a value that no other step has: two steps that make the same call
 * at once would else be told apart by which of them comes first.
 */
function workedOn(records, texts) {
  const working = Object.entries(records)
    .filter(([, { at }]) => at !== 'ready')
    .map(([step, { id, want }]) => [step, leavesOf(id ?? want).map(([, value]) => value)]);
  let best = { matching: 0 };
  for (const [step, leaves] of working) {
    const matching = leaves.filter((value) => texts.has(value)).length;
    if (matching > leaves.length / 2 && matching > best.matching) best = { step, matching };
  }
  if (best.step !== undefined) return best.step;
  const isOnlyOf = (step, value) => !working.some(([other, leaves]) => other !== step && leaves.includes(value));
  const owners = working.filter(([step, leaves]) => leaves.some((it) => texts.has(it) && isOnlyOf(step, it)));
  return owners.length === 1 ? owners[0][0] : undefined;
}
