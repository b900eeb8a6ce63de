/** “Start Here”, the walkthrough that a new course opens by itself: its title in the list, its steps, their buttons. */
export const START_HERE = {
  title: 'Start Here: Neural Network',
  chooseFolder: 'Choose a folder for your work',
  startCourse: 'Start the Course',
  seeCourse: 'See what you will build',
  showCourse: 'Show the Course',
  firstFunction: 'Write your first function',
  openFirst: 'Open Lesson 1.1',
  check: 'Check it',
  whenStuck: 'When you are stuck',
  watch: 'Watch it learn',
} as const;

/** The walkthrough of a part, in the list of walkthroughs. */
export const PART_1 = 'Part 1: ';
export const OPEN_LESSON = 'Open the Lesson';
