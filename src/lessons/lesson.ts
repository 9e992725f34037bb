/**
 * What is taught about one API operation, in plain text; amounts of money are in `src/prices`, IAM actions in
 * `src/permissions`.
 */
export interface Lesson {
  /** What it does, in one to three sentences. */
  readonly does: string;
  /** The members of its input that matter, and why they have the values that they have here. */
  readonly parameters?: { readonly [member: string]: string };
  /** What AWS does behind it, and how long that takes. */
  readonly behind?: string;
  /** What undoes it, or why nothing has to. Absent for a call that only reads. */
  readonly undo?: string;
  /** What it costs, as a rule and without amounts. Absent where it costs nothing. */
  readonly cost?: string;
  /** What people get wrong, with what they then see. */
  readonly mistakes?: readonly string[];
  /** The page of the AWS API reference. */
  readonly link: string;
}

/** What is taught about one noun, or about a topic that is none: what it is, and each operation that belongs to it. */
export interface Chapter {
  /** As in `steps/`: `nat-gateway`. */
  readonly noun: string;
  /** What it is and what it is for, to a reader who knows HTTP and Linux: a few sentences. */
  readonly is: string;
  /** What to ask about next: other nouns and topics. */
  readonly see?: readonly string[];
  /** Pages that say what is told here. */
  readonly sources?: readonly string[];
  /** By `ec2:CreateNatGateway`. */
  readonly operations: { readonly [operation: string]: Lesson };
}
