import { STAND_INS } from './commands/registry.ts';
import type { Homes } from './machine.ts';
import type { SeededFile } from './seed-homes.ts';

/** The small programs that stand first in the PATH of every host. */
export function programFiles(options: {
  readonly directory: string;
  readonly node: string;
  readonly client: string;
  /** File with the practice's address. */
  readonly addressFile: string;
  readonly homes: Homes;
}): readonly SeededFile[] {
  const { directory, node, client, addressFile, homes } = options;
  const program = (name: string, content: string): SeededFile => ({
    path: `${directory}/${name}`,
    content,
    mode: 0o755,
  });
  const words = [node, client, addressFile].map(quoted).join(' ');
  // The home of whatever host a shell's variable names.
  const home = quoted(homes.home('<host>')).replace('<host>', `'"$host"'`);
  return [
    ...Object.keys(STAND_INS).map((name) => program(name, `#!/bin/sh\nexec ${words} ${name} "$@"\n`)),
    program(
      'ssh',
      SSH.replace('HOME_OF_HOST', () => home),
    ),
    program(
      'scp',
      SCP.replace('HOME_OF_HOST', () => home),
    ),
    program('sudo', SUDO),
  ];
}

function quoted(word: string): string {
  return `'${word.replaceAll("'", `'\\''`)}'`;
}

// Every host is a home on this machine: ssh goes there, and leaves the shell in its place.
const SSH = `#!/bin/sh
while [ $# -gt 0 ]; do
  case $1 in
    --) shift; break ;;
    -[bcDeFIiJLlmOopQRSWw]) shift 2 ;;
    -*) shift ;;
    *) break ;;
  esac
done
host=\${1#*@}
shift
if [ "$1" = -- ]; then shift; fi
home=HOME_OF_HOST
if [ ! -d "$home" ]; then
  echo "ssh: Could not resolve hostname $host: Name or service not known" >&2
  exit 255
fi
export HOME="$home" BELAY_PRACTICE_HOST="$host"
cd "$home" || exit 255
exec sh -c "$*"
`;

const SCP = `#!/bin/sh
place() {
  case $1 in
    *:*)
      host=\${1%%:*}
      host=\${host#*@}
      path=\${1#*:}
      home=HOME_OF_HOST
      case $path in /*) printf '%s\\n' "$path" ;; *) printf '%s\\n' "$home/$path" ;; esac ;;
    *) printf '%s\\n' "$1" ;;
  esac
}
recursive=
while [ $# -gt 0 ]; do
  case $1 in
    --) shift; break ;;
    -r) recursive=-R; shift ;;
    -[cFiJloPS]) shift 2 ;;
    -*) shift ;;
    *) break ;;
  esac
done
if [ $# -lt 2 ]; then
  echo 'usage: scp [-r] source ... target' >&2
  exit 1
fi
for last; do :; done
target=$(place "$last")
while [ $# -gt 1 ]; do
  cp $recursive -p -- "$(place "$1")" "$target" || exit 1
  shift
done
`;

const SUDO = `#!/bin/sh
while [ $# -gt 0 ]; do
  case $1 in
    --) shift; break ;;
    -u|-g) shift 2 ;;
    -*) shift ;;
    *) break ;;
  esac
done
exec "$@"
`;
