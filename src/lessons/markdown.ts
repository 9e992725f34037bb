import { blocksOf, type Block, type Heading, type Item } from './blocks.js';
import type { Chapter, Lesson } from './lesson.js';

/**
 * Reads a lesson's Markdown. Its form, each part in this order:
 *
 *     # NAT gateway
 *     What it is and what it is for.
 *
 *     ## See also
 *     - elastic-ip
 *
 *     ## Sources
 *     - https://docs.aws.amazon.com/…
 *
 *     ## ec2:CreateNatGateway
 *     What it does.
 *
 *     [AWS API reference](https://docs.aws.amazon.com/…)
 *
 *     ### Parameters
 *     - `SubnetId`: Why it has the value that it has.
 *
 *     ### Behind it
 *     ### Undone by
 *     ### Cost
 *     ### Mistakes
 *     - What people get wrong.
 *
 * Each part is one paragraph, or a list where an example stands. An operation has the parts that it needs. Line breaks
 * count as spaces.
 * @param file what the text is from, for messages
 * @throws Error naming file, line and what is wrong there
 */
export function chapterFrom(noun: string, text: string, file: string): Chapter {
  const at: At = (line) => `${file}:${line}`;
  const [title, intro, ...rest] = blocksOf(text);
  if (title?.kind !== 'heading' || title.level !== 1) throw new Error(`${at(title?.line ?? 1)}: begin with "# Title"`);
  if (intro?.kind !== 'paragraph')
    throw new Error(`${at(intro?.line ?? title.line)}: below the title, say in one paragraph what it is`);
  const all = partsAt(2, rest, at);
  const named = (name: string) => all.find(({ heading }) => heading.text === name);
  const [see, sources] = ['See also', 'Sources'].map((name) => listIn(named(name), at)?.map(({ text }) => text));
  const parts = all.filter(({ heading }) => heading.text !== 'See also' && heading.text !== 'Sources');
  const wrong = parts.find(({ heading }) => !/^[a-z0-9]+:\w+$/.test(heading.text))?.heading;
  if (wrong) throw new Error(`${at(wrong.line)}: "${wrong.text}" is no operation such as ec2:CreateVpc`);
  return {
    noun,
    is: intro.text,
    ...(see && { see }),
    ...(sources && { sources }),
    operations: Object.fromEntries(parts.map((part) => [part.heading.text, lessonFrom(part, at)])),
  };
}

/** A line, for a message. */
type At = (line: number) => string;

const sections: readonly string[] = ['Parameters', 'Behind it', 'Undone by', 'Cost', 'Mistakes'];

function lessonFrom({ heading, body: [does, link, ...rest] }: Part, at: At): Lesson {
  if (does?.kind !== 'paragraph')
    throw new Error(`${at(does?.line ?? heading.line)}: below ${heading.text}, say in one paragraph what it does`);
  const url = link?.kind === 'paragraph' ? /^\[[^\]]+\]\((https:\S+)\)$/.exec(link.text)?.[1] : undefined;
  if (url === undefined)
    throw new Error(
      `${at(link?.line ?? does.line)}: below what ${heading.text} does, give [AWS API reference](https://…)`,
    );
  const parts = partsAt(3, rest, at);
  const odd = parts.find((it) => !sections.includes(it.heading.text))?.heading;
  if (odd) throw new Error(`${at(odd.line)}: "${odd.text}" is none of ${sections.join(', ')}`);
  const part = (name: string): Part | undefined => parts.find((it) => it.heading.text === name);
  const parameters = listIn(part('Parameters'), at)?.map((it) => parameterFrom(it, at));
  const [behind, undo, cost] = ['Behind it', 'Undone by', 'Cost'].map((name) => paragraphIn(part(name), at));
  const mistakes = listIn(part('Mistakes'), at)?.map(({ text }) => text);
  return {
    does: does.text,
    ...(parameters && { parameters: Object.fromEntries(parameters) }),
    ...(behind !== undefined && { behind }),
    ...(undo !== undefined && { undo }),
    ...(cost !== undefined && { cost }),
    ...(mistakes && { mistakes }),
    link: url,
  };
}

function parameterFrom({ text, line }: Item, at: At): readonly [string, string] {
  const [, name, why] = /^`([\w.]+)`: (.+)$/.exec(text) ?? [];
  if (name === undefined || why === undefined) throw new Error(`${at(line)}: write a parameter as - \`Name\`: why`);
  return [name, why];
}

function paragraphIn(part: Part | undefined, at: At): string | undefined {
  if (!part) return undefined;
  const [first, second] = part.body;
  if (first?.kind === 'paragraph' && !second) return first.text;
  throw new Error(`${at(second?.line ?? first?.line ?? part.heading.line)}: "${part.heading.text}" is one paragraph`);
}

function listIn(part: Part | undefined, at: At): readonly Item[] | undefined {
  if (!part) return undefined;
  const items = part.body.filter((block) => block.kind === 'item');
  const other = part.body.find(({ kind }) => kind !== 'item') ?? (items.length === 0 ? part.heading : undefined);
  if (other) throw new Error(`${at(other.line)}: "${part.heading.text}" is a list`);
  return items;
}

interface Part {
  readonly heading: Heading;
  readonly body: readonly Block[];
}

/** Cuts at the headings of a level. @throws Error where none is first, one comes twice or one of a higher level comes */
function partsAt(level: number, blocks: readonly Block[], at: At): Part[] {
  const parts: { heading: Heading; body: Block[] }[] = [];
  for (const block of blocks) {
    const isHeading = block.kind === 'heading' && block.level <= level;
    if (isHeading && block.level === level) {
      if (parts.some(({ heading }) => heading.text === block.text))
        throw new Error(`${at(block.line)}: "${block.text}" comes twice`);
      parts.push({ heading: block, body: [] });
    } else if (!isHeading && parts.length > 0) parts.at(-1)?.body.push(block);
    else throw new Error(`${at(block.line)}: a heading with ${'#'.repeat(level)} is expected here`);
  }
  return parts;
}
