/** A notebook as both formats see it: cells, one after the other. */
export interface Cell {
  /** Once in a notebook: letters, digits and hyphens, at most 64. */
  id: string;
  kind: 'markdown' | 'code';
  /** Without blank lines at its beginning and end. */
  source: string;
  /** For tools that read notebooks: `solution` is where the learner writes, `checks` what says how it went. */
  tags: string[];
}

export const NOTEBOOK_FORMATS = ['ipynb', 'percent'] as const;
export type NotebookFormat = (typeof NOTEBOOK_FORMATS)[number];

/** The kernel that the notebooks are made for. What a lesson may use is what it runs: TypeScript whose types are left out, never checked. */
export const KERNEL = { name: 'deno', displayName: 'Deno', language: 'typescript' } as const;

/** A cell whose text is trimmed, so that it is the same after a file was written and read. */
export function cell(kind: Cell['kind'], id: string, source: string, tags: string[] = []): Cell {
  const lines = source.replace(/\r\n?/g, '\n').split('\n');
  const isBlank = (line: string | undefined): boolean => line !== undefined && line.trim() === '';
  while (isBlank(lines[0])) lines.shift();
  while (isBlank(lines.at(-1))) lines.pop();
  return { id: id.replace(/[^\w-]+/g, '-').slice(0, 64), kind, source: lines.join('\n'), tags };
}
