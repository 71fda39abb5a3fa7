import { randomBytes } from 'node:crypto';
import { posix } from 'node:path';
import type { CommandResult, DirectoryEntry, Host, RunOptions } from '../cluster/ports/host.ts';
import { accessDenied, fileFailed, unreadableAnswer } from './host-trouble.ts';

/** Runs a command, its stdin `input` where there is one, else /dev/null. */
export type Exec = (
  argv: readonly string[],
  options?: RunOptions & { readonly input?: string },
) => Promise<CommandResult>;

type FileMethods = Pick<Host, 'readFile' | 'writeFile' | 'removeFile' | 'list' | 'sha256' | 'freeBytes'>;

// Exit codes of our own scripts, from sysexits.h, which no tool in them uses.
const MISSING = 66;
const DENIED = 77;
const TORN = 74;

/**
 * The file methods of a {@link Host} over POSIX commands: they need neither sftp nor anything installed.
 * @param read runs what changes nothing, and may run it again after a lost connection; `write` never does.
 */
export function shellFiles(host: string, { read, write }: { readonly read: Exec; readonly write: Exec }): FileMethods {
  const ask = async (script: string, path: string): Promise<string | null> => {
    const result = await read(scriptArgv(LOOK + script, path), { env: { LC_ALL: 'C' }, timeoutMs: 60_000 });
    if (result.exit === 0) return result.stdout;
    if (result.exit === MISSING) return null;
    throw failure(`reading ${path}`, host, result);
  };
  return {
    readFile: (path) => ask('exec cat <"$1"', path),
    list: async (path) => {
      const listing = await ask(`[ -d "$1" ] || exit ${MISSING}; exec ls -lnAq -- "$1/"`, path);
      return listing === null ? null : parseLs(listing, host);
    },
    sha256: async (path) => {
      const printed = await ask(SHA256, path);
      return printed === null ? null : parseDigest(printed, host);
    },
    freeBytes: async (path) => {
      const result = await read(scriptArgv(DF, path), { env: { LC_ALL: 'C' } });
      if (result.exit !== 0) throw failure(`looking at the disk of ${path}`, host, result);
      return parseDf(result.stdout, host);
    },
    writeFile: async (path, content, options) => {
      const draft = posix.join(posix.dirname(path), `.${posix.basename(path)}.${randomBytes(6).toString('hex')}`);
      const mode = options?.mode === undefined ? '' : options.mode.toString(8);
      const bytes = String(Buffer.byteLength(content));
      const result = await write(scriptArgv(WRITE, path, draft, mode, bytes), { input: content, timeoutMs: 60_000 });
      if (result.exit !== 0) throw failure(`writing ${path}`, host, result);
    },
    removeFile: async (path) => {
      const result = await write(['rm', '-f', '--', path]);
      if (result.exit !== 0) throw failure(`removing ${path}`, host, result);
    },
  };
}

// A path that cannot be looked at is not a path that is not there: the nearest parent must be searchable.
const LOOK = `
if [ ! -e "$1" ]; then
  p=$1
  while [ ! -e "$p" ]; do p=$(dirname -- "$p"); done
  if [ -d "$p" ] && [ ! -x "$p" ]; then exit ${DENIED}; fi
  exit ${MISSING}
fi
[ -r "$1" ] || exit ${DENIED}
`;

const SHA256 = 'if command -v sha256sum >/dev/null; then exec sha256sum <"$1"; else exec shasum -a 256 <"$1"; fi';

const DF = `
p=$1
while [ ! -e "$p" ]; do p=$(dirname -- "$p"); done
exec df -Pk -- "$p"
`;

// A link stays a link: what it points to is replaced. Fewer bytes than meant (a connection that went) replace nothing.
const WRITE = `
target=$1 draft=$2 mode=$3 bytes=$4
if [ -L "$target" ] && [ -e "$target" ]; then
  target=$(readlink -f -- "$target") || exit ${TORN}
  draft=$(dirname -- "$target")/$(basename -- "$draft")
fi
mkdir -p -- "$(dirname -- "$target")" || exit ${TORN}
(umask 077 && : >"$draft") || { [ -w "$(dirname -- "$target")" ] || exit ${DENIED}; exit ${TORN}; }
trap 'rm -f -- "$draft"' EXIT
if [ -z "$mode" ]; then
  mode=$(stat -c %a -- "$target" 2>/dev/null || stat -f %Lp -- "$target" 2>/dev/null || echo 644)
fi
dd of="$draft" conv=fsync 2>/dev/null || dd of="$draft" || exit ${TORN}
[ "$(wc -c <"$draft")" -eq "$bytes" ] || exit ${TORN}
chmod "$mode" "$draft" && mv -f -- "$draft" "$target" || exit ${TORN}
`;

function scriptArgv(script: string, ...args: readonly string[]): readonly string[] {
  return ['sh', '-c', script, 'belay', ...args];
}

function failure(what: string, host: string, result: CommandResult): Error {
  const seen = result.stderr.trim() || `exit ${result.exit ?? result.signal}`;
  return result.exit === DENIED ? accessDenied(what, { host, seen }) : fileFailed(what, { host, seen });
}

const LS_LINE = /^([-dlbcps])\S{9}[.+@]?\s+\d+\s+\d+\s+\d+\s+(\d+|\d+,\s+\d+)\s+\S+\s+\d+\s+[\d:]+ (.*)$/;
const KINDS: Readonly<Record<string, DirectoryEntry['kind']>> = { '-': 'file', d: 'directory', l: 'link' };

/** Reads `ls -lnAq` in the C locale, strictly. Exported for its test. */
export function parseLs(listing: string, host: string): readonly DirectoryEntry[] {
  const lines = listing.split('\n').filter((line) => line !== '' && !/^total \d+$/.test(line));
  const entries = lines.map((line) => {
    const [, type = '', size = '', rest = ''] = LS_LINE.exec(line) ?? [];
    if (rest === '') throw unreadableAnswer('ls', { host, seen: line });
    const kind = KINDS[type] ?? 'other';
    const name = kind === 'link' ? rest.split(' -> ')[0]! : rest;
    return { name, kind, sizeBytes: size.includes(',') ? 0 : Number(size) };
  });
  return entries.sort((a, b) => (a.name < b.name ? -1 : 1));
}

function parseDigest(printed: string, host: string): string {
  const digest = /^([0-9a-f]{64})\s+\*?-\s*$/.exec(printed)?.[1];
  if (digest === undefined) throw unreadableAnswer('sha256sum', { host, seen: printed });
  return digest;
}

/** Free bytes from `df -Pk`, strictly. Exported for its test. */
export function parseDf(printed: string, host: string): number {
  const [, line = ''] = printed.trimEnd().split('\n');
  const free = /^\S.*?\s+\d+\s+-?\d+\s+(-?\d+)\s+(?:\d+%|-)\s+\/.*$/.exec(line)?.[1];
  if (free === undefined) throw unreadableAnswer('df', { host, seen: printed });
  return Math.max(0, Number(free)) * 1024;
}
