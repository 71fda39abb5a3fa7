import { BugError } from '../../base/errors.ts';

/**
 * One command line for a POSIX shell that gives exactly `argv`, whatever stands in it.
 * @throws BugError for an empty argv or a NUL, which no command line can carry.
 */
export function quoteArgv(argv: readonly string[]): string {
  if (argv.length === 0) throw new BugError('a command without a program');
  return argv.map(quoteWord).join(' ');
}

/**
 * The whole text that a shell on another machine is given: stdin from /dev/null unless input is sent (an empty pipe is
 * not the same: pd-ctl changes nothing and exits 0 with one), the program started in the shell's place.
 */
export function quoteCommand(
  argv: readonly string[],
  options: {
    readonly cwd?: string;
    readonly env?: Readonly<Record<string, string>>;
    readonly takesInput?: boolean;
  } = {},
): string {
  const exports = Object.entries(options.env ?? {}).map(([name, value]) => {
    if (!/^[A-Za-z_][A-Za-z0-9_]*$/.test(name)) throw new BugError(`no name for an environment variable: ${name}`);
    return `export ${name}=${quoteWord(value)}`;
  });
  const parts = [
    ...(options.cwd === undefined ? [] : [`cd -- ${quoteWord(options.cwd)}`]),
    ...exports,
    `exec ${quoteArgv(argv)}${options.takesInput ? '' : ' </dev/null'}`,
  ];
  return parts.join(' && ');
}

/**
 * The same command line without the word "ansible" in it: tidb-ansible's check_config_static runs
 * `pkill -f "ssh.*ansible.*"`, which would end our own ssh to a host when a path of the tree stands in its command.
 */
export function hideFromPkill(commandLine: string): string {
  return commandLine.replaceAll('ansible', "ans''ible");
}

function quoteWord(word: string): string {
  if (word.includes('\0')) throw new BugError('a NUL in a command line');
  return /^[A-Za-z0-9_@%+:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}
