import { types } from 'node:util';

/**
 * Jest runs tests in a realm of their own, whose `Error` and `Date` are not those of Node's: an error of a socket is no
 * `Error` there, and a date from `structuredClone` no `Date`. The SDK and the sandbox ask by `instanceof`, as they may
 * in any real process. Here too they are told the truth.
 */
function recognise(it: typeof Error | typeof Date, native: (value: unknown) => boolean): void {
  Object.defineProperty(it, Symbol.hasInstance, {
    value(this: unknown, value: unknown): boolean {
      // Inherited by classes that extend it, which go on as always.
      return Function.prototype[Symbol.hasInstance].call(this as typeof it, value) || (this === it && native(value));
    },
  });
}

recognise(Error, types.isNativeError);
recognise(Date, types.isDate);
