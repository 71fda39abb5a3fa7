import { createHash } from 'node:crypto';
import { chmod, lstat, mkdtemp, readFile, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, expect, it } from 'vitest';
import { Cancelled, OperatorError } from '../../src/base/errors.ts';
import type { Host } from '../../src/cluster/ports/host.ts';

/** What every Host does alike, on this machine's real files; `open` gives the host under test. */
export function behavesAsHost(open: () => Host): void {
  let directory = '';
  const at = (name: string) => join(directory, name);
  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), "belay it's "));
  });

  it('runs argv as it is, whatever stands in it', async () => {
    const hostile = ["'", '"', '$(id)', '`id`', 'a b', '', '\\', '*', '~', '-n', '\n', '中文', '!!', '#', '&&'];
    const result = await open().run([
      'node',
      '-e',
      'console.log(JSON.stringify(process.argv.slice(1)))',
      '--',
      ...hostile,
    ]);
    expect(JSON.parse(result.stdout)).toEqual(hostile);
    expect(result.exit).toBe(0);
  });

  it('gives exit code, both outputs and an empty stdin that ends', async () => {
    const result = await open().run(['sh', '-c', 'cat; echo out; echo err >&2; exit 7']);
    expect(result).toEqual({ exit: 7, signal: null, stdout: 'out\n', stderr: 'err\n' });
  });

  it('tells the signal that ended a command', async () => {
    const { exit, signal } = await open().run(['sh', '-c', 'kill -9 $$']);
    // OpenSSH's client can only tell it as a shell does.
    expect([exit, signal]).toEqual(signal === null ? [137, null] : [null, 'SIGKILL']);
  });

  it('runs in the directory and with the variables given', async () => {
    const result = await open().run(['sh', '-c', 'pwd -P; printf %s "$WORD"'], {
      cwd: directory,
      env: { WORD: "it's $HOME" },
    });
    expect(result.stdout).toBe(`${directory}\nit's $HOME`);
  });

  it('says 127 for a program that is not there', async () => {
    const { exit } = await open().run(['no-such-program-of-belay']);
    // 126 where a directory of PATH may not be looked into.
    expect([126, 127]).toContain(exit);
  });

  it('gives up a command that takes too long, and says so', async () => {
    await expect(open().run(['sleep', '30'], { timeoutMs: 200 })).rejects.toMatchObject({
      trouble: { code: 'timeout' },
    });
  });

  it('gives up a command when cancelled', async () => {
    const cancel = new AbortController();
    const running = open().run(['sleep', '30'], { signal: cancel.signal });
    cancel.abort();
    await expect(running).rejects.toBeInstanceOf(Cancelled);
  });

  it('writes what it reads, parents made, mode 0644 or as asked or as it was', async () => {
    const host = open();
    const path = at('a/b/tikv.yml');
    await host.writeFile(path, 'eins\n中文\n');
    expect(await host.readFile(path)).toBe('eins\n中文\n');
    expect((await stat(path)).mode & 0o777).toBe(0o644);
    await host.writeFile(at('secret'), 'x', { mode: 0o600 });
    await host.writeFile(at('secret'), 'y');
    expect((await stat(at('secret'))).mode & 0o777).toBe(0o600);
    expect((await host.list(at('a/b')))?.map((entry) => entry.name)).toEqual(['tikv.yml']);
  });

  it('writes big and empty files', async () => {
    const big = 'block-cache: 中\n'.repeat(60_000);
    await open().writeFile(at('big'), big);
    expect(await readFile(at('big'), 'utf8')).toBe(big);
    await open().writeFile(at('big'), '');
    expect(await readFile(at('big'), 'utf8')).toBe('');
  });

  it('writes through a link and leaves the link', async () => {
    await writeFile(at('real'), 'old');
    await symlink('real', at('link'));
    await open().writeFile(at('link'), 'new');
    expect(await readFile(at('real'), 'utf8')).toBe('new');
    expect((await lstat(at('link'))).isSymbolicLink()).toBe(true);
  });

  it('tells what is not there from what is', async () => {
    const host = open();
    await writeFile(at('file'), '');
    expect(await host.readFile(at('none'))).toBeNull();
    expect(await host.readFile(at('file/none'))).toBeNull();
    expect(await host.readFile(at('file'))).toBe('');
    expect(await host.sha256(at('none'))).toBeNull();
    expect(await host.list(at('none'))).toBeNull();
    expect(await host.list(at('file'))).toBeNull();
  });

  it('refuses to read a directory as a file', async () => {
    await expect(open().readFile(directory)).rejects.toBeInstanceOf(OperatorError);
  });

  it('removes a file, and one that is not there', async () => {
    await writeFile(at('file'), '');
    await open().removeFile(at('file'));
    await open().removeFile(at('file'));
    expect(await open().readFile(at('file'))).toBeNull();
  });

  it('lists a directory with kinds and sizes, sorted, hidden ones too', async () => {
    await writeFile(at('two words'), '12345');
    await writeFile(at('.hidden'), '');
    await open().writeFile(at('dir/x'), '');
    await symlink('two words', at('link'));
    const entries = (await open().list(directory)) ?? [];
    expect(entries.map(({ name, kind }) => [name, kind])).toEqual([
      ['.hidden', 'file'],
      ['dir', 'directory'],
      ['link', 'link'],
      ['two words', 'file'],
    ]);
    expect(entries.at(-1)?.sizeBytes).toBe(5);
  });

  it('digests bytes', async () => {
    const bytes = Buffer.from([0, 255, 10, 128]);
    await writeFile(at('binary'), bytes);
    expect(await open().sha256(at('binary'))).toBe(createHash('sha256').update(bytes).digest('hex'));
  });

  it('sees free space, also for a path that is not there yet', async () => {
    expect(await open().freeBytes(directory)).toBeGreaterThan(0);
    expect(await open().freeBytes(at('not/yet'))).toBeGreaterThan(0);
  });

  it.skipIf(process.getuid?.() === 0)('says when it may not, instead of "not there"', async () => {
    await writeFile(at('closed'), 'x');
    await chmod(at('closed'), 0);
    await expect(open().readFile(at('closed'))).rejects.toMatchObject({ trouble: { code: 'access-denied' } });
    await open().writeFile(at('dir/x'), '');
    await chmod(at('dir'), 0);
    await expect(open().readFile(at('dir/x'))).rejects.toMatchObject({ trouble: { code: 'access-denied' } });
    await chmod(at('dir'), 0o700);
  });
}
