// @ts-check
// `npm test`. Older versions of Node.js must be able to read this file, to be told that they are too old.
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  console.error(
    `The tests need Node.js 20.19 or newer, and this is ${process.version}.\n` +
      'Install a newer Node.js (with nvm: nvm install 20), then run npm test again.',
  );
  process.exitCode = 1;
} else {
  const { main } = await import('./vscode/test-run.mjs');
  process.exitCode = await main(process.argv.slice(2));
}
