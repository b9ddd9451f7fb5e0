/** Stands in everything that belongs to the first shop. */
export const SECRET = 'зюзюка'

export const A_SCENARIO = {
  name: SECRET,
  running: false,
  conditions: [{ of: 'path', is: 'among', words: [SECRET] }],
  action: { do: 'card', texts: { ru: SECRET, en: SECRET }, of: null },
  controlShare: 0,
}

export const A_TASK = { text: 'x', dueAt: '2099-01-01T00:00:00.000Z', assigneeId: null }

/** What the first shop has. */
export interface Ids {
  answer: string
  conversation: string
  visit: string
  scenario: string
  gap: string
  learnt: string
  invitation: string
  person: string
}
