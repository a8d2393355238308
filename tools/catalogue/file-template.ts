/** Files of a new department list by name; empty labels make the generator refuse it until they are written. */
export function fileTemplate(id: string, day: string): Record<string, string> {
  return {
    [`${id}.file.ts`]: fileText(id),
    [`${id}.sample.csv`]: 'name,idNumber\n',
    [`${id}.examples.yaml`]: examplesText(id, day),
  }
}

function fileText(id: string): string {
  return `import { defineFile } from '../define-file.ts'
import { idNumberAliases, numberInCertificate } from '../shared-columns.ts'

// Answer each question and take it out; npm run gen refuses the file until every text is there.
export default defineFile({
  id: '${id}',
  // What do clerks call this list? Chinese first.
  title: { zh: '', en: '' },
  // Which department sends it?
  department: { zh: '', en: '' },
  // On which paper may it be shared? Papers and legalBasis() are in sharing-basis.ts.
  legalBasis: { zh: '', en: '' },
  // For what may it be used, and for nothing else?
  permittedUse: { zh: '', en: '' },
  // How many days after import are its rows deleted?
  retentionDays: 730,
  // Does a row speak of one person or of a household?
  subject: 'person',
  // Which facts does it fill? Name them in facts.ts first, with this id as their source; rules see nothing else.
  feeds: [],
  // Which words in a file or sheet name speak for this list?
  hints: [],
  columns: {
    // Which headers have you met for each column? Wrong words and typos count.
    name: { label: { zh: '\u59d3\u540d', en: 'Name' }, kind: 'name', required: true, aliases: [] },
    idNumber: {
      label: { zh: '\u8eab\u4efd\u8bc1\u53f7', en: 'ID number' },
      kind: 'idNumber',
      required: true,
      aliases: [...idNumberAliases, ...numberInCertificate],
    },
  },
})
`
}

function examplesText(id: string, day: string): string {
  return `# What must be read from ${id}.sample.csv. Write a few invented rows there in the shape the department really
# sends, faults included; invented ID numbers begin with 99. Columns that are not named are blank.
day: ${day}
sheet: rows
columns:
  name: name
  idNumber: idNumber
unused: []
rows: []
`
}
