/** Name of the entry that stands for the file as a whole, when it cannot be loaded. */
export const WHOLE_FILE = 'the file can be loaded';

/** The same, when all checks had run and code that they called went on. */
export const AFTER_CHECKS = 'the code comes to its end';
