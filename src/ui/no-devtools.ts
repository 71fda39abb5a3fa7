/** Stands in for react-devtools-core in the bundle: Ink asks for it, by its default export, only when DEV=true. */
export default {
  initialize: (): void => undefined,
  connectToDevTools: (): void => undefined,
};
