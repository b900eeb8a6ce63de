/** Finds terms of the glossary in running text. */
import type { TextRange } from './comments';
import type { Term } from './glossary';

interface FoundTerm extends TextRange {
  term: Term;
}

/** Between two words of a term: also a line break inside a comment, with the marks that begin the next line. */
const GAP = '(?:[ \\t]+|[ \\t]*\\r?\\n[ \\t]*(?:\\*|//)?[ \\t]*)';

/** Finds terms: whole words, in any case, in the singular or the plural. The longest term wins. */
export class TermFinder {
  private readonly byWords = new Map<string, Term>();
  private readonly pattern: RegExp;

  constructor(terms: readonly Term[]) {
    for (const term of terms)
      for (const form of formsOf(term.name)) if (!this.byWords.has(form)) this.byWords.set(form, term);
    const forms = [...this.byWords.keys()].sort((a, b) => b.length - a.length);
    const words = forms.map((form) => form.split(' ').map(escape).join(GAP));
    this.pattern = new RegExp(`(?<![\\p{L}\\p{N}_$-])(?:${words.join('|')})(?![\\p{L}\\p{N}_$]|-\\p{L})`, 'giu');
  }

  find(text: string): FoundTerm[] {
    return [...text.matchAll(this.pattern)].flatMap((match): FoundTerm[] => {
      const words = match[0].replace(/[\s*/]+/g, ' ').toLowerCase();
      const term = this.byWords.get(words);
      return term ? [{ term, start: match.index, end: match.index + match[0].length }] : [];
    });
  }
}

/** `loss function` and `loss functions`; `weights` and `weight`; `probability` and `probabilities`. */
function formsOf(name: string): string[] {
  const form = name.toLowerCase();
  const plurals = [`${form}s`];
  if (/(?:s|x|ch|sh)$/.test(form)) plurals.push(`${form}es`);
  if (/[^aeiou]y$/.test(form)) plurals.push(`${form.slice(0, -1)}ies`);
  if (/ix$/.test(form)) plurals.push(`${form.slice(0, -2)}ices`);
  const singulars = /[^s]s$/.test(form) && !/(?:us|is)$/.test(form) ? [form.slice(0, -1)] : [];
  return [form, ...plurals, ...singulars];
}

function escape(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
