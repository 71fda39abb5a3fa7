import { say } from '../base/text.ts';
import { beside, fillLine, type Line, span } from './draw/line.ts';
import { wrapLines } from './draw/wrap.ts';
import { type Layout, LEAST } from './layout.ts';
import { layoutFor } from './layout-for.ts';
import type { Shown, UiState } from './model.ts';
import { askingBox, startingBox } from './panes/asking.ts';
import { checklistBox, checklistFolded } from './panes/checklist.ts';
import { clusterBox, clusterFolded } from './panes/cluster.ts';
import { footerLine } from './panes/footer.ts';
import { headerLine } from './panes/header.ts';
import { overlayBox } from './panes/overlay.ts';
import { stepBox } from './panes/step.ts';
import { WORDS } from './words/screen.ts';

/** The whole screen: exactly `rows` lines of exactly `columns` columns. Pure. */
export function drawScreen(shown: Shown, ui: UiState): readonly Line[] {
  const layout = layoutFor(shown, ui);
  const lines = layout.kind === 'too-small' ? tooSmall(shown) : drawRegions(layout, shown, ui);
  return Array.from({ length: shown.rows }, (_, n) => fillLine(lines[n] ?? [], shown.columns, shown.glyphs.ellipsis));
}

function drawRegions(layout: Exclude<Layout, { kind: 'too-small' }>, shown: Shown, ui: UiState): readonly Line[] {
  const { step, checklist, cluster } = layout;
  const middle = drawMiddle(shown, ui, step.width, step.height);
  const seen =
    cluster.form === 'lines' ? clusterFolded(shown, cluster.width) : clusterBox(shown, cluster.width, cluster.height);
  const body = cluster.form === 'column' ? beside(middle, step.width, seen) : [...middle, ...seen];
  const whole =
    layout.kind === 'narrow'
      ? [checklistFolded(shown, ui), ...body]
      : beside(checklistBox(shown, ui, checklist.width, checklist.height), checklist.width, body);
  return [headerLine(shown), ...whole, footerLine(shown, ui)];
}

function drawMiddle(shown: Shown, ui: UiState, width: number, height: number): readonly Line[] {
  if (shown.asking) return askingBox(shown.asking, shown, ui, width, height);
  if (ui.overlay) return overlayBox(ui.overlay, shown, ui, width, height);
  return shown.starting ? startingBox(shown, width, height) : stepBox(shown, ui, width, height);
}

function tooSmall(shown: Shown): readonly Line[] {
  const words = wrapLines(say(WORDS.tooSmall(LEAST.columns, LEAST.rows), shown.lang), Math.max(2, shown.columns - 2));
  return words.slice(0, shown.rows).map((piece) => [span(' '), ...piece]);
}
