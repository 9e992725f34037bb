import { expect, test } from '@jest/globals';
import { chapterFrom } from '../../src/lessons/markdown.js';

const file = 'steps/sns/topic/lesson.md';
const link = '[AWS API reference](https://docs.aws.amazon.com/sns/latest/api/API_CreateTopic.html)';
const lines = [
  '# Topic',
  '',
  'A topic takes messages',
  'and hands them on.',
  '',
  '## sns:CreateTopic',
  '',
  'Makes it.',
  '',
  link,
  '',
  '### Parameters',
  '',
  '- `Name`: Its name:',
  '  it is unique.',
  '- `Attributes.KmsMasterKeyId`: A key.',
  '',
  '### Cost',
  '',
  'By the message.',
  '',
  '### Mistakes',
  '',
  '- One.',
  '- Two.',
  '',
];
const read = (all: readonly string[]) => chapterFrom('topic', all.join('\n'), file);
/** The lesson with another line in place of the one with this number. */
const changed = (number: number, ...texts: string[]) => read(lines.toSpliced(number - 1, 1, ...texts));

test('a lesson is read from its headings, paragraphs and lists; line breaks are spaces', () => {
  expect(read(lines)).toEqual({
    noun: 'topic',
    is: 'A topic takes messages and hands them on.',
    operations: {
      'sns:CreateTopic': {
        does: 'Makes it.',
        parameters: { Name: 'Its name: it is unique.', 'Attributes.KmsMasterKeyId': 'A key.' },
        cost: 'By the message.',
        mistakes: ['One.', 'Two.'],
        link: 'https://docs.aws.amazon.com/sns/latest/api/API_CreateTopic.html',
      },
    },
  });
});

test('what is malformed is named with its file and line', () => {
  expect(() => read([])).toThrow('steps/sns/topic/lesson.md:1: begin with "# Title"');
  expect(() => read(['# Topic', '', '## sns:CreateTopic'])).toThrow(
    'steps/sns/topic/lesson.md:3: below the title, say in one paragraph what it is',
  );
  expect(() => changed(6, 'More.')).toThrow('lesson.md:6: a heading with ## is expected here');
  expect(() => changed(6, '## Making it')).toThrow('lesson.md:6: "Making it" is no operation such as ec2:CreateVpc');
  expect(() => changed(8, '- Makes it.')).toThrow('lesson.md:8: below sns:CreateTopic, say in one paragraph');
  expect(() => changed(10, 'See AWS.')).toThrow(
    'lesson.md:10: below what sns:CreateTopic does, give [AWS API reference]',
  );
  expect(() => changed(14, '- Name: its name')).toThrow('lesson.md:14: write a parameter as - `Name`: why');
  expect(() => changed(14, 'Its name.')).toThrow('lesson.md:14: "Parameters" is a list');
  expect(() => changed(18, '### Price')).toThrow('lesson.md:18: "Price" is none of Parameters, Behind it, Undone by');
  expect(() => changed(20, '- By the message.')).toThrow('lesson.md:20: "Cost" is one paragraph');
  expect(() => changed(20, 'By the message.', '', 'And more.')).toThrow('lesson.md:22: "Cost" is one paragraph');
  expect(() => changed(22, '### Cost')).toThrow('lesson.md:22: "Cost" comes twice');
  expect(() => read([...lines, '## sns:CreateTopic'])).toThrow('lesson.md:27: "sns:CreateTopic" comes twice');
});
