import { mistakes } from 'kit';

const walk = `  const path = [end];
  const done = new Set<Value>();
  while (path.length > 0) {
    const value = path[path.length - 1];
    const open = value.inputs.find((input) => !done.has(input));
    if (open === undefined) {
      done.add(value);
      path.pop();
    } else {
      path.push(open);
    }
  }
  return [...done];
`;

const round = `  const values = order(end);
  for (const value of values) value.gradient = 0;
  end.gradient = 1;
  for (let i = values.length - 1; i >= 0; i--) {
    const { gradient, inputs, slopes } = values[i];
    inputs.forEach((input, k) => {
      input.gradient += slopes[k] * gradient;
    });
  }
`;

/** All boxes, found without `order`. */
const emptied = `  const all = new Set([end]);
  for (const value of all) {
    value.gradient = 0;
    for (const input of value.inputs) all.add(input);
  }
`;

export default mistakes([
  {
    id: 'overwrites',
    believed: 'The gradient of an input is slope times gradient.',
    edits: [{ find: 'input.gradient += slopes[k] * gradient;', replace: 'input.gradient = slopes[k] * gradient;' }],
    says: 'A value that was used twice keeps only the last of its letters: what arrives takes the place of what lies in the box. Each use has its share in the gradient, and the shares add up.',
  },
  {
    id: 'no-order',
    believed: 'From each value one goes on to its inputs, and from there to theirs.',
    edits: [
      {
        find: round,
        replace: `${emptied}  end.gradient = 1;
  const visit = (value: Value): void => {
    const { inputs, slopes } = value;
    inputs.forEach((input, k) => {
      input.gradient += slopes[k] * value.gradient;
      visit(input);
    });
  };
  visit(end);
`,
      },
    ],
    says: 'You go on to a value each time when a letter arrives there, and hand on all that is in its box again. So a part of the blame is counted more than once. Visit each value one time, when all of its letters are there.',
    family: 'no-order',
  },
  {
    id: 'no-order-with-a-list',
    believed: 'What has got a letter hands it on.',
    edits: [
      {
        find: round,
        replace: `${emptied}  end.gradient = 1;
  const path = [end];
  for (let value = path.pop(); value !== undefined; value = path.pop()) {
    const { gradient, inputs, slopes } = value;
    inputs.forEach((input, k) => {
      input.gradient += slopes[k] * gradient;
    });
    path.push(...inputs.toReversed());
  }
`,
      },
    ],
    says: 'You go on to a value each time when a letter arrives there, and hand on all that is in its box again. So a part of the blame is counted more than once. Visit each value one time, when all of its letters are there.',
    family: 'no-order',
  },
  {
    id: 'every-way-by-itself',
    believed: 'Each way from the end brings its share.',
    edits: [
      {
        find: round,
        replace: `${emptied}  const visit = (value: Value, share: number): void => {
    value.gradient += share;
    const { inputs, slopes } = value;
    inputs.forEach((input, k) => visit(input, share * slopes[k]));
  };
  visit(end, 1);
`,
      },
    ],
    says: 'Your gradients are right, but you walk each way through the graph by itself, and there can be more ways than anyone can walk. Let the letters of a value come together first, and visit it once.',
  },
  {
    id: 'first-met-first',
    believed: 'Any order will do, as long as each value is visited once.',
    edits: [
      {
        find: walk,
        replace: `  const path = [end];
  const done = new Set<Value>([end]);
  for (let value = path.pop(); value !== undefined; value = path.pop()) {
    done.add(value);
    for (const input of value.inputs.toReversed()) if (!done.has(input)) path.push(input);
  }
  return [...done].reverse();
`,
      },
    ],
    says: 'You list a value when you first meet it, so it may stand after something that was made of it. Put a value down when all of its inputs are put down, and not before.',
    family: 'first-met-first',
  },
  {
    id: 'level-by-level',
    believed: 'First the inputs of the end, then their inputs: so each comes after what it was made of.',
    edits: [
      {
        find: walk,
        replace: `  const done = new Set<Value>([end]);
  for (const value of done) for (const input of value.inputs) done.add(input);
  return [...done].reverse();
`,
      },
    ],
    says: 'You list the values by their distance from the end. A value can be near the end on one way and far from it on another: then it stands beside what was made of it. What must be true of all inputs before a value is put down?',
    family: 'first-met-first',
  },
  {
    id: 'end-first',
    believed: 'The walk begins at the end, so the list does, too.',
    edits: [{ find: 'return [...done];', replace: 'return [...done].reverse();' }],
    says: 'Your list begins with the end. It is the order in which the values can be computed: what was made of nothing comes first, and `end` comes last.',
  },
  {
    id: 'calls-itself',
    believed: 'A function that calls itself for each input is the natural way.',
    edits: [
      {
        find: walk,
        replace: `  const done = new Set<Value>();
  const visit = (value: Value): void => {
    if (done.has(value)) return;
    value.inputs.forEach(visit);
    done.add(value);
  };
  visit(end);
  return [...done];
`,
      },
    ],
    says: 'Your `order` is right for small graphs and overflows where 20,000 values stand in a row: each call that is not finished keeps a place on the stack, and the stack is full at about 10,000. Keep the way in a list of your own.',
  },
  {
    id: 'more-than-once',
    believed: 'A list of all inputs, and of their inputs, is the order.',
    edits: [
      {
        find: walk,
        replace: `  const list: Value[] = [];
  const path: { value: Value; next: number }[] = [{ value: end, next: 0 }];
  for (let last = path.at(-1); last !== undefined; last = path.at(-1)) {
    if (last.next < last.value.inputs.length) {
      path.push({ value: last.value.inputs[last.next++], next: 0 });
    } else {
      list.push(last.value);
      path.pop();
    }
  }
  return list;
`,
      },
    ],
    says: 'A value that was used twice stands in your list twice, and hands on its blame twice. Remember which values are put down already.',
  },
  {
    id: 'without-the-start',
    believed: 'Values that were made of nothing need no visit.',
    edits: [{ find: 'return [...done];', replace: 'return [...done].filter(({ inputs }) => inputs.length > 0);' }],
    says: 'Your list leaves out the values that were made of nothing. They hand nothing on, but they have gradients, which must be set to 0 before anything is added: they are what a network learns.',
  },
  {
    id: 'without-the-end',
    believed: 'The list has what `end` was made of.',
    edits: [{ find: 'return [...done];', replace: 'return [...done].filter((value) => value !== end);' }],
    says: '`end` is missing in your list. It is the last one: it was made of all the others.',
  },
  {
    id: 'slopes-exchanged',
    believed: 'The slope of a product for a is a.',
    edits: [{ find: '[b.data, a.data]', replace: '[a.data, b.data]' }],
    says: 'The slopes of your product are exchanged. If a alone rises by 1, the product rises by b: each input has the other one as its slope.',
  },
  {
    id: 'square-kept-once',
    believed: 'In a · a there is one input, a.',
    edits: [
      {
        find: 'return new Value(a.data * b.data, [a, b], [b.data, a.data]);',
        replace:
          'return a === b\n    ? new Value(a.data * a.data, [a], [a.data])\n    : new Value(a.data * b.data, [a, b], [b.data, a.data]);',
      },
    ],
    says: 'Where both factors are the same value, you keep it once, and half of its gradient is lost: a² rises 2a times as fast as a. A product always has two inputs; there are two letters to the same box.',
  },
  {
    id: 'each-input-once',
    believed: 'Each input gets its letter, and a set has each of them.',
    edits: [
      {
        find: 'inputs.forEach((input, k) => {',
        replace: '[...new Set(inputs)].forEach((input, k) => {',
      },
    ],
    says: 'A value that is an input twice gets a letter once. Each place among the inputs has its slope, and each of them counts.',
  },
  {
    id: 'product-slopes-one',
    believed: 'A product rises with its factors, as a sum does.',
    edits: [{ find: '[b.data, a.data]', replace: '[1, 1]' }],
    says: 'Your product has the slopes of a sum. If one factor alone rises by 1, the product rises by as much as the other factor.',
  },
  {
    id: 'sum-slopes-of-a-product',
    believed: 'The larger a number is, the more it counts in a sum.',
    edits: [{ find: '[1, 1]', replace: '[b.data, a.data]' }],
    says: 'Your sum has the slopes of a product. If one number alone rises by 1, the sum rises by 1, however large the numbers are.',
  },
  {
    id: 'relu-slope-always-one',
    believed: 'ReLU hands on what it gets.',
    edits: [{ find: '[a.data > 0 ? 1 : 0]', replace: '[1]' }],
    says: 'Your ReLU has slope 1 for negative numbers, too. There its result is 0 and stays 0 when the number moves a little.',
  },
  {
    id: 'relu-slope-at-zero',
    believed: 'ReLU hands on everything that is not negative.',
    edits: [{ find: 'a.data > 0 ? 1 : 0', replace: 'a.data >= 0 ? 1 : 0' }],
    says: 'At exactly 0, your ReLU has slope 1. ReLU has its bend there and no slope at all, so there is a rule: 0, as in lesson 2.1.',
  },
  {
    id: 'relu-slope-is-its-result',
    believed: 'What goes through is the slope.',
    edits: [{ find: '[a.data > 0 ? 1 : 0]', replace: '[Math.max(0, a.data)]' }],
    says: 'The slope of your ReLU is its result. Above 0, the result rises by 1 when the number rises by 1, whatever the number is.',
  },
  {
    id: 'relu-gives-back-its-input',
    believed: 'Above 0, ReLU changes nothing, so nothing needs to be made.',
    edits: [
      {
        find: 'return new Value(Math.max(0, a.data), [a], [a.data > 0 ? 1 : 0]);',
        replace: 'return a.data > 0 ? a : new Value(0, [a], [0]);',
      },
    ],
    says: 'Above 0, your ReLU gives back the value that it was given. The result of an operation is a new value, made of its input; otherwise both have one letter box.',
  },
  {
    id: 'gradients-not-reset',
    believed: 'Gradients are 0 until backward sets them.',
    edits: [{ find: '  for (const value of values) value.gradient = 0;\n', replace: '' }],
    says: 'The second time, your gradients are added to those of the first. Empty all letter boxes before the round begins.',
  },
  {
    id: 'no-first-letter',
    believed: 'The gradients begin at 0.',
    edits: [{ find: '  end.gradient = 1;\n', replace: '' }],
    says: 'All your gradients are 0, because no letter was ever sent. How fast does `end` rise when `end` rises? That is the first one.',
  },
  {
    id: 'first-letter-is-the-number',
    believed: 'What goes back from the end is its number.',
    edits: [{ find: 'end.gradient = 1;', replace: 'end.gradient = end.data;' }],
    says: 'All your gradients are too large by one factor, the number of `end` itself. The gradient of `end` is how fast it rises when it rises itself.',
  },
  {
    id: 'forward-round',
    believed: 'The values are visited in their order.',
    edits: [
      { find: 'for (let i = values.length - 1; i >= 0; i--) {', replace: 'for (let i = 0; i < values.length; i++) {' },
    ],
    says: 'You walk from the start to the end, and every box is still empty when you come by. The blame starts at the end.',
  },
  {
    id: 'slopes-alone',
    believed: 'An input gets its slope.',
    edits: [{ find: 'slopes[k] * gradient;', replace: 'slopes[k];' }],
    says: 'Your letters hold the slope alone. What a value hands on is its own gradient times the slope: that is the chain rule.',
  },
  {
    id: 'numbers-for-slopes',
    believed: 'An input gets its number times the gradient, as a weight does.',
    edits: [{ find: 'slopes[k] * gradient;', replace: 'input.data * gradient;' }],
    says: 'You multiply by the number of the input. What counts is how fast the value rises with this input, and that was kept when it was made.',
  },
  {
    id: 'first-slope-for-all',
    believed: 'A value has a slope.',
    edits: [{ find: 'slopes[k] * gradient;', replace: 'slopes[0] * gradient;' }],
    says: 'All inputs of a value get its first slope. Each input has a slope of its own, in the same place.',
  },
]);
