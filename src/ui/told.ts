import type { Look, Removal, Scene } from '../explain/story.js';
import type { Chapter, Lesson } from '../lessons/lesson.js';
import type { PlannedCall } from '../plan.js';
import { valueAt } from './short-value.js';
import {
  callLesson, hanging, lessonLines, paragraph, reasonsFor, valueLines, type LessonLook, type Reasons,
} from './lesson.js';

/** Where explanations come from: `ui` has no words for AWS of its own. */
export interface Book {
  chapterOf(noun: string): Chapter | undefined;
  lessonOf(operation: string): Lesson | undefined;
}

type Actions = Scene['actions'];

/**
 * Explains each thing once: nouns, operations, and reasons that several parameters share. What comes up again is only
 * named, with its values and where it was explained.
 */
export class Told {
  readonly #book: Book;
  readonly #look: LessonLook;
  /** The step that each was explained at. */
  readonly #at = new Map<string, string>();
  readonly #reasons = new Set<string>();

  constructor(book: Book, look: LessonLook) {
    this.#book = book;
    this.#look = look;
  }

  /** What it is, where that was not said yet. */
  noun(noun: string, step: string): string[] {
    const chapter = this.#isNew(noun, step) ? this.#book.chapterOf(noun) : undefined;
    return chapter ? ['', ...paragraph(chapter.is, 0, this.#look)] : [];
  }

  calls({ step, calls, looks, actions }: Scene | Removal): string[] {
    return [...calls.flatMap((call) => ['', ...this.#call(call, step, actions)]), ...this.#looks(looks, step, actions)];
  }

  #call(call: PlannedCall, step: string, actions: Actions): string[] {
    const name = `${call.service}:${call.operation}`;
    const lesson = this.#book.lessonOf(name);
    const isNew = this.#isNew(name, step);
    const reasons = this.#untold(name, lesson, call.input);
    const look = this.#withPermissions(name, actions);
    if (lesson && isNew) return callLesson(call, { ...lesson, parameters: reasons }, look);
    return [`${look.colors.bold(name)} ${this.#where(name, step)}`.trimEnd(), ...valueLines(reasons, call.input, look)];
  }

  /** The values that this call has; of each the reason only once, also where other operations have the same. */
  #untold(operation: string, lesson: Lesson | undefined, input: unknown): Reasons {
    const shown = Object.entries(reasonsFor(lesson, input)).flatMap(([name, why]) => {
      if (valueAt(input, name) === undefined) return [];
      const keys = [`${operation} ${name}`, why.replace(/`[^`]*`/g, '')];
      const isNew = why !== '' && !keys.some((key) => this.#reasons.has(key));
      for (const key of keys) this.#reasons.add(key);
      // Tags are the same at every step, but for its name.
      return isNew || !isTags(name) ? [[name, isNew ? why : '']] : [];
    });
    return Object.fromEntries(shown) as Reasons;
  }

  /** Calls that only look: what is new is explained, the rest is one line. */
  #looks(looks: readonly Look[], step: string, actions: Actions): string[] {
    const fresh = looks.filter(({ operation }) => this.#isNew(operation, step));
    const rest = looks.filter((it) => !fresh.includes(it)).map(timesOf);
    return [
      ...fresh.flatMap((look) => ['', ...this.#lookLesson(look, actions)]),
      ...(rest.length > 0 ? ['', ...paragraph(`Looks by ${rest.join(', ')}.`, 0, this.#look)] : []),
    ];
  }

  #lookLesson(look: Look, actions: Actions): string[] {
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
const timesOf = ({ operation, times }: Look): string => (times > 1 ? `${operation} ×${times}` : operation);

/** `  IAM: ec2:CreateVpc, ec2:CreateTags` */
export function permissionLines(operation: string, actions: Actions, look: LessonLook): string[] {
  const all = actions[operation] ?? [];
  return hanging(look.colors.bold('IAM'), all.length > 0 ? `${all.join(', ')}.` : 'no action; everybody may.', look);
}
