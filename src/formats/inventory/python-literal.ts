/** A value as Ansible reads it from an INI inventory. */
export interface PythonValue {
  /** What it stands for as text: strings without their quotes, everything else as written. */
  readonly value: string;
  /** Length of the value in the source; what follows it is blank or a comment. */
  readonly length: number;
  readonly kind: 'string' | 'number' | 'constant' | 'list' | 'text';
}

/**
 * Reads a trimmed value of an inventory. Ansible tries it as a Python literal (a `#` comment may then follow); what is
 * no literal is the text itself, *comment included*: `a = x # y` sets "x # y" (lib/ansible/plugins/inventory/ini.py).
 */
export function readPythonValue(source: string): PythonValue {
  const literal = readLiteral(source, 0);
  const rest = literal && source.slice(literal.end).trimStart();
  return literal && (rest === '' || rest?.startsWith('#'))
    ? { value: literal.value, length: literal.end, kind: literal.kind }
    : { value: source, length: source.length, kind: 'text' };
}

interface Literal {
  readonly value: string;
  readonly end: number;
  readonly kind: PythonValue['kind'];
}

const NUMBER = /[-+]?(?:0[xX][\da-fA-F]+|0+(?![\d_])|[1-9][\d_]*|0?\.\d+)(?:\.\d*)?(?:[eE][-+]?\d+)?(?![\w.])/y;
const CONSTANT = /(?:True|False|None)(?!\w)/y;

function readLiteral(source: string, start: number): Literal | null {
  const at = skipBlank(source, start);
  const first = source[at] ?? '';
  if (/["']/.test(first) || /^[uU]["']/.test(source.slice(at, at + 2))) return readStrings(source, at);
  if ('[({'.includes(first) && first !== '') return readCollection(source, at);
  for (const [pattern, kind] of [
    [NUMBER, 'number'],
    [CONSTANT, 'constant'],
  ] as const) {
    pattern.lastIndex = at;
    const match = pattern.exec(source);
    if (match) return { value: match[0], end: pattern.lastIndex, kind };
  }
  return null;
}

/** Adjacent strings are one, as in Python. */
function readStrings(source: string, start: number): Literal | null {
  let value = '';
  let end = start;
  for (let at = start; ; at = skipBlank(source, end)) {
    const open = /^[uU]["']/.test(source.slice(at, at + 2)) ? at + 1 : at;
    const quote = source[open];
    if (quote !== '"' && quote !== "'") return { value, end, kind: 'string' };
    let close = open + 1;
    while (close < source.length && source[close] !== quote) close += source[close] === '\\' ? 2 : 1;
    if (close >= source.length) return null;
    value += unescaped(source.slice(open + 1, close));
    end = close + 1;
  }
}

const ESCAPED: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', '\\': '\\', "'": "'", '"': '"' };

const unescaped = (body: string) => body.replace(/\\(.)/g, (all, char: string) => ESCAPED[char] ?? all);

const CLOSES: Readonly<Record<string, string>> = { '[': ']', '(': ')', '{': '}' };

/** Lists, tuples and dictionaries of literals; kept as written. */
function readCollection(source: string, start: number): Literal | null {
  const close = CLOSES[source[start] as string];
  let at = skipBlank(source, start + 1);
  while (source[at] !== close) {
    const item = readLiteral(source, at);
    if (!item) return null;
    at = skipBlank(source, item.end);
    if (source[at] === ':' && close === '}') {
      at = skipBlank(source, at + 1);
    } else if (source[at] === ',') {
      at = skipBlank(source, at + 1);
    } else if (source[at] !== close) {
      return null;
    }
  }
  return { value: source.slice(start, at + 1), end: at + 1, kind: 'list' };
}

function skipBlank(source: string, start: number): number {
  let at = start;
  while (source[at] === ' ' || source[at] === '\t') at += 1;
  return at;
}
