import { execFileSync } from 'node:child_process';
import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { EVENTS_PLUGIN, EVENTS_PLUGIN_FILE } from '../../../src/adapters/ansible/plugin.ts';
import { findProgram } from '../../support/real.ts';

/**
 * Parses with lib2to3's grammar (Python 2's, in Python up to 3.12), which takes some of Python 3 too: what only Python 3
 * has is looked for in the tree that ast gives.
 */
const PARSE_AS_PYTHON_2 = `
import ast, sys
from lib2to3 import pygram, pytree
from lib2to3.pgen2 import driver
source = sys.stdin.read()
driver.Driver(pygram.python_grammar, convert=pytree.convert).parse_string(source)
LATER = ('JoinedStr', 'AnnAssign', 'AsyncFunctionDef', 'Await', 'Nonlocal', 'YieldFrom', 'NamedExpr', 'Match', 'Starred')
for node in ast.walk(ast.parse(source)):
    later = type(node).__name__ in LATER
    later = later or bool(getattr(node, 'annotation', None) or getattr(node, 'returns', None))
    later = later or bool(getattr(node, 'kwonlyargs', None) or getattr(node, 'posonlyargs', None))
    later = later or (isinstance(node, ast.Raise) and node.cause is not None)
    later = later or (isinstance(node, ast.ClassDef) and bool(node.keywords))
    later = later or (isinstance(node, ast.Dict) and None in node.keys)
    if isinstance(node, ast.Call):
        later = later or None in [word.arg for word in node.keywords[:-1]]
    if later:
        sys.exit('line %s: %s is not in Python 2.7' % (getattr(node, 'lineno', '?'), type(node).__name__))
`;

const python = findProgram('python3');
const hasLib2to3 = python !== null && succeeds([python, '-W', 'ignore', '-c', 'import lib2to3']);

function succeeds([program = '', ...args]: readonly string[], input = ''): boolean {
  try {
    execFileSync(program, args, { input, stdio: ['pipe', 'pipe', 'pipe'] });
    return true;
  } catch {
    return false;
  }
}

describe('the callback plugin', () => {
  it.skipIf(!hasLib2to3)('parses as Python 2.7 (by the Python 2 grammar of lib2to3; no Python 2 runs it)', () => {
    const parses = (source: string) => succeeds([python!, '-W', 'ignore', '-c', PARSE_AS_PYTHON_2], source);
    expect(parses(EVENTS_PLUGIN)).toBe(true);
    for (const later of [
      'print(f"{x}")',
      'async def a(): pass',
      'def a(x: int): pass',
      'f(**a, b=1)',
      '[*a]',
      'x: int = 1',
    ])
      expect([later, parses(`${later}\n`)]).toEqual([later, false]);
  });

  it.skipIf(python === null)('compiles as Python 3', async () => {
    const path = join(await mkdtemp(join(tmpdir(), 'belay-')), EVENTS_PLUGIN_FILE);
    await writeFile(path, EVENTS_PLUGIN);
    expect(succeeds([python!, '-m', 'py_compile', path])).toBe(true);
  });

  it('is plain ASCII, whatever the control machine’s locale', () => {
    expect(EVENTS_PLUGIN).toMatch(/^[\n\x20-\x7e]*$/);
  });
});
