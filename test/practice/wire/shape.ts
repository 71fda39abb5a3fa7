import { isJsonObject, type Json, parseJson } from '../../../src/base/json.ts';

/**
 * Where two JSON texts differ in their keys and types, "" when nowhere. Lists are compared by their first elements, unless one
 * is empty; objects with number-like keys (stores) by the union of their values.
 */
export function shapeDifference(ours: string, theirs: string): string {
  return differ(parseJson(ours), parseJson(theirs), '$');
}

function differ(ours: Json | undefined, theirs: Json | undefined, at: string): string {
  if (typeof ours !== typeof theirs || Array.isArray(ours) !== Array.isArray(theirs)) {
    return `${at}: ${describe(ours)} instead of ${describe(theirs)}`;
  }
  if (Array.isArray(ours) && Array.isArray(theirs)) {
    return ours.length === 0 || theirs.length === 0 ? '' : differ(ours[0] as Json, theirs[0] as Json, `${at}[0]`);
  }
  if (!isJsonObject(ours) || !isJsonObject(theirs)) {
    return (ours === null) === (theirs === null) ? '' : `${at}: ${describe(ours)} instead of ${describe(theirs)}`;
  }
  const [mine, yours] = [Object.keys(ours), Object.keys(theirs)];
  if (mine.join() !== yours.join()) return `${at}: keys ${mine.join()} instead of ${yours.join()}`;
  return mine.map((key) => differ(ours[key], theirs[key], `${at}.${key}`)).find((found) => found !== '') ?? '';
}

function describe(value: Json | undefined): string {
  return value === undefined ? 'nothing' : JSON.stringify(value).slice(0, 80);
}
