/** What is done in windows of VS Code. */
import type { Lesson } from '../../../src/course/course';
import { commands } from '../../ui/support/commands';
import { Guide } from '../../ui/support/guide';
import { titleOf } from '../../ui/support/learners-folder';
import { TrainingPanel } from '../../ui/support/training-panel';
import { waitFor } from '../../ui/support/wait-for';
import type { Actor, Weighted } from './actor';
import type { Editor } from './editor';
import { type Kind, type Text, onDisk, stateAfter } from './texts';

/** @param lesson one whose file is the actor's */
type Act = (actor: Actor, editor: Editor, lesson: Lesson) => Promise<void>;

/** Each as often as its weight says. */
const WORK: readonly Weighted<{ name: string; act: Act }>[] = [
  { weight: 4, name: 'write and check', act: writeAndCheck },
  { weight: 2, name: 'write and save', act: writeAndSave },
  { weight: 2, name: 'reset', act: reset },
  { weight: 2, name: 'train', act: train },
  { weight: 1, name: 'read the guide', act: readGuide },
];
const STORM: typeof WORK = [
  { weight: 4, name: 'reload', act: (_, editor) => editor.reload() },
  { weight: 3, name: 'reload during a check', act: reloadDuringCheck },
  { weight: 2, name: 'reload during a training', act: reloadDuringTraining },
  { weight: 1, name: 'close and open', act: (_, editor) => editor.closeAndOpen() },
  { weight: 1, name: 'kill the extension host', act: (_, editor) => editor.killHost() },
  { weight: 1, name: 'kill the server', act: (actor, editor) => editor.killServer(actor.chance(0.5)) },
  { weight: 1, name: 'kill the server during a check', act: killServerDuringCheck },
];

/** In a window that stays open. */
export async function useWindow(actor: Actor, editor: Editor): Promise<void> {
  const [lesson] = actor.claim(1);
  await doOne(WORK, actor, editor, lesson);
}

/** In a window that does not. */
export async function useAndEndWindow(actor: Actor, editor: Editor): Promise<void> {
  const [lesson, other] = actor.claim(2);
  await doOne(WORK, actor, editor, lesson);
  await doOne(STORM, actor, editor, other);
}

async function doOne(from: typeof WORK, actor: Actor, editor: Editor, lesson: Lesson): Promise<void> {
  const { name, act } = actor.pickWeighted(from);
  actor.log(`${editor.name} window: ${name} (${lesson.id})`);
  await act(actor, editor, lesson);
  actor.log(`${editor.name} window: done`);
}

let clipboard: Promise<unknown> = Promise.resolve();

/** Windows of one browser have one clipboard, by which texts go in and out: one window at a time. */
function alone<T>(use: () => Promise<T>): Promise<T> {
  const turn = clipboard.then(use);
  clipboard = turn.catch(() => undefined);
  return turn;
}

/** The file of the lesson on the screen, with the text that is on the disk. */
async function show(actor: Actor, editor: Editor, lesson: Lesson): Promise<Text | null> {
  const text = actor.current(lesson);
  if (text === null) return null;
  await editor.openFile(lesson.path);
  await alone(() =>
    waitFor(
      `${lesson.path} to be on the screen as it is on the disk`,
      async () => (await editor.editorText()) === text.text.replaceAll('\r\n', '\n'),
    ),
  );
  return text;
}

/** Writes another text, which has the line ends of the one before, and saves it. */
async function write(actor: Actor, editor: Editor, lesson: Lesson, kind: Kind): Promise<Text | null> {
  const before = await show(actor, editor, lesson);
  if (before === null) return null;
  const typed = actor.newText(lesson, kind);
  const text = before.text.includes('\r\n') ? { kind, text: typed.text.replaceAll('\n', '\r\n') } : typed;
  await alone(() => editor.replaceEditorText(typed.text));
  actor.tell(lesson, { kind: 'text', text, isSure: false });
  await editor.save();
  actor.tell(lesson, { kind: 'text', text, isSure: true });
  return text;
}

const anyKind = (actor: Actor): Kind => actor.pick<Kind>(['solved', 'solved', 'broken', 'stub']);

async function writeAndSave(actor: Actor, editor: Editor, lesson: Lesson): Promise<void> {
  await write(actor, editor, lesson, anyKind(actor));
}

/** A verdict that is told has been recorded. */
async function writeAndCheck(actor: Actor, editor: Editor, lesson: Lesson): Promise<void> {
  const text = await write(actor, editor, lesson, anyKind(actor));
  if (text === null) return;
  await editor.clearNotifications();
  await editor.command(commands.check);
  await editor.notification(`${titleOf(lesson)}. ${text.kind === 'solved' ? 'Passed' : ''}`);
  actor.tell(lesson, { kind: 'checked', state: stateAfter(text.kind), isSure: true });
}

async function beginCheck(actor: Actor, editor: Editor, lesson: Lesson): Promise<void> {
  const text = await write(actor, editor, lesson, 'solved');
  if (text === null) return;
  await editor.command(commands.check);
  actor.tell(lesson, { kind: 'checked', state: stateAfter(text.kind), isSure: false });
}

async function reloadDuringCheck(actor: Actor, editor: Editor, lesson: Lesson): Promise<void> {
  await beginCheck(actor, editor, lesson);
  await editor.reload();
}

async function killServerDuringCheck(actor: Actor, editor: Editor, lesson: Lesson): Promise<void> {
  await beginCheck(actor, editor, lesson);
  await editor.killServer(actor.chance(0.5));
}

async function reset(actor: Actor, editor: Editor, lesson: Lesson): Promise<void> {
  const text = await write(actor, editor, lesson, anyKind(actor));
  if (text === null) return;
  const before = actor.soak.model.now(actor.name, lesson);
  await editor.clearNotifications();
  await editor.command(commands.reset);
  await editor
    .dialog(`Reset ${titleOf(lesson)}?`)
    .getByRole('button', { name: 'Reset', exact: true })
    .click();
  actor.tell(lesson, { kind: 'reset', copy: null, isSure: false });
  await editor.notification('has been reset');
  actor.tell(lesson, { kind: 'reset', copy: null, isSure: true });
  if (!actor.chance(0.5)) return;
  await editor.press('has been reset', 'Undo');
  actor.tell(lesson, { kind: 'restored', before, isSure: false });
  await waitFor('the text from before the reset', () => onDisk(actor.fileOf(lesson)) === text.text);
  await editor.statusBarItem('Your version is back.').waitFor();
  actor.tell(lesson, { kind: 'restored', before, isSure: true });
}

async function startTraining(editor: Editor): Promise<TrainingPanel> {
  await editor.command(commands.training);
  const panel = await TrainingPanel.find(editor);
  await panel.choose('Experiment', 'Fit a line');
  await panel.choose('Who trains', 'Reference');
  await panel.startRun();
  return panel;
}

async function train(actor: Actor, editor: Editor): Promise<void> {
  const panel = await startTraining(editor);
  // It may end meanwhile.
  if (actor.chance(0.5)) await panel.stop.click({ timeout: 5000 }).catch(() => undefined);
  await panel.start.waitFor();
}

async function reloadDuringTraining(_actor: Actor, editor: Editor): Promise<void> {
  await startTraining(editor);
  await editor.reload();
  await TrainingPanel.find(editor);
}

async function readGuide(_actor: Actor, editor: Editor, lesson: Lesson): Promise<void> {
  await Guide.open(editor, titleOf(lesson));
}
