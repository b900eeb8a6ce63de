/** Jupyter's own format, version 4.5 (https://nbformat.readthedocs.io). */
import { type Cell, KERNEL } from './cells';

export function toIpynb(cells: readonly Cell[]): string {
  const document = {
    cells: cells.map(({ id, kind, source, tags }) => ({
      cell_type: kind,
      ...(kind === 'code' ? { execution_count: null } : {}),
      id,
      metadata: tags.length > 0 ? { tags } : {},
      ...(kind === 'code' ? { outputs: [] } : {}),
      source: source.split(/(?<=\n)/),
    })),
    metadata: {
      kernelspec: { display_name: KERNEL.displayName, language: KERNEL.language, name: KERNEL.name },
      language_info: { file_extension: '.ts', mimetype: 'text/x.typescript', name: KERNEL.language },
    },
    nbformat: 4,
    nbformat_minor: 5,
  };
  return `${JSON.stringify(document, null, 1)}\n`;
}
