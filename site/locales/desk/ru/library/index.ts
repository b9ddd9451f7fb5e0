import { care } from './care.ts'
import { categories } from './categories.ts'
import { foresight } from './foresight.ts'
import { growth } from './growth.ts'
import { library } from './library.ts'
import { pictures } from './pictures.ts'

export const libraryTexts = { ...care, ...categories, ...foresight, ...growth, ...library, ...pictures }
