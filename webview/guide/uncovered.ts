/** What gets the focus must not lie behind what covers the end of the page. */

/** Keeps the heights of both for the style sheet. @param foot below the sheet */
export function keepUncovered({ sheet, foot }: { sheet: HTMLElement; foot: HTMLElement }): void {
  const { style } = document.documentElement;
  const sizes = new ResizeObserver(() => {
    style.setProperty('--foot-height', `${foot.offsetHeight}px`);
    style.setProperty('--sheet-height', `${sheet.offsetHeight}px`);
  });
  sizes.observe(sheet);
  sizes.observe(foot);
}
