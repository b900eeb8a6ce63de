/** Names of buttons, fields and choices in lessons: `{{Check My Solution}}`. The English name is the key of its translation, as everywhere. */

/** The name in its braces. Those of figures have a dot. */
export const LABEL = /\{\{([^{}.\n]+)\}\}/g;
