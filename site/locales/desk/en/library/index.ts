import { care } from './care.ts'
import { categories } from './categories.ts'
import { facts } from './facts.ts'
import { foresight } from './foresight.ts'
import { growth } from './growth.ts'
import { library } from './library.ts'
import { pictures } from './pictures.ts'

export const libraryTexts = { ...care, ...categories, ...facts, ...foresight, ...growth, ...library, ...pictures }
