import { serviceIds, services } from '../aws/services.js';
import type { Cost } from '../explain/costs.js';
import type { RemovalNarration, StepNarration, StackNarration, StepWait } from '../explain/narration.js';
import { words } from '../lessons/words.js';
import { counted, displayName } from '../display-names.js';
import { unitPrice } from './money.js';
import { hanging, paragraph, type LessonLook } from './lesson.js';
import { wrapped } from './prose.js';
import { elapsed } from './text.js';
import { Explainer, type Book } from './explainer.js';

/** The narration of a whole stack in lines: introduction, terms, each step of `up`, each deletion of `down`. */
export function stackNarrationLines(narration: StackNarration, book: Book, look: LessonLook): string[] {
  const explainer = new Explainer(book, look);
  const { bold } = look.colors;
  const sections: readonly (readonly [heading: string, lines: readonly string[]])[] = [
    ...narration.steps.map(
      (stepNarration, index) =>
        [`${index + 1}. ${headingOf(stepNarration)}`, stepBody(stepNarration, explainer, look)] as const,
    ),
    ['How down deletes it', paragraph(downIntroduction, 0, look)],
    ...narration.removals.map((removal) => [headingOf(removal), removalBody(removal, explainer, look)] as const),
  ];
  return [
    ...introduction(narration, look),
    ...vocabulary(narration, look),
    ...addedLines(book, look),
    ...sections.flatMap(([heading, lines]) => ['', ...wrapped(heading, look.columns).map(bold), ...lines]),
  ];
}

/** The narration of one step in lines, with its deletion if `down` deletes its resource. */
export function stepNarrationLines(
  stepNarration: StepNarration,
  removal: RemovalNarration | undefined,
  book: Book,
  look: LessonLook,
): string[] {
  const explainer = new Explainer(book, look);
  const { bold } = look.colors;
  const down = removal ? ['', bold('How down deletes it'), ...removalBody(removal, explainer, look)] : [];
  return [
    ...wrapped(headingOf(stepNarration), look.columns).map(bold),
    ...stepBody(stepNarration, explainer, look),
    ...down,
  ];
}

function introduction({ stack, region, steps }: StackNarration, look: LessonLook): string[] {
  const calls = steps.flatMap((it) => it.calls).length;
  const [what, how] = [
    `How up creates ${stack} in ${region}, with ${counted(steps.length, 'step')} and ${counted(calls, 'mutating call')}, ` +
      'and how down deletes it.',
    'The calls come from a rehearsal: AWS was not called. A value that AWS will choose, such as an id, is shown as a ' +
      'placeholder with the step that gives it: `${vpc.vpcId}`. Steps that do not wait for each other run at the same ' +
      'time. Each operation is explained where it first comes up. Before all of them, sts:GetCallerIdentity tells the ' +
      'account.',
  ];
  return [...paragraph(what, 0, look).map(look.colors.bold), ...paragraph(how, 0, look)];
}

/** Terms that appear before the step that explains them: the services that are called, and a few more. */
function vocabulary({ steps }: StackNarration, look: LessonLook): string[] {
  const used = new Set(
    steps.flatMap(({ calls, looks }) => [
      ...calls.map(({ service }) => service),
      ...looks.map(({ operation }) => operation.slice(0, operation.indexOf(':'))),
    ]),
  );
  const introductions = serviceIds
    .filter((service) => used.has(service))
    .map((service) => [service, services[service].introduction] as const);
  const all = [...introductions, ...Object.entries(words)];
  const { bold, cyan } = look.colors;
  return ['', bold('Terms'), ...all.flatMap(([word, text]) => hanging(cyan(word), text, look))];
}

/** Told once, and left out of the calls. */
function addedLines(book: Book, look: LessonLook): string[] {
  const chapter = book.chapterOf('what-provision-adds');
  return chapter ? ['', look.colors.bold('What provision adds'), ...paragraph(chapter.is, 0, look)] : [];
}

const downIntroduction =
  'Each resource is deleted when nothing uses it any more, as many as possible at the same time. They are listed in ' +
  'the order in which their deletions begin.';

/** `web-service: ECS service`; only `cluster` if the step is called like its noun. */
function headingOf({ step, noun }: Pick<StepNarration, 'step' | 'noun'>): string {
  const name = displayName(noun);
  return step.replaceAll('-', ' ') === name.toLowerCase() ? step : `${step}: ${name}`;
}

const stepBody = (stepNarration: StepNarration, explainer: Explainer, look: LessonLook): string[] => [
  ...paragraph(`${stepNarration.why}.`, 0, look),
  ...factLines(stepNarration, look),
  ...explainer.noun(stepNarration.noun, stepNarration.step),
  ...explainer.calls(stepNarration),
];

const removalBody = (removal: RemovalNarration, explainer: Explainer, look: LessonLook): string[] => [
  ...timeLines(removal, look),
  ...explainer.calls(removal),
];

const factLines = ({ after, seconds, undone, goesWith, costs }: StepNarration, look: LessonLook): string[] => [
  ...waitingLines(after, look),
  ...timeLines({ seconds }, look),
  ...(undone.length > 0 ? paragraph(`down deletes it with ${undone.join(', then ')}.`, 0, look) : []),
  ...(goesWith !== undefined ? paragraph(`In down it goes with ${goesWith}: AWS deletes both.`, 0, look) : []),
  ...costLines(costs, look),
];

const timeLines = ({ seconds }: { readonly seconds?: number | undefined }, look: LessonLook): string[] =>
  seconds === undefined ? [] : paragraph(`Takes about ${elapsed(seconds)} on AWS.`, 0, look);

function waitingLines(after: readonly StepWait[], look: LessonLook): string[] {
  const those = (until: StepWait['until']) => together(after.flatMap((it) => (it.until === until ? [it.step] : [])));
  const [ready, id, begin] = [those('ready'), those('id'), those('begin')];
  const said = [
    ...(ready ? [`Waits for ${ready}.`] : []),
    ...(id ? [`Waits for the id of ${id}, which need not be in service yet.`] : []),
    ...(begin ? [`Begins after ${begin}. When the stack is deleted, neither waits for the other.`] : []),
  ];
  return (said.length > 0 ? said : ['Waits for nothing.']).flatMap((text) => paragraph(text, 0, look));
}

const together = (names: readonly string[]): string =>
  names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;

/** One paragraph for each cost: what is billed, and its price. */
export const costLines = (costs: readonly Cost[], look: LessonLook): string[] =>
  costs.flatMap((cost) => paragraph(`Billed: ${cost.item}, ${priceText(cost)}.`, 0, look));

/** `$0.005 per address and hour; 2 of them cost $0.01 an hour (seen 2026-09-30)` */
function priceText({ quantity, unit, per, usd, seen }: Cost): string {
  if (usd === undefined) return 'at a price that is not known for this region';
  const one = `${unitPrice(usd)} per ${per === undefined ? unit : `${unit} and ${per}`}`;
  const isMany = quantity !== undefined && quantity !== 1;
  const often = per === 'hour' ? 'an hour' : 'a month';
  const all = isMany ? `; ${quantity} of them cost ${unitPrice(quantity * usd)} ${often}` : '';
  return `${one}${all} (seen ${seen})`;
}
