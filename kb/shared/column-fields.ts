/** What a column of a table may be. */
export const COLUMN_FIELDS = [
  'sku',
  'name',
  'price',
  'oldPrice',
  'currency',
  'availability',
  'url',
  'picture',
  'category',
  'vendor',
  'description',
] as const
export type ColumnField = (typeof COLUMN_FIELDS)[number]

/** Without these a line is no product. */
export const NEEDED_COLUMNS: readonly ColumnField[] = ['sku', 'name', 'price']
