import { registerHooks } from 'node:module'
import { afterAll, describe, expect, it } from 'vitest'
import { guessableBecause } from './guessable-password.ts'

/** Modules this thread has loaded since. */
const readHere: string[] = []
const hooks = registerHooks({
  load: (url, context, next) => {
    readHere.push(url)
    return next(url, context)
  },
})
afterAll(() => hooks.deregister())

const olga = { mail: 'olga@tropa.example', name: 'Ольга Медведева' }

describe('a password that leaked elsewhere or is easily made up', () => {
  it.each([
    '1q2w3e4r5t',
    '123456789a',
    'passwordpassword',
    'q1w2e3r4t5y6',
    'zaq12wsxcde3',
    'qazwsxedcrfv',
    'gfhjkmgfhjkm',
    'Spring2026',
    'anna123456',
    'olga@tropa',
    'olga@tropa.example',
    'ольгамедведева',
    'Медведева2026',
    'P@ssw0rdP@ssw0rd',
    'a1'.repeat(64),
  ])('%j is too common', async (password) => expect(await guessableBecause(password, olga)).toBe('too_common'))
  it.each([
    'correct horse battery staple',
    'long-enough-for-a-test',
    'тихий вечер у моря',
    'зелёный чайник 40',
    'x7#kQ!92pLmz',
  ])('%j may stay', async (password) => expect(await guessableBecause(password, olga)).toBeNull())
  it('is still told from one that is too short', async () => {
    expect(await guessableBecause('short', olga)).toBe('too_short')
  })
  it('is looked for in a thread of its own: this one reads no list', async () => {
    await guessableBecause('тихий вечер у моря', olga)
    expect(readHere.filter((file) => file.includes('zxcvbn'))).toEqual([])
  })
})
