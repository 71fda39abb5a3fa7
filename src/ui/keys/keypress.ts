/** Keys that have a name; everything else is a `char`. */
export type KeyName =
  | 'enter'
  | 'escape'
  | 'tab'
  | 'back-tab'
  | 'backspace'
  | 'delete'
  | 'up'
  | 'down'
  | 'left'
  | 'right'
  | 'page-up'
  | 'page-down'
  | 'home'
  | 'end'
  | 'char';

/** One key as it was struck. */
export interface Key {
  readonly name: KeyName;
  /** The character of a `char`; "" for the others. */
  readonly char: string;
  readonly ctrl: boolean;
  /** It came together with others in one read: a paste, a held key, a macro. Gates take none of these. */
  readonly burst: boolean;
}

/** What Ink tells of one read of the terminal. */
export interface InkKey {
  readonly upArrow?: boolean;
  readonly downArrow?: boolean;
  readonly leftArrow?: boolean;
  readonly rightArrow?: boolean;
  readonly pageUp?: boolean;
  readonly pageDown?: boolean;
  readonly home?: boolean;
  readonly end?: boolean;
  readonly return?: boolean;
  readonly escape?: boolean;
  readonly tab?: boolean;
  readonly shift?: boolean;
  readonly backspace?: boolean;
  readonly delete?: boolean;
  readonly ctrl?: boolean;
}

const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

const NAMED: readonly [keyof InkKey, KeyName][] = [
  ['upArrow', 'up'],
  ['downArrow', 'down'],
  ['leftArrow', 'left'],
  ['rightArrow', 'right'],
  ['pageUp', 'page-up'],
  ['pageDown', 'page-down'],
  ['home', 'home'],
  ['end', 'end'],
  ['return', 'enter'],
  ['escape', 'escape'],
  ['backspace', 'backspace'],
  ['delete', 'delete'],
];

const CONTROL: Readonly<Record<string, KeyName>> = {
  '\r': 'enter',
  '\n': 'enter',
  '\r\n': 'enter',
  '\t': 'tab',
  '\u001b': 'escape',
  '\u007f': 'backspace',
  '\b': 'backspace',
};

/**
 * Splits what one read of the terminal brought into single keys. Ink gives `jjj` as one input and `yes` + Enter as one
 * that does not set `key.return`: each character becomes a key of its own, all marked as a burst.
 */
export function splitInput(input: string, key: InkKey, pasted = false): readonly Key[] {
  const ctrl = key.ctrl ?? false;
  if (!pasted) {
    if (key.tab) return [named(key.shift ? 'back-tab' : 'tab', ctrl)];
    const name = NAMED.find(([flag]) => key[flag])?.[1];
    if (name) return [named(name, ctrl)];
  }
  const parts = Array.from(graphemes.segment(input), ({ segment }) => segment);
  const burst = pasted || parts.length > 1;
  return parts.flatMap((char): readonly Key[] => {
    const name = CONTROL[char];
    if (name) return [{ name, char: '', ctrl: false, burst }];
    return isControl(char) ? [] : [{ name: 'char', char, ctrl, burst }];
  });
}

function named(name: KeyName, ctrl: boolean): Key {
  return { name, char: '', ctrl, burst: false };
}

function isControl(char: string): boolean {
  const code = char.codePointAt(0) ?? 0;
  return code < 0x20 || (code >= 0x7f && code < 0xa0);
}
