/** Under what a visitor writes, where a shop asks for consent and words none of its own. */
export const consent = {
  line: 'Отправляя сообщение, вы соглашаетесь на обработку персональных данных.',
  tick: 'Соглашаюсь на обработку персональных данных',
}

/** Around what the shop says of an order. */
export const order = {
  order: 'Заказ {number}',
  name: 'Ваш заказ',
}

/** Above words that no person has written to this visitor. */
export const automatic = 'Автоматическое сообщение'

/** To who was answered and says nothing more. */
export const stillThere =
  'Вы ещё здесь? Если вопрос решён, отвечать не нужно: мы закроем обращение. Если нет, напишите – и мы продолжим.'
