import { render, Text, useInput } from 'ink';
import { useState } from 'react';

/** The least that an Ink program can be: one line that shows the last key. */
function Bare() {
  const [key, setKey] = useState('');
  useInput((input) => setKey(input));
  return <Text>ready {key}</Text>;
}

render(<Bare />, { alternateScreen: true, incrementalRendering: true, interactive: true, exitOnCtrlC: false });
