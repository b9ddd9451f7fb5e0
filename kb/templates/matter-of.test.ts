import { describe, expect, it } from 'vitest'
import { matterOf } from './matter-of.ts'

describe('the matter of a message', () => {
  it.each([
    [
      'Добрый день! Меня зовут Мария, заказывала у вас палатку в марте, теперь хочу вернуть, чек потеряла, что делать? тел 89161234567',
      'Заказывала у вас палатку в марте, теперь хочу вернуть, чек потеряла, что делать?',
    ],
    ['Спасибо! А сколько это стоит?', 'А сколько это стоит?'],
    ['где мой заказ № T-104512', 'Где'],
    ['Hello, my name is Kate. Can I return boots? Phone: +44 20 7946 0958', 'Can I return boots?'],
  ])('of %j is %j', (message, matter) => expect(matterOf(message)).toBe(matter))

  it.each(['Здравствуйте!', 'Спасибо, всё понятно!', 'anna@mail.example', ''])('of %j is nothing', (message) =>
    expect(matterOf(message)).toBe(''),
  )
})
