import { say } from '../../base/text.ts';
import { box } from '../draw/box.ts';
import { endOf } from '../draw/cut.ts';
import { type Line, span } from '../draw/line.ts';
import { wrapLines } from '../draw/wrap.ts';
import type { Asking, Shown, UiState } from '../model.ts';
import { WORDS } from '../words/screen.ts';

/** A question that came up on the way, in place of the step: exactly width × height. */
export function askingBox(asking: Asking, shown: Shown, ui: UiState, width: number, height: number): readonly Line[] {
  const { lang, glyphs } = shown;
  const typed = typedOf(asking, ui.secret, width - 6, glyphs.ellipsis);
  const keys = say(WORDS.askingKeys[asking.kind], lang);
  return box({
    title: [span(say(WORDS.asked, lang), { bold: true })],
    lines: [
      ...wrapLines(say(asking.prompt, lang), width - 4),
      [],
      typed === null ? [] : [span(typed), span(glyphs.cursor, { colour: 'cyan' })],
      [],
      ...wrapLines(keys, width - 4, { dim: true }),
    ],
    width,
    height,
    glyphs,
    edge: { colour: 'yellow' },
  });
}

/** What is typed so far, as it may be seen; null where nothing is typed. */
function typedOf({ kind }: Asking, typed: string, room: number, ellipsis: string): string | null {
  const characters = [...typed];
  if (kind === 'secret') return '*'.repeat(Math.min(room, characters.length));
  return kind === 'line' ? endOf(typed, room, ellipsis) : null;
}

/** What is being waited for before the run is there: exactly width × height. */
export function startingBox(shown: Shown, width: number, height: number): readonly Line[] {
  const { glyphs, lang, starting, tick } = shown;
  const spinner = glyphs.spinner[tick % glyphs.spinner.length] ?? '';
  const words = wrapLines(starting ? say(starting, lang) : '', width - 6);
  const lines = words.map((piece, n) => [span(n === 0 ? `${spinner} ` : '  ', { colour: 'cyan' }), ...piece]);
  return box({ title: [span('belay', { bold: true })], lines: [[], ...lines], width, height, glyphs });
}
