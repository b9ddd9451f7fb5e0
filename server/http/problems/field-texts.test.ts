import { z } from '@hono/zod-openapi'
import { describe, expect, it } from 'vitest'
import { WRITTEN } from '#kb'
import { fieldText } from './field-texts.ts'

describe('what to mend in a field', () => {
  it.each([
    [z.string(), 7, 'This is missing or has the wrong type.', 'Обязательное поле, и значение нужно другого типа.'],
    [z.string().max(3), 'long', 'At most 3 characters.', 'Не длиннее 3 знаков.'],
    [z.string().max(1), 'no', 'At most 1 character.', 'Не длиннее 1 знака.'],
    [z.string().min(1), '', 'This can’t be empty.', 'Поле не может быть пустым.'],
    [z.string().min(10), 'short', 'At least 10 characters.', 'Не короче 10 знаков.'],
    [z.array(z.string()).max(1), ['a', 'b'], 'At most 1 entry.', 'Не больше 1 значения.'],
    [z.number().max(5), 6, 'At most 5.', 'Не больше 5.'],
    [z.enum(['ru', 'en']), 'de', 'One of: ru, en.', 'Одно из: ru, en.'],
    [z.email(), 'anna', 'An email address like anna@shop.example.', 'Адрес почты, например anna@shop.example.'],
    [z.string().regex(/^a$/), 'b', 'This has the wrong format.', 'Нужен другой формат.'],
    [z.string().regex(/^a$/, 'like a'), 'b', 'This has the wrong format: like a.', 'Нужен другой формат: like a.'],
    [
      WRITTEN.shortcut,
      'два слова',
      'Use letters, digits and hyphens, without spaces.',
      'Допустимы буквы, цифры и дефисы, без пробелов.',
    ],
    [WRITTEN.category, '', 'Choose one of the categories.', 'Выберите одну из категорий.'],
    [WRITTEN.question, ' ', 'Enter the question.', 'Напишите вопрос.'],
    [WRITTEN.question, 'x'.repeat(301), 'At most 300 characters.', 'Не длиннее 300 знаков.'],
    [WRITTEN.products, Array(51).fill('T'), 'At most 50 entries.', 'Не больше 50 значений.'],
  ])('%# is said in both languages, without what was sent', (schema, value, en, ru) => {
    const issue = schema.safeParse(value).error?.issues[0]
    if (!issue) throw new Error('accepted')
    expect([fieldText(issue, 'en'), fieldText(issue, 'ru')]).toEqual([en, ru])
  })
})
