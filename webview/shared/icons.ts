import { svg } from './dom';

export type IconName =
  | 'play'
  | 'pause'
  | 'step'
  | 'epoch'
  | 'stop'
  | 'lock'
  | 'error'
  | 'download'
  | 'info'
  | 'right'
  | 'wrong'
  | 'hint'
  | 'next'
  | 'picture'
  | 'pin'
  | 'pinned'
  | 'rename'
  | 'delete'
  | 'compare';

/** Drawn on a 16 × 16 grid; solid shapes only, so that they keep their form in high contrast. */
const PATHS: Record<IconName, string> = {
  play: 'M4 2.5v11l9-5.5z',
  pause: 'M4 3h3v10H4zM9 3h3v10H9z',
  step: 'M3 3v10l7-5zM11 3h2v10h-2z',
  epoch: 'M1 3v10l5.5-5zM6.5 3v10L12 8zM13 3h2v10h-2z',
  stop: 'M3.5 3.5h9v9h-9z',
  lock: 'M5 7V5a3 3 0 0 1 6 0v2h1v7H4V7zm1.5 0h3V5a1.5 1.5 0 0 0-3 0z',
  error: 'M8 1a7 7 0 1 1 0 14A7 7 0 0 1 8 1zm-.9 3.2.3 4.8h1.2l.3-4.8zm.9 6a.9.9 0 1 0 0 1.8.9.9 0 0 0 0-1.8z',
  download: 'M7.25 2h1.5v6l2.2-2.2 1 1.1L8 10.8 4.1 6.9l1-1.1L7.25 8zM3 12.5h10V14H3z',
  info: 'M8 1a7 7 0 1 1 0 14A7 7 0 0 1 8 1zm0 1.3a5.7 5.7 0 1 0 0 11.4A5.7 5.7 0 0 0 8 2.3zM7.3 7h1.4v4.5H7.3zm.7-2.6a.9.9 0 1 1 0 1.8.9.9 0 0 1 0-1.8z',
  right: 'M6.3 12.9 1.8 8.4l1.3-1.3 3.2 3.2 6.6-6.6L14.2 5z',
  wrong: 'M3.4 2.2 8 6.8l4.6-4.6 1.2 1.2L9.2 8l4.6 4.6-1.2 1.2L8 9.2l-4.6 4.6-1.2-1.2L6.8 8 2.2 3.4z',
  hint: 'M8 1a5 5 0 0 1 2.8 9.1V12H5.2v-1.9A5 5 0 0 1 8 1zm0 1.4a3.6 3.6 0 0 0-1.4 6.9v1.3h2.8V9.3A3.6 3.6 0 0 0 8 2.4zM5.6 13h4.8v1.3H5.6z',
  next: 'M8.6 2.6 14 8l-5.4 5.4-1-1L11.3 8.7H2V7.3h9.3L7.6 3.6z',
  picture:
    'M1.5 2.5h13v11h-13zm1.3 1.3v7l3.4-3.6 2.6 2.7 2.2-2.2 2.2 2.3V3.8zm7.4 1a1.3 1.3 0 1 1 0 2.6 1.3 1.3 0 0 1 0-2.6z',
  pin: 'M5 1.5h6v1.3l-.9.6.5 4 1.9 1.6v1.4H8.7V14L8 15.5 7.3 14v-3.6H3.5V9l1.9-1.6.5-4-.9-.6zm2.3 1.3-.6 5.2L5.6 9h4.8L9.3 8l-.6-5.2z',
  pinned: 'M5 1.5h6v1.3l-.9.6.5 4 1.9 1.6v1.4H8.7V14L8 15.5 7.3 14v-3.6H3.5V9l1.9-1.6.5-4-.9-.6z',
  rename: 'M11.6 1.6 14.4 4.4 5.2 13.6 1.6 14.4 2.4 10.8zm0 1.9-7.9 7.9-.4 1.3 1.3-.4 7.9-7.9z',
  compare: 'M1.5 13.2 6 6.5l3 3L13.6 3l1 .8-5.4 7.6-3-3-3.5 5.5zM1.5 8.2 5 3l3 3 1.5-2.2 1 .8L8.2 8 5.2 5 2.6 9z',
  delete: 'M6 1.5h4V3h3.5v1.3h-11V3H6zM3.5 5.3h9l-.7 9.2H4.2zm1.4 1.3.5 6.6h5.2l.5-6.6z',
};

/** A decorative icon in the colour of the text around it. */
export function icon(name: IconName): SVGSVGElement {
  const drawing = svg('svg', {
    viewBox: '0 0 16 16',
    width: 16,
    height: 16,
    fill: 'currentColor',
    'aria-hidden': 'true',
    class: 'icon',
  });
  drawing.append(svg('path', { d: PATHS[name], 'fill-rule': 'evenodd' }));
  return drawing;
}
