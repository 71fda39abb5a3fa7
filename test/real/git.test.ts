import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openLocalHost } from '../../src/adapters/local/local-host.ts';
import { commitOf, filesAt } from '../../src/cluster/probes/git.ts';
import { needs } from '../support/real.ts';

const FILES = new Map([
  ['inventory.ini', '[all:vars]\ncluster_name = 测试集群\n'],
  ['conf/tidb.yml', '---\nglobal:\n  # 注释 — not ASCII\n  lease: "45s"'],
  ['conf/empty.yml', ''],
  ['conf/with space.yml', 'a: 1\r\n'],
]);

needs('git')('the files of a revision, with real git', () => {
  let root = '';
  const host = openLocalHost();
  const git = (...words: string[]) =>
    host.run(['git', '-c', 'user.name=t', '-c', 'user.email=t@t', ...words], { cwd: root });

  beforeAll(async () => {
    root = await mkdtemp(join(tmpdir(), 'belay-git-'));
    await mkdir(join(root, 'conf'));
    await git('init', '-q');
    for (const [path, content] of FILES) await writeFile(join(root, path), content);
    await git('add', '-A');
    await git('commit', '-q', '-m', 'as published');
    await git('tag', 'v9.9.9');
    await writeFile(join(root, 'inventory.ini'), 'edited since');
  });
  afterAll(() => rm(root, { recursive: true, force: true }));

  it('are those that were committed, to the byte', async () => {
    const files = await filesAt(host, root, 'v9.9.9', [...FILES.keys(), 'conf/never.yml']);
    expect(files).toEqual(FILES);
  });

  it('are none where there is no such revision', async () => {
    expect(await commitOf(host, root, 'v1.0.0')).toBeNull();
    expect(await filesAt(host, root, 'v1.0.0', FILES.keys())).toEqual(new Map());
  });
});
