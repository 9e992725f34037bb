import { readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { leavesOf } from './request.js';
import { passOn } from './proxy.js';

/** Longest wait, in ms, for what was answered to show in the state file, before the kill comes anyway. */
const patience = 5000;

/** The moments of a call at which the process that makes it can die. */
export const moments = ['arrived', 'executed', 'recorded'];

/**
 * Gives each mutating call of a run a name that it has in every run, however the steps overtake each other:
 * operation, step, and which one of several alike.
 * @param statePath tells whose call it is, where the request carries no tag
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
 * A gate that kills at one moment of one call.
 * - `arrived`: its request is here; it is never executed.
 * - `executed`: it was executed; its answer is never sent.
 * - `recorded`: it was answered, and the record of its step has changed on disk. At the latest when the same step
 *   makes its next mutating call; what other steps ask for meanwhile is held back, so that it does not come first.
 * Whatever else had been asked for by then is executed, as AWS would.
 * @param name the call, as `namer` names it
 * @param kill ends the process at once
 * @returns the gate, and `sprung()`: what the kill waited for, undefined while there was none
 */
export function ambush({ name, moment, statePath, kill }) {
  const nameOf = namer(statePath);
  let sprung;
  /** Set while the answer is out and the record has not changed yet. */
  let watch;
  const spring = (why) => {
    if (sprung !== undefined) return;
    sprung = why;
    kill();
  };

  async function target({ execute, reply, drop }, step) {
    if (moment === 'arrived') {
      spring('arrived');
      return drop();
    }
    const answer = await execute();
    if (moment === 'executed') {
      spring('executed');
      return drop();
    }
    const before = recordOf(statePath, step);
    let over;
    watch = { step, over: new Promise((resolve) => (over = resolve)) };
    await reply(answer);
    const deadline = Date.now() + patience;
    while (sprung === undefined && recordOf(statePath, step) === before && Date.now() < deadline) await pause(1);
    spring(Date.now() < deadline ? 'recorded' : 'patience');
    over();
  }

  async function gate(exchange) {
    const call = nameOf(exchange.request);
    if (call.name === name) return target(exchange, call.step);
    if (watch && sprung === undefined) {
      if (call.step === watch.step) spring('next call');
      await watch.over;
    }
    return passOn(exchange);
  }
  return { gate, sprung: () => sprung };
}

/** The records of a state file; none where there is no file. It is replaced whole, so it can be read at any moment. */
export function recordsIn(statePath) {
  try {
    return JSON.parse(readFileSync(statePath, 'utf8')).records;
  } catch (error) {
    if (error.code === 'ENOENT') return {};
    throw error;
  }
}

/** One step's record as text; all of them where the step is not known. */
function recordOf(statePath, step) {
  const records = recordsIn(statePath);
  return JSON.stringify(step === undefined ? records : records[step]);
}

/**
 * The step that works on what a request names: the one most of whose id, or of what it wants where there is no id
 * yet, stands in the request. A step's record is on disk before its calls leave.
 */
function workedOn(records, texts) {
  let best = { matching: 0 };
  for (const [step, { at, id, want }] of Object.entries(records)) {
    if (at === 'ready') continue;
    const leaves = leavesOf(id ?? want).map(([, value]) => value);
    const matching = leaves.filter((value) => texts.has(value)).length;
    if (matching > leaves.length / 2 && matching > best.matching) best = { step, matching };
  }
  return best.step;
}
