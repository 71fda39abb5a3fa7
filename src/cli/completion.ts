import { COMMANDS, COMMON_FLAGS, flagsOf } from './command-table.ts';
import type { ArgumentSpec, CommandSpec, FlagSpec, WordKind } from './command-types.ts';

/** Words that completion offers for kinds of words that have a closed set. */
export type KnownWords = Readonly<Partial<Record<WordKind, readonly string[]>>>;

/** The shells that completion is there for. */
export const SHELLS = ['bash', 'zsh', 'fish'] as const;
export type Shell = (typeof SHELLS)[number];

/** A completion script, made from the command table. */
export function completionScript(shell: Shell, known: KnownWords): string {
  if (shell === 'bash') return bashScript(known);
  return shell === 'zsh'
    ? `#compdef belay\nautoload -U +X bashcompinit && bashcompinit\n${bashScript(known)}`
    : fishScript(known);
}

function bashScript(known: KnownWords): string {
  const cases = COMMANDS.map((command) => {
    const words = [...argumentWords(command, known), ...flagsOf(command).map((flag) => `--${flag.name}`)];
    return `    ${command.name}) words="${words.join(' ')}" ;;`;
  });
  const values = uniqueFlags()
    .filter((flag) => flag.value)
    .map((flag) => `    --${flag.name}) ${bashValue(flag)}; return ;;`);
  return `_belay() {
  local current="\${COMP_WORDS[COMP_CWORD]}" before="\${COMP_WORDS[COMP_CWORD-1]}" command="" word words
  for word in "\${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
    case "$word" in ${COMMANDS.map((command) => command.name).join('|')}) command="$word"; break ;; esac
  done
  case "$before" in
${values.join('\n')}
  esac
  case "$command" in
${cases.join('\n')}
    *) words="${[...COMMANDS.map((command) => command.name), ...COMMON_FLAGS.map((flag) => `--${flag.name}`)].join(' ')}" ;;
  esac
  COMPREPLY=($(compgen -W "$words" -- "$current"))
  if [ "\${#COMPREPLY[@]}" -eq 0 ]; then COMPREPLY=($(compgen -f -- "$current")); fi
}
complete -F _belay belay
`;
}

function bashValue(flag: FlagSpec): string {
  if (flag.choices) return `COMPREPLY=($(compgen -W "${flag.choices.join(' ')}" -- "$current"))`;
  if (flag.kind === 'directory') return `COMPREPLY=($(compgen -d -- "$current"))`;
  return flag.kind === 'file' ? `COMPREPLY=($(compgen -f -- "$current"))` : 'COMPREPLY=()';
}

function fishScript(known: KnownWords): string {
  const lines = COMMANDS.flatMap((command) => [
    `complete -c belay -n __fish_use_subcommand -a ${command.name} -d ${fishQuote(command.help.en)}`,
    ...command.args.filter((arg) => arg.kind !== 'file').map((arg) => fishArgument(command, arg, known)),
    ...command.flags.map((flag) => fishFlag(flag, `-n '__fish_seen_subcommand_from ${command.name}' `)),
  ]);
  return `complete -c belay -f\n${lines.join('\n')}\n${COMMON_FLAGS.map((flag) => fishFlag(flag, '')).join('\n')}\n`;
}

function fishArgument(command: CommandSpec, arg: ArgumentSpec, known: KnownWords): string {
  const words = (known[arg.kind] ?? []).join(' ');
  return `complete -c belay -n '__fish_seen_subcommand_from ${command.name}' -a ${fishQuote(words)}`;
}

function fishFlag(flag: FlagSpec, when: string): string {
  const value = !flag.value
    ? ''
    : flag.choices
      ? ` -x -a ${fishQuote(flag.choices.join(' '))}`
      : flag.kind
        ? ' -r -F'
        : ' -x';
  return `complete -c belay ${when}-l ${flag.name}${value} -d ${fishQuote(flag.help.en)}`;
}

function fishQuote(words: string): string {
  return `'${words.replace(/['\\]/g, '\\$&')}'`;
}

function argumentWords(command: CommandSpec, known: KnownWords): readonly string[] {
  return command.args.flatMap((arg) => known[arg.kind] ?? []);
}

function uniqueFlags(): readonly FlagSpec[] {
  const flags = [...COMMANDS.flatMap((command) => command.flags), ...COMMON_FLAGS];
  return flags.filter((flag, index) => flags.findIndex((other) => other.name === flag.name) === index);
}
