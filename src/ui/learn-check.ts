import type { Lab } from '../learn/lab.js';
import type { LabProgress } from '../learn/progress.js';
import type { Asked, Seen, Verdict } from '../learn/verdict.js';
import type { Estimate } from '../prices/estimate.js';
import type { LearnLook } from './learn.js';
import { rough, whole } from './money.js';
import { printable } from './printable.js';
import { wrapped } from './prose.js';
import { traceLines } from './trace.js';

/** What a check of a lab has found. */

export interface Checked {
  readonly lab: Lab;
  readonly seen: Seen;
  readonly verdict: Verdict;
  readonly cost: Estimate;
  readonly progress: LabProgress;
}

/** Whether the lab is solved: if so, what there is to learn; else where requests stop. */
export function checkLines(checked: Checked, look: LearnLook): string[] {
  const { lab, seen, verdict } = checked;
  const { width, colors } = look;
  const why = verdict.why.flatMap((it) => wrapped(`  - ${printable(it)}`, width));
  switch (verdict.is) {
    case 'solved':
      return [...seen.asked.flatMap((it) => wayLines(it, look)), '', ...solvedLines(checked, look)];
    case 'hidden':
      return [
        ...wrapped(`${lab.name} is not solved: requests are answered, but what is wrong is only hidden.`, width).map(
          colors.yellow,
        ),
        ...why,
        '',
        ...wrapped('Take that back and repair the cause. provision learn reset begins again.', width),
      ];
    case 'broken':
      return [
        ...seen.asked.flatMap((it) => wayLines(it, look)),
        '',
        ...wrapped(`${lab.name} is not solved.`, width).map(colors.red),
        ...why,
        '',
        ...(verdict.mayChange ? wrapped(patience, width) : []),
        ...wrapped('provision learn hint says where to look.', width),
      ];
  }
}

/** Source: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-throttle-logic.html */
const patience =
  'If you have repaired it just now: ECS waits longer each time before it starts failing tasks again. Check again in a moment, or force a new deployment.';

/** The hops, without what to change: that is the learner's to find. */
const wayLines = ({ request, url, way }: Asked, { width, colors }: LearnLook): string[] =>
  traceLines({ type: 'trace', method: request.method, url, ...way }, { width, colors, tellsRepair: false });

function solvedLines({ lab, cost, progress }: Checked, { width, colors }: LearnLook): string[] {
  const { hints, checks, isRevealed = false } = progress;
  const used = `${hints} of ${lab.hints.length} hints, ${checks} ${checks === 1 ? 'check' : 'checks'}${isRevealed ? ', and the repairs were revealed' : ''}`;
  return [
    ...wrapped(`${lab.name} is solved. (${used}.)`, width).map(colors.green),
    '',
    ...wrapped(lab.lesson, width, 0),
    '',
    ...wrapped(costText(cost), width, 0),
    '',
    ...lab.explain.flatMap((noun) => wrapped(`More: provision explain ${noun}`, width)),
    ...lab.sources,
  ];
}

const hoursOfWeekend = 60;

/** AWS bills what exists. */
function costText({ perHour, perMonth, lines }: Estimate): string {
  const dearest = lines.toSorted((a, b) => b.perHour - a.perHour)[0];
  const most = dearest ? `, most of it for: ${dearest.item}` : '';
  return (
    `On AWS this stack is billed about ${rough(perHour)} an hour (${whole(perMonth)} a month${most}), whether requests arrive or not. ` +
    `Broken over a weekend of ${hoursOfWeekend} hours, it would have cost ${rough(perHour * hoursOfWeekend)} and served nobody.`
  );
}
