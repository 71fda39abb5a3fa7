import { parseArgs } from 'node:util';
import { sanitiseLine } from '../base/sanitise.ts';
import { text } from '../base/text.ts';
import { COMMANDS, findCommand, flagsOf, usageLine } from './command-table.ts';
import type { CommandLine, CommandSpec, FlagSpec } from './command-types.ts';
import { unknownWord, usageError } from './usage-error.ts';

/**
 * Reads the words after `belay` by the command table.
 * @throws OperatorError (usage) at the first word that the table does not allow. `--help` and `--version` win over
 * words that are missing.
 */
export function parseCommandLine(argv: readonly string[]): CommandLine {
  const { tokens } = parseArgs({
    args: [...argv],
    strict: false,
    tokens: true,
    allowPositionals: true,
    options: Object.fromEntries(
      [null, ...COMMANDS]
        .flatMap(flagsOf)
        .map((spec) => [spec.name, { type: spec.value ? 'string' : 'boolean', multiple: true } as const]),
    ),
  });
  const words = tokens.flatMap((token) => (token.kind === 'positional' ? [token.value] : []));
  const command = words[0] === undefined ? null : commandNamed(words[0]);
  const flags = new Map<string, readonly string[]>();
  for (const token of tokens) {
    if (token.kind !== 'option') continue;
    const spec = flagsOf(command).find((flag) => flag.name === token.name);
    if (!spec || !token.rawName.startsWith('--')) throw unknownFlag(token.rawName, command);
    const before = flags.get(spec.name);
    if (before && !spec.repeatable && spec.value) throw givenTwice(spec);
    flags.set(spec.name, [...(before ?? []), ...flagValue(spec, token.value)]);
  }
  const args = words.slice(1);
  if (!flags.has('help') && !flags.has('version')) checkWords(command, args, flags);
  return { command, args, flags };
}

function commandNamed(name: string): CommandSpec {
  const command = findCommand(name);
  if (command) return command;
  const shown = sanitiseLine(name);
  throw unknownWord({
    code: 'unknown-command',
    what: text(`belay has no command "${shown}".`, `belay 没有命令“${shown}”。`),
    word: name,
    known: COMMANDS.map((spec) => spec.name),
    next: 'belay --help',
  });
}

function flagValue(spec: FlagSpec, value: string | undefined): readonly string[] {
  if (!spec.value) {
    if (value === undefined) return [];
    throw badValue(spec, text(`--${spec.name} takes no value.`, `--${spec.name} 不带值。`));
  }
  if (value === undefined || value === '') {
    throw badValue(
      spec,
      text(`--${spec.name} needs a value: ${spec.value}.`, `--${spec.name} 需要一个值：${spec.value}。`),
    );
  }
  if (spec.choices && !spec.choices.includes(value)) {
    const list = spec.choices.join(', ');
    throw badValue(spec, text(`--${spec.name} takes one of: ${list}.`, `--${spec.name} 只能是：${list}。`));
  }
  if (spec.number && !isNumber(value, spec.number)) {
    throw badValue(
      spec,
      spec.number === 'integer'
        ? text(`--${spec.name} takes a whole number, 0 or more.`, `--${spec.name} 需要一个非负整数。`)
        : text(`--${spec.name} takes a number above 0.`, `--${spec.name} 需要一个大于 0 的数。`),
    );
  }
  return [value];
}

function isNumber(value: string, kind: 'integer' | 'positive'): boolean {
  if (kind === 'integer') return /^\d{1,15}$/.test(value);
  return /^\d+(\.\d+)?$/.test(value) && Number(value) > 0 && Number.isFinite(Number(value));
}

function checkWords(
  command: CommandSpec | null,
  args: readonly string[],
  flags: ReadonlyMap<string, readonly string[]>,
): void {
  if (!command) return;
  const missing = command.args.find((arg, index) => arg.required && args[index] === undefined);
  if (missing) throw missingWord(missing.name, command);
  const extra = args[command.args.length];
  if (extra !== undefined) {
    const shown = sanitiseLine(extra);
    throw usageError('unexpected-argument', {
      what: text(`"${shown}" is one word too many.`, `多余的参数“${shown}”。`),
      why: text(`The command is: ${usageLine(command)}`, `命令格式：${usageLine(command)}`),
      next: [text(`belay ${command.name} --help`, `belay ${command.name} --help`)],
    });
  }
  const flag = command.flags.find((spec) => spec.required && !flags.has(spec.name));
  if (flag) throw missingWord(`--${flag.name} ${flag.value}`, command);
}

function missingWord(name: string, command: CommandSpec) {
  return usageError('missing-argument', {
    what: text(`${name} is missing.`, `缺少 ${name}。`),
    why: text(`The command is: ${usageLine(command)}`, `命令格式：${usageLine(command)}`),
    next: [text(`belay ${command.name} --help`, `belay ${command.name} --help`)],
  });
}

function unknownFlag(raw: string, command: CommandSpec | null) {
  const shown = sanitiseLine(raw);
  const name = command ? `belay ${command.name}` : 'belay';
  return unknownWord({
    code: 'unknown-flag',
    what: text(`${name} has no flag ${shown}.`, `${name} 没有选项 ${shown}。`),
    word: raw,
    known: flagsOf(command).map((flag) => `--${flag.name}`),
    next: `${name} --help`,
  });
}

function badValue(spec: FlagSpec, what: ReturnType<typeof text>) {
  return usageError('bad-flag-value', {
    what,
    why: text(`--${spec.name}: ${spec.help.en}`, `--${spec.name}：${spec.help.zh}`),
    next: [text('belay --help', 'belay --help')],
  });
}

function givenTwice(spec: FlagSpec) {
  return usageError('flag-given-twice', {
    what: text(`--${spec.name} was given twice.`, `--${spec.name} 给出了两次。`),
    why: text('It takes one value.', '它只接受一个值。'),
    next: [text('Leave one of them out.', '去掉其中一个。')],
  });
}
