import { Box, Text, useApp, useInput, usePaste, useStdout, useWindowSize } from 'ink';
import { memo, useEffect, useRef, useSyncExternalStore } from 'react';
import { toAnsi } from './draw/ansi.ts';
import { drawScreen } from './draw-screen.ts';
import { splitInput } from './keys/keypress.ts';
import type { WizardStore } from './wizard-store.ts';

const TICK_MS = 500;
/** After the last change of size: by then Ink has drawn the frame of the new one. */
const SETTLED_MS = 40;
const HOME_AND_ERASE = '\u001b[H\u001b[J';

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
  useRepaintAfterResize();
  const lines = drawScreen({ ...store.shown(), columns, rows }, store.ui);
  return (
    <Box flexDirection="column" width={columns} height={rows} overflow="hidden">
      {lines.map((line, row) => (
        <Row key={row} text={toAnsi(line, colour)} />
      ))}
    </Box>
  );
}

/**
 * Draws everything anew once the terminal has its size: it may have moved what it shows, also when it is as large again
 * as before, and Ink draws only what it thinks has changed.
 */
function useRepaintAfterResize(): void {
  const { stdout, write } = useStdout();
  // Outlives the effect, which Ink's new `write` of every frame renews; after the end Ink writes nothing any more.
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => {
    const settle = () => {
      clearTimeout(timer.current);
      timer.current = setTimeout(() => write(HOME_AND_ERASE), SETTLED_MS);
    };
    stdout.on('resize', settle);
    return () => {
      stdout.off('resize', settle);
    };
  }, [stdout, write]);
}

const Row = memo(function Row({ text }: { readonly text: string }) {
  return <Text wrap="truncate">{text === '' ? ' ' : text}</Text>;
});
