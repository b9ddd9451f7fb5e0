/** How mail programs write what they quote: the head, the mark, and their HTML. Collected from letters they sent. */
export type Language = 'ru' | 'en' | 'de'
export interface Quotation {
  name: string
  address: string
  to: string
  subject: string
  /** Lines of ours that are quoted. */
  lines: string[]
}
export interface MailProgram {
  name: string
  head(language: Language, q: Quotation): string
  /** `> ` before each line; else the quotation is not marked at all. */
  marked: boolean
  /** HTML around head and quotation; absent: the program sends text alone. */
  html?(head: string, quoted: string, language: Language): string
  /** The answer can stand between quoted lines, or below them. */
  inline: boolean
}

const by = <T>(language: Language, ru: T, en: T, de: T): T => ({ ru, en, de })[language]
const escaped = (text: string) => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;')
const lines = (text: string) => text.split('\n').map(escaped).join('<br>')

const block = (language: Language, q: Quotation, addressed = true): string => {
  const [from, sent, to, subject] = by(
    language,
    ['От', 'Отправлено', 'Кому', 'Тема'],
    ['From', 'Sent', 'To', 'Subject'],
    ['Von', 'Gesendet', 'An', 'Betreff'],
  )
  const date = by(
    language,
    '27 ноября 2026 г. 10:00',
    'Friday, November 27, 2026 10:00 AM',
    'Freitag, 27. November 2026 10:00',
  )
  const mail = addressed ? ` <${q.address}>` : ''
  return `${from}: ${q.name}${mail}\n${sent}: ${date}\n${to}: ${q.to}\n${subject}: ${q.subject}`
}

