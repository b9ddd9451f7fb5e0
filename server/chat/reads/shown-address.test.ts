import { expect, it } from 'vitest'
import { shownAddress } from './shown-address.ts'

it.each([
  ['вася@xn--80a1acny.xn--p1ai', 'вася@почта.рф'],
  ['anna@xn--mnchen-3ya.example', 'anna@münchen.example'],
  ['anna@mail.example', 'anna@mail.example'],
  ['no address', 'no address'],
])('%s is read as %s', (kept, shown) => {
  expect(shownAddress(kept)).toBe(shown)
})
