import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { describe } from 'vitest';

/** Where a program lies, in PATH or where system daemons lie; null when it is not there. */
export function findProgram(program: string): string | null {
  const places = [...(process.env.PATH ?? '').split(delimiter), '/usr/sbin', '/sbin'];
  return places.map((place) => join(place, program)).find(isExecutable) ?? null;
}

/**
 * `describe` for tests with a real program: skipped by name where it is missing, unless BELAY_REAL=1 asks for all of
 * them; then a missing one fails.
 */
export function needs(program: string): typeof describe | typeof describe.skip {
  return findProgram(program) !== null || process.env.BELAY_REAL === '1' ? describe : describe.skip;
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch (error) {
    if (['ENOENT', 'EACCES', 'ENOTDIR'].includes((error as NodeJS.ErrnoException).code ?? '')) return false;
    throw error;
  }
}
