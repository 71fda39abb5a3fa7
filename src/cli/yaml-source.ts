import { isMap, isScalar, LineCounter, type Node, parseDocument } from 'yaml';
import { type Text, text } from '../base/text.ts';

/** Where something stands in a YAML file, from 1. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** Something wrong in a YAML file. */
export interface YamlProblem extends Position {
  readonly what: Text;
}

/** A YAML file as read: its value, and where each part of it stands. */
export interface YamlSource {
  /** undefined when it could not be read. */
  readonly value: unknown;
  readonly problems: readonly YamlProblem[];
  /** Where the value at `path` stands; the nearest parent that is there when it is not. */
  positionOf(path: readonly PropertyKey[]): Position;
  /** Where the key itself stands. */
  positionOfKey(path: readonly PropertyKey[], key: string): Position;
}

/** Reads one YAML document, with every syntax problem at its line and column. */
export function readYaml(source: string): YamlSource {
  const counter = new LineCounter();
  const document = parseDocument(source, { lineCounter: counter, prettyErrors: false });
  const at = (offset: number): Position => {
    const { line, col } = counter.linePos(offset);
    return { line: Math.max(1, line), column: Math.max(1, col) };
  };
  const problems = document.errors.map((error) => ({
    ...at(error.pos[0]),
    what: text(`no valid YAML: ${error.message}`, `不是有效的 YAML：${error.message}`),
  }));
  const nodeAt = (path: readonly PropertyKey[]): Node | null => {
    for (let length = path.length; length >= 0; length -= 1) {
      const node = length === 0 ? document.contents : document.getIn(path.slice(0, length), true);
      if (isNode(node)) return node;
    }
    return null;
  };
  return {
    value: problems.length === 0 ? (document.toJS() as unknown) : undefined,
    problems,
    positionOf: (path) => at(nodeAt(path)?.range?.[0] ?? 0),
    positionOfKey: (path, key) => {
      const parent = nodeAt(path);
      const pair = isMap(parent)
        ? parent.items.find((item) => isScalar(item.key) && item.key.value === key)
        : undefined;
      return at((pair && isScalar(pair.key) ? pair.key.range?.[0] : parent?.range?.[0]) ?? 0);
    },
  };
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'range' in value;
}
