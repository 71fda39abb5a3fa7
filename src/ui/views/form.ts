import { say } from '../../base/text.ts';
import type { FormField, FormView } from '../../engine/view.ts';
import { type Line, line, span } from '../draw/line.ts';
import { table } from '../draw/table.ts';
import { wrapLines } from '../draw/wrap.ts';
import type { Shown } from '../model.ts';

/** Fields with their values; what is wrong with one stands below it, else its hint. */
export function formLines(view: FormView, shown: Shown, width: number): readonly Line[] {
  const { lang, glyphs } = shown;
  const rows = table(
    [
      { align: 'left', least: 10, yields: 1 },
      { align: 'left', least: 10, yields: 0 },
    ],
    view.fields.map((field) => [line(say(field.label, lang)), fieldValue(field, shown)]),
    width,
    glyphs.ellipsis,
  );
  const fields = view.fields.flatMap((field, n) => [rows[n] ?? [], ...fieldNote(field, shown, width)]);
  return view.note ? [...fields, [], ...wrapLines(say(view.note, lang), width, { dim: true })] : fields;
}

function fieldValue(field: FormField, { lang }: Shown): Line {
  const unit = field.unit ? [span(` ${say(field.unit, lang)}`, { dim: true })] : [];
  return [span(field.value, { bold: true }), ...unit];
}

function fieldNote(field: FormField, { lang, glyphs }: Shown, width: number): readonly Line[] {
  const note = field.problem ?? field.hint;
  if (!note) return [];
  const words = field.problem ? `${glyphs.marks.failed} ${say(note, lang)}` : say(note, lang);
  return wrapLines(words, width - 2, field.problem ? { colour: 'red' } : { dim: true }).map((piece) => [
    span('  '),
    ...piece,
  ]);
}
