import { afterAll, beforeAll, describe } from 'vitest'
import { composing } from './composing.ts'
import { begin, type Day } from './day.ts'
import { keeping } from './keeping.ts'
import { lists } from './lists.ts'
import { marking } from './marking.ts'
import { merging } from './merging.ts'
import { passingOn } from './passing-on.ts'
import { tasks } from './tasks.ts'
import { whoWaits } from './waiting.ts'

describe('a day at the desk', () => {
  const day = {} as Day
  beforeAll(() => begin(day))
  afterAll(async () => {
    await day.browser?.close()
    await day.product?.stop()
  })
  whoWaits(day)
  marking(day)
  lists(day)
  merging(day)
  tasks(day)
  composing(day)
  passingOn(day)
  keeping(day)
})
