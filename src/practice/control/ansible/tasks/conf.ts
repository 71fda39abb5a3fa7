import { parseBytes } from '../../../../base/bytes.ts';
import type { Files } from '../../machine.ts';

/** What a conf/*.yml sets: dotted key → value as written; or why ansible would refuse the file. */
export type Conf =
  | { readonly settings: readonly (readonly [key: string, value: string])[] }
  | { readonly problem: string };

/** Reads one of a tree's conf/*.yml: nested keys with scalars or lists in brackets, as these files have. */
export async function readConf(files: Files, path: string): Promise<Conf> {
  const source = await files.read(path);
  if (source === null) return { problem: `Could not find or access '${path}' on the Ansible Controller.` };
  const settings: [string, string][] = [];
  const open: { indent: number; key: string }[] = [];
  for (const [index, line] of source.split('\n').entries()) {
    if (/^\s*(#.*)?$/.test(line) || line === '---') continue;
    const match = /^( *)("[^"]+"|[\w.-]+):(?:\s+(.*?))?\s*$/.exec(line);
    const value = withoutComment(match?.[3] ?? '');
    if (!match?.[2] || !isWhole(value)) {
      return {
        problem: `Syntax Error while loading YAML.\n\nThe error appears to have been in '${path}': line ${index + 1}`,
      };
    }
    const indent = (match[1] ?? '').length;
    while ((open.at(-1)?.indent ?? -1) >= indent) open.pop();
    const key = [...open.map((one) => one.key), match[2]].join('.');
    if (value === '') open.push({ indent, key: match[2] });
    else settings.push([key, value]);
  }
  return { settings };
}

function withoutComment(value: string): string {
  return value.startsWith('#') ? '' : value.replace(/\s+#.*$/, '');
}

/** Quotes and brackets are closed. */
function isWhole(value: string): boolean {
  return (value.split('"').length - 1) % 2 === 0 && value.split('[').length === value.split(']').length;
}

/** What `tikv-server --config-check` would refuse; null when it finds nothing. */
export function tikvRefuses(settings: readonly (readonly [string, string])[]): string | null {
  for (const [key, value] of settings) {
    const text = value.replace(/^["']|["']$/g, '');
    if (/(capacity|-size|bytes-per-sec)$/.test(key) && !/^pool/.test(key) && !/pool-size$/.test(key)) {
      if (parseBytes(text) === null) return `invalid configuration file: expected a size for key ${key}, got ${value}`;
    }
    if (key.startsWith('gc.') && !['gc.batch-keys', 'gc.max-write-bytes-per-sec'].includes(key)) {
      return `invalid configuration file: unknown field ${key.slice(3)} for key gc`;
    }
  }
  return null;
}
