/** The column, from 0, at which the text of a line begins; the line's length when it is blank. */
export function columnOf(line: string): number {
  return line.length - line.trimStart().length;
}

/** A value of several lines with LF, and without the indentation that the lines after the first have in common. */
export function dedent(value: string): string {
  if (!value.includes('\n')) return value;
  const [first = '', ...rest] = value.split(/\r?\n/);
  const filled = rest.filter((line) => line.trim() !== '');
  const common = Math.min(...filled.map(columnOf));
  return [first, ...rest.map((line) => line.slice(Math.min(common, columnOf(line))))].join('\n');
}

/** The same value with the lines after the first indented by `columns`. */
export function indentRest(value: string, columns: number, eol: string): string {
  const [first = '', ...rest] = value.split('\n');
  return [first, ...rest.map((line) => (line === '' ? '' : ' '.repeat(columns) + line))].join(eol);
}

/** Whether a value is a list written line by line, which cannot begin on its key's line. */
export function isBlockList(value: string): boolean {
  return /^-(?:[ \n]|$)/.test(value);
}

/** A key as it is written: quoted where YAML would read something else. */
export function writeKey(segment: string): string {
  const plain = /^[A-Za-z_][\w./-]*$/.test(segment) && !/^(null|true|false|yes|no|on|off|y|n)$/i.test(segment);
  return plain ? segment : JSON.stringify(segment);
}
