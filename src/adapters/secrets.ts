import { isSecretKey } from '../base/redact.ts';

/** The values that must never reach the journal; grows while a run goes on. Handed around, never global. */
export interface SecretRegistry {
  /** Empty values are left out. */
  add(...values: readonly string[]): void;
  /** Each value once, in the order they came. */
  list(): readonly string[];
}

/** Makes an empty registry. */
export function secretRegistry(): SecretRegistry {
  const values = new Set<string>();
  return {
    add: (...more) => {
      for (const value of more) if (value !== '') values.add(value);
    },
    list: () => [...values],
  };
}

// A line of its own, whose value may hold blanks: `key = value`, `key: value`.
const WHOLE_LINE = /^[ \t]*(?:-[ \t]+)?["']?([\w.-]+)["']?[ \t]*[=:][ \t]*(.*)$/;
// Several on a line, as after a host's name: `key=value key="two words"`.
const AMONG_OTHERS = /([\w.-]+)["']?[ \t]*[=:][ \t]*("[^"]*"|'[^']*'|[^\s#]+)/g;

// Ordinary words that the releases themselves set (grafana's admin) or that switch something: redacting them everywhere
// would garble what a journal says, and they protect nothing. Redaction by key still hides them.
const ORDINARY = /^(?:admin|root|tidb|password|true|false|yes|no|none|null|\d{1,5})$/i;

/**
 * The values of everything in an inventory, group_vars or configuration that a key calls a secret:
 * `ansible_ssh_pass`, `ansible_become_pass`, `grafana_admin_password`, passwords of MySQL …
 * Templates (`{{ … }}`), ordinary words and empty values are left out; each value once.
 */
export function secretsOf(source: string): readonly string[] {
  const found = source
    .split('\n')
    .flatMap(assignmentsOf)
    .filter(([key]) => isSecretKey(key))
    .map(([, value]) => unquoted(value))
    .filter((value) => value !== '' && !value.includes('{{') && !ORDINARY.test(value));
  return [...new Set(found)];
}

function assignmentsOf(line: string): readonly (readonly [key: string, value: string])[] {
  const whole = WHOLE_LINE.exec(line);
  const found = whole ? [whole] : [...line.matchAll(AMONG_OTHERS)];
  return found.map(([, key = '', value = '']) => [key, value]);
}

function unquoted(value: string): string {
  const bare = value.trim();
  return /^(["'])(.*?)\1/.exec(bare)?.[2] ?? bare.replace(/\s+#.*$/, '');
}
