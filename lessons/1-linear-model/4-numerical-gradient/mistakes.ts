import { mistakes } from 'kit';

const SLOPE = '(f(up) - f(down)) / (2 * epsilon)';

const LOOP = `  return params.map((value, i) => {
    const up = params.slice();
    const down = params.slice();
    up[i] = value + epsilon;
    down[i] = value - epsilon;
    return (f(up) - f(down)) / (2 * epsilon);
  });`;

export default mistakes([
  {
    id: 'up-only',
    believed: 'The slope is how much f grows when the parameter grows by epsilon.',
    edits: [{ find: SLOPE, replace: '(f(up) - f(params)) / epsilon' }],
    says: 'This is the slope between the place itself and a step up. It leaves out the other side: on a curve that bends, look a step up and a step down.',
  },
  {
    id: 'down-only',
    believed: 'It does not matter on which side of the place I look.',
    edits: [{ find: SLOPE, replace: '(f(params) - f(down)) / epsilon' }],
    says: 'This is the slope between a step down and the place itself. It leaves out the other side: on a curve that bends, look a step up and a step down.',
  },
  {
    id: 'up-and-back',
    believed: 'Taking the nudge back once is the nudge down.',
    edits: [{ find: SLOPE, replace: '(f(up) - f(params)) / (2 * epsilon)' }],
    says: 'You compare f a step up with f at the place itself, and divide by two steps. For two steps, the second value has to be taken a step below the place.',
  },
  {
    id: 'divided-by-one-epsilon',
    believed: 'The nudge is epsilon, so the difference is divided by epsilon.',
    edits: [{ find: SLOPE, replace: '(f(up) - f(down)) / epsilon' }],
    says: 'Your slope is twice as steep as the right one. How far apart are the two places at which you asked f?',
  },
  {
    id: 'never-divided',
    believed: 'The slope is the difference.',
    edits: [{ find: SLOPE, replace: 'f(up) - f(down)' }],
    says: 'This is how much f changed between the two places. A slope is the change for each unit of the way: divide by the distance between the two.',
  },
  {
    id: 'brackets-missing',
    believed: 'a / 2 * epsilon divides by 2 and by epsilon.',
    edits: [{ find: SLOPE, replace: '(f(up) - f(down)) / 2 * epsilon' }],
    says: 'Without brackets, JavaScript goes from left to right: it divides by 2 and then multiplies by epsilon. Both belong below the fraction line.',
  },
  {
    id: 'downhill',
    believed: 'The gradient points downhill, because that is where we want to go.',
    edits: [{ find: SLOPE, replace: '(f(down) - f(up)) / (2 * epsilon)' }],
    says: 'The sign is the wrong way round. Where f grows together with the parameter, the slope is positive: which of the two values is subtracted from which?',
  },
  {
    id: 'own-epsilon',
    believed: 'Epsilon is always 0.00001.',
    edits: [
      { find: 'value + epsilon', replace: 'value + 1e-5' },
      { find: 'value - epsilon', replace: 'value - 1e-5' },
      { find: SLOPE, replace: '(f(up) - f(down)) / (2 * 1e-5)' },
    ],
    says: 'You nudge by a step of your own. A call may give another `epsilon`: 0.00001 is only what it is when none is given.',
  },
  {
    id: 'fixed-nudge',
    believed: 'Epsilon is only needed for the nudge; I divide by the number that I know.',
    edits: [{ find: SLOPE, replace: '(f(up) - f(down)) / (2 * 1e-5)' }],
    says: 'You nudge by `epsilon`, but you divide by a distance that does not follow from it. Divide by the distance between the two places.',
  },
  {
    id: 'half-steps',
    believed: 'Epsilon is the distance between the two places.',
    edits: [
      { find: 'value + epsilon', replace: 'value + epsilon / 2' },
      { find: 'value - epsilon', replace: 'value - epsilon / 2' },
      { find: SLOPE, replace: '(f(up) - f(down)) / epsilon' },
    ],
    says: 'You go half an epsilon to each side. Here epsilon is the whole way in each direction, so that the two places are two epsilons apart.',
  },
  {
    id: 'in-percent',
    believed: 'A nudge is a small percentage of the parameter.',
    edits: [
      { find: 'value + epsilon', replace: 'value * (1 + epsilon)' },
      { find: 'value - epsilon', replace: 'value * (1 - epsilon)' },
    ],
    says: 'You multiply the parameter instead of adding to it. Then a large parameter is nudged far, and one that is 0 is not nudged at all.',
  },
  {
    id: 'all-at-once',
    believed: 'The parameters can all be nudged together.',
    edits: [
      { find: 'const up = params.slice();', replace: 'const up = params.map((each) => each + epsilon);' },
      { find: 'const down = params.slice();', replace: 'const down = params.map((each) => each - epsilon);' },
      { find: '    up[i] = value + epsilon;\n    down[i] = value - epsilon;\n', replace: '' },
    ],
    says: 'All parameters are nudged together, so each slope mixes what all of them do. Turn one tap at a time.',
  },
  {
    id: 'one-copy-not-put-back',
    family: 'not-put-back',
    believed: 'One copy is enough, and each turn of the loop changes its own entry.',
    edits: [
      {
        find: LOOP,
        replace: `  const nudged = params.slice();
  return params.map((value, i) => {
    nudged[i] = value + epsilon;
    const high = f(nudged);
    nudged[i] = value - epsilon;
    return (high - f(nudged)) / (2 * epsilon);
  });`,
      },
    ],
    says: 'A parameter that was nudged stays nudged, so all that follow are measured at another place. Put each one back before you go on to the next.',
  },
  {
    id: 'params-not-put-back',
    family: 'not-put-back',
    believed: 'Each turn of the loop changes its own entry of params, so nothing gets mixed up.',
    edits: [
      {
        find: LOOP,
        replace: `  return params.map((value, i) => {
    params[i] = value + epsilon;
    const high = f(params);
    params[i] = value - epsilon;
    return (high - f(params)) / (2 * epsilon);
  });`,
      },
    ],
    says: 'A parameter that was nudged stays nudged, so all that follow are measured at another place, and the caller finds its array changed. Put each one back before you go on to the next.',
  },
  {
    id: 'two-copies-not-put-back',
    family: 'not-put-back',
    believed: 'Two copies are enough, one to go up and one to go down.',
    edits: [
      {
        find: LOOP,
        replace: `  const up = params.slice();
  const down = params.slice();
  return params.map((value, i) => {
    up[i] = value + epsilon;
    down[i] = value - epsilon;
    return (f(up) - f(down)) / (2 * epsilon);
  });`,
      },
    ],
    says: 'A parameter that was nudged stays nudged in both copies, so the next slope mixes what several parameters do. Start each turn of the loop from fresh copies, or put each one back.',
  },
  {
    id: 'whole-gradient-from-first',
    believed: 'The index of the loop is only needed for the result.',
    edits: [
      { find: 'up[i] = value + epsilon;', replace: 'up[0] = params[0] + epsilon;' },
      { find: 'down[i] = value - epsilon;', replace: 'down[0] = params[0] - epsilon;' },
    ],
    says: 'Every slope in your array is the slope of the first parameter. Each turn of the loop nudges another one.',
  },
  {
    id: 'same-array',
    believed: '`const up = params` makes a copy.',
    edits: [
      { find: 'const up = params.slice();', replace: 'const up = params;' },
      { find: 'const down = params.slice();', replace: 'const down = params;' },
    ],
    says: '`up` and `down` are two names for `params` itself: the second nudge overwrites the first, and f is asked twice about the same numbers. Make a copy for each.',
  },
  {
    id: 'put-back-by-adding',
    believed: 'What I add and then subtract again leaves the number as it was.',
    edits: [
      {
        find: LOOP,
        replace: `  return params.map((_, i) => {
    params[i] += epsilon;
    const high = f(params);
    params[i] -= 2 * epsilon;
    const low = f(params);
    params[i] += epsilon;
    return (high - low) / (2 * epsilon);
  });`,
      },
    ],
    says: 'A computer rounds after each addition, so adding and subtracting the same amount can end very near the start instead of at it. If you nudge in place, keep the old value in a variable and put that back.',
  },
  {
    id: 'one-copy-for-both',
    believed: '`const down = up` makes a second copy.',
    edits: [{ find: 'const down = params.slice();', replace: 'const down = up;' }],
    says: '`up` and `down` are two names for one array: the second nudge overwrites the first, and f is asked twice about the same numbers. Make a copy for each.',
  },
  {
    id: 'return-in-the-loop',
    believed: 'The `return` belongs to the line above it.',
    edits: [
      {
        find: LOOP,
        replace: `${LOOP.replace('  });', '  }).slice(0, 1);')}`,
      },
    ],
    says: 'Only one slope comes back. Is there a loop over all parameters, does the `return` stand after it, and does each slope get a place of its own?',
  },
  {
    id: 'slopes-without-sign',
    believed: 'A slope says how steep it is, and steepness has no sign.',
    edits: [{ find: SLOPE, replace: 'Math.abs(f(up) - f(down)) / (2 * epsilon)' }],
    says: 'Your slopes have lost their sign. It says whether f grows or shrinks when the parameter grows.',
  },
]);
