/** What of a long list is shown: `from` inclusive, `to` exclusive. */
export interface Window {
  readonly from: number;
  readonly to: number;
}

/** The window of `height` lines that begins at `top`, kept inside the list. */
export function windowAt(length: number, height: number, top: number): Window {
  const from = Math.max(0, Math.min(top, length - height));
  return { from, to: Math.min(length, from + Math.max(0, height)) };
}

/** The window moved as little as possible so that line `cursor` is in it, `margin` lines from its edges where there is room. */
export function windowAround(length: number, height: number, top: number, cursor: number, margin = 1): Window {
  const space = Math.min(margin, Math.floor((height - 1) / 2));
  const lowest = cursor - height + 1 + space;
  const highest = cursor - space;
  return windowAt(length, height, Math.max(lowest, Math.min(top, highest)));
}