export const MAIL_PROGRAMS: MailProgram[] = [
  {
    name: 'Gmail',
    marked: true,
    inline: true,
    head: (language, q) =>
      by(
        language,
        `пт, 27 нояб. 2026 г. в 10:00, ${q.name} <${q.address}>:\n`,
        `On Fri, Nov 27, 2026 at 10:00 AM ${q.name} <${q.address}> wrote:\n`,
        `Am Fr., 27. Nov. 2026 um 10:00 Uhr schrieb ${q.name} <${q.address}>:\n`,
      ),
    html: (head, quoted) =>
      `<div class="gmail_quote"><div dir="ltr" class="gmail_attr">${lines(head)}</div><blockquote class="gmail_quote" style="margin:0px 0px 0px 0.8ex;border-left:1px solid rgb(204,204,204);padding-left:1ex">${lines(quoted)}</blockquote></div>`,
  },
  {
    name: 'Yandex',
    marked: false,
    inline: false,
    head: (_, q) => `27.11.2026, 10:00, "${q.name}" <${q.address}>:`,
    html: (head, quoted) => `<div>${lines(head)}</div><blockquote><div>${lines(quoted)}</div></blockquote>`,
  },
  {
    name: 'Yandex in the telephone',
    marked: true,
    inline: false,
    head: (language, q) =>
      by(
        language,
        `Отправлено из мобильной Яндекс Почты: http://m.ya.ru/ymail\n\n27.11.2026, 10:00, "${q.name}" <${q.address}>:`,
        `27.11.2026, 10:00, "${q.name}" <${q.address}>:`,
        `27.11.2026, 10:00, "${q.name}" <${q.address}>:`,
      ),
  },
  {
    name: 'Mail.ru',
    marked: true,
    inline: true,
    head: (language, q) =>
      by(
        language,
        `Пятница, 27 ноября 2026, 10:00 +03:00 от ${q.name} <${q.address}>:\n`,
        `Friday, November 27, 2026 10:00 AM +03:00 from ${q.name} <${q.address}>:\n`,
        `Freitag, 27. November 2026, 10:00 +03:00 von ${q.name} <${q.address}>:\n`,
      ),
    html: (head, quoted) =>
      `<blockquote style="border-left:1px solid #0857A6; margin:10px; padding:0 0 0 10px;">${lines(head)}<div id=""><div class="js-helper">${lines(quoted)}</div></div></blockquote>`,
  },
  {
    name: 'Mail.ru in the telephone',
    marked: false,
    inline: false,
    head: (language, q) =>
      by(
        language,
        `--\nОтправлено из Mail для Android\nпятница, 27 ноября 2026г., 10:00 +03:00 от ${q.name} ${q.address}:`,
        `--\nSent from Mail for Android\nFriday, 27 November 2026, 10:00AM +03:00 from ${q.name} ${q.address}:`,
        `Freitag, 27. November 2026, 10:00 +03:00 von ${q.name} ${q.address}:`,
      ),
  },
  {
    name: 'Outlook',
    marked: false,
    inline: false,
    head: (language, q) => `________________________________\n${block(language, q)}\n`,
    html: (head, quoted) => {
      const fields = head.split('\n').filter((line) => line.includes(':'))
      return `<div id="appendonsend"></div><hr style="display:inline-block;width:98%"><div id="divRplyFwdMsg" dir="ltr">${fields.map((field) => `<b>${escaped(field.slice(0, field.indexOf(':') + 1))}</b>${escaped(field.slice(field.indexOf(':') + 1))}`).join('<br>')}</div><div>${lines(quoted)}</div>`
    },
  },
  {
    name: 'Outlook on the desk',
    marked: false,
    inline: false,
    head: (language, q) => `${block(language, q)}\n`,
    html: (head, quoted) =>
      `<!--[if mso]><xml><o:AllowPNG/></xml><![endif]--><div style="border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0cm 0cm 0cm"><p class="MsoNormal">${head
        .trim()
        .split('\n')
        .map(
          (field) =>
            `<b>${escaped(field.slice(0, field.indexOf(':') + 1))}</b>${escaped(field.slice(field.indexOf(':') + 1))}`,
        )
        .join(
          '<br>',
        )}<o:p></o:p></p></div><p class="MsoNormal"><o:p>&nbsp;</o:p></p><p class="MsoNormal">${lines(quoted)}</p>`,
  },
  {
    name: 'Outlook without addresses',
    marked: false,
    inline: false,
    head: (language, q) =>
      `${by(language, '-----Исходное сообщение-----', '-----Original Message-----', '-----Ursprüngliche Nachricht-----')}\n${block(language, q, false)}\n`,
  },
  {
    name: 'Samsung',
    marked: false,
    inline: false,
    head: (language, q) =>
      `${by(language, 'Отправлено со смартфона Samsung Galaxy.', 'Sent from my Galaxy', 'Von meinem Galaxy gesendet')}\n\n-------- ${by(language, 'Исходное сообщение', 'Original message', 'Ursprüngliche Nachricht')} --------\n${by(language, 'От', 'From', 'Von')}: ${q.name} <${q.address}>\n${by(language, 'Дата', 'Date', 'Datum')}: 27.11.2026 10:00 (GMT+03:00)\n${by(language, 'Кому', 'To', 'An')}: ${q.to}\n${by(language, 'Тема', 'Subject', 'Betreff')}: ${q.subject}\n`,
  },
  {
    name: 'Thunderbird',
    marked: true,
    inline: true,
    head: (language, q) =>
      by(
        language,
        `27.11.2026 10:00, ${q.name} пишет:`,
        `On 27/11/2026 10:00, ${q.name} wrote:`,
        `Am 27.11.26 um 10:00 schrieb ${q.name}:`,
      ),
    html: (head, quoted) =>
      `<div class="moz-cite-prefix">${lines(head)}<br></div><blockquote type="cite" cite="mid:mail_1@shop.example"><pre class="moz-quote-pre" wrap="">${escaped(quoted)}</pre></blockquote>`,
  },
  {
    name: 'Apple Mail',
    marked: true,
    inline: true,
    head: (language, q) =>
      by(
        language,
        `> 27 нояб. 2026 г., в 10:00, ${q.name} <${q.address}> написал(а):\n> `,
        `> On 27 Nov 2026, at 10:00, ${q.name} <${q.address}> wrote:\n> `,
        `> Am 27.11.2026 um 10:00 schrieb ${q.name} <${q.address}>:\n> `,
      ),
    html: (head, quoted) =>
      `<br><div><blockquote type="cite"><div>${lines(head.replace(/^> ?/gm, '').trim())}</div><br class="Apple-interchange-newline"><div>${lines(quoted)}</div></blockquote></div>`,
  },
  {
    name: 'Apple Mail in the telephone',
    marked: true,
    inline: false,
    head: (language, q) =>
      by(
        language,
        `Отправлено с iPhone\n\n> 27 нояб. 2026 г., в 10:00, ${q.name} <${q.address}> написал(а):\n> `,
        `Sent from my iPhone\n\n> On 27 Nov 2026, at 10:00, ${q.name} <${q.address}> wrote:\n> `,
        `Von meinem iPhone gesendet\n\n> Am 27.11.2026 um 10:00 schrieb ${q.name} <${q.address}>:\n> `,
      ),
  },
  {
    name: 'The Bat!',
    marked: true,
    inline: true,
    head: (language) =>
      by(
        language,
        'Вы писали 27 ноября 2026 г., 10:00:00:\n',
        'Friday, November 27, 2026, 10:00:00 AM, you wrote:\n',
        'am Freitag, 27. November 2026 um 10:00 schrieben Sie:\n',
      ),
  },
  {
    name: 'Roundcube',
    marked: true,
    inline: true,
    head: (language, q) =>
      by(
        language,
        `${q.name} писал 2026-11-27 10:00:`,
        `On 2026-11-27 10:00, ${q.name} wrote:`,
        `Am 2026-11-27 10:00, schrieb ${q.name}:`,
      ),
    html: (head, quoted) =>
      `<p id="reply-intro">${lines(head)}</p><blockquote type="cite" style="padding: 0 0.4em; border-left: #1010ff 2px solid; margin: 0"><div>${lines(quoted)}</div></blockquote>`,
  },
  {
    name: 'Roundcube, earlier',
    marked: true,
    inline: true,
    head: (language, q) =>
      by(
        language,
        `Пользователь ${q.name} (${q.address}) писал(а) 27.11.2026 10:00:\n`,
        `${q.name} (${q.address}) wrote on 27.11.2026 10:00:\n`,
        `${q.name} (${q.address}) schrieb am 27.11.2026 10:00:\n`,
      ),
  },
  {
    name: 'Yahoo',
    marked: false,
    inline: false,
    head: (language, q) =>
      by(
        language,
        `пятница, 27 ноября 2026 г. в 10:00:00 GMT+3, ${q.name} <${q.address}> написал(а):\n`,
        `On Friday, November 27, 2026 at 10:00:00 AM GMT+3, ${q.name} <${q.address}> wrote:\n`,
        `Am Freitag, 27. November 2026 um 10:00:00 MEZ hat ${q.name} <${q.address}> Folgendes geschrieben:\n`,
      ),
  },
  {
    name: 'Proton',
    marked: true,
    inline: false,
    head: (language, q) =>
      by(
        language,
        `В пятница, 27 ноября 2026 г. в 10:00, ${q.name} <${q.address}> написал:\n`,
        `On Friday, November 27th, 2026 at 10:00, ${q.name} <${q.address}> wrote:\n`,
        `Am Freitag, 27. November 2026 um 10:00, ${q.name} <${q.address}> schrieb:\n`,
      ),
  },
]
