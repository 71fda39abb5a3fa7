/** What Go would marshal. A bigint is printed as its digits; members that are undefined are left out (omitempty). */
export type GoValue =
  | null
  | boolean
  | number
  | string
  | bigint
  | readonly GoValue[]
  | { readonly [key: string]: GoValue | undefined };

/**
 * JSON as Go's encoder writes it.
 * @param indent "" writes it on one line without blanks.
 */
export function goJson(value: GoValue, indent = '  '): string {
  return print(value, indent, '');
}

function print(value: GoValue, indent: string, prefix: string): string {
  if (typeof value === 'bigint') return value.toString();
  if (typeof value === 'string') return quoted(value);
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  const inner = prefix + indent;
  const isList = Array.isArray(value);
  const parts = isList
    ? (value as readonly GoValue[]).map((item) => print(item, indent, inner))
    : Object.entries(value as { readonly [key: string]: GoValue | undefined })
        .filter((entry): entry is [string, GoValue] => entry[1] !== undefined)
        .map(([key, item]) => `${quoted(key)}:${indent === '' ? '' : ' '}${print(item, indent, inner)}`);
  const [open, close] = isList ? ['[', ']'] : ['{', '}'];
  if (parts.length === 0) return open + close;
  if (indent === '') return open + parts.join(',') + close;
  return `${open}\n${inner}${parts.join(`,\n${inner}`)}\n${prefix}${close}`;
}

/** Go escapes what could end a script element. */
function quoted(text: string): string {
  return JSON.stringify(text).replace(
    /[<>&\u2028\u2029]/g,
    (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
