/** Where something is in a text; both count from 1. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** What the writer of a file takes it for. A JSON file is read as the YAML that it is, but spoken of as JSON. */
export type FileFormat = 'YAML' | 'JSON';

/** Something in a YAML text that cannot be read, or not with certainty. */
export interface Fault {
  readonly at: Position;
  readonly message: string;
  readonly hint?: string;
  /** The rest of the file may have been misread, so it is not checked. */
  readonly fatal: boolean;
}
