import { mistakes } from 'kit';

const PIXEL = 'const pixel = (channel * height + top + y) * width + left + x;';
const THERE = 'columns.data[next++] = images.data[image * images.cols + pixel];';
const BACK = 'images.data[image * images.cols + pixel] += columns.data[next++];';
const LINE = '\n              ';

/** The three loops over a window, with what stands in them. */
const window = (first: string, second: string, third: string, inside: string): string =>
  `        for (${first}) {\n          for (${second}) {\n            for (${third}) {${LINE}${PIXEL}${LINE}${inside}`;
const CHANNEL = 'let channel = 0; channel < channels; channel++';
const Y = 'let y = 0; y < size; y++';
const X = 'let x = 0; x < size; x++';
const asWritten = (inside: string): string => window(CHANNEL, Y, X, inside);

/** The loops over the positions, below the one over the images. */
const positions = (images: string, isDownFirst = true): string => {
  const loops = ['for (let top = 0; top < down; top++) {', 'for (let left = 0; left < across; left++) {'];
  const [outer, inner] = isDownFirst ? loops : loops.reverse();
  return `image < ${images}; image++) {\n    ${outer}\n      ${inner}`;
};

/** From the numbers of positions to the message. */
const sized = (of: string, down: string, across: string, refused: string): string =>
  `  const down = ${down};\n  const across = ${across};\n  if (${refused}) {\n    throw new Error(\`${of}`;
const DOWN = 'height - size + 1';
const ACROSS = 'width - size + 1';
const REFUSED = 'down < 1 || across < 1';
const right = (of: string): string => sized(of, DOWN, ACROSS, REFUSED);

