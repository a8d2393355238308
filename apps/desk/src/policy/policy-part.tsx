import { useFormat, useT } from '@zhucan/ui'
import type { PolicyReason } from './policy.queries.ts'

/** The lines of policy behind the reason of a clue: value, whose, since when, on which paper. */
export function PolicyPart({ lines }: { lines: readonly PolicyReason[] }) {
  const t = useT()
  const format = useFormat()
  return (
    <ul className="clues-rows">
      {lines.map((line) => (
        <li key={`${line.label.en} ${line.fromDay}`}>
          {format.label(line.label)}
          {line.value && ` ${format.label(line.value)}`}
          <span className="desk-quiet desk-small">
            {t('policyLines.reasonLine', {
              place: line.isLocal ? (line.regionName ?? '') : '',
              day: format.day(line.fromDay),
              source: [line.source.title, line.source.article]
                .flatMap((label) => (label ? [format.label(label)] : []))
                .join(' '),
              basis: format.label(line.basis),
            })}
          </span>
        </li>
      ))}
    </ul>
  )
}
