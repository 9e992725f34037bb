/** The part of a JSON Schema that describes one member, as far as ours uses it. */
export interface MemberSchema {
  readonly description?: string;
  /** Several where a value may be written in several ways; the first one is what it is then. */
  readonly type?: string | readonly string[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly default?: unknown;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly properties?: { readonly [member: string]: MemberSchema };
  readonly required?: readonly string[];
  readonly additionalProperties?: MemberSchema | false;
  readonly items?: MemberSchema;
  readonly pattern?: string;
  /** The unit of a size. */
  readonly format?: string;
  /** The value may be a secret; no message shows it. */
  readonly writeOnly?: boolean;
}

/** The types of a member, in the words of JSON Schema. */
export const typesOf = ({ type }: Pick<MemberSchema, 'type'>): readonly string[] =>
  type === undefined ? [] : typeof type === 'string' ? [type] : type;
