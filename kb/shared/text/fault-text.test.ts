import { expect, it } from 'vitest'
import { faultText } from './fault-text.ts'

it.each([
  [new TypeError('x is not a function'), 'x is not a function'],
  ['gone', 'gone'],
  [undefined, 'undefined'],
])('faultText(%o) is %s', (fault, text) => expect(faultText(fault)).toBe(text))
