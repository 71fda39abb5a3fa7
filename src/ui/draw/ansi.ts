import type { Colour, Line, Style } from './line.ts';

const COLOURS: Readonly<Record<Colour, number>> = { red: 31, green: 32, yellow: 33, blue: 34, magenta: 35, cyan: 36 };

/** A line as terminal text. Without colour only weight, underline and inverse stay: they mean what colours mean. */
export function toAnsi(spans: Line, colour: boolean): string {
  return spans
    .map(({ text, style }) => {
      const codes = sgr(style, colour);
      return codes.length === 0 || text === '' ? text : `\u001b[${codes.join(';')}m${text}\u001b[0m`;
    })
    .join('');
}

function sgr(style: Style, colour: boolean): readonly number[] {
  const codes: number[] = [];
  if (style.bold) codes.push(1);
  if (style.dim) codes.push(2);
  if (style.underline || (style.ground === 'added' && !colour)) codes.push(4);
  if (style.ground === 'cursor' || (style.ground === 'removed' && !colour)) codes.push(7);
  if (colour && style.colour && style.ground !== 'cursor') codes.push(COLOURS[style.colour]);
  if (colour && style.ground === 'added') codes.push(42, 30);
  if (colour && style.ground === 'removed') codes.push(41, 30);
  return codes;
}
