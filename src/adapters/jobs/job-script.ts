import { quoteArgv, quoteCommand } from '../ssh/quote.ts';

/** What is in a job's directory. */
export const JOB_FILES = { script: 'job', log: 'log', events: 'events', begun: 'begun', exit: 'exit' } as const;

export interface JobScript {
  /** The job's directory, absolute. */
  readonly directory: string;
  readonly argv: readonly string[];
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
}

/**
 * The script of a job, run as leader of a session of its own. It writes who it is (pid, start time, boot), lives on
 * through SIGINT, SIGTERM and SIGHUP while the command takes them (`trap :`, not `trap ''`, which the command would
 * inherit), and writes the command's exit status whole or not at all.
 */
export function jobScript({ directory, argv, cwd, env }: JobScript): string {
  return `d=${quoteArgv([directory])}
${READ_BIRTH}
trap : INT TERM HUP
echo "$$ $(birth $$) $(boot)" >"$d/${JOB_FILES.begun}.new" && mv "$d/${JOB_FILES.begun}.new" "$d/${JOB_FILES.begun}"
(${quoteCommand(argv, { cwd, env })})
echo $? >"$d/${JOB_FILES.exit}.new"
mv "$d/${JOB_FILES.exit}.new" "$d/${JOB_FILES.exit}"
`;
}

// The start time (field 22 of stat, counted after the name, which may hold anything) tells a process from a later one of
// the same pid; a zombie is no more.
const READ_BIRTH = `birth() {
  [ -r "/proc/$1/stat" ] || { echo -; return; }
  stat=$(cat "/proc/$1/stat" 2>/dev/null)
  set -- \${stat##*) }
  case $1 in Z|X) echo - ;; *) echo "\${20:--}" ;; esac
}
boot() { cat /proc/sys/kernel/random/boot_id 2>/dev/null || echo -; }`;

/** Exit codes of the start script, from sysexits.h. */
export const START = { already: 73, noSetsid: 69 } as const;

/**
 * Starts $1 (the job's directory) with the script $2 at most once: mkdir decides. setsid of util-linux before 2.32 or so
 * has no -f, but forks by itself when it leads its group, as a command of sshd, and of ours, does.
 */
export const START_SCRIPT = `d=$1 script=$2
command -v setsid >/dev/null 2>&1 || { rm -f -- "$script"; exit ${START.noSetsid}; }
mkdir -m 700 -- "$d" 2>/dev/null || { rm -f -- "$script"; [ -d "$d" ] && exit ${START.already}; exit 1; }
mv -- "$script" "$d/${JOB_FILES.script}" || exit 1
if setsid -f true 2>/dev/null; then
  exec setsid -f sh "$d/${JOB_FILES.script}" </dev/null >"$d/${JOB_FILES.log}" 2>&1
fi
exec setsid sh "$d/${JOB_FILES.script}" </dev/null >"$d/${JOB_FILES.log}" 2>&1
`;

/**
 * Looks at the job in $1 and prints one line: none | unbegun | running PID | ended CODE | rebooted | vanished. Then, when
 * $2 and $3 are given, what its log and its events hold from these byte offsets on, at most $4 bytes each, in base64.
 * The look comes first: what ended before it has written all that is read after it.
 */
export const LOOK_SCRIPT = `d=$1
${READ_BIRTH}
look() {
  [ -d "$d" ] || { echo none; return; }
  [ -f "$d/${JOB_FILES.exit}" ] && { echo "ended $(cat "$d/${JOB_FILES.exit}")"; return; }
  [ -f "$d/${JOB_FILES.begun}" ] || { echo unbegun; return; }
  read -r pid born booted <"$d/${JOB_FILES.begun}"
  [ "$booted" = "$(boot)" ] || { echo rebooted; return; }
  [ "$born" != - ] && [ "$born" = "$(birth "$pid")" ] && { echo "running $pid"; return; }
  [ -f "$d/${JOB_FILES.exit}" ] && { echo "ended $(cat "$d/${JOB_FILES.exit}")"; return; }
  echo vanished
}
look
[ $# -eq 4 ] || exit 0
piece() {
  [ -f "$1" ] && tail -c "+$(($2 + 1))" -- "$1" | head -c "$3" | base64 | tr -d '\\n'
  echo
}
piece "$d/${JOB_FILES.log}" "$2" "$4"
piece "$d/${JOB_FILES.events}" "$3" "$4"
`;

/** Sends the signal $2 to the whole group of the job in $1, when it is the job still; exit 1 when it is not. */
export const SIGNAL_SCRIPT = `d=$1
${READ_BIRTH}
[ -f "$d/${JOB_FILES.begun}" ] || exit 1
read -r pid born booted <"$d/${JOB_FILES.begun}"
[ "$booted" = "$(boot)" ] && [ "$born" != - ] && [ "$born" = "$(birth "$pid")" ] || exit 1
kill -s "$2" -- "-$pid"
`;
