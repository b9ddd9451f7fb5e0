import type { ItemOf } from '../shapes.ts'

/** A text visitors read, as we say it in each language. */
export type VisitorText = ItemOf<'/desk/site/texts'>
export type VisitorTexts = readonly VisitorText[]
