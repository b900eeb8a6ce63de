/** The commands of the extension, as the palette shows them. */
export const commands = {
  startCourse: 'Neural Network: Start the Course',
  openLesson: 'Neural Network: Open Lesson',
  nextLesson: 'Neural Network: Next Lesson',
  check: 'Neural Network: Check My Solution',
  debug: 'Neural Network: Debug My Solution',
  hint: 'Neural Network: Show a Hint',
  solution: 'Neural Network: Show the Solution',
  reset: 'Neural Network: Reset This Lesson',
  guide: 'Neural Network: Show Guide',
  glossary: 'Neural Network: Show the Glossary',
  training: 'Neural Network: Open Training Panel',
  compare: 'Neural Network: Compare with Frameworks',
  race: 'Neural Network: Race Your matmul',
  exportNotebook: 'Neural Network: Export as a Notebook…',
  importWeights: 'Neural Network: Import Weights…',
  showCourse: 'View: Show Neural Network from Scratch',
} as const;

/** The same action by keys, while the code has the focus. */
export const CHECK_KEYS = 'Control+Alt+Enter';
