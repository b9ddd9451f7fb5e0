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
    demo: 'Демонстрационный магазин: товары вымышленные, а вопросы задавайте настоящие.',
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
    questionsText: 'Спросите своими словами: ответы уже здесь.',
    missing: 'Страница не найдена',
    other: 'English',
    contact: 'Ежедневно на связи: пн–пт 9:00–21:00, сб–вс 10:00–18:00 по Москве',
  },
  en: {
    demo: 'A demo shop: the products are made up, but ask any real question you like.',
    title: 'Gear that comes home with you',
    lead: 'Tents, packs, clothing and light for the trail, from a weekend out of town to a mountain pass.',
    delivery: 'Next-day courier in Moscow and Saint Petersburg',
    returns: '30 days to return',
    warranty: 'Up to 36 months’ warranty',
    help: 'Help',
    goods: 'All products',
    stock: 'In stock. Next-day courier in Moscow and Saint Petersburg.',
    sku: 'SKU',
    attributes: 'Specifications',
    back: 'All products',
    questions: 'Questions about this product?',
    questionsText: 'Just ask in your own words: the answers are already here.',
    missing: 'Page not found',
    other: 'Русский',
    contact: 'Here every day: Mon–Fri 9:00–21:00, Sat–Sun 10:00–18:00 Moscow time',
  },
}
