import fc from 'fast-check';

/** One change of a text. Places are numbers of any size: they count modulo the text's length. */
export type TextEdit =
  | { readonly do: 'cut'; readonly at: number; readonly length: number }
  | { readonly do: 'put'; readonly at: number; readonly text: string }
  | { readonly do: 'again'; readonly at: number; readonly length: number; readonly times: number }
  | { readonly do: 'line'; readonly at: number; readonly to: number; readonly indent: number }
  | { readonly do: 'byte'; readonly at: number; readonly bits: number }
  | { readonly do: 'end'; readonly at: number };

const place = fc.nat({ max: 20_000 });

/** @param tokens what means something in the language of the text */
export const textEdit = (tokens: readonly string[]): fc.Arbitrary<TextEdit> =>
  fc.oneof(
    fc.record({ do: fc.constant('cut' as const), at: place, length: fc.integer({ min: 1, max: 40 }) }),
    fc.record({ do: fc.constant('put' as const), at: place, text: fc.constantFrom(...tokens, ...oddTexts) }),
    fc.record({
      do: fc.constant('again' as const),
      at: place,
      length: fc.integer({ min: 1, max: 60 }),
      times: fc.constantFrom(1, 2, 50, 300),
    }),
    fc.record({ do: fc.constant('line' as const), at: place, to: place, indent: fc.integer({ min: -4, max: 4 }) }),
    fc.record({ do: fc.constant('byte' as const), at: place, bits: fc.integer({ min: 1, max: 255 }) }),
    fc.record({ do: fc.constant('end' as const), at: place }),
  );

/** What is odd in any language: controls, what moves a cursor, other alphabets, halves of characters, long ones. */
export const oddTexts: readonly string[] = [
  ...['\0', '\u001b[2J\u001b]0;x\u0007', '\r', '\t', '\n', '\u0085', '\u2028', '\ufeff', '\u202e', '\u200b', '\ud800'],
  ...[
    'é',
    'e\u0301',
    'ß',
    'İ',
    '漢',
    '😀',
    '\\',
    '"',
    "'",
    '<',
    '>',
    '&',
    '%00',
    '%',
    '../../etc/passwd',
    '$(id)',
    '`id`',
  ],
  ...['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'NaN', '1e999', '-0', '0x10', '9'.repeat(400)],
];

export function spoilText(text: string, edits: readonly TextEdit[]): string {
  return edits.reduce(spoilOnce, text);
}

function spoilOnce(text: string, edit: TextEdit): string {
  const at = edit.at % (text.length + 1);
  switch (edit.do) {
    case 'cut':
      return text.slice(0, at) + text.slice(at + edit.length);
    case 'put':
      return text.slice(0, at) + edit.text + text.slice(at);
    case 'again':
      return text.slice(0, at) + text.slice(at, at + edit.length).repeat(edit.times) + text.slice(at);
    case 'line':
      return movedLine(text, edit);
    case 'byte':
      return spoiltByte(text, edit);
    case 'end':
      return text.slice(0, at);
  }
}

/** Takes a line out and puts it, with other spaces in front of it, where another one begins. */
function movedLine(text: string, { at, to, indent }: TextEdit & { do: 'line' }): string {
  const lines = text.split('\n');
  const [line = ''] = lines.splice(at % lines.length, 1);
  const moved = indent < 0 ? line.slice(Math.min(-indent, line.search(/\S|$/))) : ' '.repeat(indent) + line;
  lines.splice(to % (lines.length + 1), 0, moved);
  return lines.join('\n');
}

/** As a disk or an editor of another encoding would: the bytes are UTF-8 no more. */
function spoiltByte(text: string, { at, bits }: TextEdit & { do: 'byte' }): string {
  const bytes = Buffer.from(text);
  if (bytes.length === 0) return text;
  const where = at % bytes.length;
  bytes[where] = (bytes[where] ?? 0) ^ bits;
  return bytes.toString('utf8');
}
