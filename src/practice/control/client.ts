// The program behind every stand-in: hands the command over to the practice process, prints what comes back, ends as it
// says. Words: the file with the practice's address, the command's name, its words.
import { fstatSync, readFileSync } from 'node:fs';
import { connect } from 'node:net';
import type { FromPractice, Handover } from './protocol.ts';

const [, , addressFile = '', name = '', ...argv] = process.argv;

function stdinKind(): Handover['stdin'] {
  if (process.stdin.isTTY) return 'terminal';
  try {
    const stat = fstatSync(0);
    return stat.isFIFO() || stat.isSocket() ? 'pipe' : 'null';
  } catch {
    // A closed standard input cannot be looked at; nothing can be read from it either.
    return 'null';
  }
}

function lost(why: string): void {
  process.stderr.write(`${name}: the practice cluster does not answer (${why}); start it again with: belay practice\n`);
  process.exitCode = 255;
}

function run(): void {
  const { port, token } = JSON.parse(readFileSync(addressFile, 'utf8')) as { port: number; token: string };
  const socket = connect({ port, host: '127.0.0.1', noDelay: true });
  const handover: Handover = {
    token,
    name,
    argv,
    cwd: process.cwd(),
    env: Object.fromEntries(Object.entries(process.env).filter(([, value]) => value !== undefined)) as Handover['env'],
    host: process.env.BELAY_PRACTICE_HOST ?? '',
    stdin: stdinKind(),
  };
  let ended = false;
  let rest = '';
  const take = (message: FromPractice): void => {
    if ('exit' in message) {
      ended = true;
      process.exitCode = message.exit;
      socket.end();
    } else (message.to === 'out' ? process.stdout : process.stderr).write(message.text);
  };
  socket.setEncoding('utf8');
  socket.write(`${JSON.stringify(handover)}\n`);
  socket.on('data', (piece: string) => {
    const lines = (rest + piece).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) take(JSON.parse(line) as FromPractice);
  });
  socket.on('error', (error) => !ended && lost(error.message));
  socket.on('close', (failed) => !ended && !failed && lost('it ended'));
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.on(signal, () => socket.write(`${JSON.stringify({ signal })}\n`));
}

// An open pipe is read to its end first, as pd-ctl does: with one that stays open it hangs.
if (argv.includes('pd-ctl') && stdinKind() === 'pipe') process.stdin.on('end', run).resume();
else run();
