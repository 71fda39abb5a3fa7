import { appendFileSync } from 'node:fs';
import type { Instant } from '../../base/duration.ts';

/** One request that a server of the practice cluster answered. */
export interface AccessEntry {
  /** The world's time. */
  readonly at: Instant;
  /** Component id, as in the world. */
  readonly component: string;
  /** HTTP method; QUERY for a statement on the SQL port. */
  readonly method: string;
  /** Path with its query; empty for SQL. */
  readonly path: string;
  readonly body: string;
  /** HTTP status; for SQL 0 for well, else the error number. */
  readonly status: number;
}

/** Where all servers write what they answered. */
export interface AccessLog {
  write(entry: AccessEntry): void;
}

/** Appends JSON lines to a file; each line is in the file before its response is sent. */
export function accessLogFile(path: string): AccessLog {
  return { write: (entry) => appendFileSync(path, `${JSON.stringify(entry)}\n`) };
}

/** Keeps the entries in memory. */
export function accessLogMemory(): AccessLog & { readonly entries: readonly AccessEntry[] } {
  const entries: AccessEntry[] = [];
  return { entries, write: (entry) => void entries.push(entry) };
}
