import type { Result } from './records.ts';
import type { Verdict } from './verdict.ts';
import type { Mark } from './view.ts';

/** How marks are written; they carry their meaning without colour, and every one is a single column. */
export const MARK_SIGNS: Readonly<Record<Mark, { readonly sign: string; readonly ascii: string }>> = {
  done: { sign: '✔', ascii: '+' },
  now: { sign: '▶', ascii: '>' },
  failed: { sign: '✖', ascii: 'x' },
  'to-come': { sign: '◌', ascii: '.' },
  skipped: { sign: '–', ascii: '-' },
  look: { sign: '!', ascii: '!' },
  unknown: { sign: '?', ascii: '?' },
};

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
    case 'interrupted':
      return 'look';
    case 'pending':
      return 'to-come';
  }
}
