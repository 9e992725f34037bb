import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@jest/globals';
import ts from 'typescript';
import { serviceIds, services } from '../../src/aws/services.js';
import { packageOf } from './packages.js';

/**
 * Whoever adds a service adds it to the registry, and finds no other list of services. A list or a map of four or more
 * of them is taken for one.
 */
const root = fileURLToPath(new URL('../../', import.meta.url));
const names = new Set<string>(
  serviceIds.flatMap((service) => [service, services[service].iam, services[service].cli, packageOf(service)]),
);

/** Lists of something else that is called alike, and why they are no lists of services. */
const others: { readonly [file: string]: string } = {
  'src/config/sections/network.ts': 'VPC endpoints, by the names that AWS has for them',
  'src/display-names.ts': 'acronyms and how they are spelled',
  'src/facts/services-reached.ts': 'what tasks send something to, by the names that AWS has for VPC endpoints',
  'src/graph/destinations.ts': 'VPC endpoints, by the names that AWS has for them',
  'src/library/stack-config.ts': 'made of the config, VPC endpoints among it',
  'src/sandbox/services/ec2/vpc-endpoints/endpoint-services.ts': 'VPC endpoints, by the names that AWS has for them',
  'src/sandbox/services/servicequotas/quota-descriptions.ts': 'services by the codes that Service Quotas has for them',
};

const files = ['src', 'steps', 'scripts'].flatMap((folder) =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.[jt]s$/.test(file))
    .map((file) => join(folder, file)),
);

test('no file but the registry lists services, unless the compiler holds its list to the registry', () => {
  const lists = files.filter((file) => !file.startsWith('src/aws/') && listsServices(file));
  expect(lists.toSorted()).toEqual(Object.keys(others).toSorted());
});

test('a list of services is found in every form that it may have', () => {
  const forms = [
    `const a = ['ec2', 'ecs', 'elbv2', 'logs'];`,
    `const a = { ec2: 1, ecs: 2, 'elbv2': 3, logs: 4 };`,
    `const a = { ec2, ecs, elbv2, logs };`,
    `const a = [['ec2', 1], ['ecs', 1], ['elbv2', 1], ['logs', 1]];`,
    `type A = 'ec2' | 'ecs' | 'elbv2' | 'logs';`,
    `interface A { ec2: 1; ecs: 2; elbv2: 3; logs: 4 }`,
    `class A { get ec2() {} get ecs() {} get elbv2() {} get logs() {} }`,
    `switch (a) { case 'ec2': case 'ecs': case 'elbv2': case 'logs': }`,
  ];
  expect(forms.filter((text) => !hasList(text))).toEqual([]);
  expect(hasList(`const a = ['ec2', 'ecs', 'elbv2'];`)).toBe(false);
  expect(hasList('const a: { readonly [S in ServiceId]?: Rules } = { ec2, ecs, elbv2, logs };')).toBe(false);
});

/** Only what has four of the words in it at all is worth being parsed. */
function listsServices(file: string): boolean {
  const text = readFileSync(join(root, file), 'utf8');
  return [...names].filter((name) => text.includes(name)).length >= 4 && hasList(text);
}

function hasList(text: string): boolean {
  const visit = (node: ts.Node): boolean => {
    if (isHeldToRegistry(node)) return false;
    const listed = new Set(membersOf(node).filter((name) => name !== undefined && names.has(name)));
    return listed.size >= 4 || (ts.forEachChild(node, (child) => visit(child) || undefined) ?? false);
  };
  return visit(ts.createSourceFile('file.ts', text, ts.ScriptTarget.Latest, true));
}

/** A constant whose type has the registry's ids as keys: a wrong one does not compile. */
const isHeldToRegistry = (node: ts.Node): boolean =>
  ts.isVariableDeclaration(node) && /\bin ServiceId\]/.test(node.type?.getText() ?? '');

function membersOf(node: ts.Node): (string | undefined)[] {
  if (ts.isArrayLiteralExpression(node)) return node.elements.map(nameOf);
  if (ts.isObjectLiteralExpression(node)) return node.properties.map(({ name }) => name && nameOf(name));
  if (ts.isUnionTypeNode(node)) return node.types.map(nameOf);
  if (ts.isInterfaceDeclaration(node) || ts.isTypeLiteralNode(node) || ts.isClassLike(node))
    return [...node.members].map(({ name }: { name?: ts.Node | undefined }) => name && nameOf(name));
  if (ts.isCaseBlock(node)) return node.clauses.map((it) => (ts.isCaseClause(it) ? nameOf(it.expression) : undefined));
  return [];
}

/** Of a list in a list, such as a map's entries, the first member counts. */
function nameOf(node: ts.Node): string | undefined {
  if (ts.isStringLiteralLike(node) || ts.isIdentifier(node)) return node.text;
  if (ts.isLiteralTypeNode(node)) return nameOf(node.literal);
  if (ts.isArrayLiteralExpression(node)) return node.elements[0] && nameOf(node.elements[0]);
  return undefined;
}
