import type { ServiceId } from '../src/aws/services.js';
import type { Story } from './story.js';

/** On what an expectation rests: a published page, what others have seen, or nothing but what people believe. */
export type Source = `https://${string}` | `experience: ${string}` | `believed: ${string}`;

/** A short story of calls, with what AWS must answer. */
export interface Probe {
  readonly service: ServiceId;
  /** What AWS does, as a sentence. Unique. */
  readonly title: string;
  readonly source: Source;
  /** What it costs on AWS at most, in dollars; nothing where absent. */
  readonly usd?: number;
  /** How long AWS takes, removal included; a few seconds where absent. */
  readonly seconds?: number;
  /** @throws Difference where AWS answers otherwise, and whatever the SDK throws */
  run(story: Story): Promise<void>;
}

/** The probes of one service. */
export const probesOf = (service: ServiceId, probes: readonly Omit<Probe, 'service'>[]): readonly Probe[] =>
  probes.map((probe) => ({ service, ...probe }));

/** How sure a source is. */
export type Grounds = 'document' | 'experience' | 'belief';

/** Issues and the sources of other tools tell what somebody has seen, so they are experience and no document. */
export function groundsOf(source: Source): Grounds {
  if (source.startsWith('believed')) return 'belief';
  return source.startsWith('https://github.com/') || source.startsWith('experience') ? 'experience' : 'document';
}
