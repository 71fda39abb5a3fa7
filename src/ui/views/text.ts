import { say } from '../../base/text.ts';
import type { TextView } from '../../engine/view.ts';
import type { Line } from '../draw/line.ts';
import { wrapLines } from '../draw/wrap.ts';
import type { Shown } from '../model.ts';

/** Paragraphs, an empty line between them. */
export function textLines(view: TextView, shown: Shown, width: number): readonly Line[] {
  return view.paragraphs.flatMap((paragraph, n) => [
    ...(n === 0 ? [] : [[]]),
    ...wrapLines(say(paragraph, shown.lang), width),
  ]);
}
