import { expect, test } from '@jest/globals';
import { leftOf } from '../../conformance/report.js';
import { probes } from '../../conformance/probes/index.js';
import { inFull } from '../full.js';
import { onSandbox } from './place.js';

/** Tables of what is there or is not; others show what is gone for a while. */
const kept =
  /(vpcs|subnets|groups|internet-gateways|addresses|templates|pairs|roles|profiles|apis|balancers|repositories|buckets)$/;

/** `npm run conformance`, which is in the gate, runs all of them. */
const some = inFull(
  probes,
  probes.filter((_, at) => at % 7 === 0),
);

test('the sandbox answers every probe as AWS does, and nothing of it stays', async () => {
  const { outcomes, left, place } = await onSandbox(some);
  expect(
    outcomes.filter(({ ending }) => ending.is !== 'passed').map(({ probe, ending }) => [probe.title, ending]),
  ).toEqual([]);
  expect(leftOf({ outcomes, left })).toEqual([]);
  const { tables } = JSON.parse(JSON.stringify(place.world)) as { tables: { [name: string]: readonly unknown[] } };
  const rows = Object.entries(tables).filter(([name]) => kept.test(name));
  expect(rows.length).toBeGreaterThan(3);
  // An Auto Scaling group goes a while after its deletion.
  const stays = (row: unknown) =>
    /0badcafe/.test(JSON.stringify(row)) && !/"deleting":"going"/.test(JSON.stringify(row));
  expect(rows.filter(([, rows]) => rows.some(stays))).toEqual([]);
});

test('every probe has a title of its own and says on what it rests', () => {
  const titles = probes.map(({ title }) => title);
  expect(titles.filter((title, at) => titles.indexOf(title) !== at)).toEqual([]);
  for (const { source } of probes) expect(source).toMatch(/^(https:\/\/\S+$|experience: .|believed: .)/);
});
