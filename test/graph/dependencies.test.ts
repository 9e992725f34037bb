import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { stackDependencies } from '../../src/graph/dependencies.js';
import { nodesIn } from '../../src/graph/picture.js';
import { transitiveReduction, type Dependency } from '../../src/graph/transitive-reduction.js';
import { stackNamed, stacks } from './stacks.js';

test.each(stacks)('%s: every step is a node of the dependency graph, once', (_name, { steps, dependencies }) => {
  const nodes = nodesIn(dependencies)
    .map(({ id }) => id)
    .filter((id) => !id.startsWith('legend '));
  expect(nodes.toSorted()).toEqual(steps.map(({ name }) => name).toSorted());
});

interface Path {
  readonly waits: boolean;
  readonly outlives: boolean;
}
/** What follows from dependencies, found by walking all paths: what starts in which order, and ends in which. */
function order(dependencies: readonly Dependency[]): string[] {
  const found = new Set<string>();
  const walk = (start: string, at: string, path: Path | undefined) => {
    if (path) {
      found.add(`${at} starts after ${start} has an id`);
      if (path.waits) found.add(`${at} starts after ${start} is in service`);
      if (path.outlives) found.add(`${start} is deleted after ${at}`);
    }
    for (const { from, to, onlyId, outlives } of dependencies)
      if (from === at)
        walk(start, to, { waits: path?.waits ?? !onlyId, outlives: (path?.outlives ?? true) && outlives });
  };
  for (const name of new Set(dependencies.map(({ from }) => from))) walk(name, name, undefined);
  return [...found].toSorted();
}

test.each(stacks)('%s: nothing about the order of things is lost by what is left out', (_name, { steps }) => {
  const whole = stackDependencies(steps);
  expect(order(transitiveReduction(whole))).toEqual(order(whole));
});

const graphs = fc
  .uniqueArray(fc.record({ from: fc.nat(7), to: fc.nat(7), onlyId: fc.boolean(), outlives: fc.boolean() }), {
    selector: ({ from, to }) => `${Math.min(from, to)} ${Math.max(from, to)}`,
  })
  .map((all) => all.filter(({ from, to }) => from !== to))
  .map((all) => all.map((it) => ({ ...it, from: `${Math.min(it.from, it.to)}`, to: `${Math.max(it.from, it.to)}` })));

test('any graph: the order of building and of deleting stays, and every arrow that is left says something', () => {
  fc.assert(
    fc.property(graphs, (whole) => {
      const left = transitiveReduction(whole);
      expect(order(left)).toEqual(order(whole));
      for (const one of left) expect(order(left.filter((it) => it !== one))).not.toEqual(order(left));
    }),
    { numRuns: 200 },
  );
});

test('an arrow that follows from two others is left out, unless those say less', () => {
  const usual = { onlyId: false, outlives: true };
  const [vpc, subnet] = [
    { ...usual, from: 'vpc', to: 'subnet' },
    { ...usual, from: 'subnet', to: 'service' },
  ];
  const far = { ...usual, from: 'vpc', to: 'service' };
  expect(transitiveReduction([vpc, subnet, far])).toEqual([vpc, subnet]);
  const early = [{ ...vpc, onlyId: true }, subnet, far];
  expect(transitiveReduction(early)).toEqual(early);
  const loose = [vpc, { ...subnet, outlives: false }, far];
  expect(transitiveReduction(loose)).toEqual(loose);
});

test('steps are in boxes of what they belong to, services by their own names', () => {
  const { dependencies } = stackNamed('alb-microservices');
  const boxes = new Map(dependencies.boxes.map(({ title, nodes }) => [title, nodes.map(({ id }) => id)]));
  expect(boxes.get('Service book-service')).toContain('book-service-task-definition');
  expect(boxes.get('Network')).toContain('nat-gateway-a');
  expect(boxes.get('HTTP API')).toEqual(expect.arrayContaining(['vpc-link', 'api', 'load-balancer-integration']));
  expect(boxes.get('Consumer')).toEqual(expect.arrayContaining(['consumer-vpc', 'bastion-instance']));
});
