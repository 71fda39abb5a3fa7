/** The segments of a key, from the outside in. */
export type KeyPath = readonly string[];

/** One text for a path: `rocksdb.defaultcf.block-size`; a segment with a dot is quoted: `"spark.driver.memory"`. */
export function joinPath(path: KeyPath): string {
  return path.map((segment) => (/^[^."]+$/.test(segment) ? segment : JSON.stringify(segment))).join('.');
}

/** The path of a text that {@link joinPath} wrote; null when it is none. */
export function splitPath(key: string): KeyPath | null {
  const segments: string[] = [];
  let rest = key;
  for (;;) {
    const match = /^(?:"(?:[^"\\]|\\.)*"|[^."]+)/.exec(rest);
    if (!match) return null;
    const [segment] = match;
    segments.push(segment.startsWith('"') ? String(JSON.parse(segment)) : segment);
    rest = rest.slice(segment.length);
    if (rest === '') return segments;
    if (!rest.startsWith('.')) return null;
    rest = rest.slice(1);
  }
}

/** Whether `path` lies below `parent`. */
export function isBelow(path: KeyPath, parent: KeyPath): boolean {
  return path.length > parent.length && parent.every((segment, index) => path[index] === segment);
}
