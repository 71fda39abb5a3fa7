import type { Glyphs } from './glyphs.ts';
import { fillLine, fitLine, type Line, lineWidth, type Style, span } from './line.ts';

export interface BoxOptions {
  readonly title: Line;
  /** Shown at the right end of the top edge: a position, an age. */
  readonly note?: Line;
  readonly lines: readonly Line[];
  readonly width: number;
  readonly height: number;
  readonly glyphs: Glyphs;
  readonly edge?: Style;
}

/** A box of exactly width × height; lines beyond it are cut off (whoever has more shows a window of them). */
export function box({
  title,
  note = [],
  lines,
  width,
  height,
  glyphs,
  edge = { dim: true },
}: BoxOptions): readonly Line[] {
  const inner = Math.max(0, width - 4);
  const down = span(glyphs.box.down, edge);
  const body = Array.from({ length: Math.max(0, height - 2) }, (_, n) => [
    down,
    span(' '),
    ...fillLine(lines[n] ?? [], inner, glyphs.ellipsis),
    span(' '),
    down,
  ]);
  return [topEdge({ title, note, width, glyphs, edge }), ...body, bottomEdge(width, glyphs, edge)].slice(
    0,
    Math.max(0, height),
  );
}

/** An edge across a box, joined to its sides: between parts of one box. */
export function divider(width: number, glyphs: Glyphs, edge: Style = { dim: true }): Line {
  return [span(glyphs.box.teeLeft + glyphs.box.across.repeat(Math.max(0, width - 2)) + glyphs.box.teeRight, edge)];
}

function topEdge({
  title,
  note,
  width,
  glyphs,
  edge,
}: {
  title: Line;
  note: Line;
  width: number;
  glyphs: Glyphs;
  edge: Style;
}): Line {
  const { across, topLeft, topRight } = glyphs.box;
  const room = Math.max(0, width - 2);
  const noteWidth = lineWidth(note) > 0 ? lineWidth(note) + 3 : 0;
  const withNote = noteWidth > 0 && noteWidth + 8 <= room;
  const shown = fitLine(title, Math.max(0, room - 3 - (withNote ? noteWidth : 0)), glyphs.ellipsis);
  const head = lineWidth(shown) > 0 ? [span(' '), ...shown, span(' ')] : [];
  const tail: Line = withNote ? [span(' '), ...note, span(' '), span(across, edge)] : [];
  const fill = across.repeat(Math.max(0, room - lineWidth(head) - lineWidth(tail)));
  return fillLine(
    [span(topLeft, edge), ...head, span(fill, edge), ...tail, span(topRight, edge)],
    width,
    glyphs.ellipsis,
  );
}

function bottomEdge(width: number, glyphs: Glyphs, edge: Style): Line {
  const { bottomLeft, bottomRight, across } = glyphs.box;
  return fillLine([span(bottomLeft + across.repeat(Math.max(0, width - 2)) + bottomRight, edge)], width);
}
