/** The course as a later version could have it, made as an author makes it: in a copy of `lessons/`, read with the real code. */
import { cpSync, mkdirSync, readFileSync, readdirSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { type Course, loadCourse } from '../../src/course/course';
import { lessonsRoot, repository } from './course';
import { temporaryFolder } from './folders';

export class NewerCourse {
  /** Holds `package.json` and `lessons/`, as the extension does. */
  readonly place: string;
  private readonly lessons: string;

  constructor(version: string) {
    this.place = temporaryFolder();
    this.lessons = path.join(this.place, 'lessons');
    cpSync(lessonsRoot, this.lessons, { recursive: true });
    this.write('../package.json', JSON.stringify({ version }));
  }

  load(): Course {
    return loadCourse(this.lessons);
  }

  write(file: string, text: string): void {
    writeFileSync(path.join(this.lessons, file), text);
  }

  /** Changes the text of each stub, without a change of what is to be written. */
  editStubs(): void {
    this.rewrite(/solution\.ts$/, (text) => `// A newer stub.\n${text}`);
  }

  /** Gives a lesson or a part another name; what imports it follows. */
  rename(from: string, to: string): void {
    renameSync(path.join(this.lessons, from), path.join(this.lessons, to));
    const [before, after] = [path.basename(from), path.basename(to)];
    this.rewrite(/\.ts$/, (text) => text.replaceAll(`/${before}/`, `/${after}/`));
  }

  /** Makes room for a lesson in the middle of a part: those from this number on count one more. */
  makeRoom(part: string, number: number): void {
    const names = readdirSync(path.join(this.lessons, part)).filter((name) => /^\d+-/.test(name));
    for (const name of names.sort((a, b) => parseInt(b, 10) - parseInt(a, 10))) {
      const old = parseInt(name, 10);
      if (old >= number) this.rename(`${part}/${name}`, `${part}/${name.replace(/^\d+/, String(old + 1))}`);
    }
  }

  addPart(folder: string, { isOptional = false } = {}): void {
    mkdirSync(path.join(this.lessons, folder));
    const header = `title: A new part\nsummary: What comes after.\n${isOptional ? 'optional: yes\n' : ''}`;
    this.write(`${folder}/part.md`, `---\n${header}---\n\nIt begins here.\n`);
  }

  /** @param solution the body of the one function of the lesson, after `imports`; it takes a matrix */
  async addLesson(name: string, { imports = '', solution = '' }): Promise<void> {
    const { newLesson } = (await import(path.join(repository, 'scripts', 'lesson', 'new.mjs'))) as {
      newLesson(root: string, wanted: string): Promise<{ id: string }>;
    };
    const { id } = await newLesson(this.lessons, name);
    const matrix = "import { Matrix } from '../../3-complete-network/matrix.ts';\n";
    const head = `export function ${id}(m: Matrix): Matrix {\n`;
    this.write(
      `${name}/solution.ts`,
      `${matrix}${imports}\n${head}  // BEGIN SOLUTION: make the result.\n  ${solution}\n  // END SOLUTION\n}\n`,
    );
    this.write(
      `${name}/checks.ts`,
      `import { checksFor } from 'kit';\n${matrix}import type * as Lesson from './solution.ts';\n
export default checksFor<typeof Lesson>((check) => {
  check('${id}', 'doubles each number', ({ learner, close }) => {
    close(learner.${id}(Matrix.from([[1, 2]])), Matrix.from([[2, 4]]), { what: 'the result' });
  });
});\n`,
    );
    this.write(`${name}/mistakes.ts`, "import { mistakes } from 'kit';\n\nexport default mistakes([]);\n");
  }

  private rewrite(files: RegExp, change: (text: string) => string): void {
    for (const name of readdirSync(this.lessons, { recursive: true, encoding: 'utf8' })) {
      if (!files.test(name)) continue;
      const file = path.join(this.lessons, name);
      writeFileSync(file, change(readFileSync(file, 'utf8')));
    }
  }
}
