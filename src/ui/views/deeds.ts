import { say } from '../../base/text.ts';
import { displayWidth } from '../../base/width.ts';
import type { Deed } from '../../engine/deed.ts';
import type { PlannedStep } from '../../engine/plan-types.ts';
import { type Line, line, type Style, span } from '../draw/line.ts';
import { wrapLines } from '../draw/wrap.ts';
import type { Shown } from '../model.ts';
import { WORDS } from '../words/screen.ts';

/** What a step will do, exactly: commands with their host, calls, files with their diffs. */
export function deedsLines(step: PlannedStep, shown: Shown, width: number): readonly Line[] {
  if (step.later)
    return [line(say(WORDS.later, shown.lang), { dim: true }), ...wrapLines(say(step.later, shown.lang), width)];
  if (!step.deeds || step.deeds.length === 0) return wrapLines(say(WORDS.noDeeds, shown.lang), width, { dim: true });
  return step.deeds.flatMap((deed) => [...deedHead(deed, shown, width), ...diffLines(deed, shown, width)]);
}

/** One line or two for a deed: what it is, and the command itself. */
export function deedHead(deed: Deed, shown: Shown, width: number): readonly Line[] {
  const command = commandText(deed);
  const title = wrapLines(say(deed.title, shown.lang), width);
  return command === null ? title : [...title, ...wrapLines(command, width - 4, { colour: 'cyan' }).map(indent)];
}

/** The deed as one would type it; null for what a person does by hand. */
export function commandText(deed: Deed): string | null {
  switch (deed.kind) {
    case 'command':
    case 'job':
      return `${deed.host === 'control' ? '' : `${deed.host}: `}${deed.argv.map(quoted).join(' ')}`;
    case 'call':
      return `${deed.method} ${deed.url}${deed.body === null ? '' : ` ${JSON.stringify(deed.body)}`}`;
    case 'sql':
      return `${deed.address}: ${deed.statement}`;
    case 'file':
      return deed.path;
    case 'hand':
      return null;
  }
}

function diffLines(deed: Deed, shown: Shown, width: number): readonly Line[] {
  if (deed.kind === 'hand')
    return deed.instructions.flatMap((one) => wrapLines(`- ${say(one, shown.lang)}`, width - 4, {}, 2).map(indent));
  if (deed.kind !== 'file') return [];
  return deed.diff
    .split('\n')
    .filter((text) => text !== '' && !/^(---|\+\+\+) /.test(text))
    .flatMap((text) => diffLine(text, width - 4).map(indent));
}

/** Whole, over several lines where it must: what is written is read to its end. */
function diffLine(text: string, width: number): readonly Line[] {
  if (displayWidth(text) <= width) return [line(text, diffStyle(text))];
  return wrapLines(text, width, diffStyle(text), 2);
}

function diffStyle(text: string): Style {
  if (text.startsWith('+')) return { colour: 'green' };
  if (text.startsWith('-')) return { colour: 'red' };
  return { dim: true };
}

function indent(piece: Line): Line {
  return [span('    '), ...piece];
}

// Only for the eye: what runs is argv, never this text.
function quoted(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}
