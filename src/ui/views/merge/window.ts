import type { Item } from './fold.ts';

/** The items shown: `from` inclusive, `to` exclusive. */
export interface ItemWindow {
  readonly from: number;
  readonly to: number;
}

export interface WindowOptions {
  readonly items: readonly Item[];
  /** Lines that an item takes, at least 1. */
  height(item: Item): number;
  readonly room: number;
  /** The first item wanted; null: around `focus`. */
  readonly top: number | null;
  /** The item that is decided on. */
  readonly focus: number | null;
}

/** The items that have room, from `top` on or with `focus` a third down; never past the end. Looks only at those near. */
export function windowOfItems({ items, height, room, top, focus }: WindowOptions): ItemWindow {
  const wanted = top ?? (focus === null ? 0 : reach(items, height, focus, Math.floor(room / 3)));
  const last = reach(items, height, items.length, room);
  const from = Math.max(0, Math.min(wanted, last));
  let to = from;
  for (let used = 0; to < items.length && used < room; to += 1) used += heightAt(items, height, to);
  return { from, to };
}

/** The first item so that those up to `before` take at most `room` lines. */
function reach(items: readonly Item[], height: (item: Item) => number, before: number, room: number): number {
  let at = before;
  for (let used = 0; at > 0; at -= 1) {
    used += heightAt(items, height, at - 1);
    if (used > room) break;
  }
  return at;
}

function heightAt(items: readonly Item[], height: (item: Item) => number, n: number): number {
  const item = items[n];
  return item ? height(item) : 1;
}
