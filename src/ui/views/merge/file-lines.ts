import { say, type Text } from '../../../base/text.ts';
import { cutLineLeft } from '../../draw/cut.ts';
import { fillLine, type Line, restyle, span } from '../../draw/line.ts';
import type { Shown } from '../../model.ts';
import { sideCell, textAt } from './cells.ts';
import type { Item } from './fold.ts';
import type { FileSides, Side, SideRow } from './sides.ts';
import { MERGE_WORDS } from './words.ts';

/** From so many columns inside the box the versions stand beside each other; below, one column tells them by letters. */
export const BESIDE_FROM = 96;
const FOUR_FROM = 150;
/** Cursor mark and a blank. */
const GUTTER = 2;
const GAP = 3;

export interface FileLinesOptions {
  readonly sides: FileSides;
  readonly items: readonly Item[];
  /** The row that is decided on. */
  readonly focus: number | null;
  readonly base: boolean;
  /** Columns cut off at the left of every version. */
  readonly left: number;
  readonly width: number;
}

/** The heading of the lines: the versions by name, or by their letters. */
export function fileHead(shown: Shown, { base, width }: Pick<FileLinesOptions, 'base' | 'width'>): Line {
  const sides = shownSides(base, width);
  const name = (side: Side) => say(versionName(shown, side), shown.lang);
  if (width >= BESIDE_FROM)
    return besideLine(
      sides.map((side) => [span(name(side), { bold: true })]),
      shown,
      width,
      span('  '),
    );
  const legend = sides.flatMap(
    (side, n): Line => [
      span(n === 0 ? '' : '   '),
      span(`${MERGE_WORDS.letters[side]} `, { bold: true }),
      span(name(side), { dim: true }),
    ],
  );
  return fillLine([span('  '), ...legend], width, shown.glyphs.ellipsis);
}

/** The lines of a file in their versions; only `items` are built. */
export function fileLines(shown: Shown, options: FileLinesOptions): readonly Line[] {
  return options.items.flatMap((item) => {
    if (item.kind === 'fold') return [foldLine(item.count, shown, options.width)];
    const row = options.sides.rows[item.row];
    if (!row) return [];
    const mark =
      item.row === options.focus ? span(`${shown.glyphs.cursor} `, { colour: 'cyan', bold: true }) : span('  ');
    return options.width >= BESIDE_FROM
      ? [besideRow(row, mark, shown, options)]
      : unifiedRow(row, mark, shown, options);
  });
}

/** How many lines of the screen an item takes. */
export function itemHeight(
  item: Item,
  { sides, base, width }: Pick<FileLinesOptions, 'sides' | 'base' | 'width'>,
): number {
  const row = item.kind === 'row' ? sides.rows[item.row] : undefined;
  return !row || width >= BESIDE_FROM ? 1 : versions(row, sides, shownSides(base, width)).length;
}

function shownSides(base: boolean, width: number): readonly Side[] {
  if (!base) return ['old', 'new', 'result'];
  return width >= FOUR_FROM || width < BESIDE_FROM ? ['base', 'old', 'new', 'result'] : ['base', 'old', 'new'];
}

function versionName({ state }: Shown, side: Side): Text {
  const { from, to } = state.run?.versions ?? { from: null, to: null };
  const of = (version: string | null) => (version === null ? '' : ` (${version})`);
  switch (side) {
    case 'base':
      return MERGE_WORDS.versions.base(of(from));
    case 'old':
      return MERGE_WORDS.versions.old(of(from));
    case 'new':
      return MERGE_WORDS.versions.new(of(to));
    case 'result':
      return MERGE_WORDS.versions.result();
  }
}

function besideRow(
  row: SideRow,
  mark: Line[number],
  shown: Shown,
  { sides, base, left, width }: FileLinesOptions,
): Line {
  const cells = shownSides(base, width).map((side) => cutLineLeft(sideCell(sides, row, side) ?? [], left));
  return besideLine(cells, shown, width, mark);
}

function besideLine(cells: readonly Line[], { glyphs }: Shown, width: number, mark: Line[number]): Line {
  const room = width - GUTTER - GAP * (cells.length - 1);
  const each = Math.floor(room / cells.length);
  const parts = cells.flatMap((cell, n): Line => {
    const last = n === cells.length - 1;
    // A mark ends with its word: only what follows it would be filled with its ground.
    const filled = fillLine([...cell, span('')], last ? room - each * n : each, glyphs.ellipsis);
    return last ? filled : [...filled, span(` ${glyphs.box.down} `, { dim: true })];
  });
  return [mark, ...parts];
}

/** The texts of a row, each once, with the versions that have it. */
function versions(
  row: SideRow,
  { lines }: FileSides,
  sides: readonly Side[],
): readonly { readonly side: Side; readonly has: readonly Side[] }[] {
  const byText = Map.groupBy(
    sides.filter((side) => row[side] !== null),
    (side) => textAt(lines, row, side),
  );
  return [...byText.values()].map((has) => ({ side: has.at(-1) ?? 'result', has }));
}

function unifiedRow(
  row: SideRow,
  mark: Line[number],
  shown: Shown,
  { sides, base, left, width }: FileLinesOptions,
): readonly Line[] {
  const all = shownSides(base, width);
  return versions(row, sides, all).map(({ side, has }) => {
    const letters = all.map((one) => (has.includes(one) ? MERGE_WORDS.letters[one] : ' ')).join('');
    const tag = row.same
      ? span(' '.repeat(all.length + 1))
      : span(`${letters} `, has.includes('result') ? { bold: true } : { dim: true });
    const cell = cutLineLeft(sideCell(sides, row, side) ?? [], left);
    const kept = has.includes('result') ? cell : restyle(cell, { dim: true });
    return fillLine([mark, tag, ...kept, span('')], width, shown.glyphs.ellipsis);
  });
}

function foldLine(count: number, { glyphs, lang }: Shown, width: number): Line {
  const dots = glyphs.ellipsis;
  return fillLine([span(`  ${dots} ${say(MERGE_WORDS.fold(count), lang)} ${dots}`, { dim: true })], width, dots);
}
