import type { InviteTexts } from '../keys.ts'

export const texts: InviteTexts<'ru'> = {
  'invite.from': 'Вам пишет {name}',
  'invite.close': 'Закрыть',
  'invite.answer': 'Ваш ответ',
  'invite.send': 'Отправить',
  'invite.agree': 'Сначала поставьте галочку.',
  'invite.more': 'Подробнее',
  'invite.failed': 'Не отправлено. Текст сохранён – попробуйте ещё раз.',
}
