import { br, html, marked, OURS, text, V } from './client-letter-form.ts'
import { REPLY_ADDRESS as A } from './letter-of.ts'
import type { Tricky } from './tricky-letters.ts'

/** Replies as the large mail hosts send them, each with its own date, mark, wrapping, signature and markup. `A` is our signed reply address. */
const GMAIL: Tricky[] = [
  text('Gmail, head wrapped inside the address', 'ru', 'Синяя подойдёт', [
    'пт, 27 нояб. 2026 г. в 10:00, Тропа <',
    `${A}>:`,
    '',
    marked('ru'),
  ]),
  text('Gmail, head wrapped before the verb', 'en', 'Blue one please', [
    'On Fri, Nov 27, 2026 at 10:00 AM Tropa <',
    `${A}> wrote:`,
    '',
    marked('en'),
  ]),
  text('Gmail with a narrow space before AM', 'en', 'Blue one please', [
    `On Fri, Nov 27, 2026 at 10:00\u202fAM Tropa <${A}>`,
    'wrote:',
    '',
    marked('en'),
  ]),
  text('Gmail, German, wrapped', 'de', 'Bitte blau', [
    'Am Fr., 27. Nov. 2026 um 10:00 Uhr schrieb Tropa <',
    `${A}>:`,
    '',
    marked('de'),
  ]),
  text('Gmail in an Android telephone', 'ru', 'Синяя подойдёт', [
    `пт, 27 нояб. 2026 г., 10:00 Тропа <${A}>:`,
    '',
    marked('ru'),
  ]),
  text('Gmail in an Android telephone, earlier', 'ru', 'Синяя подойдёт', [
    '27 ноября 2026 г. 10:00 пользователь "Тропа" <',
    `${A}> написал:`,
    '',
    marked('ru'),
  ]),
  text('Gmail in an Android telephone, English', 'en', 'Blue one please', [
    `On Fri, 27 Nov 2026, 10:00 Tropa, <${A}> wrote:`,
    '',
    marked('en'),
  ]),
  text('Gmail, marks without a space', 'ru', 'Синяя подойдёт', [
    `пт, 27 нояб. 2026 г. в 10:00, Тропа <${A}>:`,
    marked('ru', '>'),
  ]),
  html(
    'Gmail, today’s markup',
    'ru',
    'Синяя подойдёт',
    `<div dir="ltr">Синяя подойдёт</div><br><div class="gmail_quote gmail_quote_container"><div dir="ltr" class="gmail_attr">пт, 27 нояб. 2026&nbsp;г. в 10:00, Тропа &lt;<a href="mailto:${A}">${A}</a>&gt;:<br></div><blockquote class="gmail_quote" style="margin:0px 0px 0px 0.8ex;border-left:1px solid rgb(204,204,204);padding-left:1ex"><div>${br('ru')}</div></blockquote></div>`,
  ),
  html(
    'Gmail, earlier markup without a class on the head',
    'en',
    'Blue one please',
    `<div dir="ltr">Blue one please</div><div class="gmail_extra"><br><div class="gmail_quote">On Fri, Nov 27, 2026 at 10:00 AM, Tropa <span dir="ltr">&lt;<a href="mailto:${A}" target="_blank">${A}</a>&gt;</span> wrote:<br><blockquote class="gmail_quote" style="margin:0 0 0 .8ex;border-left:1px #ccc solid;padding-left:1ex">${br('en')}</blockquote></div><br></div>`,
  ),
  html(
    'Gmail, answers between the quoted lines',
    'ru',
    'Отвечаю ниже\nСиний\nТрое',
    `<div dir="ltr">Отвечаю ниже<br></div><br><div class="gmail_quote"><div dir="ltr" class="gmail_attr">пт, 27 нояб. 2026&nbsp;г. в 10:00, Тропа &lt;<a href="mailto:${A}">${A}</a>&gt;:<br></div><blockquote class="gmail_quote"><div>Здравствуйте, Ирма!<br>Какого цвета нужна палатка?</div></blockquote><div>Синий</div><blockquote class="gmail_quote"><div>Марина из команды «Тропа»</div></blockquote><div>Трое</div></div>`,
  ),
  html(
    'Gmail, a signature before the quotation',
    'en',
    'Blue one please\nIrma Petrova',
    `<div dir="ltr">Blue one please<br clear="all"><div><br></div><span class="gmail_signature_prefix">-- </span><br><div dir="ltr" class="gmail_signature">Irma Petrova</div></div><br><div class="gmail_quote"><div dir="ltr" class="gmail_attr">On Fri, Nov 27, 2026 at 10:00 AM Tropa &lt;<a href="mailto:${A}">${A}</a>&gt; wrote:<br></div><blockquote class="gmail_quote">${br('en')}</blockquote></div>`,
  ),
]

