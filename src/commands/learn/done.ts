/** What was done: for people, for programs, and whether what is checked is there. */
export interface Done {
  readonly lines: readonly string[];
  readonly data: object;
  readonly isSolved?: boolean;
}
