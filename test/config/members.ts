import { editorSchema } from '../../src/config/json-schema.js';
import type { Path } from '../../src/config/member-path.js';
import type { MemberSchema } from '../../src/config/member-schema.js';

/** A member of the config, with entries of its maps called `x` and the first entry of its lists. */
export interface Member {
  readonly path: Path;
  readonly schema: MemberSchema;
}

/** All members that the schema has, and all entries that members may have. */
export function everyMember(schema: MemberSchema = editorSchema(), path: Path = []): Member[] {
  const { properties = {}, additionalProperties, items } = schema;
  const inside: [string | number, MemberSchema][] = Object.entries(properties);
  if (additionalProperties) inside.push(['x', additionalProperties]);
  if (items) inside.push([0, items]);
  return inside.flatMap(([name, member]) => {
    const at = [...path, name];
    return [{ path: at, schema: member }, ...everyMember(member, at)];
  });
}

type Format = 'yaml' | 'json';

/** A config with one value in it, put where its path says; each member is on a line of its own. */
export class Written {
  readonly lines: string[] = [];
  /** The first and the last line of the value that was put in, counted from 1. */
  readonly from: number;
  readonly to: number;

  constructor(path: Path, value: unknown, format: Format) {
    const json = format === 'json';
    const open = (index: number): void => {
      const [name, following] = [path[index], path[index + 1]];
      const pad = '  '.repeat(index + (json ? 1 : 0));
      const label = typeof name === 'number' ? (json ? '' : '- ') : json ? `${JSON.stringify(name)}: ` : `${name}: `;
      if (index === path.length - 1) {
        this.lines.push(`${pad}${label}${JSON.stringify(value)}`);
        return;
      }
      const brackets = typeof following === 'number' ? '[]' : '{}';
      // An entry of a YAML list begins on the line of its dash.
      this.lines.push(`${pad}${label}${json ? brackets.charAt(0) : ''}`.trimEnd());
      open(index + 1);
      if (json) this.lines.push(`${pad}${brackets.charAt(1)}`);
    };
    if (json) this.lines.push('{');
    open(0);
    this.from = this.lines.length - (json ? path.length - 1 : 0);
    this.to = this.from;
    if (json) this.lines.push('}');
  }

  get text(): string {
    return `${this.lines.join('\n')}\n`;
  }
}
