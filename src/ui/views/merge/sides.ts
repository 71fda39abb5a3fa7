import type { MergeFile, MergeRow } from '../../../engine/view.ts';
import { type AlignedRow, alignAround } from '../../../formats/align-around.ts';
import { linesOf } from '../../../formats/align-lines.ts';
import { locateKey } from '../../../formats/locate-key.ts';

/** A version of a merged file. */
export type Side = 'base' | 'old' | 'new' | 'result';

/** A file in its versions, line beside line; built once for a file. */
export interface FileSides {
  readonly lines: Readonly<Record<Side, readonly string[]>>;
  /** Row → index of the line on each side, null where it has none. */
  readonly rows: readonly SideRow[];
}
export type SideRow = Readonly<Record<Side, number | null>> & { readonly same: boolean };

const plain = new WeakMap<MergeFile, FileSides>();
const withBase = new WeakMap<MergeFile, FileSides>();
const places = new WeakMap<MergeFile, Map<string, number | null>>();

/** The versions of a file beside each other. Kept for as long as the file is. */
export function sidesOf(file: MergeFile, base: boolean): FileSides {
  const kept = base ? withBase : plain;
  const found = kept.get(file) ?? buildSides(file, base);
  kept.set(file, found);
  return found;
}

/** The row of `sides` where a key of the merge stands; null when no version has a place for it. */
export function rowOfKey(
  file: MergeFile,
  { rows }: FileSides,
  row: Pick<MergeRow, 'key' | 'verdict' | 'place'>,
): number | null {
  const key = row.place?.slice(row.place.indexOf('#') + 1) ?? row.key;
  const order: readonly ('old' | 'result')[] = row.verdict === 'retired' ? ['old', 'result'] : ['result', 'old'];
  for (const side of order) {
    const line = placeOf(file, side, key);
    const at = line === null ? -1 : rows.findIndex((one) => one[side] === line);
    if (at >= 0) return at;
  }
  return null;
}

function buildSides(file: MergeFile, base: boolean): FileSides {
  const lines = {
    base: linesOf(file.base ?? ''),
    old: linesOf(file.old),
    new: linesOf(file.new),
    result: linesOf(file.result),
  };
  const aligned = alignAround(lines.result, [lines.old, lines.new, ...(base ? [lines.base] : [])]);
  return { lines, rows: aligned.map(sideRow) };
}

function sideRow({ middle, sides: [old = null, now = null, base = null], same }: AlignedRow): SideRow {
  return { result: middle, old, new: now, base, same };
}

function placeOf(file: MergeFile, side: 'old' | 'result', key: string): number | null {
  const kept = places.get(file) ?? new Map<string, number | null>();
  places.set(file, kept);
  const id = `${side} ${key}`;
  const found = kept.has(id) ? (kept.get(id) ?? null) : locateKey(file.path, file[side], key);
  kept.set(id, found);
  return found;
}
