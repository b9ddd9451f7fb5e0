/** One page of a list. `page` counts from 1, `total` all items of the list. */
export interface Page<T> {
  items: T[]
  page: number
  perPage: number
  total: number
}
