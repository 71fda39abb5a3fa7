import type { Instant } from '../base/duration.ts';
import { BugError } from '../base/errors.ts';
import { isJsonObject, type Json } from '../base/json.ts';
import { redactJson } from '../base/redact.ts';
import { type Text, text } from '../base/text.ts';
import type { Deed } from './deed.ts';
import type { PlannedStep } from './plan-types.ts';
import type { JournalStore } from './ports.ts';
import { type Entry, isDeedRecord, JOURNAL_VERSION, type JournalRecord } from './records.ts';

/** Something wrong with a journal that was read; the records before it are sound. */
export interface JournalProblem {
  /** Line number, from 1. */
  readonly line: number;
  readonly what: Text;
}

/** A journal as read: its sound records, and where it stops being sound. */
export interface ReadJournal {
  readonly records: readonly JournalRecord[];
  readonly problems: readonly JournalProblem[];
}

/**
 * Reads journal lines and checks their chain: every record names the digest of the line before.
 * Stops at the first line that is no record, of a newer version, or breaks the chain.
 */
export function readJournal(lines: readonly string[], sha256: (content: string) => string): ReadJournal {
  const records: JournalRecord[] = [];
  let prev = '';
  for (const [index, line] of lines.entries()) {
    const record = parseRecord(line);
    const problem = record === null ? NOT_A_RECORD : chainProblem(record, records.length, prev);
    if (record === null || problem) return { records, problems: [{ line: index + 1, what: problem ?? NOT_A_RECORD }] };
    records.push(record);
    prev = sha256(line);
  }
  return { records, problems: [] };
}

/** Appends records: redacted, numbered, chained; what a run rests on is on the disk before it goes on. */
export class Journal {
  readonly #store: JournalStore;
  readonly #sha256: (content: string) => string;
  readonly #secrets: () => readonly string[];
  #seq: number;
  #prev: string;
  #last: Promise<unknown> = Promise.resolve();

  /** @param lines the lines already there: sound, as {@link readJournal} found them. */
  constructor(
    store: JournalStore,
    tools: { sha256(content: string): string; secrets(): readonly string[] },
    lines: readonly string[],
  ) {
    this.#store = store;
    this.#sha256 = tools.sha256;
    this.#secrets = tools.secrets;
    this.#seq = lines.length;
    const last = lines.at(-1);
    this.#prev = last === undefined ? '' : tools.sha256(last);
  }

  /**
   * Writes one entry; the returned record is what stands in the journal (secrets taken out).
   * @throws OperatorError when it cannot be written: nothing may go on then.
   */
  append(entry: Entry, at: Instant): Promise<JournalRecord> {
    const record: JournalRecord = {
      v: JOURNAL_VERSION,
      seq: this.#seq,
      at,
      prev: this.#prev,
      entry: redactEntry(entry, this.#secrets()),
    };
    const line = JSON.stringify(record);
    this.#seq += 1;
    this.#prev = this.#sha256(line);
    const written = this.#last.then(() => this.#store.append(line, isDeedRecord(entry)));
    this.#last = written;
    return written.then(() => record);
  }
}

/**
 * A deed as it stands in the journal: a file's content is told by its diff and its size, not kept whole; what it opens
 * stands beside it in its intent.
 */
export function toldDeed(deed: Deed): Deed {
  const { opens: _opens, ...told } = deed;
  if (told.kind !== 'file') return told;
  const { before: _before, ...file } = told;
  return { ...file, after: file.after === null ? null : `(${file.after.length} characters)` };
}

/** A step as it is shown and journaled: without the content of files, without secrets. */
export function toldStep(step: PlannedStep, secrets: readonly string[]): PlannedStep {
  const told = { ...step, deeds: step.deeds?.map(toldDeed) ?? null };
  return redactJson(told as unknown as Json, secrets) as unknown as PlannedStep;
}

function redactEntry(entry: Entry, secrets: readonly string[]): Entry {
  return redactJson(tell(entry) as unknown as Json, secrets) as unknown as Entry;
}

function tell(entry: Entry): Entry {
  if (entry.type === 'intent') return { ...entry, deed: toldDeed(entry.deed) };
  if (entry.type !== 'plan') return entry;
  const steps = entry.phase.steps.map((step) => ({ ...step, deeds: step.deeds?.map(toldDeed) ?? null }));
  return { ...entry, phase: { ...entry.phase, steps } };
}

const NOT_A_RECORD = text('this line is no journal record', '该行不是日志记录');

function parseRecord(line: string): JournalRecord | null {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
  if (!isJsonObject(value) || !isJsonObject(value.entry) || typeof value.entry.type !== 'string') return null;
  const { v, seq, at, prev } = value;
  const whole = typeof v === 'number' && typeof seq === 'number' && typeof at === 'number' && typeof prev === 'string';
  return whole ? (value as unknown as JournalRecord) : null;
}

function chainProblem(record: JournalRecord, seq: number, prev: string): Text | null {
  if (record.v > JOURNAL_VERSION) {
    return text(
      `it was written by a newer belay (journal version ${record.v}, this one reads up to ${JOURNAL_VERSION})`,
      `由更新版本的 belay 写入（日志版本 ${record.v}，当前最多支持 ${JOURNAL_VERSION}）`,
    );
  }
  if (record.seq !== seq || record.prev !== prev) {
    return text(
      'the chain of digests is broken here: the line before was changed, removed or added afterwards',
      '摘要链在此断开：上一行曾被改动、删除或事后添加',
    );
  }
  return null;
}

/** For exhaustive switches. */
export function unreachable(value: never): never {
  throw new BugError(`unexpected: ${JSON.stringify(value)}`);
}
