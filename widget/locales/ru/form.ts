import type { FormTexts } from '../keys.ts'

export const texts: FormTexts<'ru'> = {
  'ask.title': 'О вас',
  'ask.subject': 'О чём ваш вопрос?',
  'ask.anything': 'О другом',
  'ask.optional': '(необязательно)',
  'ask.name': 'Как вас зовут',
  'ask.mail': 'Почта',
  'ask.phone': 'Телефон',
  'ask.order': 'Номер заказа',
  'ask.nameNeeded': 'Напишите, как вас зовут.',
  'ask.mailNeeded': 'Укажите почту для ответа, например name@example.com.',
  'ask.phoneNeeded': 'Укажите номер телефона, по которому можно позвонить.',
  'ask.orderNeeded': 'Укажите номер заказа. Он есть в письме о заказе.',
  'ask.phoneWrong': 'Проверьте номер: от 7 до 15 цифр, с кодом страны, например +7 916 123-45-67.',
}
