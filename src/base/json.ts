/** Any JSON value. Integers beyond 2^53 (PD's member_id, cluster_id) travel as strings. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** A JSON object. */
export type JsonObject = { readonly [key: string]: Json };

/** Whether `value` is a JSON object (not null, not a list). */
export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * Parses JSON, keeping integers that a double cannot hold as strings of their digits.
 * Source of the rule: PD's member_id and cluster_id exceed 2^53.
 * @throws SyntaxError when `source` is not one JSON value.
 */
export function parseJson(source: string): Json {
  return JSON.parse(source, (_key, value: unknown, context?: { source?: string }) => {
    const keep = typeof value === 'number' && Number.isInteger(value) && !Number.isSafeInteger(value);
    return keep && context?.source !== undefined && /^-?\d+$/.test(context.source) ? context.source : value;
  }) as Json;
}

/** One text for equal values: object keys sorted at every depth. Used for digests, where order must not matter. */
export function canonicalJson(value: Json): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (isJsonObject(value)) {
    const members = Object.keys(value)
      .filter((key) => value[key] !== undefined)
      .sort()
      .map((key) => `${JSON.stringify(key)}:${canonicalJson(value[key] as Json)}`);
    return `{${members.join(',')}}`;
  }
  return JSON.stringify(value);
}
