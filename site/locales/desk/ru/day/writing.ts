export const writing = {
  'format.label': 'Оформление текста',
  'format.bold': 'Жирный',
  'format.list': 'Список',
  'format.link': 'Ссылка',
  'composer.sendAndSolve': 'Отправить и решить',
} as const
