import { isS3Url } from '../state-location.js';
import type { StateChoice } from './request.js';

const defaultDirectory = '.provision';

/** @param text of `--state`; undefined: it was not given */
export const stateChoice = (text: string | undefined): StateChoice =>
  text !== undefined && isS3Url(text)
    ? { directory: defaultDirectory, given: text }
    : { directory: text ?? defaultDirectory, ...(text !== undefined && { given: text }) };
