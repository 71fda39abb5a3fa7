import { Box, Text, useApp, useInput, usePaste, useWindowSize } from 'ink';
import { memo, useEffect, useSyncExternalStore } from 'react';
import { toAnsi } from './draw/ansi.ts';
import { drawScreen } from './draw-screen.ts';
import { splitInput } from './keys/keypress.ts';
import type { WizardStore } from './wizard-store.ts';

const TICK_MS = 500;

export interface ScreenProps {
  readonly store: WizardStore;
  readonly colour: boolean;
}

/** The whole screen: lines from the pure drawing, keys to the store. */
export function Screen({ store, colour }: ScreenProps) {
  const { columns, rows } = useWindowSize();
  useSyncExternalStore(store.subscribe, store.version);
  useEffect(() => store.resized(columns, rows), [store, columns, rows]);
  useEffect(() => {
    const timer = setInterval(() => store.ticked(), TICK_MS);
    return () => clearInterval(timer);
  }, [store]);
  const { suspendTerminal } = useApp();
  useEffect(() => store.canGiveTerminal(suspendTerminal), [store, suspendTerminal]);
  useInput((input, key) => store.pressed(splitInput(input, key)));
  usePaste((pasted) => store.pressed(splitInput(pasted, {}, true)));
  const lines = drawScreen({ ...store.shown(), columns, rows }, store.ui);
  return (
    <Box flexDirection="column" width={columns} height={rows} overflow="hidden">
      {lines.map((line, row) => (
        <Row key={row} text={toAnsi(line, colour)} />
      ))}
    </Box>
  );
}

const Row = memo(function Row({ text }: { readonly text: string }) {
  return <Text wrap="truncate">{text === '' ? ' ' : text}</Text>;
});
