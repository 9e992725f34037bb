import { withoutOwnParts } from '../explain/own-parts.js';
import type { ReadCalls, RemovalNarration, StepNarration } from '../explain/narration.js';
import type { Chapter, Lesson } from '../lessons/lesson.js';
import type { PlannedCall } from '../plan.js';
import { wrapped } from './prose.js';
import { valueAt } from './short-value.js';
import {
  callLesson,
  hanging,
  lessonLines,
  paragraph,
  reasonsFor,
  valueLines,
  type LessonLook,
  type Reasons,
} from './lesson.js';

/** Where lessons come from. `ui` itself has no text about AWS. */
export interface Book {
  chapterOf(noun: string): Chapter | undefined;
  lessonOf(operation: string): Lesson | undefined;
}

type Actions = StepNarration['actions'];

/**
 * Explains each noun, each operation and each reason of a parameter once. An operation that comes up again is only named,
 * with its values and the step at which it was explained.
 */
export class Explainer {
  readonly #book: Book;
  readonly #look: LessonLook;
  /** By noun or operation: the step at which it was explained. */
  readonly #at = new Map<string, string>();
  readonly #reasons = new Set<string>();

  constructor(book: Book, look: LessonLook) {
    this.#book = book;
    this.#look = look;
  }

  /** What the noun is; no lines if it was explained before. */
  noun(noun: string, step: string): string[] {
    const chapter = this.#isNew(noun, step) ? this.#book.chapterOf(noun) : undefined;
    return chapter ? ['', ...paragraph(chapter.is, 0, this.#look)] : [];
  }

  /** The calls of a step, then the operations that only read. */
  calls({ step, calls, looks, actions }: StepNarration | RemovalNarration): string[] {
    return [...calls.flatMap((call) => ['', ...this.#call(call, step, actions)]), ...this.#reads(looks, step, actions)];
  }

  #call(call: PlannedCall, step: string, actions: Actions): string[] {
    const name = `${call.service}:${call.operation}`;
    const lesson = this.#book.lessonOf(name);
    const isNew = this.#isNew(name, step);
    const input = withoutOwnParts(name, call.input);
    const reasons = this.#newReasons(name, lesson, input);
    const look = this.#withPermissions(name, actions);
    if (lesson && isNew) return callLesson(call, { ...lesson, parameters: reasons }, look);
    const title = `${look.colors.bold(name)} ${this.#where(name, step)}`.trimEnd();
    return [...wrapped(title, look.columns), ...valueLines(reasons, input, look)];
  }

  /** The parameters that this call has. A reason that was given before, for any operation, is left out. */
  #newReasons(operation: string, lesson: Lesson | undefined, input: unknown): Reasons {
    const shown = Object.entries(reasonsFor(lesson, input)).flatMap(([name, why]) => {
      if (valueAt(input, name) === undefined) return [];
      const keys = [`${operation} ${name}`, why.replace(/`[^`]*`/g, '')];
      const isNew = why !== '' && !keys.some((key) => this.#reasons.has(key));
      for (const key of keys) this.#reasons.add(key);
      // The tags of the config are the same at every step.
      return isNew || !isTags(name) ? [[name, isNew ? why : '']] : [];
    });
    return Object.fromEntries(shown) as Reasons;
  }

  /** The operations that only read: new ones are explained, the others share one line. */
  #reads(looks: readonly ReadCalls[], step: string, actions: Actions): string[] {
    const fresh = looks.filter(({ operation }) => this.#isNew(operation, step));
    const rest = looks.filter((it) => !fresh.includes(it)).map(timesOf);
    return [
      ...fresh.flatMap((look) => ['', ...this.#readLesson(look, actions)]),
      ...(rest.length > 0 ? ['', ...paragraph(`Reads with ${rest.join(', ')}.`, 0, this.#look)] : []),
    ];
  }

  #readLesson(look: ReadCalls, actions: Actions): string[] {
    const lesson = this.#book.lessonOf(look.operation);
    const title = timesOf(look);
    return lesson ? lessonLines(title, lesson, this.#withPermissions(look.operation, actions)) : [title];
  }

  #withPermissions(operation: string, actions: Actions): LessonLook {
    return { ...this.#look, before: permissionLines(operation, actions, this.#look) };
  }

  #isNew(name: string, step: string): boolean {
    if (this.#at.has(name)) return false;
    this.#at.set(name, step);
    return true;
  }

  #where(name: string, step: string): string {
    const at = this.#at.get(name);
    return at === undefined || at === step ? '' : this.#look.colors.dim(`(explained at ${at})`);
  }
}

const isTags = (name: string): boolean => /^tag(s|specifications)$/i.test(name);

/** `ec2:DescribeVpcs ×4` */
const timesOf = ({ operation, times }: ReadCalls): string => (times > 1 ? `${operation} ×${times}` : operation);

/** `  IAM: ec2:CreateVpc, ec2:CreateTags` */
export function permissionLines(operation: string, actions: Actions, look: LessonLook): string[] {
  const all = actions[operation] ?? [];
  return hanging(look.colors.bold('IAM'), all.length > 0 ? `${all.join(', ')}.` : 'no permission is needed.', look);
}
