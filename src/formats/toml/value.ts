import { parse } from 'smol-toml';

/** Whether two TOML values, as written, mean the same. */
export function sameTomlValue(a: string, b: string): boolean {
  if (a === b) return true;
  const [left, right] = [meaning(a), meaning(b)];
  return left !== null && left === right;
}

/** Why `source` cannot be written as a value; null when it can. */
export function refuseTomlValue(source: string): string | null {
  return meaning(source) === null ? 'not a TOML value' : null;
}

/**
 * Where the value that begins at `start` ends; null when it is not closed. Strings, arrays and inline tables may hold
 * any sign, arrays and strings in triple quotes may go over several lines.
 */
export function endOfTomlValue(source: string, start: number): number | null {
  const triple = source.slice(start, start + 3);
  if (triple === '"""' || triple === "'''") return closing(source, start + 3, triple);
  const first = source[start] as string;
  if (first === '"' || first === "'") return closing(source, start + 1, first);
  if (first === '[' || first === '{') return endOfCollection(source, start);
  const bare = /[^#,\]}\r\n]*/y;
  bare.lastIndex = start;
  const text = bare.exec(source)?.[0].trimEnd() ?? '';
  return text === '' ? null : start + text.length;
}

function endOfCollection(source: string, start: number): number | null {
  const close = source[start] === '[' ? ']' : '}';
  let at = start + 1;
  while (at < source.length) {
    const char = source[at] as string;
    if (char === close) return at + 1;
    if (char === '#') {
      const feed = source.indexOf('\n', at);
      at = feed === -1 ? source.length : feed;
    } else if (/[\s,=]/.test(char)) {
      at += 1;
    } else {
      const end = endOfTomlValue(source, at);
      if (end === null) return null;
      at = end;
    }
  }
  return null;
}

function closing(source: string, from: number, quote: string): number | null {
  const single = quote.length === 1;
  for (let at = from; at < source.length; at += 1) {
    if (single && source[at] === '\n') return null;
    if (source[at] === '\\' && quote.startsWith('"')) at += 1;
    else if (source.startsWith(quote, at)) return at + quote.length;
  }
  return null;
}

function meaning(source: string): string | null {
  const document = source.startsWith('[[') ? source : `key = ${source}`;
  try {
    return JSON.stringify(parse(document, { integersAsBigInt: 'asNeeded' }), (_key, value: unknown) =>
      typeof value === 'bigint' ? `${value}n` : value,
    );
  } catch {
    // smol-toml only throws for text that is no TOML: then there is no meaning to compare.
    return null;
  }
}
