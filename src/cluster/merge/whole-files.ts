import { type Text, text } from '../../base/text.ts';
import type { Answers, Question } from '../../engine/answers.ts';
import type { MergeFinding, MergeRow } from '../../engine/view.ts';
import { conflictQuestion } from './conflict-question.ts';
import { answerTo } from './given-answers.ts';
import { RETIRED_FILES } from './release-facts.ts';
import { type Place, placeId, type Tree } from './types.ts';

/** What becomes of files that have no keys to merge by, and of files that only one tree has. */
export interface WholeFiles {
  /** Content by path, for the files that are not the new release's own. */
  readonly content: ReadonlyMap<string, string>;
  readonly rows: readonly MergeRow[];
  readonly questions: readonly Question[];
  readonly findings: readonly MergeFinding[];
}

/** The key of a row about a whole file. */
export const WHOLE_FILE = '*';

/** Merges `paths` as wholes: what only the operator changed is his, what only the release changed is the release's. */
export function mergeWholeFiles(
  trees: { readonly base: Tree | null; readonly old: Tree; readonly new: Tree },
  paths: readonly string[],
  answers: Answers,
): WholeFiles {
  const out = { content: new Map<string, string>(), rows: [] as MergeRow[], questions: [] as Question[] };
  for (const path of paths) {
    const [base, old, now] = [trees.base?.get(path), trees.old.get(path), trees.new.get(path)];
    if (old === undefined || now === undefined || old === now || old === base) continue;
    const place = { path, key: WHOLE_FILE };
    if (now === base) {
      out.content.set(path, old);
      out.rows.push(wholeRow(place, 'carried', 'yours'));
      continue;
    }
    const why = text(
      'both versions of the file differ, and it is not merged by keys',
      '该文件两边都有改动，且无法按配置项合并',
    );
    const names = { base: null, old: text('your file', '您的文件').en, new: text('the new file', '新文件').en };
    const question = { ...conflictQuestion({ place, ...names, why }, null), free: null };
    const answer = answerTo(question, answers);
    out.questions.push(question);
    if (answer !== 'new') out.content.set(path, old);
    out.rows.push({ ...wholeRow(place, 'conflict', answer), reason: why });
  }
  const own = ownFiles(trees);
  for (const path of own.carried) out.content.set(path, trees.old.get(path) as string);
  return { ...out, findings: own.findings };
}

function wholeRow(place: Place, verdict: 'carried' | 'conflict', result: string | null): MergeRow {
  const reason = text('you changed it; the release did not', '您修改过，新版本未变');
  const values = { base: null, old: 'yours', new: 'new', result };
  return { id: placeId(place), ...place, place: null, verdict, ...values, reason, source: 'three-way comparison' };
}

/** Files that the new release does not have: gone with it, or the operator's own, which are carried. */
function ownFiles(trees: { base: Tree | null; old: Tree; new: Tree }): {
  carried: readonly string[];
  findings: readonly MergeFinding[];
} {
  const carried: string[] = [];
  const findings: MergeFinding[] = [];
  for (const [path, content] of trees.old) {
    if (trees.new.has(path)) continue;
    const before = trees.base?.get(path);
    const known = RETIRED_FILES.get(path);
    if (before === undefined && !known) {
      carried.push(path);
      findings.push(ownFile(path));
    } else if (before !== content) {
      findings.push(goneFile(path, before === undefined ? 'unknown' : 'edited', known));
    }
  }
  return { carried, findings };
}

function ownFile(path: string): MergeFinding {
  return {
    code: 'own-file-carried',
    severity: 'info',
    where: path,
    what: text(`${path} is yours; it is carried as it is`, `${path} 是您自己的文件，原样保留`),
    why: text('no release has it', '各版本中都没有该文件'),
    next: [],
  };
}

function goneFile(path: string, state: 'edited' | 'unknown', known: Text | undefined): MergeFinding {
  const edited = text(`${path} is gone, with your changes in it`, `新版本中已没有 ${path}，您的修改随之失效`);
  const gone = text(`${path} is gone`, `新版本中已没有 ${path}`);
  return {
    code: 'file-retired',
    severity: state === 'edited' ? 'warn' : 'info',
    where: path,
    what: state === 'edited' ? edited : gone,
    why: known ?? text('the new release does not have it', '新版本中没有该文件'),
    next: [],
  };
}
