import { type Layout, layoutScreen } from './layout.ts';
import type { Shown, UiState } from './model.ts';
import { isMergeAsked } from './views/merge/asked.ts';

/** Where everything is for what is shown now: a merge that is asked about takes all columns. */
export function layoutFor(shown: Pick<Shown, 'columns' | 'rows' | 'request'>, ui: Pick<UiState, 'looking'>): Layout {
  return layoutScreen(shown.columns, shown.rows, isMergeAsked(shown, ui));
}
