import { createTwoFilesPatch } from 'diff';

/**
 * The unified diff of one file, with three lines of context; "" when nothing differs. null: the file is not there on
 * that side (/dev/null, as git has it).
 */
export function unifiedDiff(path: string, before: string | null, after: string | null): string {
  if (before === after) return '';
  const name = (side: string | null) => (side === null ? '/dev/null' : path);
  const patch = createTwoFilesPatch(name(before), name(after), before ?? '', after ?? '', undefined, undefined, {
    context: 3,
  });
  return patch.replace(/^(Index: .*\n)?=+\n/, '');
}
