import type { JudgedTexts } from '../keys.ts'

/** Texts of what follows the question whether an answer helped. */
export const texts: JudgedTexts<'ru'> = {
  'outcome.thanks': 'Спасибо! Рады, что помогло.',
  'outcome.sorry': 'Жаль, что не помогло. Чего не хватило?',
  'outcome.reasonOther': 'Вопрос был о другом',
  'outcome.reasonUnclear': 'Непонятно написано',
  'outcome.reasonFailed': 'Не сработало',
  'outcome.reasonWrong': 'Здесь ошибка',
  'outcome.noted': 'Спасибо, учтём.',
}
