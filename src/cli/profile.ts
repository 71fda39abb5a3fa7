import { readFile, realpath } from 'node:fs/promises';
import { isAbsolute, relative, resolve, sep } from 'node:path';
import { OperatorError } from '../base/errors.ts';
import { type Text, text, verbatim } from '../base/text.ts';
import type { Profile } from '../cluster/profile.ts';
import { completeProfile, NEEDED, type PracticeClock, profileSchema } from './profile-schema.ts';
import { issueWords, type SchemaIssue } from './profile-words.ts';
import { practiceDir } from './state-dir.ts';
import { suggest } from './suggest.ts';
import { usageError } from './usage-error.ts';
import { readYaml, type YamlProblem, type YamlSource } from './yaml-source.ts';

/** A profile that was read and found good. */
export interface LoadedProfile {
  readonly profile: Profile;
  /** Absolute. */
  readonly path: string;
  /** Set for the practice cluster only. */
  readonly clock: PracticeClock | null;
  /** Whether belay's own practice cluster wrote it. */
  readonly practice: boolean;
}

/** The profile's file when `--profile` does not name one. */
export const DEFAULT_PROFILE = 'belay.yaml';

/**
 * Reads a profile.
 * @param path as given; relative to `cwd`. Default: belay.yaml there.
 * @throws OperatorError (usage) `no-profile` or `bad-profile`, the latter with every problem at its line and column.
 */
export async function loadProfile(input: {
  readonly path: string | undefined;
  readonly cwd: string;
  readonly stateDir: string;
}): Promise<LoadedProfile> {
  const path = resolve(input.cwd, input.path ?? DEFAULT_PROFILE);
  const source = await readSource(path);
  const practice = await isPracticeFile(path, input.stateDir);
  const { file, problems } = readProfile(source, practice);
  if (!file || problems.length > 0) throw badProfile(path, problems);
  return { profile: completeProfile(file), path, clock: file.clock ?? null, practice };
}

/** Reads the text of a profile; every problem is told. `clock` is accepted in a practice's own profile only. */
export function readProfile(source: string, practice: boolean) {
  const yaml = readYaml(source);
  if (yaml.problems.length > 0) return { file: null, problems: yaml.problems };
  const parsed = profileSchema.safeParse(yaml.value ?? {});
  if (!parsed.success)
    return { file: null, problems: parsed.error.issues.flatMap((issue) => issueProblems(issue, yaml)) };
  const file = parsed.data;
  const problems: YamlProblem[] = [];
  if (file.clock && !practice) {
    problems.push({
      ...yaml.positionOfKey([], 'clock'),
      what: text('clock is for the practice cluster only', 'clock 只能用于演练集群'),
    });
  }
  for (const key of NEEDED[file.runbook] ?? []) {
    if (file[key] === undefined) {
      const what = text(`${key} is missing; ${file.runbook} needs it`, `缺少 ${key}；${file.runbook} 需要它`);
      problems.push({ ...yaml.positionOf([]), what });
    }
  }
  return { file, problems };
}

function issueProblems(issue: SchemaIssue, yaml: YamlSource): readonly YamlProblem[] {
  if (issue.code !== 'unrecognized_keys') {
    const name = issue.path.map(String).join('.') || 'profile';
    const words = issueWords(issue, issue.path.length > 0 && valueAt(yaml.value, issue.path) === undefined);
    return [{ ...yaml.positionOf(issue.path), what: text(`${name}: ${words.en}`, `${name}：${words.zh}`) }];
  }
  return (issue.keys ?? []).map((key) => {
    const name = [...issue.path, key].map(String).join('.');
    const near = suggest(key, knownKeys(issue.path));
    return {
      ...yaml.positionOfKey(issue.path, key),
      what: near
        ? text(`${name} is not known; did you mean ${near}?`, `未知的键 ${name}；是否想写 ${near}？`)
        : text(`${name} is not known`, `未知的键 ${name}`),
    };
  });
}

function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>((inner, key) => (isObject(inner) ? inner[key] : undefined), value);
}

function isObject(value: unknown): value is Record<PropertyKey, unknown> {
  return typeof value === 'object' && value !== null;
}

function knownKeys(path: readonly PropertyKey[]): readonly string[] {
  const shape = profileSchema.shape;
  if (path.length === 0) return Object.keys(shape);
  const part = shape[path[0] as keyof typeof shape];
  const inner = part && 'unwrap' in part ? part.unwrap() : part;
  return inner && 'shape' in inner ? Object.keys(inner.shape) : [];
}

function badProfile(path: string, problems: readonly YamlProblem[]): OperatorError {
  const lines = (lang: keyof Text) =>
    problems.map((p) => `${path}:${p.line}:${p.column}: ${p.what[lang]}`).join('\n  ');
  const count = problems.length;
  return usageError('bad-profile', {
    what: text(`The profile has ${count === 1 ? 'a problem' : `${count} problems`}.`, `配置文件中有 ${count} 处问题。`),
    why: text(lines('en'), lines('zh')),
    next: [text(`Mend ${path}, or write a new one with: belay init`, `修改 ${path}，或用 belay init 重新生成`)],
  });
}

async function readSource(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (cause) {
    const code = (cause as NodeJS.ErrnoException).code ?? 'unknown';
    throw new OperatorError(
      {
        code: 'no-profile',
        kind: 'usage',
        what: text(`The profile ${path} cannot be read.`, `无法读取配置文件 ${path}。`),
        why: verbatim(code),
        next: [verbatim('belay init'), text('or name it: --profile FILE', '或指定：--profile FILE')],
      },
      { cause },
    );
  }
}

/** Whether a file lies where belay's own practice clusters keep their worlds; links are followed first. */
export async function isPracticeFile(path: string, stateDir: string): Promise<boolean> {
  try {
    const inner = relative(await realpath(practiceDir(stateDir)), await realpath(path));
    return inner !== '' && inner !== '..' && !inner.startsWith(`..${sep}`) && !isAbsolute(inner);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false;
    throw error;
  }
}
