import type { Lang } from '../base/text.ts';
import type { CommandLine } from './command-types.ts';
import { makeOutput, type Output } from './output.ts';
import type { Style } from './plain/style.ts';
import { stateDirOf } from './state-dir.ts';
import type { Surroundings } from './surroundings.ts';

/** One call of a command: its words, what is around it, where its output goes. */
export interface Call {
  readonly around: Surroundings;
  readonly lang: Lang;
  readonly version: string;
  readonly output: Output;
  readonly style: Style;
  readonly stateDir: string;
  /** Somebody can be asked: there is a terminal, and no --json. */
  readonly canAsk: boolean;
  /** Positional words after the command. */
  readonly args: readonly string[];
  /** Whether a flag was given. */
  has(flag: string): boolean;
  /** The value of a flag; undefined when it was not given. */
  value(flag: string): string | undefined;
  /** All values of a flag that may be repeated. */
  values(flag: string): readonly string[];
}

/** Makes the call of a command line that was found good. */
export function makeCall(commandLine: CommandLine, around: Surroundings, lang: Lang, version: string): Call {
  const { flags, args } = commandLine;
  const json = flags.has('json');
  const people = json ? around.stderr : around.stdout;
  return {
    around,
    lang,
    version,
    output: makeOutput(around, lang, json),
    style: { lang, ascii: flags.has('ascii'), color: wantsColor(people, around) },
    stateDir: stateDirOf(around),
    canAsk: around.terminal && !json,
    args,
    has: (flag) => flags.has(flag),
    value: (flag) => flags.get(flag)?.[0],
    values: (flag) => flags.get(flag) ?? [],
  };
}

/** https://no-color.org: any value but an empty one turns colour off. */
function wantsColor(stream: { readonly isTTY?: boolean }, { env }: Pick<Surroundings, 'env'>): boolean {
  return Boolean(stream.isTTY) && !env.NO_COLOR && env.TERM !== 'dumb';
}
