/** Ours, without what VS Code sets for its own children, and without flags that are meant for this Node. */
export function environment(...without: string[]): NodeJS.ProcessEnv {
  const left = Object.entries(process.env).filter(
    ([name]) => !name.startsWith('VSCODE_') && name !== 'NODE_OPTIONS' && !without.includes(name),
  );
  return Object.fromEntries(left);
}
