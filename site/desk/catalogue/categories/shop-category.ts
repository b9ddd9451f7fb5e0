import type { AnswerOf } from '#desk-api'
import { answersLocale } from '#shared'
import { language } from '../../texts.ts'

export type ShopCategories = AnswerOf<'/desk/answer-categories', 'get'>
export type ShopCategory = ShopCategories['items'][number]

export const titleOf = ({ title }: Pick<ShopCategory, 'title'>): string => title[answersLocale(language.value)]
