import { parseDocument } from 'yaml';

/** How YAML 1.1 is read everywhere here: as Ansible's PyYAML does (`yes` is true, the last of duplicate keys counts). */
export const YAML_OPTIONS = {
  version: '1.1',
  uniqueKeys: false,
  prettyErrors: false,
  logLevel: 'silent',
} as const;

/** Whether two values, as written, mean the same: `"1GB"`, `'1GB'` and `1GB` do. */
export function sameYamlValue(a: string, b: string): boolean {
  if (a === b) return true;
  const [left, right] = [meaning(a), meaning(b)];
  return left !== null && left === right;
}

/** The text that a scalar means, quotes taken off; the source itself for lists and what cannot be read. */
export function plainYamlValue(source: string): string {
  const simple = SIMPLE.exec(source);
  if (simple) return simple[1] ?? source;
  const document = parseDocument(source, YAML_OPTIONS);
  if (document.errors.length > 0) return source;
  const value: unknown = document.toJS();
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? String(value) : source;
}

/** Strings without escapes, whole numbers and paths need no parser. */
const SIMPLE = /^(?:"([^"\\\n]*)"|0|[1-9]\d*|\/[\w/.-]*)$/;

/** Why `source` cannot be written as a value; null when it can: one YAML value, closed, on its own. */
export function refuseYamlValue(source: string): string | null {
  const document = parseDocument(`key: ${indentRest(source, 2)}`, YAML_OPTIONS);
  return document.errors[0]?.message ?? null;
}

const indentRest = (source: string, columns: number) => source.replace(/\n(?=[^\n])/g, `\n${' '.repeat(columns)}`);

function meaning(source: string): string | null {
  const document = parseDocument(source, YAML_OPTIONS);
  return document.errors.length > 0 ? null : JSON.stringify(document.toJS());
}
