import { normaliseName } from '@zhucan/kernel'

/** A place by its levels; each is a code or a bare name, null when not said. */
export interface Place {
  readonly county: string | null
  readonly town: string | null
  readonly village: string | null
}

const code = /^\d{6}(\d{3}){0,2}$/
const villageEnd = /(村民委员会|居民委员会|社区居委会|村委会|居委会|社区|嘎查|村|居)$/u
const townEnd = /(街道办事处|民族乡|办事处|街道|苏木|镇|乡)$/u
const countyEnd = /(自治县|自治旗|县|区|旗|市)$/u
const wideEnd = /(省|自治区|特别行政区|自治州|盟|地区)$/u
const inOneText =
  /^(?:[^省]{2,8}(?:省|自治区))?(?:[^市州盟]{2,10}(?:市|自治州|盟|地区)(?=.*[县区旗市]))?(?<county>[^县区旗市]{1,9}?(?:自治县|自治旗|县|区|旗|市))?(?<town>[^镇乡]{1,9}?(?:街道办事处|民族乡|街道|苏木|镇|乡))?(?<village>.{1,14}?(?:村民委员会|居民委员会|村委会|居委会|社区|嘎查|村))?/u
const numerals: Readonly<Record<string, string>> = Object.fromEntries(
  // Zero twice, then one to nine.
  [...'\u3007\u96f6\u4e00\u4e8c\u4e09\u56db\u4e94\u516d\u4e03\u516b\u4e5d'].map((sign, at) => [
    sign,
    String(Math.max(0, at - 1)),
  ]),
)
const ten = '\u5341'
const counted = /([〇零一二三四五六七八九十]{1,3})(?=[组队社号栋幢单室弄巷])/gu

/** Reads a region cell: a code, names level by level with strokes between them, or names in one text. */
export function readPlace(raw: string): Place | null {
  const text = normaliseName(raw).replaceAll(/\s*[/>\\\-—、,，]\s*|\s+/g, '/')
  const digits = text.replace(/\.0$/, '')
  if (code.test(digits)) return placeOfCode(digits)
  const parts = text.split('/').filter((part) => part !== '')
  const place = parts.length > 1 ? placeOfParts(parts) : placeOfText(parts[0] ?? '')
  return place.county === null && place.town === null && place.village === null ? null : place
}

function placeOfCode(digits: string): Place {
  const level = (length: number, own: number) =>
    digits.length >= length && !/^0+$/.test(digits.slice(length - own, length))
      ? digits.slice(0, length)
      : null
  return { county: level(6, 2), town: level(9, 3), village: level(12, 3) }
}

function placeOfParts(parts: readonly string[]): Place {
  const found: { county: string | null; town: string | null; village: string | null } = {
    county: null,
    town: null,
    village: null,
  }
  for (const part of parts.toReversed()) {
    if (wideEnd.test(part)) continue
    if (found.village === null && found.town === null && found.county === null && villageEnd.test(part))
      found.village = bare(part, villageEnd)
    else if (found.town === null && found.county === null && townEnd.test(part))
      found.town = bare(part, townEnd)
    else if (found.county === null && countyEnd.test(part)) found.county = bare(part, countyEnd)
    else if (found.village === null && found.town === null && found.county === null) found.village = part
  }
  return found
}

function placeOfText(text: string): Place {
  const groups = inOneText.exec(text)?.groups ?? {}
  const named = (name: string, end: RegExp) => (groups[name] ? bare(groups[name], end) : null)
  const place = {
    county: named('county', countyEnd),
    town: named('town', townEnd),
    village: named('village', villageEnd),
  }
  const isShort = text.length > 1 && text.length <= 6 && !/\d/.test(text)
  // A column that is called village may leave the word out.
  if (isShort && place.county === null && place.town === null && place.village === null)
    return { ...place, village: text }
  return place
}

// A name of one character keeps its ending: 东区 is not 东.
function bare(text: string, end: RegExp): string {
  const short = text.replace(end, '')
  return [...short].length >= 2 ? short : text
}

/** The numbers of an address behind its village: group, lane, house; null without any. */
export function readDoor(raw: string): string | null {
  const text = raw.normalize('NFKC').replaceAll(counted, (numeral) => westernNumeral(numeral))
  const behind = text.replace(/^.*(?:村|社区|居委会|嘎查|镇|乡|街道)(?=[^村]*\d)/u, '')
  const numbers = behind.match(/\d+[a-zA-Z]?/g) ?? text.match(/\d+[a-zA-Z]?/g)
  if (numbers === null) return null
  return (
    numbers
      .filter((number) => number.length <= 5)
      .map((number) => number.replace(/^0+(?=\d)/, '').toLowerCase())
      .join('-') || null
  )
}

function westernNumeral(numeral: string): string {
  if (!numeral.includes(ten)) return [...numeral].map((sign) => numerals[sign] ?? sign).join('')
  const [tens = '', ones = ''] = numeral.split(ten)
  return `${tens === '' ? '1' : numerals[tens]}${ones === '' ? '0' : numerals[ones]}`
}
