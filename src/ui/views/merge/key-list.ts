import { type Lang, say } from '../../../base/text.ts';
import type { MergeFinding, MergeRow, MergeView } from '../../../engine/view.ts';
import { VERDICT_WORDS } from './words.ts';

/** A line of the list of all keys: a file, a key, or something to know about the whole. */
export type ListItem =
  | { readonly kind: 'file'; readonly id: null; readonly path: string; readonly count: number }
  | { readonly kind: 'findings'; readonly id: null }
  | { readonly kind: 'row'; readonly id: string; readonly row: MergeRow }
  | { readonly kind: 'finding'; readonly id: string; readonly finding: MergeFinding };

/** What can become of a key, in the order of a file: what was hardest to decide first, what only the release changed last. */
export const VERDICTS = ['conflict', 'moved', 'renamed', 'carried', 'retired', 'new-default', 'new-key'] as const;

const lists = new WeakMap<MergeView, Map<string, readonly ListItem[]>>();

/** All keys of a merge by file and by what became of them, findings first; those that `term` matches. Kept with the view. */
export function keyList(view: MergeView, term: string, lang: Lang): readonly ListItem[] {
  const kept = lists.get(view) ?? new Map<string, readonly ListItem[]>();
  lists.set(view, kept);
  const id = `${lang} ${term}`;
  const found = kept.get(id) ?? buildList(view, term.trim().toLowerCase(), lang);
  // One search at a time is looked at.
  if (!kept.has(id)) kept.clear();
  kept.set(id, found);
  return found;
}

/** Where the cursor is: on the item with this id, else on the first that can be chosen; -1 in an empty list. */
export function cursorInList(items: readonly ListItem[], id: string | null): number {
  const at = id === null ? -1 : items.findIndex((item) => item.id === id);
  return at >= 0 ? at : items.findIndex((item) => item.id !== null);
}

/** The item `by` places further that can be chosen, as far as there is one. */
export function moveInList(items: readonly ListItem[], from: number, by: number): number {
  const step = by < 0 ? -1 : 1;
  const goal = Math.max(0, Math.min(items.length - 1, from + by));
  for (let at = goal; at >= 0 && at < items.length; at += step) if (items[at]?.id !== null) return at;
  for (let at = goal; at >= 0 && at < items.length; at -= step) if (items[at]?.id !== null) return at;
  return from;
}

function buildList(view: MergeView, term: string, lang: Lang): readonly ListItem[] {
  const findings = view.findings
    .map((finding, n): ListItem => ({ kind: 'finding', id: `finding ${n}`, finding }))
    .filter((item) => item.kind === 'finding' && findingText(item.finding, lang).includes(term));
  const rows = view.rows.filter((row) => rowText(row, lang).includes(term));
  const files = Map.groupBy(rows, (row) => row.path);
  return [
    ...(findings.length > 0 ? [{ kind: 'findings', id: null } as const, ...findings] : []),
    ...[...files].flatMap(([path, of]): readonly ListItem[] => [
      { kind: 'file', id: null, path, count: of.length },
      ...of
        .toSorted((a, b) => VERDICTS.indexOf(a.verdict) - VERDICTS.indexOf(b.verdict))
        .map((row): ListItem => ({ kind: 'row', id: row.id, row })),
    ]),
  ];
}

function rowText(row: MergeRow, lang: Lang): string {
  const parts = [row.path, row.key, say(VERDICT_WORDS[row.verdict], lang), row.old, row.new, row.result];
  return parts.join(' ').toLowerCase();
}

function findingText({ where, what, code }: MergeFinding, lang: Lang): string {
  return `${where} ${code} ${say(what, lang)}`.toLowerCase();
}
