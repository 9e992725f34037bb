import type { State, StepRecord } from '../../../state/schema.js';
import { counted, idText } from '../../display-names.js';
import type { Box, Picture, PictureContents, PictureNode } from '../../graph/picture.js';
import type { RecordedStep } from '../../graph/step-index.js';
import { svgOf } from '../../graph/svg.js';
import { recordedTopology } from '../../graph/topology.js';
import type { Recorded, RecordedRun, ShownCost } from '../../page/data.js';
import { mapTexts } from '../../redact.js';
import { accruedLine, basis, quantityOf } from '../../ui/cost.js';
import { hour, month } from '../../ui/money.js';
import { bookOfNouns } from '../explain/book.js';
import { eventsOf, runsIn } from '../report/past-runs.js';
import { costSoFar } from '../stack/cost.js';
import { recordedRun } from './recorded-run.js';

/**
 * The page of a stack as it is recorded.
 * @param directory of the state: it has the files of runs
 */
export async function recordedPage(state: State, directory: string): Promise<Recorded> {
  const picture = withRecordedStates(recordedTopology(state.stack, recordedSteps(state.records)), state.records);
  const run = await lastRun(state.stack, directory);
  const operations = new Set((run?.calls ?? []).map(({ service, operation }) => `${service}:${operation}`));
  const book = await bookOfNouns();
  const lessons = [...operations].flatMap((it) => {
    const lesson = book.lessonOf(it);
    return lesson ? [[it, lesson] as const] : [];
  });
  return {
    ...{ kind: 'recorded', title: `${state.stack}, as it is recorded`, facts: factsOf(state) },
    topology: { regions: [{ region: state.region, picture, svg: await svgOf(picture), entries: [] }] },
    ...{ run, lessons: Object.fromEntries(lessons), cost: costOf(state) },
  };
}

function factsOf({ account, region, endpoint, since, expires, outputs, records, paused }: State): string[] {
  const where = endpoint === 'aws' ? 'on AWS' : endpoint === 'sandbox' ? 'on the sandbox' : `at ${endpoint}`;
  return [
    `It is ${where}, in ${region}, account ${account}.`,
    `Its first up began at ${since}. This page was written at ${new Date().toISOString()}, and nothing was asked for it.`,
    `${counted(Object.keys(records).length, 'resource')} are recorded.`,
    ...(expires === undefined ? [] : [`It is wanted until ${expires}.`]),
    ...(paused ? [`It is paused since ${paused.since}.`] : []),
    ...Object.entries(outputs).map(([name, value]) => `${name}: ${value}`),
  ];
}

/** Groups are known by their steps' names in a picture, and by ids in AWS. */
function recordedSteps(records: State['records']): RecordedStep[] {
  const groups = new Map(
    Object.entries(records).flatMap(([name, { type, id }]) =>
      type.endsWith('security-group') ? [[idText(id) ?? '', name] as const] : [],
    ),
  );
  return Object.entries(records).map(([name, { type, needs, after = [], want }]) => ({
    ...{ name, type, needs: [...needs, ...after] },
    want: mapTexts(want, (text) => groups.get(text) ?? text),
  }));
}

/** What was not in service when it was recorded last, is shown so. */
function withRecordedStates(picture: Picture, records: State['records']): Picture {
  const stateIn = (id: string) => {
    const at: StepRecord['at'] | undefined = records[id]?.at;
    return at === undefined ? undefined : { at, state: at === 'ready' ? ('good' as const) : ('changing' as const) };
  };
  const node = (it: PictureNode): PictureNode => {
    const found = stateIn(it.id);
    if (!found) return it;
    return { ...it, state: found.state, ...(found.state === 'good' ? {} : { lines: [...it.lines, found.at] }) };
  };
  const box = (it: Box): Box => {
    const found = stateIn(it.id);
    const note = found?.state === 'changing' ? { note: found.at, state: found.state } : {};
    return { ...it, ...inside(it), ...note };
  };
  const inside = ({ nodes, boxes }: PictureContents) => ({ nodes: nodes.map(node), boxes: boxes.map(box) });
  return { ...picture, ...inside(picture) };
}

/** The last run of a stack that this state directory has the file of; a file that cannot be read is none. */
async function lastRun(stack: string, directory: string): Promise<RecordedRun | undefined> {
  const last = (await runsIn(directory)).findLast((it) => it.stack === stack);
  return last && recordedRun(last, await eventsOf(last));
}

function costOf(state: State): ShownCost {
  const { cost, accrued, billing } = costSoFar(state, Date.now());
  const { lines, perHour, perMonth } = cost.estimate;
  const total = { item: 'Total', quantity: '', perHour: hour(perHour), perMonth: month(perMonth) };
  return {
    sentence: accruedLine(accrued, cost.estimate, billing),
    lines: [
      ...lines.map((line) => ({
        ...{ item: line.item, quantity: quantityOf(line) },
        ...{ perHour: hour(line.perHour), perMonth: month(line.perMonth) },
      })),
      ...(lines.length > 0 ? [total] : []),
    ],
    basis: basis(cost).join(' '),
  };
}
