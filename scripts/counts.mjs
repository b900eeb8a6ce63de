// @ts-check
/** Numbers of the course inside texts that people write. `npm run manifest` renews them, so that a new lesson is counted nowhere by hand. */

/** @typedef {import('../src/course/course').Course} Course */

/** The parts with which the course is complete. */
const parts = (/** @type {Course} */ course) => course.parts.filter(({ isOptional }) => !isOptional);
const lessons = (/** @type {Course} */ course) => parts(course).flatMap((part) => part.lessons).length;
const minutes = (/** @type {Course} */ course) => course.lessons.map(({ text }) => text.minutes);

/** @type {[file: string, place: RegExp, number: (course: Course) => number][]} */
const PLACES = [
  ['package.nls.json', /\d+(?= short lessons)/g, lessons],
  ['package.nls.zh-cn.json', /\d+(?= 节短课)/g, lessons],
  ['package.nls.zh-cn.json', /\d+(?= 个部分)/g, (course) => parts(course).length],
  ['README.md', /\d+(?= lessons of \d+ to \d+ minutes)/g, lessons],
  ['README.md', /(?<= lessons of )\d+(?= to \d+ minutes)/g, (course) => Math.min(...minutes(course))],
  ['README.md', /(?<= lessons of \d+ to )\d+(?= minutes)/g, (course) => Math.max(...minutes(course))],
];

/** The files that hold numbers of the course, relative to the project. */
export const countedFiles = [...new Set(PLACES.map(([file]) => file))];

/**
 * @param {string} file one of `countedFiles`
 * @param {string} text what stands in it
 * @param {Course} course
 * @returns {string} the text with the numbers of the course as it is
 * @throws {Error} when a number is not where it was: the place must be moved, or taken out, in this file
 */
export function withCounts(file, text, course) {
  return PLACES.filter(([name]) => name === file).reduce((counted, [, place, number]) => {
    if (counted.search(place) < 0)
      throw new Error(`${file} holds no ${place}. Correct the place in scripts/counts.mjs.`);
    return counted.replace(place, String(number(course)));
  }, text);
}
