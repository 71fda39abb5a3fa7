import { isJsonObject, type Json, type JsonObject } from '../../base/json.ts';

/** An answer that has not the shape it must have; `at` names the place in it. */
export class ShapeError extends Error {
  override readonly name = 'ShapeError';

  constructor(at: string, wanted: string, found: Json | undefined) {
    super(`${at}: expected ${wanted}, found ${found === undefined ? 'nothing' : JSON.stringify(found).slice(0, 80)}`);
  }
}

/** A JSON object. @throws ShapeError. */
export function readObject(value: Json | undefined, at = 'answer'): JsonObject {
  if (!isJsonObject(value)) throw new ShapeError(at, 'an object', value);
  return value;
}

/** A list. Go writes an empty one as `null` at times. @throws ShapeError. */
export function readList(value: Json | undefined, at = 'answer'): readonly Json[] {
  if (value === null) return [];
  if (!Array.isArray(value)) throw new ShapeError(at, 'a list', value);
  return value;
}

/** A string. @throws ShapeError. */
export function readString(value: Json | undefined, at = 'answer'): string {
  if (typeof value !== 'string') throw new ShapeError(at, 'a string', value);
  return value;
}

/** A number that a double holds. @throws ShapeError. */
export function readNumber(value: Json | undefined, at = 'answer'): number {
  if (typeof value !== 'number') throw new ShapeError(at, 'a number', value);
  return value;
}

/** What `read` gives, or null where the member is left out (or null). */
export function optional<T>(
  read: (value: Json | undefined, at: string) => T,
  value: Json | undefined,
  at: string,
): T | null {
  return value === undefined || value === null ? null : read(value, at);
}
