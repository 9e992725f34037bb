import type { Cost } from '../explain/costs.js';
import type { Removal, Scene, Story, Waiting } from '../explain/story.js';
import { services, words } from '../lessons/words.js';
import { counted, nounOf } from '../nouns.js';
import { unitPrice } from './money.js';
import { hanging, paragraph, type LessonLook } from './lesson.js';
import { elapsed, wrapped } from './text.js';
import { Told, type Book } from './told.js';

export interface StoryLook extends LessonLook {
  /** `example`: nobody has said a region. */
  readonly basis: 'chosen' | 'example';
}

/** A whole stack, in order: what was explained once is later only named, with where that was. */
export function storyLines(story: Story, book: Book, look: StoryLook): string[] {
  const told = new Told(book, look);
  const { bold } = look.colors;
  const sections: readonly (readonly [heading: string, lines: readonly string[]])[] = [
    ...story.scenes.map((scene, index) => [`${index + 1}. ${headingOf(scene)}`, sceneBody(scene, told, look)] as const),
    ['Down again', wrapped(downIntroduction, look.columns)],
    ...story.ending.map((removal) => [headingOf(removal), removalBody(removal, told, look)] as const),
  ];
  return [...introduction(story, look), ...vocabulary(story, look), ...sections.flatMap(([heading, lines]) => ['', bold(heading), ...lines])];
}

/** One step of a stack, in full. */
export function sceneLines(scene: Scene, removal: Removal | undefined, book: Book, look: LessonLook): string[] {
  const told = new Told(book, look);
  const { bold } = look.colors;
  const down = removal ? ['', bold('Down again'), ...removalBody(removal, told, look)] : [];
  return [bold(headingOf(scene)), ...sceneBody(scene, told, look), ...down];
}

function introduction({ stack, region, scenes }: Story, look: StoryLook): string[] {
  const calls = scenes.flatMap((it) => it.calls).length;
  const example = look.basis === 'example' ? ' (an example: no region is configured)' : '';
  const [what, how] = [
    `How up makes ${stack} in ${region}${example}: ${counted(scenes.length, 'step')}, ${counted(calls, 'call')} that ` +
      'change something. And how down takes it back.',
    'The calls come from a rehearsal: AWS was not called. What AWS will choose, such as an id, stands as ' +
      '`${vpc.vpcId}`, by the step that gives it. Steps that do not wait for each other run at the same time. Each ' +
      'operation is explained where it first comes up; before all of them, sts:GetCallerIdentity tells whose account ' +
      'it is.',
  ];
  return [...wrapped(what, look.columns).map(look.colors.bold), ...wrapped(how, look.columns)];
}

/** Words that are in use before the step that they belong to: the services of this story, and a few more. */
function vocabulary({ scenes }: Story, look: StoryLook): string[] {
  const used = new Set(scenes.flatMap(({ calls, looks }) => [
    ...calls.map(({ service }) => service),
    ...looks.map(({ operation }) => operation.slice(0, operation.indexOf(':'))),
  ]));
  const all = [...Object.entries(services).filter(([service]) => used.has(service)), ...Object.entries(words)];
  const { bold, cyan } = look.colors;
  return ['', bold('Words that come up'), ...all.flatMap(([word, text]) => hanging(cyan(word), text, look))];
}

const downIntroduction =
  'Each step is taken back when nothing uses it any more, and as many as possible at the same time. They are told in ' +
  'the order in which they begin.';

/** `web-service: ECS service`, but `cluster` only once. */
function headingOf({ step, noun }: Pick<Scene, 'step' | 'noun'>): string {
  const name = nounOf(noun);
  return step.replaceAll('-', ' ') === name.toLowerCase() ? step : `${step}: ${name}`;
}

const sceneBody = (scene: Scene, told: Told, look: LessonLook): string[] => [
  ...paragraph(`${scene.why}.`, 0, look),
  ...factLines(scene, look),
  ...told.noun(scene.noun, scene.step),
  ...told.calls(scene),
];

const removalBody = (removal: Removal, told: Told, look: LessonLook): string[] => [
  ...timeLines(removal, look),
  ...told.calls(removal),
];

const factLines = ({ after, seconds, undone, costs }: Scene, look: LessonLook): string[] => [
  ...waitingLines(after, look),
  ...timeLines({ seconds }, look),
  ...(undone.length > 0 ? paragraph(`Undone by ${undone.join(', then ')}.`, 0, look) : []),
  ...costLines(costs, look),
];

const timeLines = ({ seconds }: { readonly seconds?: number | undefined }, look: LessonLook): string[] =>
  seconds === undefined ? [] : paragraph(`Takes about ${elapsed(seconds)} on AWS.`, 0, look);

function waitingLines(after: readonly Waiting[], look: LessonLook): string[] {
  const those = (until: Waiting['until']) => together(after.flatMap((it) => (it.until === until ? [it.step] : [])));
  const [ready, id, begin] = [those('ready'), those('id'), those('begin')];
  const said = [
    ...(ready ? [`Waits for ${ready}.`] : []),
    ...(id ? [`Waits for the id of ${id}, in service or not.`] : []),
    ...(begin ? [`Begins after ${begin}; when the stack goes, neither waits for the other.`] : []),
  ];
  return (said.length > 0 ? said : ['Waits for nothing.']).flatMap((text) => paragraph(text, 0, look));
}

const together = (names: readonly string[]): string =>
  names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;

/** One line for each thing that is billed. */
export const costLines = (costs: readonly Cost[], look: LessonLook): string[] =>
  costs.flatMap((cost) => paragraph(`Billed: ${cost.item}, ${priceText(cost)}.`, 0, look));

/** `$0.005 per address and hour; 2 here make $0.01 an hour (seen 2026-09-30)` */
function priceText({ quantity, unit, per, usd, seen }: Cost): string {
  if (usd === undefined) return 'at a price that is not known here for this region';
  const one = `${unitPrice(usd)} per ${per === undefined ? unit : `${unit} and ${per}`}`;
  const isMany = quantity !== undefined && quantity !== 1;
  const often = per === 'hour' ? 'an hour' : 'a month';
  const all = isMany ? `; ${quantity} here make ${unitPrice(quantity * usd)} ${often}` : '';
  return `${one}${all} (seen ${seen})`;
}
