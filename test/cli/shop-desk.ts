import { writeFile } from 'node:fs/promises';
import { expect } from '@jest/globals';
import { openRigIn, type Rig } from '../e2e/rig.js';
import { Desk } from './program.js';

/** A stack that takes GET requests for pets, on a sandbox where nothing takes time. */

export const instant = ['--sandbox', '--sandbox-speed', 'instant'];

const config = `name: shop
region: us-east-1
namespace: internal
services:
  web: {image: nginx, port: 80, routes: ["GET /pets/{id}"], discovery: {type: srv}}
`;

/** @returns the desk, and what `up` has said */
export async function openShopDesk(): Promise<{ readonly desk: Desk; readonly stdout: string }> {
  const desk = await Desk.open();
  await writeFile(desk.path('provision.yaml'), config);
  const { code, stdout } = await desk.here('up', ...instant);
  expect(code).toBe(0);
  return { desk, stdout };
}

/** Works on the sandbox's world while no process has it. */
export async function behindItsBack<T>(desk: Desk, work: (rig: Rig) => Promise<T>): Promise<T> {
  const rig = await openRigIn(desk.path('.provision/sandbox'));
  return work(rig).finally(() => rig.close());
}
