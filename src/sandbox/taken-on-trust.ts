import { global, type Context } from './service.js';

const table = global<true>('sandbox/taken-on-trust');
type Worldly = Pick<Context, 'world'>;

/**
 * Lets secrets, parameters, managed policies and whole repositories of images be used that are not in the world: a rehearsal
 * does not read those of the account, and takes them to be there. @param isTrusted false: only what is in the world is there, as in any other world
 */
export function takeOnTrust(world: Context['world'], isTrusted = true): void {
  if (isTrusted) table({ world }).set('all', true);
  else table({ world }).delete('all');
}

export const isTakenOnTrust = ({ world }: Worldly): boolean => table({ world }).has('all');

const absent = global<true>('sandbox/not-in-the-account');

/** Images that somebody has asked AWS for, and that are not in the account. */
export function setAbsent(world: Context['world'], images: readonly string[]): void {
  for (const image of images) absent({ world }).set(image, true);
}

export const isKnownAbsent = ({ world }: Worldly, image: string): boolean => absent({ world }).has(image);
