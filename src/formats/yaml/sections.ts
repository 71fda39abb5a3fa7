import type { KeyPath } from '../key-path.ts';
import type { KeyEntry } from '../keyed.ts';
import type { SourceLine } from '../source.ts';

/** A section header of a YAML file. */
export interface YamlSection {
  readonly path: KeyPath;
  readonly key: string;
  readonly state: 'set' | 'commented';
  readonly line: SourceLine;
  /** Column, from 0, of its key; -1 for the file itself. */
  readonly indent: number;
}

/** What the YAML itself holds: entries that are set, and sections. */
export interface Gathered {
  readonly source: string;
  readonly lines: readonly SourceLine[];
  readonly set: KeyEntry[];
  readonly headers: YamlSection[];
  /** Sections that a later one of the same name overrides: nothing in them counts. */
  readonly overridden: {
    readonly key: string;
    readonly line: SourceLine;
    readonly indent: number;
    readonly until: number;
  }[];
}
