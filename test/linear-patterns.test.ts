import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import ts from 'typescript';

// Texts of others have any length: an answer, a state, a config, a request to the sandbox.

const root = join(import.meta.dirname, '..');

const sources = (): [file: string, text: string][] =>
  ['src', 'steps', 'state'].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.ts'))
      .map((file): [string, string] => [join(folder, file), readFileSync(join(root, folder, file), 'utf8')]),
  );

/** The regular expressions in the sources that repeat something, each with its file and line. */
function patterns(): Map<string, RegExp> {
  const found = new Map<string, RegExp>();
  for (const [file, text] of sources()) {
    if (!/\/[^\n]*[*+}][^\n]*\//.test(text)) continue;
    const source = ts.createSourceFile(file, text, ts.ScriptTarget.ESNext);
    const walk = (node: ts.Node): void => {
      if (node.kind === ts.SyntaxKind.RegularExpressionLiteral && /[*+}]/.test(node.getText(source))) {
        const literal = node.getText(source);
        const end = literal.lastIndexOf('/');
        const { line } = source.getLineAndCharacterOfPosition(node.getStart(source));
        found.set(`${file}:${line + 1} ${literal}`, new RegExp(literal.slice(1, end), literal.slice(end + 1)));
      }
      ts.forEachChild(node, walk);
    };
    walk(source);
  }
  return found;
}

/** What is repeated: each character that patterns like, alone and in turns, and what opens and closes something. */
const units = [
  ...' \t\naA1.-_/:,*=@%"\'\\#<&{$',
  ...'a. a- a1 a: a/ a, 1. :: -- <a <a> <!----> <?> ${a} {a} a= a@ -a'.split(' '),
];
/** In small steps at first: a pattern that takes twice as long for each character more must be seen before it hangs. */
const sizes = [16, 24, 32, 60, 250, 1200, 12_000];
const ends = ['', '\n\u0001'];

/**
 * The text for which a pattern takes long. Where the time grows with the square of the length, it is 100 ms and more;
 * where it grows with the length, it is less than one.
 */
function slowText(pattern: RegExp): string | undefined {
  for (const unit of units)
    for (const end of ends)
      for (const size of sizes) {
        const text = unit.repeat(size / unit.length) + end;
        const ms = msOf(pattern, text);
        // Once more, because the machine may have something else to do.
        if (ms > 100 && msOf(pattern, text) > 100)
          return `${JSON.stringify(unit)} × ${size / unit.length} + ${JSON.stringify(end)}: ${Math.round(ms)} ms`;
      }
  return undefined;
}

function msOf(pattern: RegExp, text: string): number {
  const before = performance.now();
  text.replace(pattern, '');
  return performance.now() - before;
}

test('no regular expression takes long for a long text', () => {
  const slow = [...patterns()].flatMap(([where, pattern]) => {
    const text = slowText(pattern);
    return text === undefined ? [] : [`${where}: ${text}`];
  });
  expect(slow).toEqual([]);
});

/** Where a pattern is put together: of the program's own parts. Of anybody's text, it can be too large for the engine. */
const putTogether = [
  'src/config/aws-names.ts',
  'src/config/cidr.ts',
  'src/config/from/account-places.ts',
  'src/config/from/sample-candidates.ts',
  'src/config/image.ts',
  'src/config/names.ts',
  'src/config/route-key.ts',
  'src/config/secret-reference.ts',
  'src/sandbox/services/acm/request.ts',
  'src/sandbox/services/constraint.ts',
  'src/sandbox/services/ec2/resource-kinds.ts',
  'src/sandbox/services/ecr/constraint.ts',
  'src/sandbox/services/ecr/image-id.ts',
  'src/sandbox/services/elbv2/resource-kinds.ts',
  'src/sandbox/services/iam/constraint.ts',
  'src/sandbox/services/iam/tags.ts',
  // What a parameter's AllowedPattern asks for: up to 1,024 characters of whoever makes the parameter.
  'src/sandbox/services/ssm/parameter-changes.ts',
  'src/sandbox/services/tag-syntax.ts',
  'src/script/bash-functions.ts',
  'src/script/bash.ts',
  'src/script/script.ts',
  'src/ui/run.ts',
  'steps/ecs/ecs-service/service-failure.ts',
];
test('no regular expression is made of texts of others', () => {
  expect(
    sources()
      .filter(([, text]) => text.includes('RegExp('))
      .map(([file]) => file)
      .sort(),
  ).toEqual(putTogether);
});
