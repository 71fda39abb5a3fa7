/** SQL over TiDB's MySQL port (4000), through the control machine's network. */
export interface Sql {
  /** Rows by column name, all values as text, null kept. @throws OperatorError. */
  query(address: string, statement: string): Promise<readonly Readonly<Record<string, string | null>>[]>;
}
