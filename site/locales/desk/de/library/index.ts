import { categories } from './categories.ts'
import { foresight } from './foresight.ts'
import { growth } from './growth.ts'
import { library } from './library.ts'
import { pictures } from './pictures.ts'

export const libraryTexts = { ...categories, ...foresight, ...growth, ...library, ...pictures }