const YANDEX: Tricky[] = [
  text('Yandex with its block of fields', 'ru', 'Синяя подойдёт', [
    '----------------',
    `Кому: Ирма (${V});`,
    'Тема: Re: Тропа: ваш вопрос от 27 ноября;',
    `27.11.2026, 10:00, "Тропа" <${A}>:`,
    OURS.ru,
  ]),
  text('Yandex with its block of fields, English', 'en', 'Blue one please', [
    '----------------',
    `To: Irma (${V});`,
    'Subject: Re: Tropa: your question;',
    `27.11.2026, 10:00, "Tropa" <${A}>:`,
    marked('en', '>'),
  ]),
  html(
    'Yandex on the web',
    'ru',
    'Синяя подойдёт',
    `<div>Синяя подойдёт</div><div>&nbsp;</div><div>----------------</div><div>Кому: Ирма (${V});</div><div>Тема: Re: Тропа: ваш вопрос от 27 ноября;</div><div>27.11.2026, 10:00, "Тропа" &lt;${A}&gt;:</div><blockquote><div>${br('ru')}</div></blockquote><div>&nbsp;</div>`,
  ),
  html(
    'Yandex on the web, earlier',
    'ru',
    'Синяя подойдёт',
    `<div>Синяя подойдёт</div><div> </div><div>27.11.2026, 10:00, "Тропа" &lt;${A}&gt;:</div><blockquote><div>${br('ru')}</div></blockquote>`,
  ),
  text(
    'Yandex, the mobile app',
    'ru',
    'Синяя подойдёт',
    ['Отправлено из мобильного приложения Яндекс Почты', '', `10:00, 27 ноября 2026 г., Тропа <${A}>:`, marked('ru')],
    'Отправлено мобильного приложения Яндекс Почты',
  ),
  text(
    'Yandex, the mobile app, with a rule above its signature',
    'ru',
    'Синяя подойдёт',
    ['-- ', 'Отправлено из мобильной Яндекс.Почты', '', `27.11.2026, 10:00, "Тропа" <${A}>:`, OURS.ru],
    'Отправлено мобильной Яндекс',
  ),
  html(
    'Yandex, the mobile app, HTML',
    'ru',
    'Синяя подойдёт',
    `<div>Синяя подойдёт<br/></div><div><br/></div><div>-- <br/>Отправлено из мобильной Яндекс Почты: http://m.ya.ru/ymail</div><div><br/></div><div>27.11.2026, 10:00, Тропа &lt;${A}&gt;:<br/></div><blockquote class="210e7a848e8fcb45wmi-quote"><div>${br('ru')}</div></blockquote>`,
    'Отправлено мобильной',
  ),
]

const MAILRU: Tricky[] = [
  text('Mail.ru on the web', 'ru', 'Синяя подойдёт\n\n\n--\nИрма Петрова', [
    ' ',
    `>Пятница, 27 ноября 2026, 10:00 +03:00 от Тропа <${A}>:`,
    '> ',
    marked('ru', '>'),
  ]),
  text('Mail.ru on the web without marks', 'ru', 'Синяя подойдёт', [
    `Пятница, 27 ноября 2026, 10:00 +03:00 от Тропа <${A}>:`,
    ' ',
    OURS.ru,
  ]),
  html(
    'Mail.ru on the web, HTML',
    'ru',
    'Синяя подойдёт',
    `<div>Синяя подойдёт</div><div>&nbsp;</div><div data-signature-widget="container"><div data-signature-widget="content"></div></div><div>&nbsp;</div><div>&nbsp;</div><blockquote style="border-left:1px solid #0857A6;margin:10px;padding:0 0 0 10px;">Пятница, 27 ноября 2026, 10:00 +03:00 от Тропа &lt;<a href="//e.mail.ru/compose/?mailto=mailto%3a${encodeURIComponent(A)}">${A}</a>&gt;:<br>&nbsp;<div id=""><div class="js-helper js-readmsg-msg"><div><div id="style_17"><div>${br('ru')}</div></div></div></div></div></blockquote>`,
  ),
  text(
    'Mail.ru in the telephone',
    'ru',
    'Синяя подойдёт',
    [
      '--',
      'Отправлено из Почты Mail.ru для Android',
      `пятница, 27 ноября 2026г., 10:00 +03:00 от Тропа  ${A}:`,
      '',
      OURS.ru,
    ],
    'Отправлено Почты Android',
  ),
  text(
    'Mail.ru in the telephone, marked',
    'ru',
    'Синяя подойдёт',
    [
      'Отправлено из мобильной Почты Mail.ru',
      '',
      '',
      `Пятница, 27 ноября 2026, 10:00 +0300 от Тропа <${A}>:`,
      '',
      marked('ru', '>'),
    ],
    'Отправлено мобильной',
  ),
  text(
    'myMail',
    'en',
    'Blue one please',
    [
      '--',
      'Sent from myMail for iOS',
      '',
      '',
      `Friday, 27 November 2026, 10:00 +0300 from Tropa  <${A}>:`,
      marked('en', '>'),
    ],
    'Sent myMail',
  ),
]

export const LETTERS_OF_HOSTS: Tricky[] = [...GMAIL, ...YANDEX, ...MAILRU]
