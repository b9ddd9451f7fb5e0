import { describe, expect, it } from 'vitest'
import { aSite } from '../../realtime/testing/live-fixture.ts'
import type { Letter } from '../../chat/moves/letters/outbox.ts'
import { aLetter } from '../testing/a-letter.ts'
import { composeLetter } from './compose-letter.ts'
import { filesIn } from './letter-files.ts'
import { saidIn } from './letter-parts.ts'

const site = aSite({ name: { ru: 'Тропа', en: 'Tropa' }, url: 'https://tropa.example' })
const envelope = {
  mailFrom: { name: null, address: 'help@tropa.example' },
  replyTo: 'help+c1@tropa.example',
  links: {
    open: 'https://help.example/ru/letters#open',
    stop: 'https://help.example/ru/letters?stop=1',
    stopAtOnce: 'https://help.example/api/letters/stop?link=1',
  },
}
const said = (...texts: string[]) => texts.map((text) => ({ text, author: 'Ольга Петрова' }))
const composed = (over: Partial<Letter> = {}) => composeLetter(aLetter(over), site, envelope)

describe('a letter with answers', () => {
  it('greets once, also where the operator has greeted', () => {
    const count = (text: string) => (text.match(/здравствуйте/gi) ?? []).length
    expect(count(composed({ answers: said('Завтра', 'К обеду') }).text)).toBe(1)
    for (const greeting of ['Здравствуйте!', 'Анна, здравствуйте!', 'Здравствуйте, Анна! Дуга в пути.'])
      expect(count(composed({ answers: said(greeting, 'Завтра') }).text)).toBe(1)
    expect(composed({ answers: said('Добрый день, Анна!') }).text).not.toMatch(/здравствуйте/i)
    expect(composed({ answers: said('Historically, it depends') }).text).toMatch(/^Здравствуйте, Анна!/)
  })
  it('says everything under one name, with its Markdown read and its lines kept', () => {
    const { text, html } = composed({ answers: said('**Бесплатно**\nпо `TR-1`', '- раз\n- два') })
    expect(text).toContain('Ольга Петрова:\n\nБесплатно\nпо TR-1\n\n- раз\n- два')
    expect(html).toContain('<strong>Бесплатно</strong><br>')
    expect(html).toMatch(/<li[^>]*>раз<\/li>/)
    expect(html?.match(/>Ольга Петрова</g)).toHaveLength(1)
    expect(html).toContain('>ОП</td>')
  })
  it('shows the face of whoever wrote, their letters where there is none, and the shop’s logo', () => {
    const answers = [
      { text: 'Передаю', author: 'Ольга Петрова', authorId: 'p1' },
      { text: 'Готово', author: 'Иван Ли', authorId: 'p2' },
    ]
    const pictures = {
      logo: 'https://help.example/api/pictures/a/320.png',
      photoOf: (id: string) => (id === 'p1' ? 'https://help.example/api/pictures/b/96.jpg' : null),
    }
    const { html } = composeLetter(aLetter({ answers }), site, { ...envelope, pictures })
    expect(html).toMatch(/<img src="https:\/\/help\.example\/api\/pictures\/b\/96\.jpg"[^>]* alt=""/)
    expect(html).toContain('>ИЛ</td>')
    expect(html).not.toContain('>ОП</td>')
    expect(html).toMatch(/<img src="https:\/\/help\.example\/api\/pictures\/a\/320\.png" alt="Тропа"/)
  })
  it('comes from whom the shop says, is signed by it, and says things in its words', () => {
    const own = {
      ...site,
      letterhead: {
        sender: { ru: 'Забота «Тропы»', en: '' },
        signature: { ru: 'Тёплых походов!\n<b>Тропа</b>', en: '' },
      },
      texts: { widget: {}, pages: {}, letters: { ru: { 'reply.question': 'Ваш вопрос, {site}:' } } },
    }
    const { from, text, html } = composeLetter(aLetter({ answers: said('Готово') }), own, envelope)
    expect(from.name).toBe('Забота «Тропы»')
    expect(text).toContain('Готово\n\nТёплых походов!\n<b>Тропа</b>\n')
    expect(html).toContain('Тёплых походов!<br>&#60;b&#62;Тропа')
    expect(text).toContain('Ваш вопрос, Тропа:')
    expect(text).not.toContain('Вы спрашивали')
  })
  it('names each of two people', () => {
    const answers = [...said('Передаю'), { text: 'Готово', author: 'Иван' }, ...said('Спасибо')]
    const { text } = composed({ answers })
    expect(text).toMatch(/Ольга Петрова:\n\nПередаю\n\nИван:\n\nГотово\n\nОльга Петрова:\n\nСпасибо/)
  })
  it('names every file, and says which are too large for a letter and where they are', () => {
    const file = (name: string, size: number) => ({ id: `fil_${name}`, name, type: 'video/mp4', size, sha256: '' })
    const files = [file('<a>.mp4', 9_000_000), file('b.mp4', 8_000_000), file('c.mp4', 5_000_000)]
    const answers = [{ text: '', author: 'Ольга Петрова', files }]
    const { text, html } = composed({ answers })
    expect(text).toMatch(/Ольга Петрова:\n\n📎 <a>\.mp4 \(9\sМБ\)\n📎 b\.mp4 \(8\sМБ\)\n📎 c\.mp4/)
    expect(text).toContain('Слишком велико для письма: b.mp4. Это есть в переписке.')
    expect(html).toContain('📎 &#60;a&#62;.mp4')
    expect(filesIn(answers).attached.map(({ name }) => name)).toEqual(['<a>.mp4', 'c.mp4'])
  })
  it('runs nothing and loads nothing', () => {
    const hostile =
      '<img src=x onerror=alert(1)> <script>1</script> [x](javascript:alert(1)) ![x](https://evil.example/p.gif) "\'><b>'
    const { html } = composed({
      answers: [{ text: hostile, author: '<svg onload=1>' }],
      about: { question: '</p><script>2</script>', visitorName: '"><img src=y>', createdAt: '2026-11-26T22:30:00Z' },
    })
    expect(html).not.toMatch(/<(script|img|svg|iframe|link|object)\b|<[^>]*(javascript:|src=)|url\(|@import/i)
    expect(html).toContain('&#60;script&#62;')
  })
  it.each([
    ['> 200 кг выдержит', '<p>&#62; 200 кг выдержит</p>'],
    ['# 5 на складе', '<p># 5 на складе</p>'],
    ['1) только один пункт', '<p>1) только один пункт</p>'],
    ['+ 7 дней', '<p>+ 7 дней</p>'],
    ['*скидка* и __всё__', '<p>*скидка* и __всё__</p>'],
    ['итог\n------\nвсё', '<p>итог<br>\n------<br>\nвсё</p>'],
    ['раз\n\nдва', '<p>раз</p>\n<p>два</p>'],
    ['| a | b |\n|---|---|', '<p>| a | b |<br>\n|---|---|</p>'],
  ])('shows what the panel shows: %j', (text, html) => expect(saidIn(text)).toEqual({ html, text }))
  it('holds nothing but the elements it draws, whatever was written', () => {
    const payloads = [
      '<b onload=1>',
      '"><script>',
      '[a](https://x.example/"onload=1)',
      'https://x.example/"><i>',
      '`<i>`',
    ]
    for (const one of payloads)
      for (const text of [one, `**${one}**`, `- ${one}\n- ${one}`, `\`\`\`\n${one}\n\`\`\``])
        expect(saidIn(text).html.replace(/<\/?(p|br|b|ul|li|pre|strong|code|a)>|<a href="[^"<>]*">/g, '')).not.toMatch(
          /[<"]/,
        )
  })
  it('is cut where no mail program would show the rest, and says so', () => {
    const answers = said(`${'слово '.repeat(4_990)}👍🏽`, '👨‍👩‍👧‍👦'.repeat(2_000))
    const { html, text } = composed({ answers })
    expect(text).toContain('👍🏽')
    expect(text).toMatch(/(👨‍👩‍👧‍👦)+\n\nЭто не всё/u)
    expect(html).toContain('Это не всё')
    expect(composed().text).not.toContain('Это не всё')
  })
  it('has the subject of its conversation, by the shop’s own calendar', () => {
    const subject = 'Тропа: ваш вопрос от 27 ноября'
    expect(composed().subject).toBe(subject)
    expect(composed({ kind: 'auto_reply' }).subject).toBe(subject)
    expect(composed({ locale: 'en' }).subject).toBe('Tropa: your question from 27 November')
    expect(composed({ locale: 'de' }).subject).toBe('Tropa: Ihre Frage vom 27. November')
  })
  it('stands in the thread of its conversation', () => {
    expect(composed()).not.toHaveProperty('inReplyTo')
    expect(composed({ before: ['mail_a', 'mail_b'] })).toMatchObject({
      inReplyTo: '<mail_b@tropa.example>',
      references: ['<mail_a@tropa.example>', '<mail_b@tropa.example>'],
    })
    expect(composed({ begunBy: { messageId: '<1@mail.example>', subject: 'Re: RE: Палатка' } })).toMatchObject({
      subject: 'Re: Палатка',
      inReplyTo: '<1@mail.example>',
    })
  })
  it('has the ways back and out in both its forms', () => {
    const { text, html, headers } = composed()
    for (const form of [text, html]) {
      expect(form).toContain(envelope.links.open)
      expect(form).toContain('letters?stop&#61;1'.replace('&#61;', '='))
    }
    expect(headers).toEqual({
      'List-Unsubscribe': '<https://help.example/api/letters/stop?link=1>',
      'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
    })
  })
})

describe('an automatic letter', () => {
  const content = JSON.stringify({
    site: 'shop',
    question: `Смотрите https://evil.example/win и evil.example ${'очень '.repeat(200)}👍🏽`,
    visitorName: 'Выиграйте на www.evil.example',
    opensAt: null,
  })
  const about = { question: 'x', visitorName: 'Выиграйте на www.evil.example', createdAt: '2026-11-26T22:30:00Z' }

  it('brings a stranger’s address no link, and not much of what somebody else wrote', () => {
    const { text, html, headers } = composed({ kind: 'auto_reply', content, about })
    for (const form of [text, html?.replaceAll(site.url, '') ?? ''])
      expect(form).not.toMatch(/https?:|www\.|evil\.example/)
    expect(text).toMatch(/^Здравствуйте!\n/)
    expect(text.split('\n').find((line) => line.startsWith('> '))?.length).toBeLessThanOrEqual(510)
    expect(headers).toHaveProperty('List-Unsubscribe')
  })
  it('keeps them once the address has answered', () => {
    const { text } = composed({ kind: 'auto_reply', content, about, confirmed: true })
    expect(text).toContain('https://evil.example/win')
  })
  it('says which files of a letter were not taken, why and what to do, and promises nothing it does not know', () => {
    const notKept = [
      { name: 'поход.mov', code: 'file_too_large' },
      { name: 'setup.exe', code: 'file_kind_refused' },
      { name: 'палатка.zip', code: 'letter_full' },
      { name: 'https://evil.example/win.pdf', code: 'file_unreadable' },
    ]
    const left = (more = {}) =>
      composed({
        kind: 'auto_reply',
        content: JSON.stringify({ site: 'shop', question: 'Вот', left: { fileMb: 25, notKept, ...more } }),
      })
    const { text, html } = left({ wholeMb: 26, cut: true })
    for (const words of [
      /Письмо слишком большое/,
      /не\sпоместились, всё письмо может быть до\s26\sМБ: палатка\.zip/,
      /до\s25\sМБ\sкаждый: поход\.mov\./,
      /Файлы такого вида мы не\sпринимаем: setup\.exe\./,
      /принять не\sудалось: \(ссылка\)/,
      /пришлите их\sещё раз/,
    ])
      expect(text.replaceAll('\u00a0', ' ').replaceAll('\u2060', '')).toMatch(words)
    expect(html?.replaceAll('\u2060', '')).toContain('setup.exe')
    expect(text).not.toMatch(/evil|Мы на связи/)
    expect(left().text).not.toContain('слишком большое')
  })
  it('cuts no character in half', () => {
    const question = `${'а'.repeat(497)}👨‍👩‍👧‍👦хвост`
    const { text } = composed({ kind: 'auto_reply', content: JSON.stringify({ site: 'shop', question }) })
    expect(text).toContain(`${'а'.repeat(497)}…`)
  })
})

describe('a transcript', () => {
  it('does not speak for the visitor, and carries no key of the conversation', () => {
    const letter = composed({ kind: 'transcript', content: JSON.stringify({ site: 'shop', text: 'Вы: да' }) })
    expect(letter).toMatchObject({ replyTo: site.mail, text: 'Вы: да\n', headers: {} })
    expect(JSON.stringify(letter)).not.toContain('letters#')
  })
})

describe('a digest for the desk', () => {
  it('names each with the way to it, and says how to be rid of it', () => {
    const part = { total: 3, items: [{ id: 'cnv_1', question: 'Есть ли\nмерч?', state: 'waiting' }] }
    const digest = { desk: 'https://help.example/desk', left: part, missed: null }
    const letter = { kind: 'digest' as const, conversationId: null, content: JSON.stringify({ site: 'shop', digest }) }
    const { subject, text, headers, html } = composed({ ...letter, recipient: 'lena@tropa.example' })
    expect(subject).toBe('Тропа: что ждёт ответа и что опоздало')
    expect(text).toContain('– Есть ли мерч?\n  https://help.example/desk/inbox/waiting/cnv_1\nи ещё 2')
    expect(text).toContain('https://help.example/desk/settings')
    expect(text).not.toContain('Позже обещанного')
    expect(headers).toMatchObject({ 'Auto-Submitted': 'auto-generated' })
    expect(html).toBeUndefined()
  })
})
