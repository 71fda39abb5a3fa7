import { type Text, text } from '../base/text.ts';

/** One problem as the schema found it. */
export interface SchemaIssue {
  readonly code?: string | undefined;
  readonly path: readonly PropertyKey[];
  readonly message: string;
  readonly expected?: string | undefined;
  readonly keys?: readonly string[] | undefined;
}

/** What the schema's own rules are called; {@link issueWords} makes words of them. */
export const RULES = {
  empty: text('must not be empty', '不能为空'),
  absolute: text('must be an absolute path on the control machine', '必须是中控机上的绝对路径'),
  tag: text('must be a release tag such as v3.0.9', '必须是发布标签，如 v3.0.9'),
  port: text('must be a port, 1 to 65535', '必须是 1 到 65535 之间的端口'),
  positive: text('must be above 0', '必须大于 0'),
} as const;

const TYPES: Readonly<Record<string, Text>> = {
  string: text('must be text', '应为文本'),
  number: text('must be a number', '应为数字'),
  int: text('must be a whole number', '应为整数'),
  object: text('must be a map of keys', '应为键值映射'),
};

/** A problem of the schema in words. */
export function issueWords(issue: SchemaIssue, missing: boolean): Text {
  if (missing) return text('is missing', '缺失');
  const rule = Object.hasOwn(RULES, issue.message) ? RULES[issue.message as keyof typeof RULES] : undefined;
  if (rule) return rule;
  const type = issue.code === 'invalid_type' && issue.expected ? TYPES[issue.expected] : undefined;
  return type ?? text(issue.message, issue.message);
}
