#!/usr/bin/env node
// Plain JavaScript that every Node since 14 understands: says what is missing instead of failing on syntax.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import * as nodeModule from 'node:module';
import { fileURLToPath } from 'node:url';

const MIN_MAJOR = 22;
const root = new URL('..', import.meta.url);
const own = fileURLToPath(new URL('node_modules/node/bin/node', root));

if (Number(process.versions.node.split('.')[0]) >= MIN_MAJOR) {
  if (nodeModule.enableCompileCache) nodeModule.enableCompileCache(fileURLToPath(new URL('dist/.compile-cache', root)));
  const { main } = await import('../dist/belay.js');
  await main(process.argv.slice(2));
} else if (existsSync(own)) {
  const child = spawn(own, [fileURLToPath(import.meta.url), ...process.argv.slice(2)], { stdio: 'inherit' });
  for (const signal of ['SIGTERM', 'SIGHUP', 'SIGINT'])
    process.on(signal, () => signal !== 'SIGINT' && child.kill(signal));
  child.on('exit', (code, signal) => {
    if (signal) process.kill(process.pid, signal);
    else process.exitCode = code ?? 1;
  });
} else {
  process.stderr.write(
    `belay needs Node ${MIN_MAJOR} or newer; this is ${process.version}. Install Node 24, then run it again.\n`,
  );
  process.exitCode = 2;
}
