/** What a row of one line measures, in pixels, before it is drawn and measured. */
export const rowHeight = 45

/** Holds the place of rows that are not drawn. */
export function Spacer({ height, columns }: { height: number; columns: number }) {
  if (height === 0) return null
  return (
    // biome-ignore lint/a11y/noAriaHiddenOnFocusable: a row of a plain table takes no focus; it only holds the place.
    <tr aria-hidden="true" className="zc-table-spacer">
      <td colSpan={columns} style={{ height, padding: 0 }} />
    </tr>
  )
}
