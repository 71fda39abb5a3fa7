import { say } from '../../base/text.ts';
import { openDebts } from '../../engine/state.ts';
import { fillLine, type Line, lineWidth, type Span, span } from '../draw/line.ts';
import { footerBindings, whereAmI } from '../keys/bindings.ts';
import { isUseful } from '../keys/useful.ts';
import type { Shown, UiState } from '../model.ts';

/** The keys that work here and now; as many as have room, the needed ones first. A notice stands in their place. */
export function footerLine(shown: Shown, ui: UiState): Line {
  const { lang, columns, glyphs } = shown;
  if (ui.notice)
    return fillLine(
      [span(` ${glyphs.marks.look} ${say(ui.notice, lang)}`, { colour: 'yellow' })],
      columns,
      glyphs.ellipsis,
    );
  const owed = openDebts(shown.state).length;
  const bindings = footerBindings(whereAmI(shown, ui)).filter(({ action }) => isUseful(action, shown, ui));
  const parts = bindings.map(({ show, does, action }) => {
    const other = lang === 'en' ? 'zh' : 'en';
    const words = action === 'language' ? say(does, other === 'zh' ? 'en' : 'zh') : say(does, lang);
    return keyHint(show, action === 'debts' && owed > 0 ? `${words} (${owed})` : words);
  });
  const always = bindings.map(({ action }) => action === 'help' || action === 'leave' || action === 'pass');
  const spans: Span[] = [];
  for (const [n, part] of parts.entries()) {
    const kept = parts.slice(n + 1).filter((_, m) => always[n + 1 + m]);
    const room = columns - lineWidth(spans) - kept.reduce((sum, one) => sum + lineWidth(one), 0);
    if (lineWidth(part) <= room) spans.push(...part);
  }
  return fillLine(spans, columns, glyphs.ellipsis);
}

function keyHint(show: string, words: string): Line {
  return [span(' '), span(`[${show}]`, { bold: true }), span(` ${words} `)];
}
