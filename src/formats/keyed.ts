import type { KeyPath } from './key-path.ts';
import type { SourceLine, Span } from './source.ts';

/**
 * One key of a file. `set`: it is in effect. `commented`: a comment shows its default (`# key: value`), as the
 * configuration templates of tidb-ansible do for nearly everything.
 */
export interface KeyEntry {
  readonly path: KeyPath;
  /** The path as one text, see joinPath. */
  readonly key: string;
  readonly state: 'set' | 'commented';
  /** The value as written, line breaks as LF, the lines after the first without their common indentation; "" for none. */
  readonly source: string;
  /** Where the value stands. */
  readonly span: Span;
  /** Behind the `:` or `=` of the key. */
  readonly afterSign: number;
  readonly line: SourceLine;
  /** The last line of the value. */
  readonly lastLine: SourceLine;
  /** Column, from 0, of the key; of the `#` when commented. */
  readonly indent: number;
}

/** A file of keys, read without loss: nothing of it is thrown away, so it is written back byte for byte. */
export interface KeyedFile {
  readonly source: string;
  readonly entries: readonly KeyEntry[];
  /** Keys that hold other keys, as joined paths. An empty section is one when the file shows commented keys in it. */
  readonly sections: ReadonlySet<string>;
  /** Keys written more than once; loaders take the last. */
  readonly duplicates: readonly { readonly key: string; readonly line: SourceLine }[];
}

/** The entry in effect for `key`: the last one set. */
export function setEntry(file: KeyedFile, key: string): KeyEntry | undefined {
  return file.entries.findLast((entry) => entry.key === key && entry.state === 'set');
}

/** The commented default of `key`; the first one. */
export function commentedEntry(file: KeyedFile, key: string): KeyEntry | undefined {
  return file.entries.find((entry) => entry.key === key && entry.state === 'commented');
}
