import { type Lang, say, text } from '../base/text.ts';
import { displayWidth, padEnd } from '../base/width.ts';
import { COMMANDS, COMMON_FLAGS, usageLine } from './command-table.ts';
import type { CommandSpec, FlagSpec } from './command-types.ts';

const WORDS = {
  about: text(
    'belay takes an operator through risky work on a TiDB cluster: the right step, in the right order.',
    'belay 带领运维人员完成 TiDB 集群上的高风险操作：按正确的顺序，走正确的每一步。',
  ),
  alone: text('asks what to do', '询问要做什么'),
  commands: text('Commands', '命令'),
  flags: text('Flags', '选项'),
  common: text('Flags of every command', '所有命令通用的选项'),
  exits: text(
    'Exit codes: 0 done, 1 failed, 2 wrong usage, 3 a decision is needed, 4 a check blocks, 130 left or interrupted.',
    '退出码：0 完成，1 失败，2 用法错误，3 需要决定，4 被检查项阻止，130 离开或被中断。',
  ),
};

/** The help of one command, or of belay itself. */
export function helpText(command: CommandSpec | null, lang: Lang): string {
  return command ? commandHelp(command, lang) : generalHelp(lang);
}

function generalHelp(lang: Lang): string {
  const rows: [string, string][] = [
    ['belay', say(WORDS.alone, lang)],
    ...COMMANDS.map((command): [string, string] => [usageLine(command), say(command.help, lang)]),
  ];
  return paragraphs([
    say(WORDS.about, lang),
    `${say(WORDS.commands, lang)}\n${table(rows)}`,
    flagSection(say(WORDS.common, lang), COMMON_FLAGS, lang),
    say(WORDS.exits, lang),
  ]);
}

function commandHelp(command: CommandSpec, lang: Lang): string {
  return paragraphs([
    `${usageLine(command)}\n  ${say(command.help, lang)}`,
    ...(command.flags.length > 0 ? [flagSection(say(WORDS.flags, lang), command.flags, lang)] : []),
    flagSection(say(WORDS.common, lang), COMMON_FLAGS, lang),
  ]);
}

function flagSection(title: string, flags: readonly FlagSpec[], lang: Lang): string {
  const rows = flags.map((flag): [string, string] => [
    `--${flag.name}${flag.value ? ` ${flag.value}` : ''}`,
    say(flag.help, lang),
  ]);
  return `${title}\n${table(rows)}`;
}

function table(rows: readonly (readonly [string, string])[]): string {
  const columns = Math.min(40, Math.max(...rows.map(([left]) => displayWidth(left))));
  return rows
    .map(([left, right]) =>
      displayWidth(left) > columns
        ? `  ${left}\n  ${' '.repeat(columns)}  ${right}`
        : `  ${padEnd(left, columns)}  ${right}`,
    )
    .join('\n');
}

function paragraphs(parts: readonly string[]): string {
  return `${parts.join('\n\n')}\n`;
}
