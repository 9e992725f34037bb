import { AwsError } from '../../service.js';

/**
 * Whether lines fit a filter pattern of words: all of them (`a b`), one of them (`?a ?b`), none of them (`-a`), and texts in
 * quotes. Words are compared with regard to case.
 * @throws AwsError 501 for patterns of JSON (`{ … }`), of columns (`[ … ]`) and regular expressions (`%…%`)
 * Source: https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntax.html
 */
export function patternMatcher(pattern: string): (message: string) => boolean {
  const text = pattern.trim();
  if (/^[{[]/.test(text) || text.includes('%'))
    throw new AwsError('NotImplemented', `the sandbox filters lines by words alone, not by ${text}`, { status: 501 });
  const terms = [...text.matchAll(/([?-]?)(?:"((?:[^"\\]|\\.)*)"|(\S+))/g)].map(([, sign = '', quoted, word = '']) => ({
    sign,
    text: quoted?.replace(/\\(.)/g, '$1') ?? word,
  }));
  const by = (sign: string) => terms.filter((it) => it.sign === sign).map((it) => it.text);
  const [all, any, none] = [by(''), by('?'), by('-')];
  // Beside words that must all be there, AWS ignores those of which one would do.
  const isAny = (message: string) => any.length === 0 || all.length > 0 || any.some((it) => message.includes(it));
  return (message) =>
    all.every((it) => message.includes(it)) && isAny(message) && !none.some((it) => message.includes(it));
}
