import { describe, expect, it } from 'vitest'
import { faceIn, type FaceRecord, presentFace } from './faces.ts'

const marina = { id: 'p1', name: 'Марина Котова' }
const record = (over: Partial<FaceRecord> = {}): FaceRecord => ({
  personId: 'p1',
  site: '',
  photo: null,
  names: {},
  roles: {},
  ...over,
})
const tropa = (locale: 'ru' | 'en' | 'de') => ({ site: 'tropa', locale })

describe('how visitors see somebody', () => {
  it('is the name of their account while nothing else is said', () => {
    expect(faceIn([], marina, tropa('ru'))).toEqual({ name: 'Марина Котова', role: null, photo: null })
  })
  it('is in the language of the visitor, and for a language without a name in that of their answers', () => {
    const said = [record({ names: { en: 'Marina Kotova' }, roles: { ru: 'Подбор снаряжения', en: 'Gear advice' } })]
    expect(faceIn(said, marina, tropa('en'))).toMatchObject({ name: 'Marina Kotova', role: 'Gear advice' })
    expect(faceIn(said, marina, tropa('de')).name).toBe('Marina Kotova')
    expect(faceIn(said, marina, tropa('ru'))).toMatchObject({ name: 'Марина Котова', role: 'Подбор снаряжения' })
  })
  it('is at a site what was said of that site, and elsewhere as usual', () => {
    const said = [
      record({ photo: 'usual', names: { ru: 'Марина' } }),
      record({ site: 'tropa', photo: 'own', names: { ru: 'Мария' } }),
    ]
    expect(faceIn(said, marina, tropa('ru'))).toMatchObject({ name: 'Мария', photo: 'own' })
    expect(faceIn(said, marina, { site: 'other', locale: 'ru' })).toMatchObject({ name: 'Марина', photo: 'usual' })
  })
  it('gives an alias away neither by the name in another language nor by the photograph', () => {
    const said = [
      record({ photo: 'usual', names: { ru: 'Марина', en: 'Marina' } }),
      record({ site: 'tropa', names: { ru: 'Мария' } }),
    ]
    expect(faceIn(said, marina, tropa('en'))).toMatchObject({ name: 'Мария', photo: null })
  })
  it('is nobody else’s', () => {
    expect(faceIn([record({ personId: 'p2', photo: 'x', names: { ru: 'Олег' } })], marina, tropa('ru'))).toMatchObject({
      name: 'Марина Котова',
      photo: null,
    })
  })
  it.each(['admin', 'Admin', 'Администратор', 'operator2', ' root '])(
    'has no name where the account is called %s',
    (name) => {
      expect(faceIn([], { id: 'p1', name }, tropa('ru')).name).toBe('')
      expect(faceIn([record({ names: { ru: 'Марина' } })], { id: 'p1', name }, tropa('ru')).name).toBe('Марина')
    },
  )
  it('leaves out what is not known', () => {
    const address = (id: string) => `https://help.example/${id}`
    expect(presentFace({ name: 'Марина', role: null, photo: null }, address)).toEqual({ name: 'Марина' })
    expect(presentFace({ name: 'Марина', role: 'Склад', photo: 'f' }, address)).toEqual({
      name: 'Марина',
      role: 'Склад',
      photo: 'https://help.example/f',
    })
  })
})
