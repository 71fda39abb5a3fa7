import type { Lang } from '../../base/text.ts';
import type { Result } from '../../engine/records.ts';
import type { Verdict } from '../../engine/verdict.ts';
import type { Mark } from '../../engine/view.ts';

/** How plain lines are written. */
export interface Style {
  readonly lang: Lang;
  /** Marks of ASCII characters alone. */
  readonly ascii: boolean;
  readonly color: boolean;
}

type Colour = 'green' | 'yellow' | 'red' | 'cyan' | 'dim';

const CODES: Readonly<Record<Colour, number>> = { green: 32, yellow: 33, red: 31, cyan: 36, dim: 2 };
const MARKS: Readonly<Record<Mark, { readonly sign: string; readonly ascii: string; readonly colour: Colour }>> = {
  done: { sign: '✔', ascii: '+', colour: 'green' },
  now: { sign: '▶', ascii: '>', colour: 'cyan' },
  failed: { sign: '✖', ascii: 'x', colour: 'red' },
  'to-come': { sign: '◌', ascii: '.', colour: 'dim' },
  skipped: { sign: '–', ascii: '-', colour: 'dim' },
  look: { sign: '!', ascii: '!', colour: 'yellow' },
  unknown: { sign: '?', ascii: '?', colour: 'yellow' },
};

/** A mark; it carries its meaning without its colour. */
export function mark(kind: Mark, style: Style): string {
  const { sign, ascii, colour } = MARKS[kind];
  return paint(style.ascii ? ascii : sign, colour, style);
}

/** Words in one of the terminal's own colours, when colour is wanted. */
export function paint(words: string, colour: Colour, style: Style): string {
  return style.color ? `\u001b[${CODES[colour]}m${words}\u001b[0m` : words;
}

/** The mark of a verdict. */
export function markOfVerdict(verdict: Verdict): Mark {
  return ({ ok: 'done', warn: 'look', block: 'failed', unknown: 'unknown' } as const)[verdict];
}

/** The mark of a result. */
export function markOfResult(result: Result): Mark {
  switch (result) {
    case 'done':
      return 'done';
    case 'skipped':
      return 'skipped';
    case 'failed':
    case 'blocked':
      return 'failed';
    case 'decision':
      return 'unknown';
    case 'interrupted':
      return 'look';
    case 'pending':
      return 'to-come';
  }
}
