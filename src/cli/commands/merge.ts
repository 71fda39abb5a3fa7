import { mkdir, realpath, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { openLocalHost } from '../../adapters/local/local-host.ts';
import type { JsonObject } from '../../base/json.ts';
import { type Lang, say, text, verbatim } from '../../base/text.ts';
import { mergeTrees } from '../../cluster/merge/merge-trees.ts';
import type { MergeResult, Tree } from '../../cluster/merge/types.ts';
import { mergeView } from '../../cluster/merge/view.ts';
import { readTreeFiles } from '../../cluster/probes/tree-files.ts';
import type { Result } from '../../engine/records.ts';
import { loadAnswers } from '../answers-file.ts';
import type { Call } from '../call.ts';
import { exitOfResult } from '../exit-codes.ts';
import { findBaseTree } from '../find-base-tree.ts';
import { viewLines } from '../plain/view-lines.ts';
import { usageError } from '../usage-error.ts';

/**
 * `belay merge`: the three-way merge of two trees on this machine. Writes the merged files when all is decided and nothing
 * blocks; with `--partial` also before, with the operator's side of each conflict.
 */
export async function merge(call: Call): Promise<number> {
  const path = (flag: string) => resolve(call.around.cwd, call.value(flag) ?? '');
  const out = path('out');
  await refuseOnto(out, [path('old'), path('new')]);
  const old = await readTree(path('old'));
  const now = await readTree(path('new'));
  const base = call.has('base')
    ? { tree: await readTree(path('base')), how: verbatim(path('base')) }
    : await findBaseTree(call, path('old'), path('new'));
  const file = call.value('answers');
  const answers = file === undefined ? new Map<string, string>() : await loadAnswers(file, call.around.cwd);
  const merged = mergeTrees({ base: base.tree, baseHow: base.how, old, new: now, answers });
  const result = resultOf(merged);
  if (result === 'done' || call.has('partial')) await writeTree(out, merged.tree);
  call.output.answer(mergeDocument(merged, result, call.lang), [
    ...viewLines(mergeView(merged), call.style),
    ...endLines(call, result, out),
  ]);
  return exitOfResult(result);
}

function resultOf(merged: MergeResult): Result {
  if (merged.findings.some(({ severity }) => severity === 'block')) return 'blocked';
  return merged.undecided.length > 0 ? 'decision' : 'done';
}

function mergeDocument(merged: MergeResult, result: Result, lang: Lang): JsonObject {
  const paths = [...new Set(merged.rows.map(({ path }) => path))];
  return {
    result,
    base: { found: merged.base.found, how: say(merged.base.how, lang) },
    files: paths.map((path) => ({
      path,
      keys: merged.rows
        .filter((row) => row.path === path)
        .map(({ key, verdict, base, old, new: now, result: taken, place, reason }) => ({
          key,
          verdict,
          base,
          old,
          new: now,
          result: taken,
          place,
          reason: say(reason, lang),
        })),
    })),
    findings: merged.findings.map(({ code, severity, where, what, next }) => ({
      code,
      severity,
      where,
      what: say(what, lang),
      next: next.map((step) => say(step, lang)),
    })),
  };
}

function endLines(call: Call, result: Result, out: string): readonly string[] {
  const written = text(`Written to ${out}`, `已写入 ${out}`);
  if (result === 'done') return [say(written, call.lang)];
  const why =
    result === 'blocked'
      ? text('Something blocks; see above.', '存在阻止项，见上文。')
      : text('Not all is decided; give --answers FILE.', '尚有未决定的项；请给出 --answers FILE。');
  const kept = call.has('partial') ? written : text('Nothing was written.', '未写入任何文件。');
  return [say(why, call.lang), say(kept, call.lang)];
}

async function readTree(root: string): Promise<Tree> {
  const reading = await readTreeFiles(openLocalHost(), root);
  if ('value' in reading) return reading.value.files;
  throw usageError('no-tree', {
    what: text(`${root} is no tidb-ansible tree.`, `${root} 不是 tidb-ansible 目录。`),
    why: reading.unknown,
    next: [verbatim(`ls ${root}`)],
  });
}

/** The merged files never go over the trees that they came from. */
async function refuseOnto(out: string, trees: readonly string[]): Promise<void> {
  const real = async (path: string) => realpath(path).catch(() => path);
  const target = await real(out);
  for (const tree of trees) {
    if ((await real(tree)) !== target) continue;
    throw usageError('out-is-a-tree', {
      what: text(`--out ${out} is one of the trees.`, `--out ${out} 就是其中一个目录。`),
      why: text('Its own files would be written over.', '其中的文件会被覆盖。'),
      next: [text('Name another directory; copy from there when you are content.', '请另选目录；满意后再复制过去。')],
    });
  }
}

async function writeTree(out: string, tree: Tree): Promise<void> {
  for (const [path, content] of tree) {
    const file = join(out, path);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, content);
  }
}
