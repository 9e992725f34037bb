/**
 * A picture of a stack, before it is written in any format: boxes within boxes, what is in them, and arrows between
 * that. All text in it is plain; each format escapes it in its own way.
 */
export interface Picture extends PictureContents {
  readonly title: string;
  /** One line below it. */
  readonly subtitle: string;
  /** Where arrows lead, as a rule. */
  readonly direction: 'right' | 'down';
  readonly arrows: readonly Arrow[];
}

export interface PictureContents {
  readonly boxes: readonly Box[];
  readonly nodes: readonly PictureNode[];
}

export interface Box extends PictureContents {
  /** Unique among the boxes. */
  readonly id: string;
  readonly title: string;
  /** One line below it. */
  readonly note?: string;
  readonly tone: Tone;
  /** Boxes of one box that have this stand side by side, in their order. */
  readonly isInRow?: true;
  readonly state?: State | undefined;
  /** As in a node. */
  readonly about?: readonly string[];
}

/** How something is: in service, on its way there or out, or not as it is to be. The lines say it in AWS's words. */
export type State = 'good' | 'changing' | 'bad';

export interface PictureNode {
  /** Unique in the picture. */
  readonly id: string;
  /** The first one names it, the others say more. */
  readonly lines: readonly [string, ...string[]];
  readonly tone: Tone;
  /** `pill`: somebody or something outside of the stack. */
  readonly shape?: 'box' | 'pill';
  /** Absent where that is not known: a config says nothing of it. */
  readonly state?: State | undefined;
  /** All ids of AWS that mean it, or a part of it. */
  readonly about?: readonly string[];
  /** The security groups that it is in. */
  readonly groups?: readonly string[];
}

export interface Arrow {
  /** Ids of nodes. */
  readonly from: string;
  readonly to: string;
  /** Line by line. */
  readonly label?: readonly string[];
  /** `none`: it is not seen, and only says what shall be placed after what. */
  readonly line?: 'solid' | 'dashed' | 'dotted' | 'none';
  readonly tone?: Tone;
}

/** What the colours mean is said by the boxes that have them. */
export type Tone =
  | 'plain'
  | 'network'
  | 'public'
  | 'private'
  | 'platform'
  | 'capacity'
  | 'endpoints'
  | 'balancer'
  | 'api'
  | 'consumer'
  | ServiceTone;
export type ServiceTone = (typeof serviceTones)[number];
const serviceTones = ['service-1', 'service-2', 'service-3', 'service-4', 'service-5', 'service-6'] as const;

/** The tone of each service by its number; after six they begin again. */
export const serviceTone = (index: number): ServiceTone =>
  serviceTones[Math.max(0, index) % serviceTones.length] ?? 'service-1';

/** All nodes of a picture, those in its boxes too. */
export const nodesIn = ({ nodes, boxes }: PictureContents): PictureNode[] => [...nodes, ...boxes.flatMap(nodesIn)];
