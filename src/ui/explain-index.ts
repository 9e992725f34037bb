import type { Titled } from '../explain/subject.js';
import type { LessonLook } from './lesson.js';
import { jsonLine } from './printable.js';
import { wrapped } from './prose.js';
import { padEnd, widest } from './text.js';

/** What can be explained. */
export interface Index {
  readonly blueprints: readonly Titled[];
  /** Nouns and topics by what they are about. */
  readonly areas: readonly { readonly area: string; readonly names: readonly string[] }[];
}

/** What `explain` says where there is no stack to explain. */
export function indexLines({ blueprints, areas }: Index, { columns, colors }: LessonLook): string[] {
  const rows = (all: readonly (readonly [string, string])[]) => {
    const width = widest(all.map(([name]) => name));
    return all.flatMap(([name, text]) => wrapped(`  ${padEnd(name, width)}  ${text}`, columns, width + 2));
  };
  const head = (text: string) => wrapped(text, columns).map(colors.bold);
  return [
    ...head('Architectures: provision explain NAME shows one on a screen'),
    ...rows(blueprints.map(({ name, title }) => [name, title])),
    ...head('Nouns and topics: provision explain NAME'),
    ...rows(areas.map(({ area, names }) => [area, names.join(', ')])),
    ...head('Also'),
    ...wrapped(
      '  Any words: provision explain alb, provision explain "circuit breaker", provision explain health check',
      columns,
    ),
    ...wrapped('  An operation: provision explain ec2:CreateNatGateway', columns),
    ...wrapped('  A request: provision explain --request GET / --blueprint cloud-map-public', columns),
    ...wrapped('  Two architectures: provision explain --compare cloud-map-public alb-microservices', columns),
    ...wrapped('  A stack of your own: provision init writes a config; then provision explain', columns),
  ];
}

export const indexJson = ({ blueprints, areas }: Index, time: string): string[] => [
  jsonLine({ type: 'lesson', of: 'index', time, blueprints, areas }),
];
