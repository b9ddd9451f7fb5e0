import type { Locale } from '#shared'

/** Texts of the demo shop's pages. */
export interface ShopTexts {
  demo: string
  title: string
  lead: string
  delivery: string
  returns: string
  warranty: string
  help: string
  goods: string
  stock: string
  sku: string
  attributes: string
  back: string
  questions: string
  questionsText: string
  missing: string
  other: string
  contact: string
}

export const SHOP_TEXTS: Record<Locale, ShopTexts> = {
  ru: {
    demo: 'Демонстрационный магазин: товары придуманы, вопросы можно задавать настоящие.',
    title: 'Снаряжение, которое возвращается с вами',
    lead: 'Палатки, рюкзаки, одежда и свет для походов — от выходного за городом до перевала.',
    delivery: 'Курьер по Москве и Петербургу — завтра',
    returns: '30 дней на возврат',
    warranty: 'До 36 месяцев гарантии',
    help: 'Помощь',
    goods: 'Все товары',
    stock: 'В наличии. Курьер по Москве и Петербургу привезёт завтра.',
    sku: 'Артикул',
    attributes: 'Характеристики',
    back: 'Все товары',
    questions: 'Есть вопрос об этом товаре?',
    questionsText: 'Ответы уже собраны: откройте и спросите своими словами.',
    missing: 'Такой страницы нет',
    other: 'English',
    contact: 'Ежедневно на связи: пн–пт 9:00–21:00, сб–вс 10:00–18:00 по Москве',
  },
  en: {
    demo: 'A demonstration shop: the goods are made up, the questions you ask may be real.',
    title: 'Gear that comes home with you',
    lead: 'Tents, packs, clothing and light for the trail, from a weekend out of town to a mountain pass.',
    delivery: 'Courier in Moscow and Saint Petersburg: tomorrow',
    returns: '30 days to return',
    warranty: 'Up to 36 months’ warranty',
    help: 'Help',
    goods: 'All products',
    stock: 'In stock. Tomorrow by courier in Moscow and Saint Petersburg.',
    sku: 'Article number',
    attributes: 'Specifications',
    back: 'All products',
    questions: 'A question about this product?',
    questionsText: 'The answers are ready: open them and ask in your own words.',
    missing: 'There is no such page',
    other: 'Русский',
    contact: 'Here every day: Mon–Fri 9:00–21:00, Sat–Sun 10:00–18:00 Moscow time',
  },
}
