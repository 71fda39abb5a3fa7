import { spawn } from 'node:child_process';
import { chmod, mkdir, mkdtemp, readdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { FollowHandlers, JobEnd } from '../../../src/adapters/jobs/follow.ts';
import { type JobSpec, type Jobs, openJobs } from '../../../src/adapters/jobs/jobs.ts';
import { openLocalHost } from '../../../src/adapters/local/local-host.ts';
import { openSshHost } from '../../../src/adapters/ssh/ssh-host.ts';
import { Cancelled } from '../../../src/base/errors.ts';
import type { Host } from '../../../src/cluster/ports/host.ts';
import { isRunning } from '../../support/alive.ts';
import { nobody } from '../../support/nobody.ts';
import { findProgram } from '../../support/real.ts';
import { newKey, type SshServer, startSshServer } from '../../support/ssh-server.ts';

let base: string;
let jobs: Jobs;
const at = (...names: string[]) => join(base, ...names);
const sh = (name: string, script: string, more: Partial<JobSpec> = {}): JobSpec => ({
  name,
  argv: ['sh', '-c', script],
  cwd: base,
  env: {},
  follow: 'log',
  ...more,
});

interface Heard {
  readonly lines: string[];
  readonly events: string[];
  readonly end: JobEnd;
}

async function followed(name: string, more: Partial<FollowHandlers> = {}): Promise<Heard> {
  const lines: string[] = [];
  const events: string[] = [];
  const handlers: FollowHandlers = {
    onLines: (news, from) => {
      expect(from).toBe(lines.length);
      lines.push(...news);
    },
    onEvent: (line, seq) => {
      expect(seq).toBe(events.length);
      events.push(line);
    },
    ...more,
  };
  const end = await jobs.follow(name, handlers, new AbortController().signal);
  return { lines, events, end };
}

async function untilItSays(name: string, words: string): Promise<void> {
  const enough = new AbortController();
  const onLines = (lines: readonly string[]) => {
    if (lines.some((line) => line.includes(words))) enough.abort();
  };
  await expect(jobs.follow(name, { onLines }, enough.signal)).rejects.toBeInstanceOf(Cancelled);
}

function behavesAsJobs(open: () => Host): void {
  beforeEach(async () => {
    base = await mkdtemp(join(tmpdir(), "belay it's "));
    jobs = openJobs(open(), { directory: at('jobs') });
  });

  it('runs a command to its end and keeps what it said', async () => {
    expect(await jobs.status('a')).toEqual({ is: 'none' });
    const script = 'echo "$WORD"; pwd -P; echo oops >&2; printf "no newline"; exit 7';
    expect(await jobs.start(sh('a', script, { env: { WORD: "it's" } }))).toBe('started');
    const { lines, end } = await followed('a');
    expect(end).toEqual({ is: 'ended', exit: 7 });
    expect(lines).toEqual(["it's", base, 'oops', 'no newline']);
    expect(await jobs.status('a')).toEqual({ is: 'ended', exit: 7 });
  });

  it('starts one name once, for ever, also when asked many times at once', async () => {
    const script = `echo once >>runs`;
    const answers = await Promise.all(Array.from({ length: 6 }, () => jobs.start(sh('once', script))));
    expect(answers.filter((answer) => answer === 'started')).toHaveLength(1);
    await followed('once');
    expect(await jobs.start(sh('once', script))).toBe('already');
    expect(await readFile(at('runs'), 'utf8')).toBe('once\n');
    expect((await readdir(at('jobs'))).sort()).toEqual(['once']);
  });

  it('tells everything from the start to whoever follows again, and what comes then', async () => {
    await jobs.start(sh('again', 'echo first; until [ -e go ]; do sleep 0.05; done; echo last'));
    await untilItSays('again', 'first');
    expect(await jobs.status('again')).toMatchObject({ is: 'running' });
    const second = followed('again');
    await writeFile(at('go'), '');
    expect((await second).lines).toEqual(['first', 'last']);
  });

  it('gives the events file to a playbook, line by line, and cleans the log', async () => {
    const script = 'for n in 1 2 3; do echo "{\\"n\\":$n}" >>"$BELAY_EVENTS"; done; printf "\\033[31mred\\033[0m\\n"';
    await jobs.start(sh('events', script, { follow: 'ansible' }));
    const { events, lines } = await followed('events');
    expect(events).toEqual(['{"n":1}', '{"n":2}', '{"n":3}']);
    expect(lines).toEqual(['red']);
  });

  it('reads a long log whole, characters of several bytes too', async () => {
    const count = 30_000;
    await jobs.start(sh('long', `i=0; while [ $i -lt ${count} ]; do echo "任务 $i 完成"; i=$((i+1)); done`));
    const { lines } = await followed('long');
    expect(lines).toEqual(Array.from({ length: count }, (_, n) => `任务 ${n} 完成`));
  });

  it('interrupts as Ctrl-C would, and the exit status is still told', async () => {
    await jobs.start(sh('int', 'trap "echo caught; exit 99" INT; echo ready; while :; do sleep 0.05; done'));
    await untilItSays('int', 'ready');
    expect(await jobs.interrupt('int')).toBe(true);
    const { lines, end } = await followed('int');
    expect(end).toEqual({ is: 'ended', exit: 99 });
    expect(lines).toEqual(['ready', 'caught']);
    expect(await jobs.interrupt('int')).toBe(false);
  });

  it('interrupts a command that takes SIGINT as it comes', async () => {
    await jobs.start(sh('plain', 'echo ready; exec sleep 600'));
    await untilItSays('plain', 'ready');
    await jobs.interrupt('plain');
    expect((await followed('plain')).end).toEqual({ is: 'ended', exit: 130 });
  });

  it('terminates what will not listen', async () => {
    await jobs.start(sh('term', 'echo ready; exec sleep 600'));
    await untilItSays('term', 'ready');
    await jobs.terminate('term');
    expect((await followed('term')).end).toEqual({ is: 'ended', exit: 143 });
    await jobs.start(sh('deaf', 'trap "" TERM; echo ready; while :; do sleep 0.05; done'));
    await untilItSays('deaf', 'ready');
    await jobs.terminate('deaf', 400);
    expect((await followed('deaf')).end).toEqual({ is: 'lost', why: 'vanished' });
  });

  it('says what vanished, and what a reboot took', async () => {
    await jobs.start(sh('gone', 'echo ready; exec sleep 600'));
    await untilItSays('gone', 'ready');
    const status = await jobs.status('gone');
    if (status.is !== 'running') throw new Error(`not running: ${status.is}`);
    process.kill(-status.pid, 'SIGKILL');
    await vi.waitFor(async () => expect(await jobs.status('gone')).toEqual({ is: 'lost', why: 'vanished' }));

    const [pid, born] = (await readFile(at('jobs/gone/begun'), 'utf8')).split(' ');
    await writeFile(at('jobs/gone/begun'), `${pid} ${born} another-boot\n`);
    expect(await jobs.status('gone')).toEqual({ is: 'lost', why: 'rebooted' });
    expect((await followed('gone')).end).toEqual({ is: 'lost', why: 'rebooted' });
  });

  it('does not take another process of the same pid for the job, and never signals it', async () => {
    await jobs.start(sh('old', 'true'));
    await followed('old');
    const begun = (await readFile(at('jobs/old/begun'), 'utf8')).trim().split(' ');
    await mkdir(at('jobs/reused'));
    await writeFile(at('jobs/reused/begun'), `${process.pid} 1 ${begun[2]}\n`);
    expect(await jobs.status('reused')).toEqual({ is: 'lost', why: 'vanished' });
    expect(await jobs.interrupt('reused')).toBe(false);
  });

  it('says that a program is not there by its exit status', async () => {
    await jobs.start({ ...sh('none', ''), argv: ['no-such-program-of-belay'] });
    expect((await followed('none')).end).toEqual({ is: 'ended', exit: 127 });
  });

  it('keeps directories to their owner', async () => {
    await jobs.start(sh('mine', 'true'));
    const listing = await open().run(['ls', '-ld', at('jobs/mine')]);
    expect(listing.stdout).toMatch(/^drwx------/);
  });

  it('follows nothing where nothing was started', async () => {
    expect((await followed('nothing')).end).toEqual({ is: 'none' });
  });
}

const linux = findProgram('setsid') === null ? describe.skip : describe;

linux('jobs on this machine (needs setsid)', () => {
  behavesAsJobs(() => openLocalHost());

  it('outlive the process that started them', async () => {
    const starter = `
      import { openJobs } from ${JSON.stringify(join(process.cwd(), 'src/adapters/jobs/jobs.ts'))};
      import { openLocalHost } from ${JSON.stringify(join(process.cwd(), 'src/adapters/local/local-host.ts'))};
      const jobs = openJobs(openLocalHost(), { directory: ${JSON.stringify(at('jobs'))} });
      await jobs.start(${JSON.stringify(sh('survivor', 'until [ -e go ]; do sleep 0.05; done; echo alive'))});
      process.kill(process.pid, 'SIGKILL');`;
    const child = spawn(process.execPath, ['--input-type=module', '-e', starter], { stdio: 'inherit' });
    const signal = await new Promise((ended) => child.on('exit', (_code, by) => ended(by)));
    expect(signal).toBe('SIGKILL');
    expect(await jobs.status('survivor')).toMatchObject({ is: 'running' });
    await writeFile(at('go'), '');
    expect(await followed('survivor')).toMatchObject({ lines: ['alive'], end: { is: 'ended', exit: 0 } });
  });

  it('start with a setsid that is too old for -f', async () => {
    const old = at('old-bin');
    await mkdir(old);
    const script = `#!/bin/sh\ncase $1 in -*) echo "invalid option" >&2; exit 1;; esac\nexec ${findProgram('setsid')} "$@"\n`;
    await writeFile(join(old, 'setsid'), script);
    await chmod(join(old, 'setsid'), 0o755);
    vi.stubEnv('PATH', `${old}:${process.env.PATH}`);
    await jobs.start(sh('old', 'trap "exit 99" INT; echo ready; while :; do sleep 0.05; done'));
    vi.unstubAllEnvs();
    await untilItSays('old', 'ready');
    await jobs.interrupt('old');
    expect((await followed('old')).end).toEqual({ is: 'ended', exit: 99 });
  });

  it('say so where there is no setsid', async () => {
    const bare = at('bare-bin');
    await mkdir(bare);
    for (const tool of ['sh', 'mkdir', 'mv', 'rm']) await symlink(findProgram(tool)!, join(bare, tool));
    vi.stubEnv('PATH', bare);
    await expect(jobs.start(sh('mac', 'true'))).rejects.toMatchObject({ trouble: { code: 'no-setsid' } });
    vi.unstubAllEnvs();
    expect(await jobs.status('mac')).toEqual({ is: 'none' });
  });

  it('leave no process behind when they end', async () => {
    await jobs.start(sh('tidy', 'echo $$'));
    const { lines } = await followed('tidy');
    expect(isRunning(Number(lines[0]))).toBe(false);
  });
});

linux('jobs by SSH (needs setsid)', () => {
  const key = newKey();
  let server: SshServer;
  let host: Awaited<ReturnType<typeof openSshHost>>;
  beforeAll(async () => {
    server = await startSshServer({ authorized: [key.public] });
    const home = await mkdtemp(join(tmpdir(), 'belay-home-'));
    await writeFile(join(home, 'key'), key.private);
    await writeFile(join(home, 'known'), `[127.0.0.1]:${server.port} ${server.hostKey}\n`);
    const control = { host: '127.0.0.1', port: server.port, user: 'tidb', jump: null };
    host = await openSshHost({ ...control, identity: join(home, 'key'), knownHosts: join(home, 'known') }, nobody);
  });
  afterAll(async () => {
    await host.close();
    await server.close();
  });

  behavesAsJobs(() => host);

  it('go on, and are followed on, when the connection is cut', async () => {
    await jobs.start(sh('cut', 'echo first; until [ -e go ]; do sleep 0.05; done; echo last'));
    const troubles: (string | null)[] = [];
    let cuts = 0;
    const lines: string[] = [];
    const following = followed('cut', {
      onLines: (news) => {
        lines.push(...news);
        if (lines.includes('first') && cuts++ === 0) server.cutOn('jobs/cut');
      },
      onTrouble: (trouble) => {
        troubles.push(trouble?.code ?? null);
        if (trouble === null) void writeFile(at('go'), '');
      },
    });
    expect((await following).end).toEqual({ is: 'ended', exit: 0 });
    expect(lines).toEqual(['first', 'last']);
    expect(troubles).toEqual(['connection-lost', null]);
  });
});
