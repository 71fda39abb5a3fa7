/** The file that says which run a backup belongs to; written first, so that a backup that was broken off is known as ours. */
export const BACKUP_RUN_FILE = 'belay-run.txt';

/** The digests of all files of the backup, in the form that `sha256sum -c` reads; written last. */
export const BACKUP_MANIFEST = 'MANIFEST.sha256';

/** PD's live configuration within the backup. */
export const BACKUP_PD_CONFIG = 'conf/pd.json';

/** The configuration files of which the effective lines are kept beside the whole. */
const EFFECTIVE = /^conf\/(tidb|tikv|pd)\.yml$/;

/**
 * What a backup of a tree holds: every configuration file whole, and of tidb.yml, tikv.yml and pd.yml what is in effect
 * too (`conf/tikv.effective.yml`).
 */
export function backupFiles(tree: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
  const files = new Map<string, string>();
  for (const [path, content] of tree) {
    files.set(path, content);
    if (EFFECTIVE.test(path)) files.set(path.replace(/\.yml$/, '.effective.yml'), effectiveLines(content));
  }
  return files;
}

/**
 * The lines in effect: no comments, no blank ones. A line with a comment behind its value is in effect and stays (the
 * checklist's `grep -v "#"` would lose it).
 */
export function effectiveLines(source: string): string {
  return source
    .split('\n')
    .filter((line) => line.trim() !== '' && !line.trimStart().startsWith('#'))
    .map((line) => `${line}\n`)
    .join('');
}

/** Writes a manifest: digest, two blanks, path. */
export function writeManifest(digests: ReadonlyMap<string, string>): string {
  return [...digests].map(([path, digest]) => `${digest}  ${path}\n`).join('');
}

/** Reads a manifest: path → digest. Lines of another form are left out. */
export function readManifest(source: string): ReadonlyMap<string, string> {
  const pairs = [...source.matchAll(/^([0-9a-f]{64}) [ *](.+)$/gm)];
  return new Map(pairs.map(([, digest, path]) => [path as string, digest as string]));
}
