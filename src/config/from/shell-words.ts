/**
 * A command line as words, as `docker compose` and Copilot split it: by spaces, with quotes and backslashes as in a shell. Nothing
 * else of a shell is known: `|` and `&&` are words.
 * Source: https://github.com/google/shlex, which Copilot uses, and https://github.com/mattn/go-shellwords, which compose uses
 * @returns undefined where a quote is not closed
 */
export function wordsIn(text: string): string[] | undefined {
  const words: string[] = [];
  let word: string | undefined;
  for (let at = 0; at < text.length; at++) {
    const letter = text.charAt(at);
    if (/\s/.test(letter)) {
      if (word !== undefined) words.push(word);
      word = undefined;
    } else if (letter === "'" || letter === '"') {
      const part = quotedAt(text, at, letter);
      if (!part) return undefined;
      word = (word ?? '') + part.inside;
      at = part.end;
    } else if (letter === '\\') {
      word = (word ?? '') + text.charAt(++at);
    } else word = (word ?? '') + letter;
  }
  if (word !== undefined) words.push(word);
  return words;
}

function quotedAt(text: string, start: number, quote: string): { inside: string; end: number } | undefined {
  let inside = '';
  for (let at = start + 1; at < text.length; at++) {
    const letter = text.charAt(at);
    if (letter === quote) return { inside, end: at };
    if (letter === '\\' && quote === '"' && /["\\$`]/.test(text.charAt(at + 1))) inside += text.charAt(++at);
    else inside += letter;
  }
  return undefined;
}
