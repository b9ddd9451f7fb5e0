/** What stands for the placeholders of a template; null: nobody knows. */
export interface PlaceholderValues {
  visitor: { name: string | null }
  operator: { name: string | null }
  site: { name: string | null; hours: string | null }
  product: { name: string | null; sku: string | null }
  order: { number: string | null }
}
