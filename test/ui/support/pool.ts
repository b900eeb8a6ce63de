/**
 * Servers and a browser that serve one window after the other: to start them takes longer than most tests. A window has a browser
 * context of its own, where VS Code keeps its state, so it is as new as the first one.
 */
import type { Browser } from 'playwright-core';
import { type RunningServer, type ServerOptions, commandsOfGroup, launchBrowser, startServer } from './scripts';
import { shared } from './shared';
import { waitFor } from './wait-for';

/** The servers without a window that are kept for the windows to come. */
const MAX_IDLE = 4;
/** An extension host that takes longer to end is ended with its server. */
const HOST_ENDS_WITHIN_MS = 15_000;

interface PooledServer {
  key: string;
  server: Promise<RunningServer>;
  windows: number;
}

interface Pool {
  /** The one that was used last stands last. */
  servers: PooledServer[];
  browser: Promise<Browser> | null;
  /** What else goes at the end. */
  removals: (() => void)[];
}

const pool = shared<Pool>('pool', () => {
  // In a program that is not mocha, `closePool` is called by hand.
  if (typeof after === 'function') after('close VS Code', closePool);
  return { servers: [], browser: null, removals: [] };
});

export interface Lease {
  server: RunningServer;
  /** Call it when the window is closed. */
  end(): Promise<void>;
}

/** A server that was started with these options: one that runs, or a new one. */
export async function leaseServer(options: ServerOptions): Promise<Lease> {
  const key = JSON.stringify(options);
  let pooled = pool.servers.find((each) => each.key === key);
  if (pooled && (await pooled.server).hasEnded()) {
    forget(pooled);
    pooled = undefined;
  }
  if (!pooled) {
    pooled = { key, server: startServer(options), windows: 0 };
    pool.servers.push(pooled);
  }
  const mine = pooled;
  mine.windows++;
  try {
    // The folders of a test go with the test.
    const isOnlyForOne = options.dataDir !== undefined || options.extensionsDir !== undefined;
    return { server: await mine.server, end: () => giveBack(mine, isOnlyForOne) };
  } catch (error) {
    forget(mine);
    throw error;
  }
}

export async function sharedBrowser(): Promise<Browser> {
  const browser = await pool.browser?.catch(() => null);
  return browser?.isConnected() ? browser : (pool.browser = launchBrowser());
}

/** Has this done when all tests of the process have run. */
export function atTheEnd(remove: () => void): void {
  pool.removals.push(remove);
}

/** Ends all servers and the browser. */
export async function closePool(): Promise<void> {
  await Promise.all(pool.servers.map(close));
  await (await pool.browser?.catch(() => null))?.close();
  pool.browser = null;
  for (const remove of pool.removals.splice(0)) remove();
}

async function giveBack(pooled: PooledServer, isOnlyForOne: boolean): Promise<void> {
  pooled.windows--;
  if (pooled.windows > 0) return;
  if (isOnlyForOne || !(await hostsHaveEnded(await pooled.server))) return close(pooled);
  forget(pooled);
  pool.servers.push(pooled);
  const idle = pool.servers.filter(({ windows }) => windows === 0);
  await Promise.all(idle.slice(0, -MAX_IDLE).map(close));
}

/** The extension of a closed window may still be writing into its folder, and its children may still compute. */
async function hostsHaveEnded({ pid }: RunningServer): Promise<boolean> {
  const haveEnded = async (): Promise<boolean> =>
    !(await commandsOfGroup(pid)).some((command) => command.includes('--type=extensionHost'));
  return waitFor('the extension host to end', haveEnded, { timeoutMs: HOST_ENDS_WITHIN_MS }).catch(() => false);
}

async function close(pooled: PooledServer): Promise<void> {
  forget(pooled);
  await (await pooled.server.catch(() => null))?.close();
}

function forget(pooled: PooledServer): void {
  pool.servers = pool.servers.filter((each) => each !== pooled);
}
