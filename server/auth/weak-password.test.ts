import { describe, expect, it } from 'vitest'
import { weaknessOf } from './weak-password.ts'

describe('a password that would be found at once', () => {
  it.each(['', 'short', 'nine-char'])('%j is too short', (password) =>
    expect(weaknessOf(password, 'anna@shop.example')).toBe('too_short'),
  )
  it.each([
    'aaaaaaaaaaaa',
    '121212121212',
    '1234567890',
    '0123456789012',
    '9876543210',
    'password1234',
    'Password2026!',
    '!!password!!',
    'qwertyuiop',
    'Qwerty123456',
    'йцукенгшщз',
    'Пароль2026',
    'abcdefghij',
    'admin123456',
    'admin-admin-123',
    'changeme2026',
    '1qaz2wsx3edc',
    'P@ssw0rd123',
    'annapetrova1',
    'Anna.Petrova-2026',
  ])('%j is too common', (password) => expect(weaknessOf(password, 'anna.petrova@shop.example')).toBe('too_common'))
  it.each([
    'correct horse battery staple',
    'long-enough-for-a-test',
    'another-long-password',
    'a-good-long-password',
    'тихий вечер у моря',
    'x7#kQ!92pLmz',
    'зелёный чайник 40',
    `${'a'.repeat(60)} and the rest of a long sentence`,
  ])('%j may stay', (password) => expect(weaknessOf(password, 'anna.petrova@shop.example')).toBeNull())
})
