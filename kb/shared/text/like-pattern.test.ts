import { expect, it } from 'vitest'
import { likePattern } from './like-pattern.ts'

it.each([
  ['order', '%order%'],
  ['100%', '%100\\%%'],
  ['a_b', '%a\\_b%'],
  ['C:\\temp', '%C:\\\\temp%'],
])('likePattern(%j) is %s', (text, pattern) => expect(likePattern(text)).toBe(pattern))
