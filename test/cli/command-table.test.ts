import { describe, expect, it } from 'vitest';
import { OperatorError } from '../../src/base/errors.ts';
import { COMMANDS, flagsOf, usageLine } from '../../src/cli/command-table.ts';
import { helpText } from '../../src/cli/help.ts';
import { parseCommandLine } from '../../src/cli/parse-command-line.ts';

function refusal(...argv: string[]) {
  try {
    parseCommandLine(argv);
  } catch (error) {
    if (error instanceof OperatorError) return error.trouble;
    throw error;
  }
  throw new Error(`accepted: ${argv.join(' ')}`);
}

describe('the command table', () => {
  it('gives a flag of one name the same form in every command', () => {
    const forms = new Map<string, boolean>();
    for (const flag of COMMANDS.flatMap(flagsOf)) {
      const takesValue = flag.value !== undefined;
      expect(forms.get(flag.name) ?? takesValue).toBe(takesValue);
      forms.set(flag.name, takesValue);
    }
  });

  it('has help in both languages that names every command and flag', () => {
    for (const lang of ['en', 'zh'] as const) {
      for (const command of COMMANDS) {
        expect(helpText(null, lang)).toContain(usageLine(command));
        for (const flag of flagsOf(command)) expect(helpText(command, lang)).toContain(`--${flag.name}`);
      }
    }
    expect(helpText(null, 'zh')).toMatch(/演练集群/);
  });
});

describe('a command line', () => {
  it('may have its flags anywhere', () => {
    for (const argv of [
      ['--profile', 'a.yaml', 'run', 'upgrade-3.0', '--json'],
      ['run', '--json', 'upgrade-3.0', '--profile=a.yaml'],
    ]) {
      const { command, args, flags } = parseCommandLine(argv);
      expect(command?.name).toBe('run');
      expect(args).toEqual(['upgrade-3.0']);
      expect(flags.get('profile')).toEqual(['a.yaml']);
      expect(flags.has('json')).toBe(true);
    }
  });

  it('may be empty', () => {
    expect(parseCommandLine([])).toMatchObject({ command: null, args: [] });
    expect(parseCommandLine(['--lang', 'zh']).command).toBeNull();
  });

  it('keeps every value of a flag that may be repeated', () => {
    const { flags } = parseCommandLine(['watch', '--pd', 'http://a:1', '--pd', 'http://b:1']);
    expect(flags.get('pd')).toEqual(['http://a:1', 'http://b:1']);
  });

  it('takes words after -- as they are', () => {
    expect(parseCommandLine(['diff', '--', '--left', 'right']).args).toEqual(['--left', 'right']);
  });

  it.each([
    ['unknown-command', ['practise']],
    ['unknown-flag', ['run', 'upgrade-3.0', '--jsno']],
    ['unknown-flag', ['check', 'upgrade-3.0', '--auto']],
    ['unknown-flag', ['run', 'upgrade-3.0', '-j']],
    ['missing-argument', ['run']],
    ['missing-argument', ['watch']],
    ['unexpected-argument', ['runs', 'all']],
    ['bad-flag-value', ['practice', '--speed', '0']],
    ['bad-flag-value', ['practice', '--seed', '1.5']],
    ['bad-flag-value', ['runs', '--lang', 'de']],
    ['bad-flag-value', ['runs', '--json=yes']],
    ['bad-flag-value', ['run', 'upgrade-3.0', '--profile']],
    ['flag-given-twice', ['run', 'upgrade-3.0', '--profile', 'a', '--profile', 'b']],
  ])('is refused with %s: belay %j', (code, argv) => {
    expect(refusal(...argv)).toMatchObject({ code, kind: 'usage' });
  });

  it('names the nearest word when one is misspelt', () => {
    expect(refusal('practise').why.en).toContain('"practice"');
    expect(refusal('runs', '--jsno').why.en).toContain('"--json"');
    expect(refusal('qwertyuiop').why.en).toContain('watch');
  });

  it('shows no escape sequence of a word that it refuses', () => {
    expect(JSON.stringify(refusal('\u001b[31mred'))).not.toContain('\\u001b');
  });

  it('asks for help without its other words', () => {
    expect(parseCommandLine(['run', '--help']).flags.has('help')).toBe(true);
  });
});
