// The practice process: words are its directory, scenario, seed, rate and the time after which it ends when nobody is there.
import { servePractice } from './process.ts';
import { program } from './start.ts';

const [, , dir = '', scenario = '', seed = '1', rate = '1', idleMs = '0'] = process.argv;

const practice = await servePractice({
  dir,
  scenario,
  seed: Number(seed),
  rate: Number(rate),
  idleMs: Number(idleMs),
  client: program('client'),
});
for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => void practice.stop());
await practice.ended;
process.exit(0);
