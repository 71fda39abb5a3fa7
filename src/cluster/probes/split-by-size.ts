/** Cuts text into parts of so many bytes; null when it is not exactly as long as they are (a filter, text that is no UTF-8). */
export function splitBySize(content: string, sizes: readonly number[]): readonly string[] | null {
  const bytes = new TextEncoder().encode(content);
  if (bytes.length !== sizes.reduce((sum, size) => sum + size, 0)) return null;
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  let from = 0;
  return sizes.map((size) => {
    from += size;
    return decoder.decode(bytes.subarray(from - size, from));
  });
}
