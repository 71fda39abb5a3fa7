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

// `key=value`, `key: value`, and a whole line `key = value with blanks`, as inventories and group_vars have them.
const ASSIGNMENT = /([\w.-]+)["']?[ \t]*[=:][ \t]*("[^"\n]*"|'[^'\n]*'|[^\s#]+)/g;
const WHOLE_LINE = /^[ \t]*([\w.-]+)[ \t]*[=:][ \t]*([^\n]*?)[ \t]*$/gm;

// Ordinary words that the releases themselves set (grafana's admin) or that switch something: redacting them everywhere
// would garble what a journal says, and they protect nothing. Redaction by key still hides them.
const ORDINARY = /^(?:admin|root|tidb|password|true|false|yes|no|none|null|\d{1,5})$/i;

/**
 * The values of everything in an inventory, group_vars or configuration that a key calls a secret:
 * `ansible_ssh_pass`, `ansible_become_pass`, `grafana_admin_password`, passwords of MySQL …
 * Templates (`{{ … }}`), ordinary words and empty values are left out; each value once.
 */
export function secretsOf(source: string): readonly string[] {
  const found = [...source.matchAll(ASSIGNMENT), ...source.matchAll(WHOLE_LINE)]
    .filter(([, key]) => isSecretKey(key ?? ''))
    .map(([, , value]) => unquoted(value ?? ''))
    .filter((value) => value !== '' && !value.includes('{{') && !ORDINARY.test(value));
  return [...new Set(found)];
}

function unquoted(value: string): string {
  return /^(["']).*\1$/.test(value) ? value.slice(1, -1) : value;
}
