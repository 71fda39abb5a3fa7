import type { Lang } from '../../base/text.ts';
import { MARK_SIGNS } from '../../engine/marks.ts';
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
const COLOURS: Readonly<Record<Mark, Colour>> = {
  done: 'green',
  now: 'cyan',
  failed: 'red',
  'to-come': 'dim',
  skipped: 'dim',
  look: 'yellow',
  unknown: 'yellow',
};

/** A mark; it carries its meaning without its colour. */
export function mark(kind: Mark, style: Style): string {
  const { sign, ascii } = MARK_SIGNS[kind];
  return paint(style.ascii ? ascii : sign, COLOURS[kind], style);
}

/** Words in one of the terminal's own colours, when colour is wanted. */
export function paint(words: string, colour: Colour, style: Style): string {
  return style.color ? `\u001b[${CODES[colour]}m${words}\u001b[0m` : words;
}
