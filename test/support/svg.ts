import type { Cell } from './terminal.ts';

const PALETTE = [
  '#1e2127',
  '#e06c75',
  '#98c379',
  '#d19a66',
  '#61afef',
  '#c678dd',
  '#56b6c2',
  '#abb2bf',
  '#5c6370',
  '#e06c75',
  '#98c379',
  '#e5c07b',
  '#61afef',
  '#c678dd',
  '#56b6c2',
  '#ffffff',
];
const GROUND = '#1e2127';
const INK = '#d4d8df';
const CELL = { width: 8.4, height: 17 };
const PAD = 10;

/** A screen as SVG: one text run for cells of the same look, colours kept. The same cells give the same picture. */
export function screenSvg(cells: readonly (readonly Cell[])[], title: string): string {
  const columns = cells[0]?.length ?? 0;
  const width = Math.ceil(columns * CELL.width + 2 * PAD);
  const height = cells.length * CELL.height + 2 * PAD;
  const rows = cells.map((row, n) => rowSvg(row, n)).filter((row) => row !== '');
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">`,
    `<title>${escapeXml(title)}</title>`,
    `<rect width="100%" height="100%" rx="6" fill="${GROUND}"/>`,
    `<g font-family="'DejaVu Sans Mono','Noto Sans Mono CJK SC',Menlo,Consolas,monospace" font-size="14" xml:space="preserve">`,
    ...rows,
    '</g>',
    '</svg>',
    '',
  ].join('\n');
}

function rowSvg(row: readonly Cell[], n: number): string {
  const y = PAD + n * CELL.height;
  return runs(row)
    .map(({ column, text, cells, look }) => {
      const { ink, ground } = colours(look);
      const x = (PAD + column * CELL.width).toFixed(1);
      const length = (cells * CELL.width).toFixed(1);
      const rect = ground ? `<rect x="${x}" y="${y}" width="${length}" height="${CELL.height}" fill="${ground}"/>` : '';
      if (text.trim() === '') return rect;
      // A row is a little higher than the font: lines down are drawn, so that they do not break between rows.
      if (/^│+$/.test(text)) return rect + linesDown(x, y, text.length, { ink, dim: look.dim });
      const style = [
        look.bold ? ' font-weight="bold"' : '',
        look.dim ? ' opacity="0.6"' : '',
        look.underline ? ' text-decoration="underline"' : '',
      ].join('');
      return `${rect}<text x="${x}" y="${y + 14}" fill="${ink}" textLength="${length}" lengthAdjust="spacingAndGlyphs"${style}>${escapeXml(text)}</text>`;
    })
    .filter((run) => run !== '')
    .join('\n');
}

function linesDown(x: string, y: number, count: number, look: { readonly ink: string; readonly dim: boolean }): string {
  const opacity = look.dim ? ' opacity="0.6"' : '';
  return Array.from({ length: count }, (_, n) => {
    const middle = (Number(x) + (n + 0.5) * CELL.width - 0.6).toFixed(1);
    return `<rect x="${middle}" y="${y}" width="1.2" height="${CELL.height}" fill="${look.ink}"${opacity}/>`;
  }).join('');
}

interface Run {
  readonly column: number;
  text: string;
  cells: number;
  readonly look: Cell;
}

function runs(row: readonly Cell[]): readonly Run[] {
  const out: Run[] = [];
  for (const [column, cell] of row.entries()) {
    if (cell.width === 0) continue;
    const last = out.at(-1);
    const text = cell.text === '' ? ' ' : cell.text;
    const joins = last && sameLook(last.look, cell) && last.look.width === cell.width;
    if (joins) {
      last.text += text;
      last.cells += cell.width;
    } else out.push({ column, text, cells: cell.width, look: cell });
  }
  return out;
}

function sameLook(a: Cell, b: Cell): boolean {
  const keys = ['foreground', 'background', 'bold', 'dim', 'underline', 'inverse'] as const;
  return keys.every((key) => a[key] === b[key]);
}

function colours(cell: Cell): { ink: string; ground: string | null } {
  const ink = cell.foreground === null ? INK : (PALETTE[cell.foreground] ?? INK);
  const ground = cell.background === null ? null : (PALETTE[cell.background] ?? null);
  return cell.inverse ? { ink: ground ?? GROUND, ground: ink } : { ink, ground };
}

function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
