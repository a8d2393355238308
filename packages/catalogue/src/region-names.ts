/** A way a region's name is written; `whole` = nothing of it was left out. */
export interface NameForm {
  text: string
  whole: boolean
}

const village = /(?:村民委员会|村委会)$/
const community = /(?:居民委员会|居委会)$/
const street = /街道(?:办事处|办)?$/
const township = /(?:民族乡|苏木|乡|镇)$/
const district = /(?:自治州|自治县|自治旗|地区|林区|特区|新区|市|县|区|盟|旗)$/
const province = /(?:(?:壮族|回族|维吾尔)?自治区|特别行政区|省|市)$/

/** Every way in which lists write the name of a region, the full ones first. */
export function nameForms(name: string, level: number): NameForm[] {
  const wholes = new Set([name, ...wholeForms(name)])
  const stem = stemOf(name, level)
  const forms = [...wholes].map((text): NameForm => ({ text, whole: true }))
  if (stem !== null && !wholes.has(stem)) forms.push({ text: stem, whole: false })
  return forms
}

function wholeForms(name: string): string[] {
  if (village.test(name)) return committeeForms(name.replace(village, ''), '村', ['村委会', '村民委员会'])
  if (community.test(name))
    return committeeForms(name.replace(community, ''), '社区', ['居委会', '居民委员会'])
  if (name.endsWith('村')) return committeeForms(name, '村', ['村委会', '村民委员会'])
  if (name.endsWith('社区')) return committeeForms(name, '社区', ['居委会', '居民委员会'])
  if (street.test(name)) return ['街道', '街道办', '街道办事处'].map((end) => name.replace(street, '') + end)
  if (township.test(name)) return [`${name}人民政府`, `${name}政府`]
  return []
}

/** 柳河村委会, 柳河村村委会 and 柳河村 are one place. */
function committeeForms(stem: string, kind: string, committees: string[]): string[] {
  const bare = stem.endsWith(kind) ? stem.slice(0, -kind.length) : stem
  const names = [`${bare}${kind}`, ...committees.map((end) => `${bare}${kind}${end}`)]
  return [...names, ...committees.map((end) => `${bare}${end}`), ...(kind === '村' ? [] : [`${bare}居`])]
}

function stemOf(name: string, level: number): string | null {
  const ending =
    level === 1 ? province : level <= 3 ? district : level === 4 ? firstOf(name, street, township) : null
  const stem = ending
    ? name.replace(ending, '')
    : name
        .replace(village, '')
        .replace(community, '')
        .replace(/(?:村|社区)$/, '')
  return stem.length >= 2 && stem !== name ? stem : null
}

const firstOf = (name: string, ...patterns: RegExp[]): RegExp =>
  patterns.find((pattern) => pattern.test(name)) ?? /$^/

/** Names that stand in the tree only to hold others and that nobody writes: 市辖区, 省直辖县级行政区划. */
export const isFillerName = (name: string): boolean =>
  /^(?:市辖区|县|城区|郊区|省直辖县级行政区划|自治区直辖县级行政区划)$/.test(name)
