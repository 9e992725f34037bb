import { blueprints } from '../../config/blueprints.js';
import { costsOfNoun } from '../../explain/costs.js';
import { actionsOf } from '../../explain/permissions.js';
import { foundFor, nearestWords, subjectOf, type Subject } from '../../explain/subject.js';
import { FailureError } from '../../failure.js';
import type { Book } from '../../lessons/book.js';
import { isTopic } from '../../lessons/order.js';
import { pricesIn } from '../../prices/table.js';
import { chapterLines, operationLines, type ChapterFacts } from '../../ui/chapter.js';
import { chapterJson, operationJson, stepNarrationJson } from '../../ui/explain-json.js';
import { stepNarrationLines } from '../../ui/narration.js';
import { foundJson, foundLines, meaningsJson, meaningsLines } from '../../ui/words.js';
import { unreachable } from '../../unreachable.js';
import { endpointToRehearse } from '../stack/region.js';
import { bookOfNouns, nounFacts } from './book.js';
import { isStackNamed, type ExplainRequest } from './asked.js';
import type { Narration } from './narration.js';
import type { Show } from './show.js';

/** What the words of a request mean: a step, a noun, a topic, an operation, a blueprint, or where they stand. */
export async function wordLines(request: ExplainRequest, show: Show): Promise<string[]> {
  const word = (request.what ?? []).join(' ');
  const book = await bookOfNouns();
  const subject = subjectOf(word, book, blueprints);
  // Where a stack is named, its steps come first: some are called as what they are.
  const isNamed = isStackNamed(request);
  const stack = isNamed || !subject ? await (await import('./stack.js')).stackIfAny(request, isNamed, show) : undefined;
  if (stack?.steps.includes(word)) return stepLines(stack, word, { request, book, show });
  const near = nearestWords(word, book, stack?.steps ?? []);
  // A word with a wrong letter, or a URL, is told from words that stand together nowhere.
  const isLoose = near.length === 0 && isPlain(word);
  const found =
    subject ?? (isPlain(word) ? foundFor(word, book) : undefined) ?? (isLoose ? foundFor(word, book, 1) : undefined);
  if (!found) throw unknown(word, near);
  return subjectLines(found, word, { request, book, show });
}

/** Words, and names of operations and members: what may stand in a lesson. */
const isPlain = (word: string): boolean => /^[\w\s.,:$*?'"()-]+$/.test(word) && !word.includes('://');

interface Asked {
  readonly request: ExplainRequest;
  readonly book: Book;
  readonly show: Show;
}

async function stepLines(stack: Narration, step: string, { request, book, show }: Asked): Promise<string[]> {
  const { narration } = await stack.tell();
  const stepNarration = narration.steps.find((it) => it.step === step);
  if (!stepNarration) return [];
  const removal = narration.removals.find((it) => it.step === step);
  return request.display.json
    ? stepNarrationJson(stepNarration, removal, book, show.time)
    : stepNarrationLines(stepNarration, removal, book, show.look);
}

async function subjectLines(subject: Subject, word: string, asked: Asked): Promise<string[]> {
  const { request, show } = asked;
  const { json } = request.display;
  switch (subject.is) {
    case 'several':
      throw new FailureError({
        ...{ code: 'bad-usage', message: 'several services have an operation of that name' },
        hint: `say which: ${subject.names.join(', ')}`,
      });
    case 'blueprint': {
      const named = { ...request, stack: { ...request.stack, config: undefined, blueprint: subject.blueprint.name } };
      const { stackLines } = await import('./stack.js');
      const { narrationFor } = await import('./narration.js');
      return stackLines(named, await narrationFor(named, show.note), show);
    }
    case 'meanings':
      return json ? meaningsJson(word, subject.meanings, show.time) : meaningsLines(word, subject.meanings, show.look);
    case 'found':
      return json ? foundJson(word, subject.found, show.time) : foundLines(word, subject.found, show.look);
    case 'chapter':
    case 'operation':
      return lessonLinesOf(subject, asked);
    default:
      return unreachable(subject);
  }
}

async function lessonLinesOf(
  subject: Extract<Subject, { is: 'chapter' | 'operation' }>,
  { request: { target, display }, show: { look, time, note } }: Asked,
): Promise<string[]> {
  const { chapter } = subject;
  // A topic has no prices, so it does not matter where.
  const { region } = isTopic(chapter.noun) ? { region: '' } : await endpointToRehearse(target, {}, note);
  const operations = subject.is === 'chapter' ? Object.keys(chapter.operations) : [subject.name];
  const facts: ChapterFacts = {
    region,
    costs: costsOfNoun(pricesIn(region), (await nounFacts()).billing[chapter.noun]),
    actions: Object.fromEntries(operations.map((name) => [name, actionsOf(name)])),
  };
  if (subject.is === 'chapter')
    return display.json ? chapterJson(chapter, facts, time) : chapterLines(chapter, facts, look);
  const { name, lesson } = subject;
  if (!display.json) return operationLines(name, lesson, facts, look);
  return [operationJson(name, lesson, { noun: chapter.noun, actions: facts.actions, time })];
}

function unknown(word: string, names: readonly string[]): FailureError {
  const near = names.map((it) => JSON.stringify(it));
  const any =
    'a step, a noun like nat-gateway, or an operation like ec2:CreateVpc; `provision explain` lists what there is';
  const hint = near.length > 0 ? `did you mean ${near.join(' or ')}?` : any;
  const message = `there is nothing called ${JSON.stringify(word)} to explain`;
  return new FailureError({ code: 'bad-usage', message, hint });
}
