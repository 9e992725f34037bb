/** A config that is being made. */
export type Data = { [name: string]: unknown };

/** Where the config goes, and what it is called. */
export interface Destination {
  readonly stack: string;
  readonly file: string;
  /** Its directory: files that it names are looked for there. */
  readonly directory: string;
  /** What its first lines say. */
  readonly title: string;
}
