import { type LinePart, outlineOf, type Paper, type Part, type Piece } from '@zhucan/papers'
import { Link, useT } from '@zhucan/ui'
import { Fragment, useMemo } from 'react'

/** The paper as it will be printed, near enough to judge it; figures lead to where they come from. */
export function PaperSheet({
  id,
  paper,
  changed,
}: {
  id: string
  paper: Paper
  changed: ReadonlySet<string>
}) {
  const t = useT()
  const parts = useMemo(() => outlineOf(paper), [paper])
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: the sheet scrolls by itself, so the keyboard must get into it.
    <section className="paper-sheet" aria-label={t('papers.sheet')} lang="zh-CN" tabIndex={0}>
      <div className="paper-page">
        {parts.map((part, place) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: parts have no other name than their place.
          <PartView key={place} part={part} hrefOf={(figure) => figureHref(id, figure)} changed={changed} />
        ))}
      </div>
    </section>
  )
}

/** Where a figure of a paper is explained. */
export const figureHref = (id: string, figure: string): string => `/papers/${id}?tab=figures&figure=${figure}`

interface Shown {
  hrefOf: (figure: string) => string
  changed: ReadonlySet<string>
}

function PartView({ part, ...shown }: { part: Part } & Shown) {
  if (part.kind === 'blank') return <div className="paper-blank" />
  if (part.kind === 'line') return <LineView part={part} {...shown} />
  return (
    <table className="paper-table">
      {part.caption.length > 0 && (
        <caption>
          <Pieces pieces={part.caption} {...shown} />
        </caption>
      )}
      <thead>
        <tr>
          {part.columns.map(({ label }) => (
            <th key={label} scope="col">
              {label}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {part.rows.map((row, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: rows have no other name than their place.
          <tr key={at}>
            {row.map((cell, place) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: the same for cells.
              <td key={place} data-align={part.columns[place]?.align}>
                <Pieces pieces={cell} {...shown} />
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function LineView({ part, ...shown }: { part: LinePart } & Shown) {
  const right = part.right === undefined ? undefined : { paddingInlineEnd: `${part.right}em` }
  return (
    <p className="paper-line" data-style={part.style} style={right}>
      {part.label && <span className="paper-label">{part.label}</span>}
      {part.lines ? (
        part.lines.map((line, place) => (
          <Fragment key={line}>
            {place > 0 && <br />}
            {line}
          </Fragment>
        ))
      ) : (
        <Pieces pieces={part.pieces} {...shown} />
      )}
      {part.follows && (
        <span className="paper-follows">
          <Pieces pieces={part.follows} {...shown} />
        </span>
      )}
      {part.end && <span className="paper-end">{part.end}</span>}
    </p>
  )
}

function Pieces({ pieces, hrefOf, changed }: { pieces: readonly Piece[] } & Shown) {
  return pieces.map(({ text, figure }, place) =>
    figure === undefined ? (
      // biome-ignore lint/suspicious/noArrayIndexKey: pieces have no other name than their place.
      <Fragment key={place}>{text}</Fragment>
    ) : (
      // biome-ignore lint/suspicious/noArrayIndexKey: the same.
      <span key={place} className="paper-figure" data-changed={changed.has(figure) || undefined}>
        <Link href={hrefOf(figure)}>{text}</Link>
      </span>
    ),
  )
}
