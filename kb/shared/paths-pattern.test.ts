import { expect, it } from 'vitest'
import { pathsPattern } from './paths-pattern.ts'

const fits = (paths: string[], path: string) => new RegExp(pathsPattern(paths)).test(path)

it('fits a path with or without its last slash, and a star anything', () => {
  expect(fits(['/checkout'], '/checkout/')).toBe(true)
  expect(fits(['/checkout'], '/checkout/pay')).toBe(false)
  expect(fits(['/a', '/account/*'], '/account/orders/7')).toBe(true)
  expect(fits(['/a.b'], '/axb')).toBe(false)
})
it('fits nothing where no path is named', () => {
  expect(fits([], '/')).toBe(false)
  expect(fits([], '')).toBe(false)
})
