import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import manifest from '../../package.json' with { type: 'json' };
import { customisedTree } from '../../src/practice/trees/customised.ts';
import { pristineTree, type Tree } from '../../src/practice/trees/pristine.ts';
import { usualTopology } from '../../src/practice/world/topology.ts';
import { type Belay, builtBelay } from '../support/built-belay.ts';

let dir: string;
let belay: Belay;
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'belay-commands-'));
  belay = await builtBelay(join(dir, 'state'), dir);
});
afterAll(() => rm(dir, { recursive: true }));

/** Runs with --json; standard output must be one document. */
async function json(...words: string[]) {
  const { exit, stdout, stderr } = await belay.run(...words, '--json');
  return { exit, answer: JSON.parse(stdout), stderr };
}

const anError = (code: string) => ({
  error: { code, what: expect.any(String), why: expect.any(String), next: expect.any(Array) },
});

describe('belay', () => {
  it('tells its version and its help', async () => {
    expect(await belay.run('--version')).toEqual({ exit: 0, stdout: `${manifest.version}\n`, stderr: '' });
    expect((await belay.run('--help')).stdout).toContain('belay practice [SCENARIO]');
    expect((await belay.run('watch', '--help', '--lang', 'zh')).stdout).toContain('只看一次就返回');
  });

  it('asks nothing without a terminal', async () => {
    for (const command of [[], ['init']]) {
      const { exit, stdout, stderr } = await belay.run(...command);
      expect({ exit, stdout }).toEqual({ exit: 2, stdout: '' });
      expect(stderr).toContain('no terminal');
    }
  });

  it('answers wrong usage with 2, and says what, why and what next', async () => {
    const { exit, stdout, stderr } = await belay.run('practise');
    expect({ exit, stdout }).toEqual({ exit: 2, stdout: '' });
    expect(
      stderr
        .split('\n')
        .slice(0, 3)
        .map((line) => line.trim().split(':')[0]),
    ).toEqual(['belay', 'Why', 'Next']);
    expect(await json('practise')).toMatchObject({ exit: 2, answer: anError('unknown-command') });
  });

  it.each([
    ['unknown-runbook', ['run', 'upgrade-4.0']],
    ['runbook-not-there', ['plan', 'dm-hotfix']],
    ['unknown-scenario', ['practice', 'nothing']],
    ['profile-not-taken', ['practice', '--profile', 'belay.yaml']],
    ['no-profile', ['check', 'upgrade-3.0']],
    ['unknown-run', ['report', '20260101-000000-abc']],
    ['unknown-run', ['replay', '../../etc']],
    ['nothing-to-resume', ['resume']],
    ['unknown-shell', ['completion', 'csh']],
    ['json-needs-once', ['watch', '--pd', 'http://127.0.0.1:1']],
  ])('refuses with 2 and %s: belay %j', async (code, words) => {
    expect(await json(...words)).toMatchObject({ exit: 2, answer: anError(code) });
  });

  it('keeps --auto for the practice cluster', async () => {
    const profile = [
      'runbook: upgrade-3.0',
      'cluster: c',
      'oldTree: /o',
      'newTree: /n',
      'target: v3.0.9',
      'backupDir: /b',
    ];
    await writeFile(join(dir, 'belay.yaml'), profile.join('\n'));
    expect(await json('run', 'upgrade-3.0', '--auto')).toMatchObject({
      exit: 2,
      answer: anError('auto-on-real-cluster'),
    });
  });

  it('tells every problem of a profile at its place', async () => {
    await writeFile(join(dir, 'bad.yaml'), 'runbook: upgrade-3.0\ncluster: ""\nclok: 1\n');
    const { exit, answer } = await json('plan', 'upgrade-3.0', '--profile', 'bad.yaml');
    expect(exit).toBe(2);
    expect(answer.error.why).toContain('bad.yaml:2:10: cluster: must not be empty');
    expect(answer.error.why).toContain('bad.yaml:3:1: clok is not known; did you mean clock?');
  });
});

describe('lists that are empty', () => {
  it('are empty documents', async () => {
    expect(await json('runs')).toMatchObject({ exit: 0, answer: { runs: [] } });
    expect(await json('debts')).toMatchObject({ exit: 0, answer: { debts: [] } });
    expect(await json('debts', '--settle')).toMatchObject({ exit: 0, answer: { debts: [] } });
  });
});

describe('belay practice --list', () => {
  it('names every scenario with its runbook and what it teaches', async () => {
    const { answer } = await json('practice', '--list');
    expect(answer.scenarios[0]).toEqual({
      id: 'upgrade-3.0',
      runbook: 'upgrade-3.0',
      title: expect.any(String),
      teaches: expect.any(String),
    });
  });
});

