/** The files around the lessons that make a learner's folder a project of its own. */
import type { Course } from './course';
import { COURSE_FOLDER } from './layoutFile';

export function supportFiles(course: Course): { path: string; text: string }[] {
  return [
    { path: 'README.md', text: readme(course) },
    { path: 'tsconfig.json', text: TSCONFIG },
    { path: 'package.json', text: PACKAGE },
    { path: '.vscode/settings.json', text: SETTINGS },
    { path: `${COURSE_FOLDER}/console.d.ts`, text: CONSOLE },
  ];
}

const TSCONFIG = `{
  "compilerOptions": {
    "target": "ES2023",
    "lib": ["ES2023"],
    "module": "ESNext",
    "moduleResolution": "bundler",
    "types": [],
    "strict": true,
    "noEmit": true,
    "allowImportingTsExtensions": true,
    "verbatimModuleSyntax": true,
    "erasableSyntaxOnly": true,
    "allowUnreachableCode": true,
    "skipLibCheck": true
  },
  "include": ["**/*.ts", ".nn-from-scratch/console.d.ts"]
}
`;

/** Says to Node that the files are ES modules. */
const PACKAGE = `{
  "name": "my-neural-network",
  "private": true,
  "type": "module"
}
`;

const SETTINGS = `{
  // You learn this by writing it yourself: suggestions from AI assistants are switched off in this folder, and words
  // are not taken from other documents, because one of them may be the solution. Delete these lines to have them back.
  "editor.inlineSuggest.enabled": false,
  "github.copilot.enable": { "*": false },
  "chat.disableAIFeatures": true,
  "editor.wordBasedSuggestions": "currentDocument",
  // The guide stands beside your code: long lines go on in the next one, and there is no map of the file at their side.
  "editor.wordWrap": "on",
  "editor.minimap.enabled": false,
  // These signs of arithmetic look like others, and the course means them.
  "editor.unicodeHighlight.allowedCharacters": { "×": true, "·": true, "−": true, "–": true }
}
`;

const CONSOLE = `// What your files can print with. Node knows much more; the course needs no more than this.
declare const console: {
  log(...values: unknown[]): void;
  table(rows: unknown): void;
  error(...values: unknown[]): void;
};
`;

function readme(course: Course): string {
  const parts = course.parts.map((part) => {
    const lessons = part.lessons.map(
      ({ number, path, text }) => `- ${number} [${text.title}](${path}) (${text.minutes} minutes): ${text.summary}`,
    );
    const optional = part.isOptional ? ' (optional)' : '';
    return `## Part ${part.number}: ${part.title}${optional}\n\n${part.summary}\n\n${lessons.join('\n')}\n`;
  });
  return `# My neural network

This folder is yours. Each file is one lesson: it has one to three functions with a \`TODO\`, and you write them.

- In VS Code, open a lesson and press **Check My Solution** (the tick in the editor's title bar, or Ctrl+Alt+Enter, on a Mac Cmd+Alt+Enter).
- In a terminal, run \`nn-from-scratch check loss\` (with the lesson's id) or \`nn-from-scratch check --all\`. The command is there after \`npm install --global .\` in a clone of the project.
- To run a file by itself: \`node 1-linear-model/3-loss.ts\` (Node 22.18 or newer).

What you write is never overwritten. Laying out the course again adds files that are missing and leaves the others alone.
A newer version of the course adds its new lessons by itself. A file that you have begun keeps its name then, also where its lesson gets another number.
Your progress is in \`.nn-from-scratch/progress.json\`, so it travels with the folder.

${parts.join('\n')}`;
}
