/** Table of a list without usable numbers while it is made. */
export const residualTable = 'residual'

/** SQL of the list in its order. */
export const residualSql = `select * from ${residualTable} order by i`