describe('belay checklist', () => {
  it('prints the runbook as Markdown, in both languages', async () => {
    const { exit, stdout } = await belay.run('checklist', 'upgrade-3.0');
    expect(exit).toBe(0);
    expect(stdout).toMatch(/^# .*\n[\s\S]*^## 1 Readiness\n[\s\S]*^- \[ \] \*\*/m);
    expect((await belay.run('checklist', 'upgrade-3.0', '--lang', 'zh')).stdout).toMatch(/^## 1 .*[\u4e00-\u9fff]/m);
  });
});

describe('belay capacity', () => {
  it('shares half of the memory among the instances', async () => {
    expect((await json('capacity', '--memory', '128GiB', '--instances', '2')).answer).toEqual({
      perInstanceBytes: 32 * 1024 ** 3,
      setting: '32GB',
      hosts: [],
    });
    expect(await json('capacity', '--memory', 'much', '--instances', '2')).toMatchObject({ exit: 2 });
    expect(await json('capacity', '--memory', '1GiB', '--instances', '0')).toMatchObject({ exit: 2 });
  });
});

describe('belay completion', () => {
  it('prints a script that bash reads, and that completes commands and runbooks', async () => {
    const { stdout } = await belay.run('completion', 'bash');
    const complete = async (line: string) => {
      const words = line.split(' ');
      const ask = `COMP_WORDS=(${words.map((word) => `'${word}'`).join(' ')}); COMP_CWORD=${words.length - 1}; _belay; echo "\${COMPREPLY[@]}"`;
      return (await promisify(execFile)('bash', ['-c', `${stdout}\n${ask}`])).stdout.trim();
    };
    expect(await complete('belay pra')).toBe('practice');
    expect(await complete('belay run upg')).toBe('upgrade-3.0');
    expect(await complete('belay --lang z')).toBe('zh');
    expect(await complete('belay practice --spe')).toBe('--speed');
  });

  it('prints scripts for zsh and fish', async () => {
    expect((await belay.run('completion', 'zsh')).stdout).toMatch(/^#compdef belay\n/);
    expect((await belay.run('completion', 'fish')).stdout).toContain(
      'complete -c belay -n __fish_use_subcommand -a watch',
    );
  });
});

describe('belay diff', () => {
  it('prints what differs side by side', async () => {
    await writeFile(join(dir, 'left'), 'one\ntwo\nthree\n');
    await writeFile(join(dir, 'right'), 'one\n2\nthree\nfour\n');
    expect((await belay.run('diff', 'left', 'right')).stdout).toMatch(
      /2 two +\| +2 2\n.*3 three +3 three\n +> +4 four\n/,
    );
    expect((await json('diff', 'left', 'right', '--base', 'left')).answer.rows).toEqual([
      { kind: 'changed', left: { line: 2, text: 'two' }, right: { line: 2, text: '2' }, changed: 'right' },
      { kind: 'right-only', left: null, right: { line: 4, text: 'four' }, changed: 'right' },
    ]);
    expect(await json('diff', 'left', 'nowhere')).toMatchObject({ exit: 2, answer: anError('no-file') });
  });
});

describe('belay merge', () => {
  const write = async (name: string, tree: Tree) => {
    for (const [path, content] of tree) {
      await mkdir(dirname(join(dir, name, path)), { recursive: true });
      await writeFile(join(dir, name, path), content);
    }
  };
  beforeAll(async () => {
    await write('base', pristineTree('2.1'));
    await write(
      'old',
      customisedTree(
        usualTopology((host) => `/home/${host}`),
        '/home/tidb/deploy',
      ),
    );
    await write('new', pristineTree('3.0'));
  });
  const trees = ['--old', 'old', '--new', 'new', '--base', 'base'];

  it('writes nothing while something is to be decided or blocks', async () => {
    const { exit, answer } = await json('merge', ...trees, '--out', 'out');
    expect([3, 4]).toContain(exit);
    expect(answer).toMatchObject({ result: exit === 4 ? 'blocked' : 'decision', base: { found: true } });
    expect(await readdir(dir)).not.toContain('out');
    const keys = answer.files.flatMap((file: { keys: object[] }) => file.keys);
    for (const key of keys) {
      expect(Object.keys(key)).toEqual(['key', 'verdict', 'base', 'old', 'new', 'result', 'place', 'reason']);
    }
    for (const finding of answer.findings) {
      expect(Object.keys(finding)).toEqual(['code', 'severity', 'where', 'what', 'next']);
    }
    expect(keys).toContainEqual(
      expect.objectContaining({ key: 'rocksdb.max-open-files', verdict: 'carried', result: '65536' }),
    );
  });

  it('writes conf, group_vars and inventory with --partial, and keeps its exit code', async () => {
    const { exit } = await json('merge', ...trees, '--out', 'partial', '--partial');
    expect([3, 4]).toContain(exit);
    expect((await readdir(join(dir, 'partial'))).sort()).toEqual(['conf', 'group_vars', 'inventory.ini']);
    expect(await readFile(join(dir, 'partial/conf/tikv.yml'), 'utf8')).toContain('max-open-files: 65536');
  });

  it('takes a tree without changes over as the new release has it', async () => {
    const { exit, answer } = await json('merge', '--old', 'base', '--new', 'new', '--base', 'base', '--out', 'plain');
    expect(answer.result).toBe('done');
    expect(exit).toBe(0);
    expect(await readFile(join(dir, 'plain/conf/tikv.yml'), 'utf8')).toBe(pristineTree('3.0').get('conf/tikv.yml'));
  });

  it('never writes over the trees that it reads', async () => {
    expect(await json('merge', ...trees, '--out', 'new')).toMatchObject({ exit: 2, answer: anError('out-is-a-tree') });
    expect(await json('merge', '--old', 'old', '--new', 'nowhere', '--out', 'x')).toMatchObject({
      exit: 2,
      answer: anError('no-tree'),
    });
  });
});
