import { describe, expect, it } from 'vitest'
import { intentOf } from './intent-of.ts'

const lines = (text: string) =>
  text
    .trim()
    .split('\n')
    .map((line) => line.trim())

describe('intentOf', () => {
  it.each(
    lines(`
    здравствуйте
    Здравствуйте!
    здраствуйте
    Здрасте
    Добрый день
    добрый день!!!
    День добрый.
    доброго времени суток
    Доброе утро, подскажите пожалуйста
    привет
    превет
    Приветствую вас
    хай
    ghbdtn
    plhfdcndeqnt
    privet
    hello
    Hello!
    hi there
    Hey
    good morning
    hello, can you help me?
    Hi, I have a question
    hallo
    Guten Tag
    moin
    у меня вопрос
    здравствуйте, у меня есть вопрос
    можно вопрос?
    нужна помощь
    Помогите пожалуйста
    help
    i need help
    can someone help me
    ich habe eine Frage
    🙂 привет 🙂
    `),
  )('greets back: %s', (text) => {
    expect(intentOf(text)).toBe('greeting')
  })

  it.each(
    lines(`
    спасибо
    Спасибо большое!
    огромное спасибо вам
    спс
    благодарю за помощь
    спасибо, до свидания
    thanks
    Thank you so much
    thx
    cheers
    bye
    danke
    vielen Dank
    `),
  )('knows thanks: %s', (text) => {
    expect(intentOf(text)).toBe('thanks')
  })

  it.each(
    lines(`
    хочу поговорить с оператором
    Здравствуйте, хочу поговорить с оператором
    позовите человека
    Позовите, пожалуйста, живого человека
    оператор
    ОПЕРАТОРА!
    оператора
    jgthfnjh
    соедините с менеджером
    переключите на оператора
    нужен консультант
    можно оператора
    можно поговорить с человеком?
    дайте живого оператора, а не бота
    хочу общаться с человеком а не с роботом
    свяжите меня со специалистом
    мне нужен ваш сотрудник
    живой человек
    человек
    поддержка
    служба поддержки
    есть кто живой?
    кто-нибудь есть?
    есть кто-нибудь тут
    talk to human
    I want to talk to a human
    can i speak to someone
    speak to an agent
    agent
    operator please
    real person
    human
    human please
    live chat with a person
    give me a real human, not a bot
    connect me with a customer service representative
    let me talk to your manager
    contact support
    is anybody there?
    is there anyone here
    Mitarbeiter
    ich möchte mit einem Mitarbeiter sprechen
    einen Menschen bitte
    `),
  )('hears the wish for a human: %s', (text) => {
    expect(intentOf(text)).toBe('person')
  })

  it.each(
    lines(`
    где мой заказ
    здравствуйте, где мой заказ?
    привет, сколько стоит доставка
    палатка на 2 человека
    сколько человек поместится в палатке
    палатка для четырёх человек
    how many people fit in the tent
    two person tent
    менеджер не перезвонил по заказу
    оператор сотовой связи не принимает оплату
    какой у вас номер телефона
    номер телефона оператора
    когда работает служба поддержки
    what are your support hours
    cleaning agent for jackets
    спасибо, а как вернуть товар?
    thanks but where is my parcel
    hello kitty backpack
    helmet
    help me choose a tent
    помогите выбрать палатку
    вопрос по возврату
    question about returns
    служба доставки
    как получить подарок
    доставка человеку в другой город
    курьер не позвонил
    передать заказ другому человеку
    manager of the shop in Berlin address
    TR-1101
    до
    .
    ???
    `),
  )('leaves what the library may answer: %s', (text) => {
    expect(intentOf(text)).toBeNull()
  })

  it('reads no long text, and ends on those that could be read in many ways', () => {
    expect(intentOf('привет '.repeat(20))).toBeNull()
    for (const one of ['у меня есть вопрос к вам ', 'help please ', 'спасибо вам ', 'а и ', 'есть кто '])
      expect(intentOf(`${one.repeat(40).slice(0, 85)} xyz`)).toBeNull()
  })
})
