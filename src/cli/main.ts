import manifest from '../../package.json' with { type: 'json' };

/**
 * Runs one belay command. @param argv the words after `belay`. Sets the process's exit code.
 * Everything but the version is imported only when it is needed, so that `--version` and `--help` are quick.
 */
export async function main(argv: readonly string[]): Promise<void> {
  if (argv.length === 1 && argv[0] === '--version') {
    process.stdout.write(`${manifest.version}\n`);
    return;
  }
  const { runCommandLine } = await import('./run-command-line.ts');
  const { processSurroundings } = await import('./surroundings.ts');
  process.exitCode = await runCommandLine(argv, processSurroundings(), manifest.version);
}
