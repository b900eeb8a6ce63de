/** Name of the entry that stands for the file as a whole, when it cannot be loaded. */
export const WHOLE_FILE = 'the file can be loaded';
