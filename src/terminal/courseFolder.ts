/** The folder that a command works on. */
import path from 'node:path';
import { LAYOUT_FILE, isLearnerFolder } from '../course/learnerFolder';
import { useOf } from '../course/folderUse';
import { host } from '../host';
import { UsageError } from './exit';

/**
 * @param advice a sentence for a folder that is one, and holds no course
 * @throws UsageError that says why a folder holds no course
 */
export function requireCourse(folder: string, advice: string): void {
  if (!isLearnerFolder(folder)) throw new UsageError(whyNone(folder, advice));
}

/** What to do where there is no course. @param typed how the folder was named on the command line */
export const layOneOut = (typed: string | undefined): string =>
  `Lay one out with: init ${typed === undefined ? '<folder>' : quoted(typed)}`;

/** A path as it is typed in a terminal: neither blanks nor what a shell reads as its own may change it. */
export function quoted(folder: string): string {
  const onWindows = path.sep === '\\';
  if (/^[\p{L}\p{M}\p{N}@%+=:,./_-]+$/u.test(onWindows ? folder.replaceAll('\\', '/') : folder)) return folder;
  return !onWindows && /["$`\\!]/.test(folder) ? `'${folder.replaceAll("'", "'\\''")}'` : `"${folder}"`;
}

/** @throws UsageError where something keeps a folder's course from being seen; a folder that is only missing passes */
export function requireInReach(folder: string): void {
  const obstacle = host.obstacleTo(host.placeIn(folder, LAYOUT_FILE));
  if (obstacle) throw new UsageError(`${folder} cannot be used: ${obstacle.fault}. ${obstacle.advice}`);
}

function whyNone(folder: string, advice: string): string {
  requireInReach(folder);
  return useOf(folder).kind === 'absent'
    ? `There is no folder ${folder}. ${advice}`
    : `${folder} holds no course. ${advice}`;
}
