import { z } from '@hono/zod-openapi'
import { describe, expect, it } from 'vitest'
import { WRITTEN } from '#kb'
import { fieldText } from './field-texts.ts'

describe('what to mend in a field', () => {
  it.each([
    [z.string(), 7, 'This is needed, and of another type.', 'Это поле нужно, и значение должно быть другого вида.'],
    [z.string().max(3), 'long', 'At most 3 characters.', 'Не длиннее 3 знаков.'],
    [z.string().max(1), 'no', 'At most 1 character.', 'Не длиннее 1 знака.'],
    [z.string().min(1), '', 'This must not be empty.', 'Не может быть пустым.'],
    [z.string().min(10), 'short', 'At least 10 characters.', 'Не короче 10 знаков.'],
    [z.array(z.string()).max(1), ['a', 'b'], 'At most 1 entry.', 'Не больше 1 значения.'],
    [z.number().max(5), 6, 'At most 5.', 'Не больше 5.'],
    [z.enum(['ru', 'en']), 'de', 'One of: ru, en.', 'Одно из: ru, en.'],
    [z.email(), 'anna', 'A mail address like anna@shop.example.', 'Адрес почты вида anna@shop.example.'],
    [z.string().regex(/^a$/), 'b', 'This has another form.', 'Здесь нужен другой вид записи.'],
    [
      z.string().regex(/^a$/, 'like a'),
      'b',
      'This has another form: like a.',
      'Здесь нужен другой вид записи: like a.',
    ],
    [
      WRITTEN.shortcut,
      'два слова',
      'A shortcut takes letters, digits and hyphens, without spaces.',
      'В сокращении бывают буквы, цифры и дефисы, без пробелов.',
    ],
    [WRITTEN.category, '', 'Choose one of the categories.', 'Выберите одну из категорий.'],
    [WRITTEN.question, ' ', 'Write the question.', 'Напишите вопрос.'],
    [WRITTEN.question, 'x'.repeat(301), 'At most 300 characters.', 'Не длиннее 300 знаков.'],
    [WRITTEN.products, Array(51).fill('T'), 'At most 50 entries.', 'Не больше 50 значений.'],
  ])('%# is said in both languages, without what was sent', (schema, value, en, ru) => {
    const issue = schema.safeParse(value).error?.issues[0]
    if (!issue) throw new Error('accepted')
    expect([fieldText(issue, 'en'), fieldText(issue, 'ru')]).toEqual([en, ru])
  })
})
