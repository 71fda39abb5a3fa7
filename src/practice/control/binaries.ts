import { baseName, type Files } from './machine.ts';

/** Binaries that a release of TiDB puts into resources/bin. */
export const TIDB_BINARIES = [
  'pd-server',
  'tikv-server',
  'tidb-server',
  'pump',
  'drainer',
  'pd-ctl',
  'pd-recover',
  'tikv-ctl',
  'tidb-ctl',
  'binlogctl',
] as const;

/** Binaries of the monitoring. */
export const MONITOR_BINARIES = [
  'prometheus',
  'alertmanager',
  'pushgateway',
  'grafana-server',
  'node_exporter',
  'blackbox_exporter',
] as const;

/**
 * The content of a binary: a small script that hands over to the practice, which says what that program would.
 * What it is and which version lies in the file, so that cp and mv really replace it.
 */
export function binary(program: string, version: string): string {
  return `#!/bin/sh\n# stands for the ${program} binary of ${version}\nexec practice-binary ${program} ${version} "$@"\n`;
}

/** Program and version that a binary's content stands for; null when it is none of ours. */
export function readBinary(content: string): { readonly program: string; readonly version: string } | null {
  const match = /^exec practice-binary (\S+) (\S+) /m.exec(content);
  return match?.[1] && match[2] ? { program: match[1], version: match[2] } : null;
}

/** The version of the binary at `path`, without the leading v as the world has it; null when there is none. */
export async function versionAt(files: Files, path: string): Promise<string | null> {
  const found = readBinary((await files.read(path)) ?? '');
  return found ? found.version.replace(/^v/, '') : null;
}

/** What `-V` prints. */
export function versionText(program: string, version: string): string {
  const known = BUILDS[version] ?? { hash: '0000000000000000000000000000000000000000', built: 'None' };
  const go = ['pd-server', 'tidb-server', 'pump', 'drainer', 'pd-ctl', 'binlogctl'].includes(baseName(program));
  if (program === 'tikv-server') {
    const plain = version.replace(/^v/, '');
    return [
      'TiKV ',
      `Release Version:   ${plain}`,
      `Git Commit Hash:   ${known.hash}`,
      'Git Commit Branch: HEAD',
      `UTC Build Time:    ${known.built}`,
      'Rust Version:      rustc 1.37.0-nightly (0e4a56b4b 2019-06-13)',
      '',
    ].join('\n');
  }
  return [
    `Release Version: ${version}`,
    `Git Commit Hash: ${known.hash}`,
    'Git Branch: HEAD',
    `UTC Build Time: ${known.built}`,
    ...(go ? ['Go Version: go1.13', 'Go OS/Arch: linux/amd64'] : []),
    '',
  ].join('\n');
}

const BUILDS: Readonly<Record<string, { readonly hash: string; readonly built: string }>> = {
  'v2.1.19': { hash: '4c28f1b1a3d7e0c6f2a9b5d8e4172036c9f8ab51', built: '2019-12-27 06:12:44' },
  'v3.0.9': { hash: '488afe4f405f70928cf8e6c7c25ea74a25e0ee2c', built: '2020-01-14 00:00:00' },
};
