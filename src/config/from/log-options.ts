import { text } from './convert.js';
import { convertTo, type Row } from './rows.js';
import { isMap, isNothing, nameOf, partsOf } from './source.js';

/** Options of a log driver, which a config has by the same names. */

export const putOptions: Row = (options, target) => {
  if (isMap(options.value)) for (const option of partsOf(options)) putOption(option, target);
  else if (!isNothing(options)) target.unknown(options);
};

export const putOption: Row = (option, target) => convertTo(['logs', 'options', nameOf(option)], option, target, text);
