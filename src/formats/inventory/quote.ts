import { readPythonValue } from './python-literal.ts';

/**
 * Writes a plain value for a host line so that Ansible reads exactly it back: `host=tikv1` → `"host=tikv1"`. Values that
 * need no quotes get none.
 */
export function quoteHostValue(value: string): string {
  const literal = readPythonValue(value);
  const written = literal.kind === 'string' || literal.value !== value ? `"${escapeDouble(value)}"` : value;
  return /^[\w./:@%+,{}[\]-]+$/.test(written) ? written : `"${escapeDouble(written)}"`;
}

/** Writes a plain value for a `:vars` line; quoted only where Ansible would otherwise read something else. */
export function quoteGroupValue(value: string): string {
  const literal = readPythonValue(value);
  const plain = literal.kind !== 'string' && literal.value === value && value === value.trim() && value !== '';
  return plain ? value : `"${escapeDouble(value)}"`;
}

const escapeDouble = (value: string) => value.replace(/[\\"]/g, '\\$&');
