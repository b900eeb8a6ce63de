// @ts-check
import path from 'node:path';
import { runProgram } from './processes.mjs';

/**
 * Runs the npm command line and resolves when it has ended well.
 *
 * @param {readonly string[]} args - arguments of npm, for example `['ci']`
 * @param {string} cwd
 * @returns {Promise<void>}
 * @throws {NpmError} when npm ends with a status other than 0
 */
export async function runNpm(args, cwd) {
  const { command, prefix, shell } = npmCommand();
  const quiet = ['--no-audit', '--no-fund', '--loglevel=error'];
  const { code, output } = await runProgram(command, [...prefix, ...args, ...quiet], {
    cwd,
    shell,
    env: environmentForNpm(),
  });
  if (code !== 0) throw new NpmError(`npm ${args[0]} failed (status ${code}) in ${cwd}`, output.trim().slice(-4000));
}

/** npm ended badly. The message says why, and what to try where that is known. */
export class NpmError extends Error {
  /**
   * @param {string} message
   * @param {string} output - the end of what npm printed
   */
  constructor(message, output) {
    const isOffline = /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|EHOSTUNREACH|ENOTCACHED/.test(
      output,
    );
    const hint = isOffline
      ? 'npm did not reach its registry. Check the network connection (npm ping), then run the same command again.'
      : '';
    // Without a network the rest is where in npm's own code that came up.
    const told = isOffline ? output.split('\n').slice(0, 4).join('\n') : output;
    super([message, hint, told].filter((part) => part !== '').join('\n'));
    this.name = 'NpmError';
  }
}

/** Inside `npm start` the npm that runs us is known; it is better than whichever `npm` comes first on PATH. */
function npmCommand() {
  const cli = process.env.npm_execpath;
  if (cli && path.basename(cli) === 'npm-cli.js') {
    return { command: process.execPath, prefix: [cli], shell: false };
  }
  // Windows has npm as a .cmd file, which Node starts through a shell only.
  return { command: 'npm', prefix: [], shell: process.platform === 'win32' };
}

/** Without what an outer npm says about *its* project, so that the inner one looks at its own folder. */
function environmentForNpm() {
  const foreign = /^(npm_package_|npm_lifecycle_|npm_config_local_prefix$|npm_command$|INIT_CWD$)/i;
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !foreign.test(name)));
}
