import { text } from '../../base/text.ts';
import type { Call } from '../call.ts';
import { completionScript, SHELLS, type Shell } from '../completion.ts';
import { RUNBOOK_IDS } from '../runbook-ids.ts';
import { unknownWord } from '../usage-error.ts';

/** `belay completion SHELL`: prints a script for the shell to read. */
export async function completion(call: Call): Promise<number> {
  const shell = call.args[0] ?? '';
  if (!isShell(shell)) {
    throw unknownWord({
      code: 'unknown-shell',
      what: text(`There is no completion for "${shell}".`, `没有适用于“${shell}”的补全。`),
      word: shell,
      known: SHELLS,
      next: 'belay completion bash',
    });
  }
  const script = completionScript(shell, { runbook: RUNBOOK_IDS, shell: SHELLS });
  call.output.answer({ shell, script }, [script.trimEnd()]);
  return 0;
}

function isShell(word: string): word is Shell {
  return SHELLS.some((shell) => shell === word);
}
