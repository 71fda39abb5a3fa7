import type { View } from '../../engine/view.ts';
import type { Line } from '../draw/line.ts';
import type { Shown } from '../model.ts';
import { factsLines } from './facts.ts';
import { gaugesLines } from './gauges.ts';
import { mergeLines } from './merge/summary.ts';
import { textLines } from './text.ts';
import { trendLines } from './trend.ts';

/** What a step shows, by the kind of its view. */
export function viewLines(view: View, shown: Shown, width: number): readonly Line[] {
  switch (view.kind) {
    case 'facts':
      return factsLines(view, shown, width);
    case 'gauges':
      return gaugesLines(view, shown, width, 16);
    case 'text':
      return textLines(view, shown, width);
    case 'merge':
      return mergeLines(view, shown, width);
    case 'trend':
      return trendLines(view, shown, width);
    case 'log':
    case 'form':
    case 'plan':
      return [];
  }
}
