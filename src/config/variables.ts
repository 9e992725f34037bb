/** The environment variables that a config may name. */
export type Variables = { readonly [name: string]: string | undefined };

/** What is wrong with a variable in a text. No message shows what a variable gives. */
export interface VariableFault {
  /** As far as it is certain: `${TAG`. It is where the fault is. */
  readonly at: string;
  readonly message: string;
  readonly hint: string;
  /** It is written as it must be, and has no value on this machine. */
  readonly isUnset?: true;
}

export interface Substituted {
  readonly text: string;
  /** The variables that the text names, those in defaults that count as well. */
  readonly names: readonly string[];
  readonly faults: readonly VariableFault[];
}

/**
 * Puts values in the places of variables, by the rules of docker compose: `${A}`, `${A:-default}` (unset or empty),
 * `${A-default}` (unset), `${A:?message}` and `${A?message}` (required), `${A:+other}` and `${A+other}` (where it has a value),
 * each of which may be nested. `$${` stands for `${`. There are two differences. A variable without a value is a fault, where
 * compose takes an empty text. And a `$` without a brace means nothing, because `$default` is a route and `$PORT` is for the
 * shell of a container.
 * @param isPolicy whether `${aws:username}` is a variable of IAM, which stays as it is
 * Sources: https://docs.docker.com/reference/compose-file/interpolation/,
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html
 */
export function substitute(text: string, variables: Variables, isPolicy = false): Substituted {
  const found = { names: [] as string[], faults: [] as VariableFault[] };
  return { text: substituted(text, { variables, isPolicy, ...found }), ...found };
}

interface Run {
  readonly variables: Variables;
  readonly isPolicy: boolean;
  readonly names: string[];
  readonly faults: VariableFault[];
}

function substituted(text: string, run: Run): string {
  let result = '';
  let from = 0;
  for (let at = text.indexOf('${'); at >= 0; at = text.indexOf('${', from)) {
    let dollars = 1;
    while (at - dollars >= from && text.charAt(at - dollars) === '$') dollars++;
    const inside = at + 2;
    // Two dollars before a brace are a literal one, and an odd one begins a variable.
    result += text.slice(from, at + 1 - dollars) + '$'.repeat(Math.floor(dollars / 2));
    if (dollars % 2 === 0) {
      result += '{';
      from = inside;
      continue;
    }
    const end = closingBrace(text, inside);
    if (end < 0) {
      run.faults.push(notClosed);
      return `${result}\${${text.slice(inside)}`;
    }
    result += expanded(text.slice(inside, end), run);
    from = end + 1;
  }
  return result + text.slice(from);
}

/** The brace that closes a variable. Those of variables in its default come before it. */
function closingBrace(text: string, from: number): number {
  let depth = 1;
  for (let i = from; i < text.length; i++) {
    if (text.startsWith('${', i)) depth++;
    else if (text.charAt(i) === '}' && --depth === 0) return i;
  }
  return -1;
}

function expanded(inside: string, run: Run): string {
  const [, name = '', operator = '', operand = ''] = /^([A-Za-z_]\w*)(?:(:?[-?+])(.*))?$/s.exec(inside) ?? [];
  if (name === '') {
    if (!run.isPolicy || !isOfIam(inside)) run.faults.push(notAVariable);
    return `\${${inside}}`;
  }
  if (credentials.includes(name)) {
    run.faults.push(credential(name));
    return `\${${inside}}`;
  }
  run.names.push(name);
  const value = Object.hasOwn(run.variables, name) ? run.variables[name] : undefined;
  const counts = operator.startsWith(':') ? value !== undefined && value !== '' : value !== undefined;
  if (operator.endsWith('+')) return counts ? substituted(operand, run) : '';
  if (counts) return value ?? '';
  if (operator.endsWith('-')) return substituted(operand, run);
  run.faults.push(operator === '' ? unset(name) : required(name, operator, operand));
  return `\${${inside}}`;
}

/** `${aws:PrincipalTag/team, 'none'}`, and the three that stand for the characters themselves. */
const isOfIam = (inside: string): boolean => /^(?:[a-z][a-z0-9-]*:[^-?+].*|[*?$])$/s.test(inside);

/** What the SDK signs with. A config that somebody else has written could send it anywhere: in the name of an image or a bucket. */
const credentials = [
  'AWS_ACCESS_KEY_ID',
  'AWS_SECRET_ACCESS_KEY',
  'AWS_SESSION_TOKEN',
  'AWS_SECURITY_TOKEN',
  'AWS_CONTAINER_AUTHORIZATION_TOKEN',
];

const literal = '`$${` is a literal `${`';
const unset = (name: string): VariableFault => ({
  at: `\${${name}`,
  message: `the variable ${name} is not set`,
  hint: `set ${name} in the environment, or give a default: \${${name}:-default}; ${literal}`,
  isUnset: true,
});
const credential = (name: string): VariableFault => ({
  at: `\${${name}`,
  message: `${name} is a credential of AWS, and no config gets one`,
  hint: 'what containers may do in AWS is said in `permissions`',
});
const required = (name: string, operator: string, message: string): VariableFault => ({
  at: `\${${name}`,
  message: `the variable ${name} is ${operator === '?' ? 'not set' : 'not set, or empty'}${message === '' ? '' : `: ${message}`}`,
  hint: `set ${name} in the environment`,
  isUnset: true,
});
const notClosed: VariableFault = {
  at: '${',
  message: 'a variable is opened here (${) and not closed',
  hint: `write "}" where it ends; ${literal}`,
};
const notAVariable: VariableFault = {
  at: '${',
  message: 'what is in these braces is no variable',
  hint: `write \${NAME}, \${NAME:-default}, \${NAME:?message} or \${NAME:+other}; ${literal}`,
};
