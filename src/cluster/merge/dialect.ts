import type { Text } from '../../base/text.ts';
import { text } from '../../base/text.ts';
import { commentGroupVar, setGroupVar, setHostVar } from '../../formats/inventory/edit.ts';
import { parseInventory } from '../../formats/inventory/parse.ts';
import { readPythonValue } from '../../formats/inventory/python-literal.ts';
import { joinPath, type KeyPath, splitPath } from '../../formats/key-path.ts';
import type { KeyedFile } from '../../formats/keyed.ts';
import type { Problem } from '../../formats/source.ts';
import { commentTomlKey, setTomlKey } from '../../formats/toml/edit.ts';
import { parseToml } from '../../formats/toml/parse.ts';
import { refuseTomlValue, sameTomlValue } from '../../formats/toml/value.ts';
import { commentYamlKey, setYamlKey } from '../../formats/yaml/edit.ts';
import { parseYaml } from '../../formats/yaml/parse.ts';
import { refuseYamlValue, sameYamlValue } from '../../formats/yaml/value.ts';
import { ABSENT, type Side } from './types.ts';

/** A file of any kind as keys with their sides. */
export interface ReadFile {
  readonly sides: ReadonlyMap<string, Side>;
  /** Keys that hold others. */
  readonly sections: ReadonlySet<string>;
  /** Lines of keys written twice. */
  readonly duplicates: readonly { readonly key: string; readonly line: number }[];
}

/** How a kind of file is read and written, in terms of keys. */
export interface Dialect {
  /** null: no file of keys; it is merged whole. */
  read(source: string): { readonly file: ReadFile } | { readonly problems: readonly Problem[] } | null;
  set(source: string, key: string, value: string): string;
  comment(source: string, key: string): string;
  same(a: string, b: string): boolean;
  /** Why a typed value cannot be written; null when it can. */
  refuse(value: string): Text | null;
}

/** The dialect of a path; null for files that are merged whole. */
export function dialectOf(path: string): Dialect | null {
  if (path === 'inventory.ini') return INVENTORY;
  if (/\.ya?ml$/.test(path)) return YAML;
  return path.endsWith('.toml') ? TOML : null;
}

/** The section and the name of a group variable's key: `all:vars.deploy_dir`. */
export function groupVarOf(key: string): { readonly group: string; readonly name: string } | null {
  const path = splitPath(key);
  const [section = '', name = ''] = path ?? [];
  return path?.length === 2 && section.endsWith(':vars') ? { group: section.slice(0, -':vars'.length), name } : null;
}

const keyPath = (key: string): KeyPath => splitPath(key) ?? [key];

const refusal = (why: string | null): Text | null =>
  why === null ? null : text(`it cannot be written: ${why}`, `无法写入：${why}`);

const YAML: Dialect = {
  read(source) {
    const parsed = parseYaml(source);
    if ('problems' in parsed) return parsed;
    return parsed.file.keyed ? { file: sidesOf(parsed.file) } : null;
  },
  set: (source, key, value) => setYamlKey(source, keyPath(key), value),
  comment: (source, key) => commentYamlKey(source, keyPath(key)),
  same: sameYamlValue,
  refuse: (value) => refusal(refuseYamlValue(value)),
};

const TOML: Dialect = {
  read(source) {
    const parsed = parseToml(source);
    return 'problems' in parsed ? parsed : { file: sidesOf(parsed.file) };
  },
  set: (source, key, value) => setTomlKey(source, keyPath(key), value),
  comment: (source, key) => commentTomlKey(source, keyPath(key)),
  same: sameTomlValue,
  refuse: (value) => refusal(refuseTomlValue(value)),
};

/** Variables of groups only: hosts are laid out whole (inventory-layout.ts). */
const INVENTORY: Dialect = {
  read(source) {
    const parsed = parseInventory(source);
    if ('problems' in parsed) return parsed;
    const sides = new Map<string, Side>();
    for (const { group, name, source: value } of parsed.inventory.parts.commented) {
      sides.set(joinPath([`${group}:vars`, name]), { set: null, commented: value });
    }
    for (const [group, vars] of parsed.inventory.parts.groupVars) {
      for (const { name, source: value } of vars) {
        const key = joinPath([`${group}:vars`, name]);
        sides.set(key, { set: value, commented: sides.get(key)?.commented ?? null });
      }
    }
    return { file: { sides, sections: new Set(), duplicates: [] } };
  },
  set(source, key, value) {
    const groupVar = groupVarOf(key);
    if (groupVar) return setGroupVar(source, { ...groupVar, source: value });
    const [group = '', host = '', name = ''] = keyPath(key);
    return setHostVar(source, { group, host, name, source: value });
  },
  comment(source, key) {
    const groupVar = groupVarOf(key);
    return groupVar ? commentGroupVar(source, groupVar) : source;
  },
  same: (a, b) => readPythonValue(a).value === readPythonValue(b).value,
  refuse: (value) => (/[\r\n]/.test(value) ? text('a value is one line', '值只能为一行') : null),
};

function sidesOf(file: KeyedFile): ReadFile {
  const sides = new Map<string, Side>();
  for (const { key, state, source } of file.entries) {
    const side = sides.get(key) ?? ABSENT;
    // The last value that is set counts, and the first default that is shown.
    if (state === 'set') sides.set(key, { ...side, set: source });
    else sides.set(key, { ...side, commented: side.commented ?? source });
  }
  const duplicates = file.duplicates.map((entry) => ({ key: entry.key, line: entry.line.number }));
  return { sides, sections: file.sections, duplicates };
}
