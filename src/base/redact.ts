import { isJsonObject, type Json } from './json.ts';

/** What stands in the place of a secret. */
export const REDACTED = '«redacted»';

const SECRET_KEY = /pass(word|wd|phrase)?$|secret|token|private_?key|vault_pass|_pass$|become_pass|encrypt_key/i;
const SECRET_ASSIGNMENT =
  /((?:[\w.-]*(?:pass(?:word|wd|phrase)?|secret|token|vault_pass|private_key))["']?\s*[=:]\s*)("[^"\n]*"|'[^'\n]*'|[^\s,}#]+)/gi;

/** Whether a key of a file, a profile or a JSON object names a secret. */
export function isSecretKey(key: string): boolean {
  return SECRET_KEY.test(key);
}

/**
 * Takes secrets out of text before it reaches the journal: known values wherever they stand, and what follows a
 * key that names a secret. Empty values and values shorter than 4 characters are redacted by key only.
 */
export function redactText(source: string, secrets: readonly string[]): string {
  let out = source;
  for (const secret of [...secrets].sort((a, b) => b.length - a.length)) {
    if (secret.length >= 4) out = out.replaceAll(secret, REDACTED);
  }
  return out.replace(SECRET_ASSIGNMENT, (_all, key: string, value: string) =>
    value === '""' || value === "''" || /^\{\{.*/.test(value.replace(/^["']/, '')) ? key + value : key + REDACTED,
  );
}

/** The same for a JSON value: every string in it, and every member whose key names a secret. */
export function redactJson(value: Json, secrets: readonly string[]): Json {
  if (typeof value === 'string') return redactText(value, secrets);
  if (Array.isArray(value)) return value.map((item) => redactJson(item, secrets));
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [
      key,
      isSecretKey(key) && typeof item === 'string' && item !== '' ? REDACTED : redactJson(item, secrets),
    ]),
  );
}