export default mistakes([
  {
    id: 'channels-innermost',
    believed: 'What a window sees at one pixel belongs together.',
    edits: [{ find: asWritten(THERE), replace: window(Y, X, CHANNEL, THERE) }],
    says: 'The numbers are right, in another order: in your rows all channels of a pixel stand together. A row holds the whole window of channel 0 first, then that of channel 1.',
  },
  {
    id: 'pixels-channels-innermost',
    believed: 'An image is a row of pixels, each with its channels, as in a picture file.',
    edits: [
      {
        find: `${PIXEL}${LINE}${THERE}`,
        replace: `const pixel = ((top + y) * width + left + x) * channels + channel;${LINE}${THERE}`,
      },
    ],
    says: 'You read the images as if the channels of a pixel stood together in them. The row of an image holds all of channel 0 first, then all of channel 1: see `image.ts`.',
  },
  {
    id: 'channel-left-out',
    believed: 'The place of a pixel is its row and its column.',
    edits: [{ find: `${PIXEL}${LINE}${THERE}`, replace: `const pixel = (top + y) * width + left + x;${LINE}${THERE}` }],
    says: 'Every channel of your windows shows channel 0. Before channel 1 lie all the rows of channel 0: they count for the place of a pixel.',
  },
  {
    id: 'rows-as-long-as-high',
    believed: 'Images are square.',
    edits: [{ find: `${PIXEL}${LINE}${THERE}`, replace: `${PIXEL.replace('* width', '* height')}${LINE}${THERE}` }],
    says: 'Your places are right for square images only. To come one row further down, how many pixels does one go on: as many as a row is long, or as a column is?',
  },
  {
    id: 'channel-as-high-as-window',
    believed: 'A channel takes as many rows as the window has.',
    edits: [{ find: `${PIXEL}${LINE}${THERE}`, replace: `${PIXEL.replace('* height', '* size')}${LINE}${THERE}` }],
    says: 'Your windows find channel 1 too early. Before it lie all the rows of channel 0, as many as the image is high, not as many as the window.',
  },
  {
    id: 'as-many-across-as-down',
    believed: 'There are as many positions across as down.',
    edits: [{ find: right('im2col'), replace: sized('im2col', DOWN, DOWN, REFUSED) }],
    says: 'You count the positions as if the image were square. How many there are side by side depends on its width.',
  },
  {
    id: 'rows-counted-by-down',
    believed: 'A row of positions has `down` of them.',
    edits: [
      {
        find: THERE,
        replace:
          'columns.set((image * down + top) * down + left, (channel * size + y) * size + x, images.data[image * images.cols + pixel]);',
      },
    ],
    says: 'Some of your patches are written into the rows of others. Before the first position of a height lie all those above it: how many are side by side?',
  },
  {
    id: 'channels-over-each-other',
    believed: 'A row has a place for each number of the window.',
    edits: [
      {
        find: THERE,
        replace:
          'columns.set((image * down + top) * across + left, y * size + x, images.data[image * images.cols + pixel]);',
      },
    ],
    says: 'Every channel of a patch is written over the one before, so only the last is left. Each channel has size · size places of its own in the row.',
  },
  {
    id: 'one-position-short',
    believed: 'A window of `size` pixels takes `size` positions away.',
    edits: [
      {
        find: right('im2col'),
        replace: sized('im2col', 'height - size', 'width - size', 'size > height || size > width'),
      },
    ],
    says: 'In each direction, your last position is missing. A window of 2 in a row of 4 pixels can begin at 0, at 1 and at 2: count once more.',
    family: 'one-position-short',
  },
  {
    id: 'last-position-refused',
    believed: 'A window of `size` pixels takes `size` positions away.',
    edits: [{ find: right('im2col'), replace: sized('im2col', 'height - size', 'width - size', REFUSED) }],
    says: 'In each direction, your last position is missing. A window of 2 in a row of 4 pixels can begin at 0, at 1 and at 2: count once more.',
    family: 'one-position-short',
  },
  {
    id: 'window-stays-left',
    believed: 'The place in the window says where the pixel is.',
    edits: [{ find: `${PIXEL}${LINE}${THERE}`, replace: `${PIXEL.replace(' + left', '')}${LINE}${THERE}` }],
    says: 'Your window does not move to the right: at each height, all patches are alike. Where does a window begin that is further to the right?',
  },
  {
    id: 'windows-side-by-side',
    believed: 'The windows cut the image into pieces.',
    edits: [
      {
        find: right('im2col'),
        replace: sized('im2col', 'Math.floor(height / size)', 'Math.floor(width / size)', REFUSED),
      },
      {
        find: `${PIXEL}${LINE}${THERE}`,
        replace: `const pixel = (channel * height + top * size + y) * width + left * size + x;${LINE}${THERE}`,
      },
    ],
    says: 'Your windows lie side by side, and no pixel is in two of them. From one position to the next, the window moves by one pixel.',
  },
  {
    id: 'first-image-again',
    believed: 'The place of a pixel says where it is in `data`.',
    edits: [{ find: THERE, replace: 'columns.data[next++] = images.data[pixel];' }],
    says: 'All your windows are those of the first image. In `data` the images lie one behind the other: where does the second one begin?',
  },
  {
    id: 'images-one-channel-apart',
    believed: 'An image has height · width numbers.',
    edits: [{ find: THERE, replace: 'columns.data[next++] = images.data[image * height * width + pixel];' }],
    says: 'With several channels, your second image begins too early. The row of an image is as long as all of its channels together.',
  },
  {
    id: 'positions-downwards',
    believed: 'The order of the positions does not matter.',
    edits: [{ find: positions('images.rows'), replace: positions('images.rows', false) }],
    says: 'Your windows come in another order: first all that begin in the left column. They come row by row, as one reads: from left to right, then one row further down.',
  },
  {
    id: 'window-downwards',
    believed: 'The order within a window does not matter.',
    edits: [{ find: asWritten(THERE), replace: window(CHANNEL, X, Y, THERE) }],
    says: 'You read each window downwards, column by column. Its numbers come row by row: upper left, upper right, lower left, lower right.',
  },
  {
    id: 'window-from-its-end',
    believed: 'In a convolution the window is turned round.',
    edits: [
      {
        find: `${PIXEL}${LINE}${THERE}`,
        replace: `const pixel = (channel * height + top + size - 1 - y) * width + left + size - 1 - x;${LINE}${THERE}`,
      },
    ],
    says: 'You read each window from its end. Mathematicians turn it round in a convolution; networks do not, and begin at the upper left.',
  },
  {
    id: 'windows-as-columns',
    believed: 'As the name says, each window becomes a column.',
    edits: [
      {
        find: '  return columns;',
        replace:
          '  const turned = Matrix.zeros(columns.cols, columns.rows);\n  for (let row = 0; row < columns.rows; row++) {\n    for (let col = 0; col < columns.cols; col++) turned.set(col, row, columns.get(row, col));\n  }\n  return turned;',
      },
    ],
    says: 'Your windows are the columns of the matrix. The name comes from that, but here each window is a row, as each example is a row everywhere in your library.',
  },
  {
    id: 'size-not-checked',
    believed: 'The window always fits.',
    edits: [{ find: right('im2col'), replace: sized('im2col', DOWN, ACROSS, 'size < 0') }],
    says: 'Nothing stops a window in `im2col` that is larger than the image. There is no position for it: throw an Error that names both.',
  },
  {
    id: 'height-checked-only',
    believed: 'Images are square, so one side is enough.',
    edits: [{ find: right('im2col'), replace: sized('im2col', DOWN, ACROSS, 'down < 1') }],
    says: 'In `im2col` you compare the window with the height only. It may be higher than wide, or wider than high.',
  },
  {
    id: 'checked-with-and',
    believed: 'A window is too large when it is larger on both sides.',
    edits: [{ find: right('im2col'), replace: sized('im2col', DOWN, ACROSS, 'down < 1 && across < 1') }],
    says: 'In `im2col` a window passes that is too large on one side only. One side is enough for it to have no place.',
  },
  {
    id: 'count-of-positions-checked',
    believed: 'Without a position, the number of positions is 0 or less.',
    edits: [{ find: right('im2col'), replace: sized('im2col', DOWN, ACROSS, 'down * across < 1') }],
    says: 'In `im2col` you look at the number of all positions. Where both sides are too short, it is the product of two negative numbers: look at each side.',
  },
  {
    id: 'whole-image-refused',
    believed: 'A window must be smaller than the image.',
    edits: [{ find: right('im2col'), replace: sized('im2col', DOWN, ACROSS, 'size >= height || size >= width') }],
    says: 'You refuse a window that is as high or as wide as the image. It fits: there is one position for it in that direction.',
  },
  {
    id: 'overwrites',
    believed: 'Each number is put back where it came from.',
    edits: [{ find: BACK, replace: BACK.replace('+=', '=') }],
    says: 'Of each pixel only its last window is left. A pixel was copied into several windows, and what comes back from them adds up.',
  },
  {
    id: 'averages',
    believed: 'The way back undoes the way there.',
    edits: [
      { find: BACK, replace: `${BACK}${LINE}seen[image * images.cols + pixel]++;` },
      {
        find: '  const images = Matrix.zeros(count, channels * height * width);',
        replace:
          '  const images = Matrix.zeros(count, channels * height * width);\n  const seen = new Float32Array(images.data.length);',
      },
      {
        find: '  return images;',
        replace: '  for (let i = 0; i < seen.length; i++) images.data[i] /= seen[i];\n  return images;',
      },
    ],
    says: 'You take the mean over the windows of a pixel. A pixel in four windows has four times the say: the sum is what belongs to it.',
  },
  {
    id: 'back-channels-innermost',
    believed: 'What a window sees at one pixel belongs together.',
    edits: [{ find: asWritten(BACK), replace: window(Y, X, CHANNEL, BACK) }],
    says: 'In `col2im` you read a row as if all channels of a pixel stood together. It holds the whole window of channel 0 first, then that of channel 1.',
  },
  {
    id: 'back-pixels-channels-innermost',
    believed: 'An image is a row of pixels, each with its channels.',
    edits: [
      {
        find: `${PIXEL}${LINE}${BACK}`,
        replace: `const pixel = ((top + y) * width + left + x) * channels + channel;${LINE}${BACK}`,
      },
    ],
    says: 'The images that `col2im` makes have the channels of a pixel side by side. The row of an image holds all of channel 0 first, then all of channel 1: see `image.ts`.',
  },
  {
    id: 'back-channel-left-out',
    believed: 'The place of a pixel is its row and its column.',
    edits: [{ find: `${PIXEL}${LINE}${BACK}`, replace: `const pixel = (top + y) * width + left + x;${LINE}${BACK}` }],
    says: 'In `col2im` all channels go back to channel 0. Before channel 1 lie all the rows of channel 0: they count for the place of a pixel.',
  },
  {
    id: 'back-rows-as-long-as-high',
    believed: 'Images are square.',
    edits: [{ find: `${PIXEL}${LINE}${BACK}`, replace: `${PIXEL.replace('* width', '* height')}${LINE}${BACK}` }],
    says: 'In `col2im` your places are right for square images only. To come one row further down, how many pixels does one go on: as many as a row is long, or as a column is?',
  },
  {
    id: 'back-channel-as-high-as-window',
    believed: 'A channel takes as many rows as the window has.',
    edits: [{ find: `${PIXEL}${LINE}${BACK}`, replace: `${PIXEL.replace('* height', '* size')}${LINE}${BACK}` }],
    says: 'In `col2im` you find channel 1 too early. Before it lie all the rows of channel 0, as many as the image is high, not as many as the window.',
  },
  {
    id: 'back-as-many-across-as-down',
    believed: 'There are as many positions across as down.',
    edits: [{ find: right('col2im'), replace: sized('col2im', DOWN, DOWN, REFUSED) }],
    says: 'In `col2im` you count the positions as if the image were square. How many there are side by side depends on its width.',
  },
  {
    id: 'back-to-first-image',
    believed: 'The place of a pixel says where it is in `data`.',
    edits: [{ find: BACK, replace: 'images.data[pixel] += columns.data[next++];' }],
    says: 'Everything that comes back goes to the first image. In `data` the images lie one behind the other: where does the second one begin?',
  },
  {
    id: 'back-images-one-channel-apart',
    believed: 'An image has height · width numbers.',
    edits: [{ find: BACK, replace: 'images.data[image * height * width + pixel] += columns.data[next++];' }],
    says: 'In `col2im`, with several channels, your second image begins too early. The row of an image is as long as all of its channels together.',
  },
  {
    id: 'begins-again-with-each-image',
    believed: 'Each image begins with the first number.',
    edits: [
      {
        find: '  let next = 0;\n  for (let image = 0; image < count; image++) {',
        replace: '  for (let image = 0; image < count; image++) {\n    let next = 0;',
      },
    ],
    says: 'In `col2im` each of your images gets what belongs to the first one. The rows of the second image begin behind those of the first.',
  },
  {
    id: 'back-positions-downwards',
    believed: 'The order of the positions does not matter.',
    edits: [{ find: positions('count'), replace: positions('count', false) }],
    says: 'In `col2im` you take the rows as if they came downwards, column by column. They are in the order of `im2col`: from left to right, then one row further down.',
  },
  {
    id: 'back-window-downwards',
    believed: 'The order within a window does not matter.',
    edits: [{ find: asWritten(BACK), replace: window(CHANNEL, X, Y, BACK) }],
    says: 'In `col2im` you put the numbers of a window back downwards, column by column. They come row by row: upper left, upper right, lower left, lower right.',
  },
  {
    id: 'back-size-not-checked',
    believed: '`im2col` has checked it already.',
    edits: [{ find: right('col2im'), replace: sized('col2im', DOWN, ACROSS, 'size < 0') }],
    says: 'Nothing stops a window in `col2im` that is larger than the image. There was no position for it, so nothing can come back: throw an Error that names both.',
  },
]);
