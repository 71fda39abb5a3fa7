import { text } from '../../base/text.ts';
import type { CommandResult, Host } from '../../cluster/ports/host.ts';
import type { CommandDeed, Outcome } from '../../engine/deed.ts';
import { quoteArgv } from '../ssh/quote.ts';
import { evidenceOf, failed, went } from './outcomes.ts';

/** Runs a short command. It went well when its exit code is one of `okExits` and `mustPrint` stands in its output. */
export async function performCommand(deed: CommandDeed, host: Host, signal: AbortSignal): Promise<Outcome> {
  const { argv, cwd, timeoutMs, mustPrint } = deed;
  const result = await host.run(argv, { timeoutMs, signal, ...(cwd !== undefined && { cwd }) });
  const said = `${result.stdout}\n${result.stderr}`;
  const commandLine = quoteArgv(argv);
  const next = [
    text(`Look at it by hand on ${host.name}: ${commandLine}`, `在 ${host.name} 上手动查看：${commandLine}`),
  ];
  if (result.exit === null || !(deed.okExits ?? [0]).includes(result.exit)) {
    return failed({
      failure: 'command-failed',
      code: result.exit,
      said,
      what: text(
        `${commandLine} on ${host.name} ended with ${endOf(result)}`,
        `${host.name} 上的 ${commandLine} 以 ${endOf(result)} 结束`,
      ),
      why: evidenceOf(result.stderr.trim() === '' ? result.stdout : result.stderr),
      next,
    });
  }
  if (mustPrint !== undefined && !result.stdout.includes(mustPrint)) {
    return failed({
      failure: 'command-did-nothing',
      code: result.exit,
      said,
      what: text(
        `${commandLine} on ${host.name} did not print "${mustPrint}", so it did nothing`,
        `${host.name} 上的 ${commandLine} 未输出“${mustPrint}”，说明没有生效`,
      ),
      why: evidenceOf(said),
      next,
    });
  }
  return went(result.exit, said);
}

function endOf(result: CommandResult): string {
  return result.exit === null ? `signal ${result.signal ?? '?'}` : `exit ${result.exit}`;
}
