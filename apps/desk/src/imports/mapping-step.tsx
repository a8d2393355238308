import { useMutation, useQueryClient } from '@tanstack/react-query'
import { files } from '@zhucan/catalogue'
import { Button, ErrorSummary, Panel, ProblemSummary, Select, useFormat, useT } from '@zhucan/ui'
import { useState } from 'react'
import { post, problemOf } from '../app/http.ts'
import { type Import, type ImportSheet, importQuery } from './imports.queries.ts'
import { leaveOut, type Mapping, mappingFaults, proposeMapping, sheetMappings } from './mapping.ts'
import { SheetColumns } from './sheet-columns.tsx'

/** What the file is and what each column means: proposed by the system, corrected by the clerk. */
export function MappingStep({ of, onSent }: { of: Import; onSent: () => void }) {
  const t = useT()
  const format = useFormat()
  const queryClient = useQueryClient()
  const [mapping, setMapping] = useState<Mapping>(() => proposeMapping(of))
  const file = files.find(({ id }) => id === mapping.fileType)
  const faults = file ? mappingFaults(mapping, file, of.sheets) : null
  const check = useMutation({
    mutationFn: () => post(`/api/v1/imports/${of.id}/mapping`, sheetMappings(mapping, of), 'PUT'),
    onSuccess: async () => {
      await queryClient.invalidateQueries({ queryKey: importQuery(of.id).queryKey })
      onSent()
    },
  })
  const sheetWith = (index: number) => mapping.sheets[index] ?? { sheet: null, keys: {} }
  return (
    <div className="desk-stack">
      <Panel title={t('imports.step.mapping')} hideTitle>
        <div className="imports-type">
          <Select
            label={t('imports.recognised')}
            hint={t(of.fileType ? 'imports.recognisedNote' : 'imports.chooseType')}
            value={mapping.fileType ?? leaveOut}
            onChange={(fileType) => setMapping(proposeMapping({ ...of, fileType }, files))}
            options={[
              ...(file ? [] : [{ value: leaveOut, label: t('imports.unknownType') }]),
              ...files.map(({ id, title, department }) => ({
                value: id,
                label: format.label(title),
                note: format.label(department),
              })),
            ]}
          />
        </div>
      </Panel>
      {file &&
        of.sheets.map((sheet: ImportSheet) => (
          <SheetColumns
            key={sheet.index}
            sheet={sheet}
            file={file}
            chosen={sheetWith(sheet.index)}
            onChange={(chosen) =>
              setMapping({ ...mapping, sheets: { ...mapping.sheets, [sheet.index]: chosen } })
            }
          />
        ))}
      {check.error && <ProblemSummary {...problemOf(check.error)} />}
      {faults && faults.missing.length > 0 && (
        <ErrorSummary
          takesFocus={false}
          what={t('imports.missing', {
            columns: faults.missing.map((label) => format.label(label)).join(', '),
          })}
        />
      )}
      {faults && faults.twice.length > 0 && (
        <ErrorSummary
          takesFocus={false}
          what={t('imports.twice', { column: faults.twice.map((label) => format.label(label)).join(', ') })}
        />
      )}
      <div className="desk-row">
        <Button
          variant="primary"
          isPending={check.isPending}
          isDisabled={!faults || faults.missing.length > 0 || faults.twice.length > 0}
          onPress={() => check.mutate()}
        >
          {t('imports.checkRows')}
        </Button>
      </div>
    </div>
  )
}
