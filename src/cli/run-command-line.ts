import { BugError } from '../base/errors.ts';
import { type Call, makeCall } from './call.ts';
import type { CommandLine } from './command-types.ts';
import { helpText } from './help.ts';
import { languageOf } from './language.ts';
import { showError } from './output.ts';
import { parseCommandLine } from './parse-command-line.ts';
import type { Surroundings } from './surroundings.ts';

/** Runs one command. @returns its exit code. */
export async function runCommandLine(argv: readonly string[], around: Surroundings, version: string): Promise<number> {
  // Known before the words are checked, so that errors of usage come in the right language and form.
  const lang = languageOf(wordAfter(argv, '--lang'), around.env);
  const json = argv.includes('--json');
  try {
    const commandLine = parseCommandLine(argv);
    if (commandLine.flags.has('version')) return print(around, `${version}\n`);
    if (commandLine.flags.has('help')) return print(around, helpText(commandLine.command, lang));
    return await runCommand(commandLine, makeCall(commandLine, around, lang, version));
  } catch (error) {
    return showError(error, around, lang, json);
  }
}

type Run = (call: Call) => Promise<number>;

/** Each command is a module of its own, loaded when it is asked for. */
const RUNS: Readonly<Record<string, () => Promise<Run>>> = {
  practice: async () => (await import('./commands/practice.ts')).practice,
  run: async () => (await import('./commands/run.ts')).run,
  resume: async () => (await import('./commands/resume.ts')).resume,
  plan: async () => (await import('./commands/plan.ts')).plan,
  check: async () => (await import('./commands/check.ts')).check,
  merge: async () => (await import('./commands/merge.ts')).merge,
  diff: async () => (await import('./commands/diff.ts')).diff,
  capacity: async () => (await import('./commands/capacity.ts')).capacity,
  watch: async () => (await import('./commands/watch.ts')).watch,
  checklist: async () => (await import('./commands/checklist.ts')).checklist,
  runs: async () => (await import('./commands/runs.ts')).runs,
  report: async () => (await import('./commands/report.ts')).report,
  replay: async () => (await import('./commands/replay.ts')).replay,
  debts: async () => (await import('./commands/debts.ts')).debts,
  init: async () => (await import('./commands/init.ts')).init,
  completion: async () => (await import('./commands/completion.ts')).completion,
};

async function runCommand({ command }: CommandLine, call: Call): Promise<number> {
  if (!command) return (await import('./commands/home.ts')).home(call);
  const load = RUNS[command.name];
  if (!load) throw new BugError(`the command ${command.name} has no module`);
  return (await load())(call);
}

function print(around: Surroundings, words: string): number {
  around.stdout.write(words);
  return 0;
}

function wordAfter(argv: readonly string[], flag: string): string | undefined {
  const joined = argv.find((word) => word.startsWith(`${flag}=`));
  if (joined) return joined.slice(flag.length + 1);
  const at = argv.indexOf(flag);
  return at === -1 ? undefined : argv[at + 1];
}
