// @ts-check
// `npm start`. Older versions of Node.js must be able to read this file, to be told that they are too old.
const [major = 0] = process.versions.node.split('.').map(Number);
if (major < 20) {
  console.error(
    `Node.js 20 or newer is needed, and this is ${process.version}.\n` +
      'Install a newer Node.js (with nvm: nvm install 20), then run npm start again.',
  );
  process.exitCode = 1;
} else {
  const { main } = await import('./vscode/start-course.mjs');
  process.exitCode = await main(process.argv.slice(2));
}
