import { readdir, rm, stat } from 'node:fs/promises';
import { build } from 'esbuild';

const { metafile } = await build({
  metafile: true,
  entryPoints: {
    belay: 'src/cli/main.ts',
    practice: 'src/practice/main.ts',
    'practice-stand-in': 'src/practice/control/client.ts',
  },
  outdir: 'dist',
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node22',
  jsx: 'automatic',
  minifySyntax: true,
  legalComments: 'none',
  define: { 'process.env.NODE_ENV': '"production"' },
  alias: { 'react-devtools-core': './src/ui/no-devtools.ts' },
  external: ['ssh2', 'mysql2', 'cpu-features'],
  banner: {
    js: "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);",
  },
  logLevel: 'warning',
});

// Chunks of earlier builds: a belay that runs meanwhile may still load them; after an hour none does.
const kept = new Set(Object.keys(metafile.outputs));
for (const name of await readdir('dist')) {
  const path = `dist/${name}`;
  if (kept.has(path) || !name.endsWith('.js')) continue;
  if (Date.now() - (await stat(path)).mtimeMs > 3_600_000) await rm(path);
}
