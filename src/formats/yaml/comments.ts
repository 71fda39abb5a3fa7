import { joinPath, type KeyPath } from '../key-path.ts';
import type { KeyEntry } from '../keyed.ts';
import type { SourceLine } from '../source.ts';
import type { Gathered, YamlSection } from './sections.ts';

/** What the comments of a file show. */
export interface Comments {
  readonly entries: readonly KeyEntry[];
  readonly headers: readonly YamlSection[];
  /** Empty keys that the comments below fill: they are sections (`global:` with nothing but commented defaults). */
  readonly filled: ReadonlySet<string>;
}

/**
 * Finds commented defaults. One `#` begins a default, two begin prose (the templates of TiKV 3.0); older templates
 * write prose with one `#` too, so a default must look like one: a key without blanks and a single value.
 * A default belongs to the section that its column lies in.
 */
export function scanComments(lines: readonly SourceLine[], gathered: Gathered): Comments & { headers: YamlSection[] } {
  const walk = new Walk(gathered);
  for (const line of lines) walk.take(line);
  return { entries: walk.entries, headers: walk.headers, filled: walk.filled };
}

const COMMENT = /^([ \t]*)#([ \t]*)([^#\s].*?)[ \t]*$/;
const VALUE = `"(?:[^"\\\\]|\\\\.)*"|'(?:[^']|'')*'|\\[.*\\]|\\{.*\\}|[^\\s"'\\[{#&*!|>%@\`,][^\\s#]*`;
const KEY = '"(?:[^"\\\\]|\\\\.)+"|\'[^\']+\'|[A-Za-z_][\\w./-]*';
const DEFAULT = new RegExp(`^(${KEY}):(?:[ \\t]+(${VALUE}))?(?:[ \\t]+#.*)?$`);
/** An empty key is prose (`Example:`) unless it is spelt like a key, or holds other keys. */
const SPELT_LIKE_A_KEY = /^[a-z][a-z0-9]*(?:[-_][a-z0-9]+)+$/;

interface Heading {
  readonly path: KeyPath;
  readonly indent: number;
}
interface CommentedHeading extends Heading {
  readonly line: SourceLine;
  readonly hash: number;
  readonly blanks: number;
}

class Walk {
  readonly entries: KeyEntry[] = [];
  readonly headers: YamlSection[] = [];
  readonly filled = new Set<string>();
  readonly #open: Heading[] = [{ path: [], indent: -1 }];
  readonly #starts = new Map<number, { path: KeyPath; indent: number; until: number; section: boolean }>();
  #until = 0;
  /** How many entries stand above the last key that is set. */
  #settled = 0;
  #commented: CommentedHeading[] = [];
  #list: { hash: number; blanks: number } | null = null;

  constructor(gathered: Gathered) {
    for (const header of gathered.headers) {
      this.#starts.set(header.line.start, { ...header, until: header.line.end, section: true });
    }
    for (const section of gathered.overridden) {
      this.#starts.set(section.line.start, { ...section, path: [], section: false });
    }
    for (const entry of gathered.set) {
      this.#starts.set(entry.line.start, { ...entry, until: entry.lastLine.end, section: entry.source === '' });
    }
  }

  take(line: SourceLine): void {
    const key = this.#starts.get(line.start);
    if (key) {
      this.#leaveComments();
      while ((this.#open.at(-1) as Heading).indent >= key.indent) this.#open.pop();
      this.#settleEntries((this.#open.at(-1) as Heading).path.length);
      if (key.section) this.#open.push({ path: key.path, indent: key.indent });
      this.#until = key.until;
    } else if (line.start >= this.#until) {
      const comment = COMMENT.exec(line.text);
      if (comment) this.#takeComment(line, comment);
      else this.#leaveComments();
    }
  }

  /** A comment in the midst of a deeper section cannot become a key where it stands: it is none. */
  #settleEntries(depth: number): void {
    const since = this.entries.splice(this.#settled);
    this.entries.push(...since.filter((entry) => entry.path.length > depth));
    this.#settled = this.entries.length;
  }

  #leaveComments(): void {
    this.#commented = [];
    this.#list = null;
  }

  #takeComment(line: SourceLine, [, before = '', between = '', words = '']: RegExpExecArray): void {
    const at = { hash: before.length, blanks: between.length };
    const inList = this.#list !== null && this.#list.hash === at.hash && at.blanks > this.#list.blanks;
    if (inList) return;
    this.#list = /^-(?: |$)/.test(words) ? at : null;
    const match = DEFAULT.exec(words);
    if (!match) return;
    const [, key = '', value = ''] = match;
    const heading = this.#headingFor(at);
    if (!heading) return;
    const path = [...heading.path, unquote(key)];
    const indent = heading.indent;
    this.#commented = this.#commented.filter((item) => item.hash === at.hash && item.blanks < at.blanks);
    if (value === '') this.#commented.push({ path, indent, line, ...at });
    if (value === '' && !SPELT_LIKE_A_KEY.test(key)) return;
    this.#addEntry({ path, line, indent, value, keyEnd: line.text.indexOf(words) + key.length });
  }

  /** The section of a commented key: the open section by its column, or the commented heading that it is deeper than. */
  #headingFor(at: { hash: number; blanks: number }): Heading | null {
    const above = this.#commented.findLast((item) => item.hash === at.hash && item.blanks < at.blanks);
    if (above && at.blanks >= above.blanks + 2) {
      this.#openCommented(above);
      return { path: above.path, indent: above.indent + at.blanks - above.blanks };
    }
    if (at.blanks > 1) return null;
    const section = this.#open.findLast((item) => item.indent < at.hash) as Heading;
    if (section.path.length > 0) this.filled.add(joinPath(section.path));
    return { path: section.path, indent: at.hash };
  }

  /** A commented key that turns out to hold others is a heading, and no key. */
  #openCommented(heading: CommentedHeading): void {
    const key = joinPath(heading.path);
    const own = this.entries.findIndex((entry) => entry.line === heading.line);
    if (own !== -1) this.entries.splice(own, 1);
    if (this.headers.some((header) => header.line === heading.line)) return;
    this.headers.push({ path: heading.path, key, state: 'commented', line: heading.line, indent: heading.indent });
  }

  #addEntry(found: { path: KeyPath; line: SourceLine; indent: number; value: string; keyEnd: number }): void {
    const { path, line, indent, value, keyEnd } = found;
    const start = line.start + (value === '' ? keyEnd + 1 : line.text.indexOf(value, keyEnd + 1));
    this.entries.push({
      path,
      key: joinPath(path),
      state: 'commented',
      source: value,
      span: { start, end: start + value.length },
      afterSign: line.start + keyEnd + 1,
      line,
      lastLine: line,
      indent,
    });
  }
}

function unquote(key: string): string {
  if (key.startsWith('"')) return String(JSON.parse(key));
  return key.startsWith("'") ? key.slice(1, -1) : key;
}
