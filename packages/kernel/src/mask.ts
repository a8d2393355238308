/** Leaves the first character and at most two stars, so that the length of long names does not show: 王小明 → 王**. */
export function maskName(name: string): string {
  const characters = Array.from(name.trim())
  if (characters.length === 0) return ''
  return characters[0] + '*'.repeat(Math.max(1, Math.min(2, characters.length - 1)))
}

/** 15 or 18 characters, or a certificate number, which begins with 18. */
const official = /^(?:\d{15}|\d{17}[\dXx](?:\d{2}(?:[Bb]\d)?)?)$/

/**
 * Leaves four characters at each end of a bank number; numbers up to eight become stars. Of an ID or certificate number
 * only the first four stay: place and birth usually stand beside it, and the end would make it whole.
 */
export function maskNumber(number: string): string {
  if (number.length <= 8) return '*'.repeat(number.length)
  const end = official.test(number) ? '' : number.slice(-4)
  return number.slice(0, 4) + '*'.repeat(number.length - 4 - end.length) + end
}

/** Nine digits or more in a row, or in groups as cards and telephone numbers are printed; days have shorter groups. */
const written = /[0-9０-９]{9,}[xXｘＸ]?|[0-9０-９]{3,8}(?:[ \-–—.．·\u3000][0-9０-９]{3,8}){2,}[xXｘＸ]?/g

/** Free text without official numbers: someone may have noted one in a remark, and numbers never rest in clear. */
export function hideNumbers(text: string): string {
  return text.replaceAll(written, (run) => {
    const digits = run.normalize('NFKC').replaceAll(/[^0-9xX]/g, '')
    return /^1\d{10}$/.test(digits) ? maskPhone(digits) : maskNumber(digits)
  })
}

/** Hides the middle of a mobile number (138****5678) and all but the last two digits of others. */
export function maskPhone(phone: string): string {
  const text = phone.trim()
  if (/^1\d{10}$/.test(text)) return `${text.slice(0, 3)}****${text.slice(-4)}`
  const hidden = Math.max(0, text.length - 2)
  return '*'.repeat(hidden) + (text.length > 4 ? text.slice(hidden) : '*'.repeat(text.length - hidden))
}
