/** One page of a list; pages count from 1, `total` is of all pages. */
export interface Page<T> {
  items: T[]
  page: number
  perPage: number
  total: number
}
