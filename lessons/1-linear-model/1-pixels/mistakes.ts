import { mistakes } from 'kit';

export default mistakes([
  {
    id: 'mean-is-sum',
    believed: 'Adding up the images is enough.',
    edits: [{ find: 'mean.push(sum / images.length);', replace: 'mean.push(sum);' }],
    says: 'This is the sum over the images. With 6,000 images the pixels would go up to 6,000: what turns a sum into a mean?',
  },
  {
    id: 'divided-by-pixels',
    believed: 'A mean over an image is divided by its number of pixels.',
    edits: [{ find: 'mean.push(sum / images.length);', replace: 'mean.push(sum / images[0].length);' }],
    says: 'The sum was divided by the number of pixels. How many numbers were added up for one pixel: as many as there are pixels, or as many as there are images?',
  },
  {
    id: 'mean-of-each-image',
    believed: 'The mean image has one number for each image: how bright it is.',
    edits: [
      {
        find: 'for (let pixel = 0; pixel < images[0].length; pixel++) {\n    let sum = 0;\n    for (const image of images) {\n      sum += image[pixel];',
        replace:
          'for (const image of images) {\n    let sum = 0;\n    for (const value of image) {\n      sum += value;',
      },
      { find: 'mean.push(sum / images.length);', replace: 'mean.push(sum / image.length);' },
    ],
    says: 'You took the mean inside each image, so you have one number for each image. The mean goes through the stack: one number for each pixel, from the same place in all images.',
  },
  {
    id: 'sum-goes-on',
    believed: 'The sum is set to 0 once, at the top of the function.',
    edits: [
      { find: 'const mean: number[] = [];', replace: 'const mean: number[] = [];\n  let sum = 0;' },
      { find: '    let sum = 0;\n    for (const image of images) {', replace: '    for (const image of images) {' },
    ],
    says: 'Each entry contains all entries before it: the sum of one pixel goes on into the next. Where must it start again at 0?',
  },
  {
    id: 'halved-each-time',
    believed: 'The mean can be kept up to date as (mean so far + new image) / 2.',
    edits: [
      {
        find: 'let sum = 0;\n    for (const image of images) {\n      sum += image[pixel];',
        replace:
          'let sum = images[0][pixel];\n    for (const image of images.slice(1)) {\n      sum = (sum + image[pixel]) / 2;',
      },
      { find: 'mean.push(sum / images.length);', replace: 'mean.push(sum);' },
    ],
    says: 'Here the last image counts a half, the one before it a quarter, and so on. That is right for two images only: add up all of them first, then divide once.',
  },
  {
    id: 'divided-at-each-image',
    believed: 'A mean is divided in each round.',
    edits: [
      { find: 'sum += image[pixel];', replace: 'sum = (sum + image[pixel]) / images.length;' },
      { find: 'mean.push(sum / images.length);', replace: 'mean.push(sum);' },
    ],
    says: 'You divide by the number of images in each round, so that the first images are divided many times. Add up all of them first, then divide once.',
  },
  {
    id: 'only-first-image',
    believed: 'The function ends in the first round of the loop.',
    edits: [
      {
        find: 'sum += image[pixel];\n    }\n    mean.push(sum / images.length);\n  }',
        replace: 'sum += image[pixel];\n    }\n    mean.push(sum / images.length);\n    return mean;\n  }',
      },
    ],
    says: 'Your array ends after the first pixel. Is the `return` inside the loop?',
  },
  {
    id: 'l1-keeps-the-sign',
    believed: 'The distance is the mean of the differences.',
    edits: [{ find: 'Math.abs(a[pixel] - b[pixel])', replace: 'a[pixel] - b[pixel]' }],
    says: 'The differences still have their signs, so that one pixel too bright and one too dark cancel each other. Each difference loses its sign before it is added.',
  },
  {
    id: 'l1-sign-dropped-last',
    believed: 'It is enough to drop the sign of the result.',
    edits: [
      { find: 'Math.abs(a[pixel] - b[pixel])', replace: 'a[pixel] - b[pixel]' },
      { find: '  return sum / a.length;', replace: '  return Math.abs(sum / a.length);' },
    ],
    says: 'You drop the sign after adding up, when differences up and down have already cancelled each other. The sign must go at each pixel.',
  },
  {
    id: 'l1-is-sum',
    believed: 'The L1 distance is the sum of the absolute differences.',
    edits: [{ find: '  return sum / a.length;', replace: '  return sum;' }],
    says: 'This is the sum of the absolute differences. Many books call that the L1 distance, but here it is the mean, so that large images do not count as far apart because of their size.',
  },
  {
    id: 'l1-squares',
    believed: 'Squaring is a good way to drop the sign, also in L1.',
    edits: [{ find: 'Math.abs(a[pixel] - b[pixel])', replace: '(a[pixel] - b[pixel]) ** 2' }],
    says: 'This is the mean of the squared differences. A square drops the sign, too, but it changes the size: 0.5 becomes 0.25. L1 keeps the size.',
  },
  {
    id: 'caret-is-not-a-power',
    believed: 'x ^ 2 is x squared.',
    edits: [{ find: '(a[pixel] - b[pixel]) ** 2', replace: '(a[pixel] - b[pixel]) ^ 2' }],
    says: 'In JavaScript, the sign ^ is not a power: it compares the bits of two whole numbers. Write the square with two stars, or as the difference times itself.',
  },
  {
    id: 'l2-no-root',
    believed: 'The L2 distance is the mean of the squares.',
    edits: [{ find: 'return Math.sqrt(sum / a.length);', replace: 'return sum / a.length;' }],
    says: 'This is the mean of the squared differences: this is right so far, but the last operation is missing. What undoes a square?',
  },
  {
    id: 'l2-root-of-sum',
    believed: 'The L2 distance is the root of the sum, as in the theorem of Pythagoras.',
    edits: [{ find: 'return Math.sqrt(sum / a.length);', replace: 'return Math.sqrt(sum);' }],
    says: 'This is the root of the sum of the squares, the distance that Pythagoras knew. Here it is the root of their mean.',
  },
  {
    id: 'l2-root-before-mean',
    believed: 'First the root, then the division.',
    edits: [{ find: 'return Math.sqrt(sum / a.length);', replace: 'return Math.sqrt(sum) / a.length;' }],
    says: 'You took the root of the sum, and divided afterwards. Square, mean, root: the division belongs inside the root.',
  },
  {
    id: 'l2-root-of-each',
    believed: 'Square and root belong together at each pixel.',
    edits: [
      { find: '(a[pixel] - b[pixel]) ** 2', replace: 'Math.sqrt((a[pixel] - b[pixel]) ** 2)' },
      { find: 'return Math.sqrt(sum / a.length);', replace: 'return sum / a.length;' },
    ],
    // A copy of l1Distance, without any root, gives the same numbers: the sentence is true of both.
    says: 'This is the L1 distance: either nothing is squared, or a root at each pixel undoes the square at once. Take one root, of the mean of all squares.',
  },
  {
    id: 'three-reversed',
    believed: 'The larger number wins.',
    edits: [
      { find: 'l1Distance(image, meanThree) < l1Distance', replace: 'l1Distance(image, meanThree) > l1Distance' },
    ],
    says: 'Your answers are the wrong way round. A distance is small when two images are alike: which of the two must be the smaller one for a 3?',
  },
  {
    id: 'three-at-a-tie',
    believed: 'At a tie, either answer is fine.',
    edits: [
      { find: 'l1Distance(image, meanThree) < l1Distance', replace: 'l1Distance(image, meanThree) <= l1Distance' },
    ],
    says: 'Only ties go wrong: when the two distances are equal, the course says “not a 3”. Does your comparison hold for two equal numbers?',
  },
  {
    id: 'three-against-the-means',
    believed: 'The second distance is the one between the two means.',
    edits: [
      {
        find: 'l1Distance(image, meanThree) < l1Distance(image, meanSeven)',
        replace: 'l1Distance(image, meanThree) < l1Distance(meanThree, meanSeven)',
      },
    ],
    says: 'Your second distance is the one between the two means, and has nothing to do with the image. How far is the image from the mean 7?',
  },
  {
    id: 'three-in-l2',
    believed: 'Either distance will do.',
    edits: [
      {
        find: 'l1Distance(image, meanThree) < l1Distance(image, meanSeven)',
        replace: 'l2Distance(image, meanThree) < l2Distance(image, meanSeven)',
      },
    ],
    says: 'These are the answers of the L2 distance. It is a fine idea, and on real digits even a better one, but this function decides by L1.',
  },
  {
    id: 'three-by-brightness',
    believed: 'Compare how much ink there is.',
    edits: [
      {
        find: 'return l1Distance(image, meanThree) < l1Distance(image, meanSeven);',
        replace:
          'const ink = (pixels: number[]): number => pixels.reduce((sum, value) => sum + value, 0);\n  return Math.abs(ink(image) - ink(meanThree)) < Math.abs(ink(image) - ink(meanSeven));',
      },
    ],
    says: 'You compare how much ink the images have in all. Two images can have the same amount of it in different places: compare them pixel by pixel, with the distance that you wrote.',
  },
  {
    id: 'l1-last-pixel-only',
    believed: 'The loop collects the differences by itself.',
    edits: [{ find: 'sum += Math.abs(a[pixel] - b[pixel]);', replace: 'sum = Math.abs(a[pixel] - b[pixel]);' }],
    says: 'The distance comes from the last pixel alone: each turn of the loop overwrites what the turns before it have found. Which operator adds to what is there already?',
    family: 'last-pixel-only',
  },
  {
    id: 'l2-last-pixel-only',
    believed: 'The loop collects the squares by itself.',
    edits: [{ find: 'sum += (a[pixel] - b[pixel]) ** 2;', replace: 'sum = (a[pixel] - b[pixel]) ** 2;' }],
    says: 'The distance comes from the last pixel alone: each turn of the loop overwrites what the turns before it have found. Which operator adds to what is there already?',
    family: 'last-pixel-only',
  },
  {
    id: 'first-image-left-out',
    believed: 'Counting starts at 1.',
    edits: [
      {
        find: '    for (const image of images) {\n      sum += image[pixel];',
        replace: '    for (const image of images.slice(1)) {\n      sum += image[pixel];',
      },
    ],
    says: 'The first image is missing in your mean, though it is counted in the division. At which index does an array begin?',
  },
  {
    id: 'last-image-left-out',
    believed: 'The loop ends before the last index.',
    edits: [
      {
        find: '    for (const image of images) {\n      sum += image[pixel];',
        replace: '    for (const image of images.slice(0, -1)) {\n      sum += image[pixel];',
      },
    ],
    says: 'The last image is missing in your mean, though it is counted in the division. For which index does your loop run the last time?',
  },
  {
    id: 'last-image-only',
    believed: 'The sum keeps itself.',
    edits: [{ find: 'sum += image[pixel];', replace: 'sum = image[pixel];' }],
    says: 'Only the last image counts, divided by the number of images. In each round, what was there before is overwritten.',
  },
  {
    id: 'l1-return-in-the-loop',
    believed: 'The `return` belongs to the line above it.',
    edits: [
      { find: 'sum += Math.abs(a[pixel] - b[pixel]);', replace: 'return Math.abs(a[pixel] - b[pixel]) / a.length;' },
    ],
    says: 'Only the first pixel counts. Does your function return inside the loop, in its first round?',
  },
  {
    id: 'l2-return-in-the-loop',
    believed: 'The `return` belongs to the line above it.',
    edits: [
      {
        find: 'sum += (a[pixel] - b[pixel]) ** 2;',
        replace: 'return Math.sqrt((a[pixel] - b[pixel]) ** 2 / a.length);',
      },
    ],
    says: 'Only the first pixel counts. Does your function return inside the loop, in its first round?',
  },
  {
    id: 'l1-first-pixel-left-out',
    believed: 'Counting starts at 1.',
    edits: [
      {
        find: 'let sum = 0;\n  for (let pixel = 0; pixel < a.length; pixel++) {\n    sum += Math.abs',
        replace: 'let sum = 0;\n  for (let pixel = 1; pixel < a.length; pixel++) {\n    sum += Math.abs',
      },
    ],
    says: 'The first pixel is missing in your L1 distance. At which index does an array begin?',
  },
  {
    id: 'l2-first-pixel-left-out',
    believed: 'Counting starts at 1.',
    edits: [
      {
        find: 'let sum = 0;\n  for (let pixel = 0; pixel < a.length; pixel++) {\n    sum += (',
        replace: 'let sum = 0;\n  for (let pixel = 1; pixel < a.length; pixel++) {\n    sum += (',
      },
    ],
    says: 'The first pixel is missing in your L2 distance. At which index does an array begin?',
  },
  {
    id: 'l1-last-pixel-left-out',
    believed: 'The last index is length − 1, so the loop ends before it.',
    edits: [
      {
        find: 'pixel < a.length; pixel++) {\n    sum += Math.abs',
        replace: 'pixel < a.length - 1; pixel++) {\n    sum += Math.abs',
      },
    ],
    says: 'The last pixel is missing in your L1 distance. For which index does the loop run the last time?',
  },
  {
    id: 'l2-last-pixel-left-out',
    believed: 'The last index is length − 1, so the loop ends before it.',
    edits: [
      { find: 'pixel < a.length; pixel++) {\n    sum += (', replace: 'pixel < a.length - 1; pixel++) {\n    sum += (' },
    ],
    says: 'The last pixel is missing in your L2 distance. For which index does the loop run the last time?',
  },
  {
    id: 'l2-times-two',
    believed: 'A square is two times the number.',
    edits: [{ find: '(a[pixel] - b[pixel]) ** 2', replace: '(a[pixel] - b[pixel]) * 2' }],
    says: 'Your differences are multiplied by 2. A square is a number times itself.',
  },
  {
    id: 'three-as-text',
    believed: 'The answer is the name of the digit.',
    edits: [
      {
        find: 'return l1Distance(image, meanThree) < l1Distance(image, meanSeven);',
        replace: "return (l1Distance(image, meanThree) < l1Distance(image, meanSeven) ? '3' : '7') as never;",
      },
    ],
    says: 'The answer to “is it a 3?” is `true` or `false`. A comparison gives one of the two by itself.',
  },
]);
