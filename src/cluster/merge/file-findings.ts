import { text } from '../../base/text.ts';
import type { MergeFinding } from '../../engine/view.ts';
import type { Problem } from '../../formats/source.ts';
import type { ReadTree } from './merge-keys.ts';

/** A file that cannot be read blocks the merge; one finding for each problem in it. */
export function unreadable(
  tree: 'base' | 'old' | 'new',
  path: string,
  problems: readonly Problem[],
): readonly MergeFinding[] {
  const zh = { base: '原始', old: '旧', new: '新' }[tree];
  return problems.map(({ line, column, what }) => ({
    code: 'file-unreadable',
    severity: 'block',
    where: `${path}:${line}:${column}`,
    what: text(`${path} of the ${tree} tree cannot be read: ${what.en}`, `无法读取${zh}目录中的 ${path}：${what.zh}`),
    why: text(`line ${line}, column ${column}`, `第 ${line} 行，第 ${column} 列`),
    next: [text(`mend ${path} in the ${tree} tree`, `请修正${zh}目录中的 ${path}`)],
  }));
}

/** Keys that the operator's files have twice: the last one counts, here as in Ansible. */
export function duplicates(old: ReadTree): readonly MergeFinding[] {
  return [...old].flatMap(([path, file]) =>
    file.duplicates.map(({ key, line }) => ({
      code: 'key-duplicate',
      severity: 'warn' as const,
      where: `${path}:${line}`,
      what: text(`${key} stands twice in ${path}; the last one counts`, `${path} 中 ${key} 重复出现；以最后一个为准`),
      why: text(`again in line ${line}`, `第 ${line} 行再次出现`),
      next: [],
    })),
  );
}

/** Without the base nobody can say who changed what. */
export function baseUnknown(): MergeFinding {
  return {
    code: 'base-unknown',
    severity: 'warn',
    where: 'base',
    what: text('the release that your tree was made from is not known', '不知道您的目录基于哪个版本'),
    why: text('every difference is a conflict then', '因此每个不同之处都是冲突'),
    next: [text('give the untouched tree of the old version with --base', '用 --base 指定旧版本的原始目录')],
  };
}
