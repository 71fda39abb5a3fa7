import type { FileSides } from './sides.ts';

/** What stands in one line of the screen: a row of the file, or rows that are the same and folded. */
export type Item =
  | { readonly kind: 'row'; readonly row: number }
  | { readonly kind: 'fold'; readonly from: number; readonly count: number };

/** Lines of context around what differs. */
const CONTEXT = 3;

/** The rows of a file with what is the same folded, but for `CONTEXT` rows around what differs and around `focus`. */
export function foldRows({ rows }: FileSides, focus: number | null): readonly Item[] {
  const items: Item[] = [];
  const keeps = rows.map((row, n) => !row.same || n === focus);
  let lastKept = Number.NEGATIVE_INFINITY;
  let next = nextKept(keeps, 0);
  for (let n = 0; n < rows.length; n += 1) {
    if (keeps[n]) lastKept = n;
    if (next < n) next = nextKept(keeps, n);
    if (n - lastKept <= CONTEXT || next - n <= CONTEXT) items.push({ kind: 'row', row: n });
    else fold(items, n);
  }
  return items.map((item) => (item.kind === 'fold' && item.count === 1 ? { kind: 'row', row: item.from } : item));
}

/** The items at which a run of differing rows begins. */
export function hunkStarts({ rows }: FileSides, items: readonly Item[]): readonly number[] {
  const differs = (item: Item | undefined) => item?.kind === 'row' && rows[item.row]?.same === false;
  return items.flatMap((item, n) => (differs(item) && !differs(items[n - 1]) ? [n] : []));
}

function nextKept(keeps: readonly boolean[], from: number): number {
  const at = keeps.indexOf(true, from);
  return at < 0 ? Number.POSITIVE_INFINITY : at;
}

function fold(items: Item[], row: number): void {
  const last = items.at(-1);
  if (last?.kind === 'fold') items[items.length - 1] = { ...last, count: last.count + 1 };
  else items.push({ kind: 'fold', from: row, count: 1 });
}
