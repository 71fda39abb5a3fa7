import type { Verdict } from '../../engine/verdict.ts';
import type { Mark } from '../../engine/view.ts';

/** The characters that a screen is drawn with; every one is a single column. */
export interface Glyphs {
  readonly marks: Readonly<Record<Mark, string>>;
  readonly box: {
    readonly topLeft: string;
    readonly topRight: string;
    readonly bottomLeft: string;
    readonly bottomRight: string;
    readonly across: string;
    readonly down: string;
    readonly teeLeft: string;
    readonly teeRight: string;
  };
  /** Eighths of a bar cell, from one eighth to full. */
  readonly bar: readonly string[];
  /** Heights of a trend, from lowest to highest. */
  readonly spark: readonly string[];
  readonly ellipsis: string;
  readonly arrow: string;
  readonly dot: string;
  readonly cursor: string;
  readonly selected: string;
  readonly spinner: readonly string[];
}

export const UNICODE: Glyphs = {
  marks: { done: '✔', now: '▶', failed: '✖', 'to-come': '◌', skipped: '–', look: '!', unknown: '?' },
  box: {
    topLeft: '╭',
    topRight: '╮',
    bottomLeft: '╰',
    bottomRight: '╯',
    across: '─',
    down: '│',
    teeLeft: '├',
    teeRight: '┤',
  },
  bar: ['▏', '▎', '▍', '▌', '▋', '▊', '▉', '█'],
  spark: ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'],
  ellipsis: '…',
  arrow: '→',
  dot: '●',
  cursor: '▌',
  selected: '›',
  spinner: ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏'],
};

/** For terminals that draw ambiguous characters two columns wide, and for those without them. */
export const ASCII: Glyphs = {
  marks: { done: '+', now: '>', failed: 'x', 'to-come': '.', skipped: '-', look: '!', unknown: '?' },
  box: {
    topLeft: '+',
    topRight: '+',
    bottomLeft: '+',
    bottomRight: '+',
    across: '-',
    down: '|',
    teeLeft: '+',
    teeRight: '+',
  },
  bar: ['.', '-', '-', '=', '=', '=', '#', '#'],
  spark: ['_', '.', '.', '-', '-', '=', '=', '#'],
  ellipsis: '~',
  arrow: '->',
  dot: '*',
  cursor: '|',
  selected: '>',
  spinner: ['|', '/', '-', '\\'],
};

/** The mark of a verdict. */
export function verdictMark(verdict: Verdict): Mark {
  return ({ ok: 'done', warn: 'look', block: 'failed', unknown: 'unknown' } as const)[verdict];
}
