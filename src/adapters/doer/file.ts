import { createHash } from 'node:crypto';
import { text, verbatim } from '../../base/text.ts';
import type { Host } from '../../cluster/ports/host.ts';
import type { FileDeed, Look, Outcome } from '../../engine/deed.ts';
import { quoteArgv } from '../ssh/quote.ts';
import { failed, went } from './outcomes.ts';

/** Writes or removes a file, unless something else is there than was planned on; reads back what it wrote. */
export async function performFile(deed: FileDeed, host: Host): Promise<Outcome> {
  const { path, before, after, mode } = deed;
  if (before !== undefined && (await host.readFile(path)) !== before) return notAsPlanned(deed, host);
  if (after === null) await host.removeFile(path);
  else await host.writeFile(path, after, mode === undefined ? {} : { mode });
  const there = await host.sha256(path);
  if (there !== digestOf(after)) return notWritten(deed, host, there);
  return went(null, after === null ? `removed ${path}` : `wrote ${path}, sha256 ${there}`);
}

/** What became of the file, by its digest. */
export async function lookAtFile(deed: FileDeed, host: Host): Promise<Look> {
  const there = await host.sha256(deed.path);
  const is = { done: digestOf(deed.after), before: deed.before === undefined ? undefined : digestOf(deed.before) };
  const seen = `${deed.path}: ${there === null ? '-' : `sha256 ${there.slice(0, 12)}`}`;
  if (there === is.done) return { is: 'done', evidence: text(`${seen}, as planned`, `${seen}，与计划一致`) };
  // Where whatever was there may be replaced, everything else is the state before.
  if (is.before === undefined || there === is.before) {
    return { is: 'not-done', evidence: text(`${seen}, as before`, `${seen}，与之前一致`) };
  }
  return {
    is: 'unclear',
    evidence: text(`${seen}, neither as before nor as planned`, `${seen}，既不同于之前，也不同于计划`),
  };
}

/** Hex sha256 of a content; null for no file. */
function digestOf(content: string | null): string | null {
  return content === null ? null : createHash('sha256').update(content).digest('hex');
}

function notAsPlanned({ path, before }: FileDeed, host: Host): Outcome {
  const look = quoteArgv(['ls', '-l', path]);
  return failed({
    failure: 'file-changed',
    code: null,
    said: '',
    what: text(
      `${path} on ${host.name} is not what the plan rests on`,
      `${host.name} 上的 ${path} 与计划依据的内容不符`,
    ),
    why:
      before === null
        ? text('It should not be there yet, and is', '该文件本不应存在，但已存在')
        : text('Its content changed after it was read', '读取之后其内容有改动'),
    next: [
      text(`See who changed it: ${look} on ${host.name}`, `查看改动者：在 ${host.name} 上执行 ${look}`),
      text('Then plan the step again with what is there now', '然后按当前内容重新计划该步骤'),
    ],
  });
}

function notWritten({ path }: FileDeed, host: Host, there: string | null): Outcome {
  return failed({
    failure: 'file-not-written',
    code: null,
    said: '',
    what: text(
      `${path} on ${host.name} does not hold what was just written`,
      `${host.name} 上的 ${path} 与刚写入的内容不一致`,
    ),
    why: verbatim(there === null ? `${path}: -` : `${path}: sha256 ${there}`),
    next: [text('Somebody or something else writes this file: find out who', '有其他人或程序在写该文件：请查明')],
  });
}
