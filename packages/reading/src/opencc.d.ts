declare module 'opencc-js/dict/TSCharacters' {
  /** Pairs `traditional simplified`, divided by `|`; several simplified forms are possible, the first is usual. */
  const pairs: string
  export default pairs
}
