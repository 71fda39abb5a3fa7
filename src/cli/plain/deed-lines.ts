import { sanitise, sanitiseLine } from '../../base/sanitise.ts';
import { say, text } from '../../base/text.ts';
import type { Deed } from '../../engine/deed.ts';
import { paint, type Style } from './style.ts';

const WORDS = {
  writes: text('writes', '写入'),
  removes: text('removes', '删除'),
  byHand: text('by hand:', '手工：'),
  cut: text('more lines', '行未显示'),
};
const DIFF_LINES = 60;
const NEW_FILE_LINES = 4;

/** What a deed will do, exactly: its command, its change of a file, its call. */
export function deedLines(deed: Deed, style: Style): readonly string[] {
  switch (deed.kind) {
    case 'command':
    case 'job':
      return [`${deed.host}$ ${commandLine(deed.argv)}`];
    case 'file':
      return [
        `${deed.host}: ${say(deed.after === null ? WORDS.removes : WORDS.writes, style.lang)} ${sanitiseLine(deed.path)}`,
        ...diffLines(deed.diff, style),
      ];
    case 'call':
      return [`${deed.method} ${sanitiseLine(deed.url)}${deed.body === null ? '' : ` ${JSON.stringify(deed.body)}`}`];
    case 'sql':
      return [`${deed.address}: ${sanitiseLine(deed.statement)}`];
    case 'hand':
      return [
        say(WORDS.byHand, style.lang),
        ...deed.instructions.map((instruction) => `  ${sanitiseLine(say(instruction, style.lang))}`),
      ];
  }
}

/** argv as a person would type it: only for reading, never run. */
export function commandLine(argv: readonly string[]): string {
  return argv
    .map((word) => {
      const shown = sanitiseLine(word);
      return /^[\w@%+=:,./-]+$/.test(shown) ? shown : `'${shown.replaceAll("'", `'\\''`)}'`;
    })
    .join(' ');
}

/** The diff of a change; of a file that is new, its first lines: the whole stands in `belay plan --json`. */
function diffLines(diff: string, style: Style): readonly string[] {
  const lines = sanitise(diff)
    .split('\n')
    .filter((line) => line !== '' && !/^(---|\+\+\+|Index:|====)/.test(line));
  const isNew = lines[0]?.startsWith('@@ -0,0 ') ?? false;
  const shown = lines.slice(0, isNew ? NEW_FILE_LINES : DIFF_LINES).map((line) => `  ${paintDiff(line, style)}`);
  const more = lines.length - shown.length;
  return more > 0 ? [...shown, `  (${more} ${say(WORDS.cut, style.lang)})`] : shown;
}

function paintDiff(line: string, style: Style): string {
  if (line.startsWith('+')) return paint(line, 'green', style);
  if (line.startsWith('-')) return paint(line, 'red', style);
  return line.startsWith('@@') ? paint(line, 'dim', style) : line;
}
