import type { Label } from '@zhucan/kernel'

/** What pairs are compared by, and each way of agreeing, in the words of who looks at them. */
export const linkWords: Readonly<
  Record<string, { readonly label: Label; readonly levels: Readonly<Record<string, Label>> }>
> = {
  name: {
    label: { zh: '姓名', en: 'Name' },
    levels: {
      same: { zh: '姓名相同', en: 'same name' },
      homophone: { zh: '姓名同音不同字', en: 'name of the same sound, other characters' },
      'sounds-alike': { zh: '姓名读音相近或缺字', en: 'name of similar sound, or a lost character' },
      slip: { zh: '姓名漏字、颠倒或差一字', en: 'a character of the name missing, swapped or mistaken' },
      'one-character': { zh: '同姓且名有一字相同', en: 'same surname and one character of the name' },
      surname: { zh: '仅姓氏相同', en: 'same surname only' },
      differs: { zh: '姓名不同', en: 'another name' },
    },
  },
  birth: {
    label: { zh: '出生日期', en: 'Birth date' },
    levels: {
      same: { zh: '出生日期相同', en: 'same birth date' },
      'other-source': {
        zh: '月日颠倒，或与证件号码中的日期相同',
        en: 'day and month swapped, or as in the number',
      },
      'one-digit': { zh: '出生日期有一位不同', en: 'one digit of the birth date differs' },
      year: { zh: '出生年份相同', en: 'same year of birth' },
      differs: { zh: '出生日期不同', en: 'another birth date' },
    },
  },
  sex: {
    label: { zh: '性别', en: 'Sex' },
    levels: {
      same: { zh: '性别相同', en: 'same sex' },
      differs: { zh: '性别不同', en: 'other sex' },
    },
  },
  place: {
    label: { zh: '住址', en: 'Place' },
    levels: {
      door: { zh: '同村同门牌', en: 'same village and door' },
      village: { zh: '同村（社区）', en: 'same village' },
      'other-door': { zh: '同村不同门牌，或与另一住址同村', en: 'same village, other door' },
      town: { zh: '同乡镇（街道）', en: 'same township' },
      county: { zh: '同县（区）', en: 'same county' },
      differs: { zh: '住址不在一处', en: 'another place' },
    },
  },
  phone: {
    label: { zh: '电话', en: 'Telephone' },
    levels: {
      same: { zh: '电话相同', en: 'same telephone' },
      'one-digit': { zh: '电话有一位不同', en: 'one digit of the telephone differs' },
      differs: { zh: '电话不同', en: 'another telephone' },
    },
  },
  'id-tail': {
    label: { zh: '证件号码末四位', en: 'Last four of the ID' },
    levels: {
      same: { zh: '证件号码末四位相同', en: 'same last four of the ID' },
      'one-digit': {
        zh: '证件号码末四位有一位不同或颠倒',
        en: 'last four of the ID: one digit wrong or swapped',
      },
      differs: { zh: '证件号码末四位不同', en: 'other last four of the ID' },
    },
  },
  'id-county': {
    label: { zh: '证件号码前六位', en: 'First six of the ID' },
    levels: {
      same: { zh: '证件号码前六位相同', en: 'same first six of the ID' },
      'one-digit': { zh: '证件号码前六位有一位不同', en: 'first six of the ID: one digit differs' },
      differs: { zh: '证件号码前六位不同', en: 'other first six of the ID' },
    },
  },
  rarity: {
    label: { zh: '少见程度', en: 'Rarity' },
    levels: { rare: { zh: '相同之处少见（加）或常见（减）', en: 'how rare it is what agrees' } },
  },
  memory: {
    label: { zh: '以往判断', en: 'Decided before' },
    levels: { remembered: { zh: '以前已有人确认', en: 'a person decided so before' } },
  },
}

/** Forms of names by which shares of linked rows are told apart, so that none is silently linked worse. */
export const personNameForms = {
  han2: { zh: '两字姓名', en: 'Two characters' },
  han3: { zh: '三字姓名', en: 'Three characters' },
  han4: { zh: '四字及以上姓名', en: 'Four characters and more' },
  dotted: { zh: '带间隔号的姓名', en: 'Names with a dot' },
  latin: { zh: '非汉字姓名', en: 'Names without Chinese characters' },
  none: { zh: '没有姓名', en: 'Without a name' },
} as const satisfies Record<string, Label>
