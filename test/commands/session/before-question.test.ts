import { expect, test } from '@jest/globals';
import { beforeQuestion } from '../../../src/commands/session/before-question.js';
import type { Display } from '../../../src/commands/request.js';

/** Whose time begins anew when the question is answered. */
function begun(display: Partial<Display>): string[] {
  const told: string[] = [];
  const report = { emit: () => {}, begins: () => void told.push('report') };
  const awsTime = { begins: () => void told.push("AWS's time") };
  beforeQuestion(report, display as Display).answered({ awsTime });
  return told;
}

test('how long a person takes to answer is no time of the run, on neither clock', () => {
  expect(begun({})).toEqual(['report', "AWS's time"]);
});

test('where programs read, nobody is asked, and the calls from before are of the run', () => {
  expect(begun({ json: true })).toEqual([]);
});
