/** An element and the text right inside it, told when it ends. */
export interface Element {
  name: string
  attributes: Record<string, string>
  text: string
  line: number
}
/** What one kind of feed makes of its elements. `path`: names of those around, outermost first. */
export interface OfferReader {
  opened(element: Element, path: readonly string[]): void
  closed(element: Element, path: readonly string[]): void
}
