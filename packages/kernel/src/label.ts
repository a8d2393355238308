/** One text in the two languages of the product; Chinese is the source. */
export type Label = { readonly zh: string; readonly en: string }
