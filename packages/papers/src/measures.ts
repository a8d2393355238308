/** GB/T 9704-2012 in millimetres, points and characters; everything the layout knows by number. */
export const sheet = { width: 210, height: 297 } as const
export const margins = { top: 37, bottom: 35, inside: 28, outside: 26 } as const
export const typeArea = { width: 156, height: 225 } as const
export const grid = { lines: 22, characters: 28 } as const
/** From the upper edge of the type area to the name of the organ. */
export const markBelowTop = 35
/** Between the document number and the red line. */
export const redLineBelow = 4
/** Between the type area and the dashes of the page number. */
export const pageNumberBelow = 7

/** Sizes in points: 2号, 3号, 4号. */
export const size = { two: 22, three: 16, four: 14 } as const

const pointsPerMm = 72 / 25.4

/** Twentieths of a point, the unit of Word. */
export const twips = (mm: number): number => Math.round(mm * pointsPerMm * 20)

/** Twentieths of a point out of points. */
export const twipsOfPoints = (points: number): number => Math.round(points * 20)

/** One of 22 lines. */
export const linePitch = Math.floor(twips(typeArea.height) / grid.lines)

/** One of 28 characters, in twentieths of a point. */
export const characterPitch = twips(typeArea.width) / grid.characters

/**
 * What is taken from each character of size 3 so that 28 fill the line, in twentieths of a point. It stands at the text
 * and not in the grid of the page: programs disagree on a grid narrower than its letters, on spacing they agree.
 */
export const characterSpacing = Math.floor(characterPitch - size.three * 20)
