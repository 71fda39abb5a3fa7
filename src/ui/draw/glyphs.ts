import { MARK_SIGNS } from '../../engine/marks.ts';
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
  marks: marksOf('sign'),
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
  marks: marksOf('ascii'),
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

function marksOf(form: 'sign' | 'ascii'): Glyphs['marks'] {
  return Object.fromEntries(Object.entries(MARK_SIGNS).map(([mark, signs]) => [mark, signs[form]])) as Glyphs['marks'];
}
