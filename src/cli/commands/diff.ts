import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Json } from '../../base/json.ts';
import { sanitiseLine } from '../../base/sanitise.ts';
import { text, verbatim } from '../../base/text.ts';
import { fit, padEnd, padStart } from '../../base/width.ts';
import { type DiffCell, type DiffRow, sideBySide } from '../../formats/side-by-side.ts';
import type { Call } from '../call.ts';
import { paint, type Style } from '../plain/style.ts';
import { usageError } from '../usage-error.ts';

const CONTEXT = 3;

/** `belay diff LEFT RIGHT`: two files side by side; exits 0 whether they differ or not. */
export async function diff(call: Call): Promise<number> {
  const [left = '', right = ''] = call.args;
  const base = call.value('base');
  const before = base === undefined ? null : new Set((await readText(call, base)).split(/\r?\n/));
  const rows = sideBySide(await readText(call, left), await readText(call, right)).map((row) => ({
    ...row,
    changed: changedSince(row, before),
  }));
  const document = { left, right, base: base ?? null, rows: rows.filter(differs).map(rowDocument) };
  call.output.answer(document, sideBySideLines(rows, columnsOf(call), call.style));
  return 0;
}

/** Which side a line was changed on since the common ancestor; null: there is none given, or the sides are the same. */
type Changed = 'left' | 'right' | 'both' | null;
type Row = DiffRow & { readonly changed: Changed };

function changedSince(row: DiffRow, before: ReadonlySet<string> | null): Changed {
  if (before === null || row.kind === 'same') return null;
  // A line that is not there stands for a line of the ancestor that was taken away.
  const isNew = (side: DiffCell | null, other: DiffCell | null) =>
    side === null ? other !== null && before.has(wordsOf(other)) : !before.has(wordsOf(side));
  const left = isNew(row.left, row.right);
  const right = isNew(row.right, row.left);
  return left && right ? 'both' : left ? 'left' : right ? 'right' : null;
}

function rowDocument({ kind, left, right, changed }: Row): Json {
  const cell = (side: DiffCell | null): Json => side && { line: side.line, text: wordsOf(side) };
  return { kind, left: cell(left), right: cell(right), changed };
}

function differs(row: DiffRow): boolean {
  return row.kind !== 'same';
}

function sideBySideLines(rows: readonly Row[], columns: number, style: Style): readonly string[] {
  const width = Math.max(20, Math.floor((columns - 3) / 2));
  const ellipsis = style.ascii ? '~' : '…';
  const shown = rows.map((_row, index) => isNear(rows, index));
  return rows.flatMap((row, index) => {
    if (!shown[index]) return shown[index - 1] !== false ? ['...'] : [];
    const sign = signOf(row);
    const left = padEnd(fit(cellLine(row.left), width, ellipsis), width);
    const right = fit(cellLine(row.right), width, ellipsis);
    const isSame = row.kind === 'same';
    const line = `${isSame ? left : paint(left, 'red', style)} ${sign} ${isSame ? right : paint(right, 'green', style)}`;
    return [line.trimEnd()];
  });
}

/** `<` and `>`: only there, or changed there since the ancestor; `!`: changed on both sides. */
function signOf({ kind, changed }: Row): string {
  if (changed !== null) return { left: '<', right: '>', both: '!' }[changed];
  return { same: ' ', changed: '|', 'left-only': '<', 'right-only': '>' }[kind];
}

function isNear(rows: readonly DiffRow[], index: number): boolean {
  return rows.slice(Math.max(0, index - CONTEXT), index + CONTEXT + 1).some(differs);
}

function cellLine(cell: DiffCell | null): string {
  return cell === null ? '' : `${padStart(String(cell.line), 4)} ${sanitiseLine(wordsOf(cell))}`;
}

function wordsOf(cell: DiffCell): string {
  return cell.parts.map((part) => part.text).join('');
}

function columnsOf({ around }: Call): number {
  return around.stdout.columns ?? 120;
}

async function readText(call: Call, path: string): Promise<string> {
  try {
    return await readFile(resolve(call.around.cwd, path), 'utf8');
  } catch (cause) {
    throw usageError('no-file', {
      what: text(`${path} cannot be read.`, `无法读取 ${path}。`),
      why: verbatim((cause as NodeJS.ErrnoException).code ?? String(cause)),
      next: [verbatim(`ls -l ${path}`)],
    });
  }
}
