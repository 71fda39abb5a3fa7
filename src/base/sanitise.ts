// ESC [ … , ESC ] … BEL, ESC P … ESC \ and the other two-character escapes; C1 forms of the same.
const ESCAPES =
  /(?:\u001b\[|\u009b)[0-?]*[ -/]*[@-~]|(?:\u001b[\]PX^_]|[\u0090\u0098\u009d-\u009f])[\s\S]*?(?:\u0007|\u001b\\|\u009c|$)|\u001b[ -/]*[0-~]?/g;
// Controls but tab and newline, bidirectional overrides, zero-width characters that hide text.
const CONTROLS = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/g;

/**
 * Makes foreign text (output of commands, servers, files) safe to show: no escape sequence of theirs reaches the
 * terminal. Carriage returns of progress bars keep the last state of the line; newlines and tabs stay.
 */
export function sanitise(source: string): string {
  return source
    .replace(/\r\n/g, '\n')
    .replace(ESCAPES, '')
    .replace(/[^\n]*\r(?=[^\n])/g, '')
    .replace(CONTROLS, '');
}

/** The same for one line: newlines become spaces, tabs two. */
export function sanitiseLine(source: string): string {
  return sanitise(source).replace(/\n/g, ' ').replace(/\t/g, '  ');
}
