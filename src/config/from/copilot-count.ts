import { integer, seconds } from './convert.js';
import { map, to, left, type Row } from './rows.js';
import { isMap, nameOf, partsOf, type Value } from './source.js';
import type { Target } from './draft.js';
import { plainText } from '../../plain-text.js';

/**
 * `count`: a number, or a map that says how it is scaled.
 * Source: https://aws.github.io/copilot-cli/docs/manifest/lb-web-service/#count
 */
export const counting: Row = (whole, target) => {
  if (!isMap(whole.value)) return to('count', integer)(whole, target);
  map({
    range: bounds,
    spot: spot,
    desired: to('count', integer),
    cpu_percentage: percent('cpu'),
    memory_percentage: percent('memory'),
    requests: percent('requestsPerTarget'),
    response_time: left({
      because: 'tasks are scaled by CPU, memory and requests',
      instead: '`scaling.requestsPerTarget` is the nearest',
    }),
    queue_delay: left({
      because: 'tasks are scaled by CPU, memory and requests',
      instead: '`scaling.cpu` is the nearest',
    }),
    cooldown: map({
      in: to('scaling.cooldown.in', seconds, noScaling),
      out: to('scaling.cooldown.out', seconds, noScaling),
    }),
  })(whole, target);
};

const noScaling = { because: 'the number of tasks is fixed', instead: 'write `count`' };

const oneCooldown = {
  because: 'cpu, memory and requestsPerTarget of a service have one cooldown together',
  instead: 'write `scaling.cooldown: {out: 60, in: 300}` by hand, with the seconds that suit all of them',
};

/** A value, or a map with it and cooldowns of its own. */
const percent =
  (member: string): Row =>
  (whole, target) => {
    const put = to(`scaling.${member}`, integer, noScaling);
    if (!isMap(whole.value)) return put(whole, target);
    for (const part of partsOf(whole))
      if (nameOf(part) === 'value') put(part, target);
      else target.leave(part, oneCooldown);
  };

/** `1-10`, or a map with `min`, `max` and how many of them are no Spot tasks. */
function bounds(whole: Value, target: Target): void {
  if (isMap(whole.value)) {
    map({
      min: to('scaling.minimum', integer, noScaling),
      max: to('scaling.maximum', integer, noScaling),
      spot_from: spot,
    })(whole, target);
    return;
  }
  const [, least, most] = /^\s*(\d+)\s*-\s*(\d+)\s*$/.exec(plainText(whole.value)) ?? [];
  if (least === undefined || most === undefined) return target.unknown(whole);
  if (target.schema('scaling', 'minimum') === undefined)
    return target.put(['count'], Number(least), whole, `${least}, the least of the range: tasks are not scaled`);
  target.put(['scaling', 'minimum'], Number(least), whole, 'the least and the most');
  target.put(['scaling', 'maximum'], Number(most), whole, 'the least and the most');
}

function spot(value: Value, target: Target): void {
  if (target.schema('capacity') === undefined)
    return target.leave(value, { because: 'tasks run on Fargate that is not taken away', instead: 'leave it out' });
  const count = Number(plainText(value.value));
  if (nameOf(value) === 'spot') {
    target.put(['capacity', 'spot'], {}, value);
    target.put(['count'], count, value);
  } else {
    target.put(['capacity', 'fargate', 'base'], Math.max(0, count - 1), value, `${count - 1} tasks are not on Spot`);
    target.put(['capacity', 'fargate', 'weight'], 0, value);
    target.put(['capacity', 'spot'], {}, value);
  }
}
