/** Runs one belay command. @param argv the words after `belay`. Sets the process's exit code. */
export async function main(argv: readonly string[]): Promise<void> {
  process.stderr.write(`belay: no commands yet (${argv.join(' ')})\n`);
  process.exitCode = 2;
}
