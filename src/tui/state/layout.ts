/** Rows and columns of the screen. */
export interface Size {
  readonly columns: number;
  readonly rows: number;
}

/** How many lines each part of the frame gets; together they are exactly the screen. */
export interface Layout {
  readonly header: number;
  readonly histogram: number;
  readonly tabs: number;
  readonly body: number;
  readonly detail: number;
  readonly hints: number;
}

/** Small screens lose the ornaments first: detail, then marks, then histogram, then tabs. */
export function layoutOf(
  size: Size,
  wish: { readonly detail: boolean; readonly histogram: boolean },
): Layout {
  const rows = Math.max(1, size.rows);
  const header = rows >= 3 ? 1 : 0;
  const hints = rows >= 2 ? 1 : 0;
  const tabs = rows >= 8 ? 1 : 0;
  const histogram = !wish.histogram || rows < 12 ? 0 : rows < 16 ? 2 : rows < 30 ? 3 : 4;
  const left = rows - header - hints - tabs - histogram;
  const detail = wish.detail && left >= 12 ? Math.min(11, Math.floor(left / 3)) : 0;
  return { header, histogram, tabs, body: left - detail, detail, hints };
}
