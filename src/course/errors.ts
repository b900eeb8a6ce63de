/** A lesson's content is not as it must be. Says to the author which file and line, and what to do. */
export class ContentError extends Error {
  constructor(file: string, line: number, message: string) {
    super(`${file}:${line}: ${message}`);
  }
}
