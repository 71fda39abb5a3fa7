import { isSecretKey, REDACTED } from '../../base/redact.ts';
import { splitPath } from '../../formats/key-path.ts';

/**
 * The values of a row as they may be shown and journaled: those of a key that names a secret are hidden, unless the new
 * release ships them for everyone to see.
 */
export function showable<Values extends Record<string, string | null>>(
  key: string,
  values: Values,
  shipped: string | null,
): Values {
  if (!isSecretKey(splitPath(key)?.at(-1) ?? key)) return values;
  const hidden = Object.entries(values).map(([name, value]) => [name, hide(value, shipped)]);
  return Object.fromEntries(hidden) as Values;
}

const hide = (value: string | null, shipped: string | null) =>
  value === null || value === shipped || /^(""|'')?$/.test(value) ? value : REDACTED;
