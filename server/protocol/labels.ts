/** Colours a label may have: names, which each surface paints for its light and its dark. */
export const LABEL_COLORS = ['grey', 'red', 'orange', 'yellow', 'green', 'teal', 'blue', 'violet'] as const
export type LabelColor = (typeof LABEL_COLORS)[number]

/** Who may set one and take it off. */
export const LABEL_SETTERS = ['operators', 'leads'] as const
export type LabelSetter = (typeof LABEL_SETTERS)[number]

/** A word of the site's own on a conversation. */
export interface Label {
  id: string
  site: string
  name: string
  color: LabelColor
  setBy: LabelSetter
}

/** Of one site, and on one conversation. */
export const MOST_LABELS = 100
export const MOST_LABELS_ON_ONE = 20
